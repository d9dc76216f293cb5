"""Which accepted revisions an edition's texts come from."""

from dataclasses import dataclass

from reporting.models import Edition
from reporting.queries.cover import chosen_revisions
from reporting.queries.editions.found import figures_of, period_of


@dataclass(frozen=True)
class Standing:
    """`revisions`: those that stand for the period now; `consolidated`: those of the edition's
    consolidation. What is in the first and not in the second came after it."""

    revisions: frozenset[int]
    consolidated: frozenset[int]

    def is_new(self, revision: int) -> bool:
        return revision not in self.consolidated


def standing_of(edition: Edition) -> Standing:
    """Of a published edition only what its figures were made from. Three queries."""
    figures = figures_of(edition)
    consolidated = (
        frozenset(
            figures.chosen.filter(revision__report__year=edition.year).values_list(
                "revision_id", flat=True
            )
        )
        if figures
        else frozenset()
    )
    if edition.is_published:
        return Standing(consolidated, consolidated)
    accepted = frozenset(one.revision_id for one in chosen_revisions(period_of(edition)))
    return Standing(accepted, consolidated)
