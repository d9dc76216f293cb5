"""The charts of the catalogue drawn from the figures of a consolidation: the same object on a page,
in an edition, in the PDF and the workbook."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.month_values import MonthValues
from reporting.core.queries.period_words import period_label, short_month
from reporting.document.value import Chart, ChartKind, Series
from reporting.kernel.expressions import (
    Expression,
    Reference,
    evaluate,
    in_period,
    narrow,
    parse,
    references,
)
from reporting.kernel.numbers import plain_number
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import cell_code
from strategies.models import Chart as ChartRow
from strategies.models import Option
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated, in_year

Value = Decimal | None
KINDS: dict[str, ChartKind] = {"lines": "lines", "shares": "shares", "tiles": "tiles"}
Form = ChartRow.Form


class Drawn(NamedTuple):
    categories: list[str]
    series: list[tuple[str, list[Value]]]
    notes: tuple[str, ...] = ()
    tiles: tuple[tuple[int, int], ...] = ()
    short_names: tuple[str, ...] = ()


class CatalogueCharts:
    """Of one book of figures, in one language. `charts`: those that will be asked for, so that what
    they need is read together; a fixed number of queries, none for charts year by year."""

    def __init__(self, book: FigureBook, language: str, charts: Iterable[ChartRow]) -> None:
        self.book, self.language, self.charts = book, language, list(charts)
        self._drawn: set[str] = set()  # addresses that the chart in hand asked for

    def block(self, chart: ChartRow) -> Chart:
        """Its numbers may all be missing."""
        self._drawn = set()
        made = _FORMS[Form(chart.form)](self, chart)
        caption = dated(chart.title_in(self.language), self.book.period.year)
        if chart.form != Form.YEARS:
            made = made if chart.form == Form.MONTHS else _without_empty(made)
            if self.book.period != Period.of_year(self.book.period.year):
                caption = f"{caption}: {period_label(self.book.period)}"
        unit = chart.unit_of_count
        return Chart(
            id=chart.code,
            number="",
            caption=caption,
            kind=KINDS.get(chart.kind, "bars"),
            categories=tuple(made.categories),
            series=tuple(Series(name, tuple(map(_plain, values))) for name, values in made.series),
            unit=str(UnitOfCount(unit).label) if unit else "",
            notes=made.notes,
            tiles=made.tiles,
            short_names=made.short_names,
            drawn=tuple(sorted(self._drawn)),
        )

    # What is read for charts of a form ------------------------------------------------------------

    @cached_property
    def months(self) -> MonthValues:
        return MonthValues(
            self.book,
            [text for chart in self.charts if chart.form == Form.MONTHS
             for text in chart.expressions],
        )  # fmt: skip

    @cached_property
    def options(self) -> dict[str, list[Option]]:
        """Table -> the rows that hold in the year, in their order."""
        tables = {_named(chart).name.table for chart in self.charts if chart.form == Form.ROWS}
        found: dict[str, list[Option]] = defaultdict(list)
        rows = Option.objects.filter(in_year(self.book.period.year), table__code__in=tables)
        for option in rows.select_related("table", "group").order_by("position"):
            found[option.table.code].append(option)
        return found

    @cached_property
    def provinces(self) -> list[OrganisationUnit]:
        rows = OrganisationUnit.objects.filter(kind=UnitKind.PROVINCE, tile_row__isnull=False)
        return list(rows.order_by("position"))

    @cached_property
    def names(self) -> dict[int, str]:
        return unit_names(self.book.period.year, self.language, self.provinces)

    # The forms ------------------------------------------------------------------------------------

    def periods(self, chart: ChartRow) -> list[Period]:
        """The span of the chart, ending in the report's year: of each year the same part."""
        period = self.book.period
        years = chart.years or [period.year]
        return [period.in_year(year + period.year - max(years)) for year in years]

    def value(self, expression: str, period: Period, scope: tuple[str, ...] = ()) -> Value:
        return self._evaluated(narrow(parse(expression), scope, period.code))

    def _evaluated(self, expression: Expression) -> Value:
        self._drawn.update(str(named) for named in references(expression))
        return evaluate(expression, self.book.lookup)

    def by_year(self, chart: ChartRow) -> Drawn:
        """A group of bars for each measure, a bar for each year (of it, the report's part)."""
        return Drawn(
            chart.titles("series_titles", self.language),
            [
                (
                    period_label(period),
                    [self._evaluated(in_period(text, period.code)) for text in chart.expressions],
                )
                for period in self.periods(chart)
            ],
        )

    def by_part(self, chart: ChartRow) -> Drawn:
        titles = chart.titles("series_titles", self.language)
        period, width = self.book.period, len(titles)
        values = [self.value(text, period) for text in chart.expressions]
        return Drawn(
            chart.titles("categories", self.language),
            [(title, values[at::width]) for at, title in enumerate(titles)],
        )

    def by_row(self, chart: ChartRow) -> Drawn:
        named = _named(chart)
        table, group, column = named.name.table, named.name.option, named.name.element
        rows = [
            option
            for option in self.options[table]
            if not option.is_group and (option.group.code if option.group else None) == group
        ]
        if group is None:
            rows = [option for option in self.options[table] if not option.is_group]
        cells = [cell_code(table, option.code, column or "") for option in rows]
        return Drawn(
            [option.title_in(self.language) for option in rows],
            [
                (period_label(period), [self.value(cell, period) for cell in cells])
                for period in self.periods(chart)
            ],
        )

    def by_month(self, chart: ChartRow) -> Drawn:
        titles = chart.titles("series_titles", self.language)
        series = [
            (title, self.months.values(text))
            for title, text in zip(titles, chart.expressions, strict=True)
        ]
        self._drawn.update(
            str(named)
            for text in chart.expressions
            for year, month in self.book.period.months
            for named in references(in_period(text, Period(year, PeriodKind.MONTH, month).code))
        )
        categories = [short_month(month) for _year, month in self.book.period.months]
        return Drawn(categories, series, self._months_note(chart))

    def _months_note(self, chart: ChartRow) -> tuple[str, ...]:
        """Where some of the reporters say nothing by month."""
        said = []
        for text in chart.expressions[:1]:
            stored = self.book.get(_named(chart).cell)
            came, all_ = self.months.reporters(text), stored.received if stored else 0
            if 0 < came < all_:
                words = _("By month from %(came)d of %(all)d reporters; the others give no month.")
                said.append(words % {"came": came, "all": all_})
        return tuple(said)

    def by_province(self, chart: ChartRow) -> Drawn:
        values = [
            self.value(chart.expressions[0], self.book.period, (unit.code,))
            for unit in self.provinces
        ]
        came = sum(value is not None for value in values)
        words = _("%(came)d of %(all)d provinces gave a number; a dash: none was given.")
        note = words % {"came": came, "all": len(values)}
        return Drawn(
            [self.names.get(unit.pk, unit.code) for unit in self.provinces],
            [(next(iter(chart.titles("series_titles", self.language)), ""), values)],
            (note,) if came < len(values) else (),
            tuple((unit.tile_row or 0, unit.tile_col or 0) for unit in self.provinces),
            tuple(unit.short_name or unit.code for unit in self.provinces),
        )


_FORMS: dict[Form, Callable[[CatalogueCharts, ChartRow], Drawn]] = {
    Form.YEARS: CatalogueCharts.by_year,
    Form.PARTS: CatalogueCharts.by_part,
    Form.ROWS: CatalogueCharts.by_row,
    Form.MONTHS: CatalogueCharts.by_month,
    Form.PROVINCES: CatalogueCharts.by_province,
}


def has_figures(chart: Chart) -> bool:
    return any(value is not None for series in chart.series for value in series.values)


def is_shown(row: ChartRow, chart: Chart) -> bool:
    """Measures year by year always, as they were printed in 2020; a line wants two points."""
    known = [sum(value is not None for value in series.values) for series in chart.series]
    least = 2 if row.form == Form.MONTHS else 1
    return row.form == Form.YEARS or max(known, default=0) >= least


def _named(chart: ChartRow) -> Reference:
    found = parse(chart.expressions[0])
    return found if isinstance(found, Reference) else Reference("")


def _without_empty(made: Drawn) -> Drawn:
    """Without series and categories that have no number; a map has every province."""
    series = [(name, values) for name, values in made.series if _any(values)]
    if made.tiles or len({len(values) for _name, values in series}) != 1:
        return made._replace(series=series)
    kept = [
        at for at in range(len(made.categories)) if _any([values[at] for _name, values in series])
    ]
    return made._replace(
        categories=[made.categories[at] for at in kept],
        series=[(name, [values[at] for at in kept]) for name, values in series],
    )


def _any(values: Sequence[Value]) -> bool:
    return any(value is not None for value in values)


def _plain(value: Value) -> Decimal | int | None:
    return None if value is None else plain_number(value)
