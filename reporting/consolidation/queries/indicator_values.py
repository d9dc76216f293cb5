"""What the indicators come to in a consolidation: of the nation, and of each province that the
figures behind an indicator can be divided by. Read from the stored figures; no row is asked for by
itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from provinces.models import OrganisationUnit, Population, UnitKind
from provinces.population import populations
from reporting.consolidation.queries.figures import FigureBook, StoredFigure
from reporting.consolidation.rules.indicator_lights import value_of
from reporting.core.queries.practice_years import may_compare
from reporting.kernel.expressions import Reference, evaluate, narrow, references
from reporting.kernel.periods import Period
from reporting.models import Consolidation, IndicatorValue
from strategies.models import Cell, Indicator
from strategies.models.labels import in_year

WhyNot = IndicatorValue.WhyNot


@dataclass(frozen=True)
class _Part:
    """A numerator or a denominator; `figures`: the stored ones behind it."""

    value: Decimal | None
    figures: tuple[StoredFigure, ...] = ()


def indicator_values(
    consolidation: Consolidation, book: FigureBook, indicators: Sequence[Indicator] | None = None
) -> list[IndicatorValue]:
    """Not stored yet: of the period, and of the same one of the year before. `indicators`: else all
    that are published."""
    maker = _Maker(consolidation, book, indicators)
    return [value for period in maker.periods for value in maker.of_period(period)]


class _Maker:
    def __init__(
        self,
        consolidation: Consolidation,
        book: FigureBook,
        indicators: Sequence[Indicator] | None = None,
    ) -> None:
        self.consolidation, self.book, self.asked = consolidation, book, indicators

    @property
    def periods(self) -> list[Period]:
        period = self.consolidation.period
        before = period.same_last_year
        return [period, before] if may_compare(period.year, before.year) else [period]

    @cached_property
    def indicators(self) -> Sequence[Indicator]:
        if self.asked is not None:
            return self.asked
        return list(Indicator.objects.filter(in_year(self.consolidation.year)))

    @cached_property
    def places(self) -> list[OrganisationUnit]:
        """The nation first, whose figures are of no unit."""
        rows = OrganisationUnit.objects.filter(kind__in=[UnitKind.NATION, UnitKind.PROVINCE])
        return sorted(rows, key=lambda unit: (unit.kind != UnitKind.NATION, unit.position))

    @cached_property
    def cells(self) -> dict[str, Cell]:
        rows = Cell.objects.select_related("table", "element", "option")
        return {cell.code: cell for cell in rows}

    def of_period(self, period: Period) -> Iterator[IndicatorValue]:
        people = populations(self.places, period.year)
        for indicator in self.indicators:
            for place in self.places:
                of_nation = place.kind == UnitKind.NATION
                made = self._value(indicator, period, place, people.get(place.pk))
                if of_nation or made.numerator is not None:
                    yield made

    def _value(
        self, indicator: Indicator, period: Period, place: OrganisationUnit,
        people: Population | None,
    ) -> IndicatorValue:  # fmt: skip
        of_nation = place.kind == UnitKind.NATION
        scope = () if of_nation else (place.code,)
        top = self._part(indicator.numerator, scope, period)
        below = self._below(indicator, scope, period, people)
        why_not = self._why_not(indicator, period, top, below)
        value = None
        if top.value is not None and not why_not:
            value = value_of(top.value, below.value if below else None, indicator.scale)
        figures = (*top.figures, *(below.figures if below else ()))
        least = min(figures, key=_completeness, default=None)
        return IndicatorValue(
            consolidation=self.consolidation,
            indicator=indicator,
            organisation_unit=None if of_nation else place,
            period_key=period.key,
            numerator=top.value,
            denominator=below.value if below else None,
            value=value,
            why_not=why_not,
            received=least.received if least else 0,
            expected=least.expected if least else 0,
        )

    def _part(self, expression: str, scope: tuple[str, ...], period: Period) -> _Part:
        narrowed = narrow(expression, scope, period.code)
        value = evaluate(narrowed, self.book.lookup)
        figures = (self._stored(cell) for cell in self._cells(references(narrowed)))
        return _Part(value, tuple(figure for figure in figures if figure is not None))

    def _below(
        self, indicator: Indicator, scope: tuple[str, ...], period: Period,
        people: Population | None,
    ) -> _Part | None:  # fmt: skip
        if not indicator.denominator:
            return None
        if indicator.is_of_population:
            return _Part(Decimal(people.persons) if people else None)
        return self._part(indicator.denominator, scope, period)

    def _cells(self, named: Iterable[Reference]) -> Iterator[Reference]:
        """Each cell, also those that a measure adds up."""
        for reference in named:
            if reference.measure:
                formula = self.book.formula(reference)
                yield from references(formula) if formula is not None else ()
            else:
                yield reference

    def _stored(self, reference: Reference) -> StoredFigure | None:
        key = Period.parse(reference.period).key if reference.period else None
        unit = reference.scope[0] if reference.scope else ""
        return self.book.get(reference.cell, unit=unit, period_key=key)

    def _why_not(
        self, indicator: Indicator, period: Period, top: _Part, below: _Part | None
    ) -> str:
        if top.value is None:
            asked = self._is_asked(indicator.numerator, period)
            return WhyNot.NO_NUMERATOR if asked else WhyNot.NOT_ASKED
        if below is None:
            return ""
        if below.value is None:
            if indicator.is_of_population:
                return WhyNot.NO_POPULATION
            asked = self._is_asked(indicator.denominator, period)
            return WhyNot.NO_DENOMINATOR if asked else WhyNot.NOT_ASKED
        return "" if below.value else WhyNot.ZERO

    def _is_asked(self, expression: str, period: Period) -> bool:
        named = references(narrow(expression, (), period.code))
        return any(self._holds(cell.cell, period.year) for cell in self._cells(named))

    def _holds(self, code: str, year: int) -> bool:
        cell = self.cells.get(code)
        parts = (cell.table, cell.element, cell.option) if cell else ()
        return bool(parts) and all(part is None or part.holds_in(year) for part in parts)


def _completeness(figure: StoredFigure) -> tuple[Decimal, int]:
    share = Decimal(figure.received) / figure.expected if figure.expected else Decimal(1)
    return share, figure.expected
