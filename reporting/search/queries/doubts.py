"""Whether a check doubts a figure, as the report of the period prints it."""

from functools import lru_cache

from django.db.models import Max

from provinces.tenancy import all_sections
from reporting.document.value import FigureState
from reporting.editions.discrepancies.queries.figure_states import figure_states
from reporting.editions.discrepancies.queries.footnote_words import printed_discrepancies
from reporting.models import Consolidation, Edition, Settlement
from reporting.search.queries.numbers import Basis


def doubts_of(basis: Basis, *, is_national: bool) -> dict[str, FigureState]:
    """Address of a figure -> its state; what is not in it is sound. One query where it is known
    already: a consolidation never changes, only what is said of it does."""
    newest = Settlement.objects.aggregate(newest=Max("pk"))["newest"]
    edition = basis.edition if basis.edition and basis.edition.is_published else None
    made = basis.consolidation.created_at.isoformat()
    return _doubts(
        basis.consolidation.pk, made, edition.pk if edition else None, newest, is_national
    )


@lru_cache(maxsize=16)
def _doubts(
    consolidation: int, made: str, edition: int | None, newest: int | None, is_national: bool
) -> dict[str, FigureState]:
    """`made`, `newest`, `is_national`: as what it is kept."""
    with all_sections():
        row = Consolidation.objects.get(pk=consolidation)
        published = Edition.objects.get(pk=edition) if edition else None
        found = printed_discrepancies(row, published.published_at if published else None)
    decided = bool(published and published.reason)
    return figure_states(found, row.period, decided=decided)
