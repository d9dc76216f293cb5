"""The states of the figures of a consolidation, as the edition that is made of it says them."""

from reporting.document.value import FigureState
from reporting.editions.discrepancies.queries.doubted_totals import with_totals
from reporting.editions.discrepancies.queries.figure_states import figure_states
from reporting.editions.discrepancies.queries.footnote_words import printed_discrepancies
from reporting.models import Consolidation, Edition


def states_of(figures: Consolidation, edition: Edition | None) -> dict[str, FigureState]:
    """Address -> state; what is not in it is sound. For whoever reads all that was found and said;
    six queries. `edition`: None before there is one."""
    until = edition.published_at if edition else None
    decided = edition is not None and edition.is_published and bool(edition.reason)
    found = printed_discrepancies(figures, until)
    return with_totals(figure_states(found, figures.period, decided=decided))
