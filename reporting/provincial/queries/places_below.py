"""What the districts and communes of a province reported, beside the province's own figures. Only
their sums are made here; every number in them is a stored figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from reporting.document.value import (
    Block,
    Bullet,
    CellContent,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
)
from reporting.kernel.numbers import format_number, usual_places
from reporting.provincial.queries.basis import YearInLanguage
from reporting.provincial.queries.figure_lines import MeasureTotal
from reporting.provincial.queries.figure_tables import END, START, UnitTables
from reporting.provincial.rules import MOST_KEY_FIGURES, PlaceRate, covered_months, together

MOST_COLUMNS, MOST_BESIDE_COMMUNES = 4, 3


def places_section(of_year: YearInLanguage, unit: OrganisationUnit) -> Section | None:
    """Of the districts that the province asks, or whose communes it asks, each has a row; where it
    asks nobody, those that reported all the same. None where there is neither."""
    if unit.pk not in of_year.asked.level and not of_year.localities(unit):
        return None
    return _Places(of_year, unit).section()


@dataclass(frozen=True)
class Compared:
    """A figure of the province and the sum of those of its districts."""

    title: str
    cell: str
    own: Decimal | None
    places: Decimal

    @property
    def difference(self) -> Decimal | None:
        return None if self.own is None else self.own - self.places


class _Places:
    def __init__(self, of_year: YearInLanguage, unit: OrganisationUnit) -> None:
        self.of_year, self.unit = of_year, unit
        self.asked = of_year.asked
        self.level = self.asked.level.get(unit.pk)
        reported = of_year.localities(unit)
        districts = [place for place in reported if place.kind == UnitKind.DISTRICT]
        self.communes = [place for place in reported if place.kind == UnitKind.COMMUNE]
        self.shown = (
            self.asked.districts(unit) if self.level is not None else districts or self.communes
        )
        self.of_districts = bool(self.level is not None or districts)
        self.of_communes = self.level == UnitKind.COMMUNE
        self.rates = {place.pk: self.asked.in_district(place) for place in self.shown}
        self.measures = self._measures()

    def _measures(self) -> list[MeasureTotal]:
        """The totals that any of its districts or communes has, in the order of the report."""
        tables = UnitTables(self.of_year, self.unit, None)
        return [
            total
            for rows in self.of_year.material.tables.values()
            for total in tables.totals(rows)
            if any(self._value(total.cell, place) is not None for place in self.shown)
        ]

    def _value(self, cell: str, place: OrganisationUnit) -> Decimal | None:
        row = self.of_year.material.book.get(cell, unit=place.code)
        return row.value if row else None

    def section(self) -> Section:
        blocks: list[Block] = []
        if self.level is not None:
            blocks.append(Paragraph(self._rate_words()))
        blocks += [Paragraph(self._about()), self._table()]
        compared = list(self._compared())[:MOST_KEY_FIGURES]
        if compared:
            blocks.append(self._beside(compared))
            blocks += [Bullet(words) for one in compared for words in self._difference(one)]
        return Section("districts", "", _("Its districts"), 1, tuple(blocks))

    # How many reported ------------------------------------------------------------------------

    @property
    def _every(self) -> list[PlaceRate]:
        return [rate for rates in self.rates.values() for rate in rates]

    def _rate_words(self) -> str:
        whole = together(self._every)
        said = {
            "came": sum(rate.received > 0 for rate in self._every),
            "places": len(self._every),
            "received": format_number(whole.received),
            "expected": format_number(whole.expected),
            "percent": whole.percent or 0,
        }
        if self.of_communes:
            words = _(
                "%(came)d of its %(places)d communes reported. Of the %(expected)s reports that "
                "they owe for the year %(received)s are accepted (%(percent)d %%)."
            )
        else:
            words = _(
                "%(came)d of its %(places)d districts reported. Of the %(expected)s reports that "
                "they owe for the year %(received)s are accepted (%(percent)d %%)."
            )
        return words % said

    def _about(self) -> str:
        if self.level is not None:
            return _(
                "The figures of the province are its own reports wherever it gave any, else the "
                "sum of these rows."
            )
        return _(
            "The months are those of which accepted reports tell. A place that is not named "
            "reported nothing. The figures of the province are its own reports wherever it gave "
            "any: these rows need not add up to them."
        )

    def _table(self) -> Table:
        beside_communes = self.of_communes if self.level is not None else bool(self.communes)
        most = MOST_BESIDE_COMMUNES if beside_communes else MOST_COLUMNS
        measures = self.measures[:most]
        heads = [HeaderCell(_("District") if self.of_districts else _("Commune"))]
        if self.level is None:
            heads.append(HeaderCell(_("Months reported"), unit=_("of 12")))
        if self.of_districts and beside_communes:
            heads.append(HeaderCell(_("Communes that reported")))
        if self.level is not None:
            heads += [HeaderCell(_("Reports accepted")), HeaderCell(_("Rate"), unit="%")]
        heads += [HeaderCell(total.title) for total in measures]
        rows = [self._row(place, measures) for place in self.shown]
        if self.level is not None:
            rows.append(self._sums(measures))
        return Table(
            id="districts",
            number="",
            caption=_("What its districts and communes reported"),
            header=(tuple(heads),),
            rows=tuple(rows),
            align=(START, *(END for _head in heads[1:])),
            widths=(2.6, *(1.2 for _head in heads[1:])),
        )

    def _row(self, place: OrganisationUnit, measures: Sequence[MeasureTotal]) -> Row:
        cells: list[CellContent] = [self.of_year.name(place)]
        if self.level is None:
            months = covered_months(self.of_year.basis.period, self.of_year.told_of(place))
            cells.append(Number(len(months.received)))
            if self.of_districts and self.communes:
                cells.append(Number(sum(one.parent_id == place.pk for one in self.communes)))
        else:
            cells += self._rate_cells(self.rates[place.pk])
        for total in measures:
            value = self._value(total.cell, place)
            trace = f"{total.cell}@{place.code}:{self.of_year.basis.period.code}"
            cells.append(Missing() if value is None else number(value, trace))
        return Row(tuple(cells))

    def _rate_cells(self, rates: Sequence[PlaceRate]) -> Iterator[CellContent]:
        if self.of_communes:
            yield of_all(sum(rate.received > 0 for rate in rates), len(rates))
        whole = together(rates)
        yield of_all(whole.received, whole.expected)
        yield Missing() if whole.percent is None else Number(whole.percent)

    def _sums(self, measures: Sequence[MeasureTotal]) -> Row:
        cells: list[CellContent] = [_("All districts"), *self._rate_cells(self._every)]
        for total in measures:
            found = self._sum(total) if total.adds_up else None
            cells.append(Missing() if found is None else number(found))
        return Row(tuple(cells), kind="total")

    def _sum(self, total: MeasureTotal) -> Decimal | None:
        values = [self._value(total.cell, place) for place in self.shown]
        given = [value for value in values if value is not None]
        return sum(given, Decimal(0)) if given else None

    # The province's own beside them -----------------------------------------------------------

    def _compared(self) -> Iterator[Compared]:
        """Only what is added up over months and places in any order."""
        for total in self.measures:
            found = self._sum(total) if total.adds_up else None
            if found is not None:
                own = self._value(total.cell, self.unit)
                yield Compared(total.title, total.cell, own, found)

    def _beside(self, compared: Sequence[Compared]) -> Table:
        return Table(
            id="beside-districts",
            number="",
            caption=_("The province’s own figures beside the sum of its districts"),
            header=((
                HeaderCell(_("Measure")), HeaderCell(_("The province")),
                HeaderCell(_("Its districts together")), HeaderCell(_("Difference")),
            ),),
            rows=tuple(Row(tuple(self._beside_cells(one))) for one in compared),
            align=(START, END, END, END),
            widths=(3.6, 1.3, 1.3, 1.3),
        )  # fmt: skip

    def _beside_cells(self, one: Compared) -> Iterator[CellContent]:
        trace = f"{one.cell}@{self.unit.code}:{self.of_year.basis.period.code}"
        yield one.title
        yield Missing() if one.own is None else number(one.own, trace)
        yield number(one.places)
        difference = one.difference
        yield Missing() if difference is None else number(difference)

    def _difference(self, one: Compared) -> Iterator[str]:
        """In words, where they are not the same."""
        if one.difference == 0:
            return
        said = {
            "measure": one.title,
            "own": format_number(one.own or Decimal(0)),
            "sum": format_number(one.places),
            "difference": format_number(abs(one.difference or Decimal(0))),
        }
        if one.difference is None:
            words = _("%(measure)s: the province reported no number, its districts together "
                      "%(sum)s.")  # fmt: skip
        elif one.difference > 0:
            words = _("%(measure)s: the province reported %(own)s, its districts together %(sum)s: "
                      "%(difference)s less.")  # fmt: skip
        else:
            words = _("%(measure)s: the province reported %(own)s, its districts together %(sum)s: "
                      "%(difference)s more.")  # fmt: skip
        yield " ".join((words % said, *self._how_many()))

    def _how_many(self) -> Iterator[str]:
        if self.level is None:
            return
        said = {"came": sum(rate.received > 0 for rate in self._every), "places": len(self._every)}
        words = (
            _("%(came)d of %(places)d communes reported.")
            if self.of_communes
            else _("%(came)d of %(places)d districts reported.")
        )
        yield words % said


def number(value: Decimal, trace: str = "") -> Number:
    return Number(value, usual_places(value), trace=trace)


def of_all(part: int, whole: int) -> str:
    words = _("%(part)s of %(whole)s")
    return words % {"part": format_number(part), "whole": format_number(whole)}
