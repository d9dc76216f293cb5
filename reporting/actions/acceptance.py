"""Accept many reports at once: those about which nothing is open; each of the others says why."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.kernel.approval import WRONG_STATE, State
from reporting.models import AuditEvent, ReviewStep, Revision
from reporting.queries.calendar import now_of
from reporting.queries.comments import open_counts

MOST = 500


@dataclass
class Outcome:
    """`left`: what was not accepted, and why."""

    accepted: list[Revision] = field(default_factory=list)
    left: list[tuple[Revision, str]] = field(default_factory=list)


@transaction.atomic
def accept_many(*, by: Actor, revision_ids: Collection[int]) -> Outcome:
    """In one transaction; the number of queries does not depend on how many there are (one more
    or two for each year that they are of). Whoever was overtaken is left out, not in the way."""
    require(by, Permission.REPORT_REVIEW)
    chosen = list(
        Revision.objects.filter(pk__in=list(revision_ids)[:MOST])
        .select_related("report__organisation_unit", "report__data_set")
        .order_by("submitted_at", "pk")
    )
    held = set(
        Revision.objects.filter(pk__in=[one.pk for one in chosen], state=State.SUBMITTED)
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )
    comments = open_counts(one.report_id for one in chosen)
    outcome = Outcome()
    for one in chosen:
        reason = _reason(one, held, comments[one.report_id])
        if reason:
            outcome.left.append((one, reason))
        else:
            outcome.accepted.append(one)
    _move(outcome.accepted, by=by)
    _keep_steps(outcome.accepted, by=by)
    return outcome


def _reason(revision: Revision, held: Collection[int], comments: int) -> str:
    if revision.pk not in held:
        state = State(revision.state)
        if state is State.SUBMITTED:
            return _("Somebody was faster: the report has changed.")
        return _(WRONG_STATE[state])
    if comments:
        words = ngettext(
            "%(count)d comment is still open.", "%(count)d comments are still open.", comments
        )
        return words % {"count": comments}
    return ""


def _move(revisions: Iterable[Revision], *, by: Actor) -> None:
    by_year: dict[int, list[int]] = defaultdict(list)
    for one in revisions:
        by_year[one.report.year].append(one.pk)
    for year, ids in by_year.items():
        Revision.objects.filter(pk__in=ids, state=State.SUBMITTED).update(
            state=State.ACCEPTED, decided_at=now_of(year), decided_by=by.user
        )


def _keep_steps(revisions: Collection[Revision], *, by: Actor) -> None:
    step = ReviewStep.Step.ACCEPTED
    ReviewStep.objects.bulk_create(
        ReviewStep(
            revision=one, organisation_unit_id=one.organisation_unit_id, step=step, by=by.user
        )
        for one in revisions
    )
    AuditEvent.objects.bulk_create(
        AuditEvent(
            by=by.user, organisation_unit_id=one.organisation_unit_id,
            action=f"report.{step.value}", target=f"revision:{one.pk}",
            detail={"comment": "", "together": len(revisions)},
        )
        for one in revisions
    )  # fmt: skip
