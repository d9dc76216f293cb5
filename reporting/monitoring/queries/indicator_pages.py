"""The indicators of a year as pages show them: by strategy, and one with its places and figures."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import get_language

from provinces.queries import unit_names
from reporting.access import NotHere
from reporting.consolidation.queries.indicators import (
    IndicatorLine,
    by_strategy,
    indicator_lines,
    of_provinces,
    other_runs,
    target_for,
    targets_of,
    traces_of,
)
from reporting.consolidation.queries.trace_parts import titles_of
from reporting.core.queries.measures import Measures
from reporting.core.queries.years import run_of_year, runs_of_years
from reporting.document.value import FigureState
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures, made_of
from reporting.kernel.expressions import parse, references
from reporting.kernel.periods import Period
from reporting.models import Consolidation, IndicatorTarget, IndicatorValue
from strategies.models import Indicator, Strategy
from strategies.models.indicators import POPULATION
from strategies.models.labels import in_year


@dataclass(frozen=True)
class StrategyIndicators:
    number: int
    title: str
    lines: list[IndicatorLine]


@dataclass(frozen=True)
class FigureBehind:
    """A figure that a value is made of, and where it is traced to."""

    title: str
    address: str
    state: FigureState = "sound"


@dataclass(frozen=True)
class ProvinceValue:
    """`address`: the trace of its numerator, "" where that is made of several figures."""

    name: str
    value: IndicatorValue
    address: str
    state: FigureState = "sound"


class IndicatorYear:
    """Of the newest consolidation of the year that the reader sees; a fixed number of queries.
    `sees_all`: as the reader may know whether figures are doubted."""

    def __init__(self, year: int, *, sees_all: bool = False) -> None:
        self.year, self.sees_all = year, sees_all

    @cached_property
    def run(self) -> Consolidation | None:
        return run_of_year(self.year)

    @cached_property
    def lines(self) -> list[IndicatorLine]:
        if self.run is None:
            return []
        return indicator_lines(self.run, self.others)

    @cached_property
    def others(self) -> list[Consolidation]:
        return other_runs(self.year)

    @cached_property
    def doubted(self) -> DoubtedFigures:
        runs = [self.run, *self.others] if self.run else []
        return DoubtedFigures(runs, sees_all=self.sees_all)

    def state(self, indicator: Indicator, year: int, scope: tuple[str, ...] = ()) -> FigureState:
        """Of its value: that of its one figure, or whether what it is made of is doubted."""
        period = Period.of_year(year)
        parts = [part for part in (indicator.numerator, indicator.denominator) if part]
        found = [
            self.doubted.of_expression(part, period, scope) for part in parts if part != POPULATION
        ]
        return found[0] if len(parts) == 1 else made_of(found)

    def part(self, expression: str) -> FigureState:
        """Of a numerator or a denominator; nobody doubts the people of a place."""
        if expression in ("", POPULATION):
            return "sound"
        return self.doubted.of_expression(expression, Period.of_year(self.year))

    @property
    def has_values(self) -> bool:
        return any(line.value is not None for line in self.lines)

    @property
    def years(self) -> list[int]:
        """Those that have a value or say why not, the earliest first, with the year itself."""
        keys = {
            key for line in self.lines for key, row in line.values.items() if row.value is not None
        }
        return sorted({key // 100 for key in keys} | {self.year})

    @cached_property
    def strategies(self) -> list[StrategyIndicators]:
        titles = {
            row.number: row.title_in(get_language() or "en")
            for row in Strategy.objects.filter(
                plan__first_year__lte=self.year, plan__last_year__gte=self.year
            )
        }
        return [
            StrategyIndicators(number, titles.get(number, ""), lines)
            for number, lines in by_strategy(self.lines)
        ]

    def line(self, code: str) -> IndicatorLine:
        found = next((line for line in self.lines if line.indicator.code == code), None)
        if found is None:
            raise NotHere
        return found

    def provinces(self, indicator: Indicator) -> list[ProvinceValue]:
        """In the order of protocol."""
        assert self.run is not None
        names = unit_names(self.year, get_language() or "en")
        found = []
        for row in of_provinces(self.run, indicator):
            assert row.organisation_unit is not None
            scope = (row.organisation_unit.code,)
            traces = traces_of(indicator.numerator, self.run.period, scope)
            name = names.get(row.organisation_unit.pk, row.organisation_unit.code)
            address = traces[0] if len(traces) == 1 else ""
            state = self.state(indicator, self.year, scope)
            found.append(ProvinceValue(name, row, address, state))
        return found

    def figures(self, expression: str, language: str) -> list[FigureBehind]:
        """What an expression adds up, by name. Of measures some ten queries, else one."""
        assert self.run is not None
        addresses = traces_of(expression, self.run.period)
        named = [found for address in addresses for found in references(parse(address))]
        titles = titles_of({found.cell for found in named})
        measures = Measures(language)
        return [
            FigureBehind(
                measures.title(found) if found.measure else titles.get(found.cell, str(found)),
                address,
                self.doubted.of_expression(address, self.run.period),
            )
            for found, address in zip(named, addresses, strict=True)
        ]


def indicator_years() -> list[int]:
    """Those with a consolidation that the reader sees, the newest first; one query."""
    return [run.year for run in runs_of_years()]


def indicator_at(code: str, year: int) -> Indicator:
    found = Indicator.objects.filter(in_year(year), code=code).first()
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class TargetDraft:
    """`line`: as it would stand with it; None where the year has no value yet."""

    target: IndicatorTarget
    line: IndicatorLine | None


def target_drafts(indicator: Indicator, year: int) -> list[TargetDraft]:
    """The earliest first, each with what it would say of the value of `year`."""
    rows = IndicatorTarget.everything.filter(indicator=indicator, is_draft=True).order_by("year")
    drafts = list(rows)
    if not drafts:
        return []
    published = list(targets(indicator))
    lines = IndicatorYear(year).lines
    line = next((found for found in lines if found.indicator.pk == indicator.pk), None)
    return [
        TargetDraft(draft, replace(line, target=_aimed(draft, published, year)) if line else None)
        for draft in drafts
    ]


def _aimed(
    draft: IndicatorTarget, published: Iterable[IndicatorTarget], year: int
) -> IndicatorTarget | None:
    others = [target for target in published if target.year != draft.year]
    return target_for(sorted([*others, draft], key=lambda target: target.year), year)


def targets(indicator: Indicator) -> Iterable[IndicatorTarget]:
    return targets_of([indicator])[indicator.pk]
