"""What the indicators come to in a consolidation: of the nation, and of each province that the
figures behind an indicator can be divided by. Read from the stored figures; no row is asked for by
itself."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from provinces.models import OrganisationUnit, Population, UnitKind
from provinces.population import populations
from reporting.consolidation.queries.evaluation import Evaluated, EvaluatedExpressions
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.rules.indicator_lights import value_of
from reporting.core.queries.practice_years import may_compare
from reporting.kernel.periods import Period
from reporting.models import Consolidation, IndicatorValue
from strategies.models import Indicator
from strategies.models.labels import in_year

WhyNot = IndicatorValue.WhyNot


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
    def evaluation(self) -> EvaluatedExpressions:
        named = [text for row in self.indicators for text in (row.numerator, row.denominator)]
        return EvaluatedExpressions(self.book, named)

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
        top = self.evaluation.of(indicator.numerator, scope, period)
        below = self._below(indicator, scope, period, people)
        why_not = self._why_not(indicator, period, top, below)
        value = None
        if top.value is not None and not why_not:
            value = value_of(top.value, below.value if below else None, indicator.scale)
        least = Evaluated(None, (*top.figures, *(below.figures if below else ()))).least
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

    def _below(
        self, indicator: Indicator, scope: tuple[str, ...], period: Period,
        people: Population | None,
    ) -> Evaluated | None:  # fmt: skip
        if not indicator.denominator:
            return None
        if indicator.is_of_population:
            return Evaluated(Decimal(people.persons) if people else None)
        return self.evaluation.of(indicator.denominator, scope, period)

    def _why_not(
        self, indicator: Indicator, period: Period, top: Evaluated, below: Evaluated | None
    ) -> str:
        if top.value is None:
            asked = self.evaluation.is_asked(indicator.numerator, period)
            return WhyNot.NO_NUMERATOR if asked else WhyNot.NOT_ASKED
        if below is None:
            return ""
        if below.value is None:
            if indicator.is_of_population:
                return WhyNot.NO_POPULATION
            asked = self.evaluation.is_asked(indicator.denominator, period)
            return WhyNot.NO_DENOMINATOR if asked else WhyNot.NOT_ASKED
        return "" if below.value else WhyNot.ZERO
