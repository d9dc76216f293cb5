"""Which accepted revisions an edition's texts come from."""

from collections import defaultdict
from dataclasses import dataclass

from reporting.kernel.cover import cover_within
from reporting.kernel.periods import Period
from reporting.models import Edition, Revision
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
    return Standing(_accepted(period_of(edition)), consolidated)


def _accepted(whole: Period) -> frozenset[int]:
    """The newest accepted revision of each report inside the period; of one form the longest
    reports that do not overlap, as a consolidation chooses them."""
    rows = (
        Revision.objects.filter(state=Revision.State.ACCEPTED, report__year=whole.year)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list(
            "pk", "report__organisation_unit_id", "report__data_set_id", "report__period_key"
        )
    )
    forms: dict[tuple[int, int], dict[Period, int]] = defaultdict(dict)
    for pk, unit, data_set, key in rows:
        forms[unit, data_set][Period.from_key(key)] = pk
    return frozenset(
        accepted[period]
        for accepted in forms.values()
        for period in cover_within(whole, accepted).chosen
    )
