"""Which figures of an evaluation a check doubts, in the years that it is about."""

from collections.abc import Iterable, Sequence

from reporting.document.value import Section
from reporting.editions.composing.queries.stated_figures import stated, with_measures
from reporting.editions.evaluations.queries.years import EvidenceYear, runs_of
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures


def with_states(
    sections: Sequence[Section], years: Iterable[EvidenceYear], year: int
) -> tuple[Section, ...]:
    """`year`: of figures that do not say their own."""
    doubted = DoubtedFigures(runs_of(years), sees_all=True)
    states = with_measures(doubted.states, sections, str(year), doubted.formula)
    return tuple(stated(sections, states, str(year)))
