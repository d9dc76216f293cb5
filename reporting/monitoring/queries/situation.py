"""The situation of a year: its key figures with what is doubted of them, charts and indicators. As
many queries for one figure as for thirty."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from reporting.access import Actor, NotHere, groups_of, groups_of_sections
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.indicators import (
    IndicatorLine,
    indicator_lines,
    is_part,
    months_gone,
)
from reporting.consolidation.queries.key_figures import (
    KeyFigureLine,
    key_figure_lines,
    run_for,
    years_with_figures,
)
from reporting.core.queries.document_words import page_document
from reporting.core.queries.period_words import period_words
from reporting.core.queries.practice_years import practice_years
from reporting.document.value import Block, Chart, Document, FigureState, Section, Table
from reporting.editions.composing.queries.catalogue_charts import CatalogueCharts, is_shown
from reporting.editions.composing.queries.key_figures_table import key_figures_table
from reporting.editions.composing.queries.stated_figures import stated, with_measures
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures
from reporting.kernel.periods import Period
from reporting.models import Consolidation
from strategies.models import Chart as ChartRow
from strategies.models.labels import in_year


@dataclass(frozen=True)
class ShownFigure:
    """A key figure and whether a check doubts it."""

    line: KeyFigureLine
    state: FigureState


class Situation:
    """As this person may see it. Of what is not published a lead sees the group's sections; a unit
    sees what is published, and no other unit's months and provinces."""

    def __init__(self, year: int, actor: Actor, language: str) -> None:
        self.year, self.actor, self.language = year, actor, language

    @cached_property
    def run(self) -> Consolidation | None:
        """The newest of the year, else of its longest part."""
        return run_for(self.year)

    @cached_property
    def book(self) -> FigureBook:
        if self.run is None:
            raise NotHere
        return FigureBook(self.run)

    @cached_property
    def led_groups(self) -> Mapping[str, tuple[str, ...]] | None:
        """The groups of sections, where a lead is kept to some; None: all of them are seen."""
        is_published = self.run is not None and self.run.published_at is not None
        return groups_of_sections() if self.actor.led_group and not is_published else None

    def sees(self, section: str) -> bool:
        named = self.led_groups
        return named is None or self.actor.led_group in groups_of(section, named)

    @cached_property
    def lines(self) -> list[KeyFigureLine]:
        if self.run is None:
            return []
        return key_figure_lines(self.book, by_month=self.actor.is_national, sees=self.sees)

    @cached_property
    def figures(self) -> list[ShownFigure]:
        return [
            ShownFigure(line, self.state(line.figure.expression, line.now.period))
            for line in self.lines
        ]

    @property
    def is_empty(self) -> bool:
        """Nothing of the year has been added up that this person sees. Otherwise a lead may see
        charts and indicators only: the group's sections need hold no key figure."""
        return self.run is None

    @cached_property
    def doubted(self) -> DoubtedFigures:
        """As the trace, the explorer and the report know them."""
        runs = [self.run] if self.run else []
        measures = self.book.measures if self.run else None
        return DoubtedFigures(runs, sees_all=self.actor.is_national, measures=measures)

    def state(self, expression: str, period: Period) -> FigureState:
        return self.doubted.of_expression(expression, period)

    def _stated(self, *blocks: Block) -> Section:
        """With what a check doubts of them, and the lines that say so."""
        section = Section("situation", "", "", 1, blocks)
        if not blocks or not self.doubted.states:
            return section
        code = self.book.period.code
        states = with_measures(self.doubted.states, [section], code, self.book.formula)
        return next(stated([section], states, code))

    @cached_property
    def months_gone(self) -> int:
        return months_gone(self.run) if self.run else 0

    @cached_property
    def is_part(self) -> bool:
        return is_part(self.run) if self.run else False

    # Charts and indicators ------------------------------------------------------------------------

    @cached_property
    def chart_rows(self) -> list[ChartRow]:
        rows = ChartRow.objects.filter(in_year(self.year), on_situation=True)
        shown = [row for row in rows.select_related("section") if self._may_see(row)]
        return shown if self.run else []

    def _may_see(self, row: ChartRow) -> bool:
        """Months and provinces are made of the numbers of every unit."""
        of_all_units = row.form in (ChartRow.Form.MONTHS, ChartRow.Form.PROVINCES)
        if of_all_units and not self.actor.is_national:
            return False
        return self.sees(row.section.code)

    @cached_property
    def drawer(self) -> CatalogueCharts:
        return CatalogueCharts(self.book, self.language, self.chart_rows)

    @cached_property
    def charts(self) -> list[Chart]:
        """Those that have numbers, in the order of the catalogue; under one that draws what is
        doubted a line says so."""
        found = []
        for row in self.chart_rows:
            made = self.drawer.block(row)
            if is_shown(row, made) and any(_known(made)):
                found.append(made)
        return [block for block in self._stated(*found).blocks if isinstance(block, Chart)]

    def chart(self, code: str) -> Chart:
        found = next((chart for chart in self.charts if chart.id == code), None)
        if found is None:
            raise NotHere
        return found

    @cached_property
    def indicators(self) -> list[IndicatorLine]:
        """Those of the plan that have a value."""
        lines = indicator_lines(self.run) if self.run else []
        return [line for line in lines if line.value and line.value.value is not None]

    # The same as a workbook -----------------------------------------------------------------------

    @property
    def table(self) -> Table:
        made = key_figures_table(self.lines, self.language, is_part=self.is_part, state=self.state)
        [table] = self._stated(made).blocks
        assert isinstance(table, Table)
        return table

    def document(self) -> Document:
        """The key figures and every chart."""
        if self.run is None or not (self.lines or self.charts):
            raise NotHere
        title = _("The situation in %(period)s") % {"period": period_words(self.run.period)}
        tables = [replace(self.table, number="1")] if self.lines else []
        section = Section("situation", "", title, 1, (*tables, *self.charts))
        return page_document(title, section, years=[self.year], language=self.language)


def _known(chart: Chart) -> list[bool]:
    return [value is not None for series in chart.series for value in series.values]


def situation_years() -> list[int]:
    """The newest first; two queries with those to practise on."""
    return years_with_figures()


def year_beside(year: int) -> int | None:
    """Beside what else is shown of a year: it, else the newest before it that has figures; one to
    practise on only beside one to practise on. Two queries."""
    practised = practice_years()
    return next(
        (
            found
            for found in years_with_figures()
            if found <= year and (year in practised or found not in practised)
        ),
        None,
    )


def first_year() -> int | None:
    """The newest real year with figures, else the newest to practise on; None before any."""
    years, practised = years_with_figures(), practice_years()
    real = [year for year in years if year not in practised]
    return next(iter(real or years), None)
