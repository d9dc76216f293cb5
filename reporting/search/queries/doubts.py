"""Whether a check doubts the figures that are found: as the trace, the explorer and the report say
it."""

from functools import lru_cache

from django.db.models import Max

from provinces.tenancy import all_sections
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures
from reporting.models import Consolidation, Settlement
from reporting.search.queries.numbers import FigureBasis


def doubts_of(basis: FigureBasis, *, sees_all: bool) -> DoubtedFigures:
    """As this person may know them. What whoever sees all knows is kept: one query where it is
    known already, for numbers are proposed with each letter that somebody types."""
    if not sees_all:
        return DoubtedFigures([basis.consolidation], sees_all=False)
    newest = Settlement.objects.aggregate(newest=Max("pk"))["newest"]
    edition = basis.edition
    published = f"{edition.pk} {edition.published_at}" if edition else ""
    made = basis.consolidation.created_at.isoformat()
    return _kept(basis.consolidation.pk, made, published, newest)


@lru_cache(maxsize=16)
def _kept(consolidation: int, made: str, published: str, newest: int | None) -> DoubtedFigures:
    """Until somebody explains one more or the report is published; the same for every national
    reader. `made` tells equal keys of two databases apart."""
    with all_sections():
        found = DoubtedFigures([Consolidation.objects.get(pk=consolidation)], sees_all=True)
        assert found.states is not None  # read here, as for everybody
    return found
