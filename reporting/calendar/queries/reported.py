"""What there is of the reports of some years: the newest revision of each and its state."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Min
from django.utils import timezone

from reporting.models import Report, ReviewStep


@dataclass(frozen=True)
class Reported:
    """What there is of a report. `came_on`: the day of its first signature, on-time or not."""

    report_id: int
    revision_id: int
    number: int
    state: str
    reopened: bool
    came_on: date | None


def reported(
    years: Collection[int], *, unit_ids: Collection[int] | None = None
) -> dict[tuple[int, int, int], Reported]:
    """(unit, form, period) -> what there is of the report; two queries."""
    rows = Report.objects.filter(year__in=list(years))
    steps = ReviewStep.objects.filter(
        step=ReviewStep.Step.REOPENED, revision__report__year__in=list(years)
    )
    if unit_ids is not None:
        rows = rows.filter(organisation_unit_id__in=unit_ids)
        steps = steps.filter(organisation_unit_id__in=unit_ids)
    reopened = set(steps.values_list("revision_id", flat=True))
    found = rows.annotate(
        ids=ArrayAgg("revisions__pk", order_by="-revisions__number"),
        states=ArrayAgg("revisions__state", order_by="-revisions__number"),
        came=Min("revisions__submitted_at"),
    ).values_list(
        "organisation_unit_id", "data_set_id", "period_key", "pk", "ids", "states", "came"
    )
    return {
        (unit, form, key): Reported(
            report_id=pk,
            revision_id=ids[0],
            number=len(ids),
            state=states[0],
            reopened=_is_reopened(ids, states, reopened),
            came_on=timezone.localdate(came) if came else None,
        )
        for unit, form, key, pk, ids, states, came in found
        if ids[0] is not None
    }


def _is_reopened(ids: list[int], states: list[str], reopened: Collection[int]) -> bool:
    """The accepted revision is to be corrected, or a next one is under way after it."""
    if "accepted" not in states:
        return False
    place = states.index("accepted")
    return ids[place] in reopened and "returned" not in states[:place]
