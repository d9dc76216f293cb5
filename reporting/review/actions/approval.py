"""Prepare, sign, accept, return, re-open a report; accept many at once.

Which step leads where, and which permission it takes, is the table of `kernel/approval.py`; which
roles hold it, `provinces/roles.py`. Here stands what is checked before;
`core/actions/review_steps.py` writes the step.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provinces import people
from provinces.roles import Permission, Role
from reporting.access import Actor, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.checks.rules.table_rules import Finding
from reporting.core.actions.audit import record
from reporting.core.actions.locks import hold_draft, hold_forms
from reporting.core.actions.review_steps import Moved, Step, keep, move
from reporting.entry.access import ReportAccess
from reporting.entry.component_meetings.actions import fill_from_meetings, refuse_outdated
from reporting.entry.page.queries.report_checks import checked
from reporting.kernel.approval import ApprovalState, Move, wrong_state
from reporting.models import Revision
from reporting.review.queries.comments import open_counts, threads_of, waiting
from reporting.review.queries.inbox import to_decide
from reporting.review.queries.receipt import content_digest

MOST = 500  # accepted at once
ALONE = {"alone": True}  # who signed for a place accepted it too: nobody else could


@transaction.atomic
def prepare(*, by: Actor, access: ReportAccess) -> None:
    """The officer is done and hands the report over; nobody fills it until it is taken back."""
    access.require(Permission.REPORT_ENTER)
    hold_draft(access.revision)  # no number comes in between the checks and the hand-over
    fill_from_meetings(by=by, revision=access.revision)
    _drop_answers(access.revision, _refuse_unanswered(access), by=by)
    _move(access, Step.PREPARED, by=by)


@transaction.atomic
def take_back(*, by: Actor, access: ReportAccess, comment: str = "") -> None:
    """Before the signature: the officer goes on, or the approver wants something corrected."""
    refusal = access.refusal_of(Move.TAKE_BACK)
    if refusal:
        raise refusal
    _move(access, Step.TAKEN_BACK, by=by, comment=comment)


@transaction.atomic
def submit(*, by: Actor, access: ReportAccess) -> None:
    """The approver, or a deputy by delegation, signs for the unit; from here on the revision never
    changes."""
    access.require(Permission.REPORT_SIGN)
    hold_forms()
    refuse_outdated(access.revision)
    _refuse_unanswered(access)
    more: dict[str, Any] = {"digest": content_digest(access.revision)}
    if access.delegation is not None:
        more |= {"delegation": access.delegation.pk,
                 "detail": {"delegation": access.delegation.pk}}  # fmt: skip
    _move(access, Step.SUBMITTED, by=by, **more)


def _refuse_unanswered(access: ReportAccess) -> list[Finding]:
    """What the checks ask, all of it answered."""
    found = checked(access.revision)
    open_findings = found.unanswered
    if open_findings:
        raise Refused(
            _("%(count)d checks are not answered yet. The first: %(words)s")
            % {"count": len(open_findings), "words": open_findings[0].words(_, date_format)}
        )
    return found.asked


def _drop_answers(revision: Revision, asked: list[Finding], *, by: Actor) -> None:
    """Those to questions that the numbers as they are now do not raise: nobody signs them, and no
    inbox counts them. Before the hand-over, as nothing changes after it."""
    left = revision.explanations.exclude(finding__in=[finding.key for finding in asked])
    keys = sorted(left.values_list("finding", flat=True))
    if keys:
        left.delete()
        record(
            "report.remove", f"revision:{revision.pk}", by=by,
            unit_id=revision.organisation_unit_id, entries=[], statements=[], explanations=keys,
        )  # fmt: skip


@transaction.atomic
def accept(*, by: Actor, access: ReportAccess, comment: str = "") -> None:
    access.require(Permission.REPORT_REVIEW)
    detail = ALONE if access.is_below and access.signed_and_decides else {}
    _move(access, Step.ACCEPTED, by=by, comment=comment, detail=detail)


@transaction.atomic
def send_back(*, by: Actor, access: ReportAccess, comment: str) -> None:
    """Returns the report with a reason; the unit begins the next revision with a copy.

    The open comments go with it. Without a word beside them they are the reason themselves, kept
    in the history as they were said.
    """
    access.require(Permission.REPORT_REVIEW)
    asked = waiting(threads_of(access.report))
    reason = comment.strip() or "\n".join(thread.first.text for thread in asked)
    if not reason:
        raise Refused(_("Say what the unit has to correct: a return needs a reason."))
    comments = [thread.first.pk for thread in asked]
    _move(access, Step.RETURNED, by=by, comment=reason, detail={"comments": comments})


@transaction.atomic
def reopen(*, by: Actor, access: ReportAccess, comment: str) -> None:
    """Lets the unit begin a next revision; the accepted one stands until that is accepted."""
    access.require(Permission.REPORT_REOPEN)
    if not comment.strip():
        raise Refused(_("Say why the report is re-opened."))
    try:
        with transaction.atomic():
            keep([_moved(access, comment=comment)], Step.REOPENED, by.user)
    except IntegrityError as error:  # the constraint review_step_reopened_once
        raise Overtaken(_("The report was re-opened already.")) from error


def _move(access: ReportAccess, step: Step, *, by: Actor, **more: Any) -> None:
    move([_moved(access, **more)], step, by.user)
    access.revision.refresh_from_db()


def _moved(access: ReportAccess, **more: Any) -> Moved:
    return Moved(access.revision, now_of(access.report.year), **more)


@dataclass
class AcceptanceOutcome:
    """`left`: what was not accepted, and why."""

    accepted: list[Revision] = field(default_factory=list)
    left: list[tuple[Revision, str]] = field(default_factory=list)


@transaction.atomic
def accept_many(*, by: Actor, revision_ids: Collection[int]) -> AcceptanceOutcome:
    """In one transaction; the number of queries does not depend on how many there are (one more
    or two for each year that they are of). Whoever was overtaken is left out, not in the way.

    A reviewer of the Secretariat accepts what stands at the top of the tree, an approver what the
    units below reported.
    """
    require(by, Permission.REPORT_REVIEW if by.is_national else Permission.REPORT_REVIEW_BELOW)
    chosen = list(
        to_decide(by)
        .filter(pk__in=list(revision_ids)[:MOST])
        .select_related("report__organisation_unit__parent", "report__data_set")
        .order_by("submitted_at", "pk")
    )
    held = set(
        Revision.objects.filter(
            pk__in=[revision.pk for revision in chosen], state=ApprovalState.SUBMITTED
        )
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )
    comments = open_counts(revision.report_id for revision in chosen)
    signed = set() if by.is_national else _signed_by_oneself(chosen, by)
    outcome = AcceptanceOutcome()
    for revision in chosen:
        reason = _reason(revision, held, comments[revision.report_id])
        if not reason and revision.pk in signed:
            reason = _("You signed it yourself. Another approver accepts it.")
        if reason:
            outcome.left.append((revision, reason))
        else:
            outcome.accepted.append(revision)
    now = {year: now_of(year) for year in {revision.report.year for revision in outcome.accepted}}
    together = {"together": len(outcome.accepted)}
    moved = [
        Moved(revision, now[revision.report.year], detail=together | _alone(revision, by))
        for revision in outcome.accepted
    ]
    move(moved, Step.ACCEPTED, by.user)
    return outcome


def _alone(revision: Revision, by: Actor) -> dict[str, Any]:
    return {} if by.is_national or revision.submitted_by_id != by.user.pk else ALONE


def _signed_by_oneself(chosen: Collection[Revision], by: Actor) -> set[int]:
    """Those that somebody else has to accept; one query where there are any."""
    own = {revision.pk for revision in chosen if revision.submitted_by_id == by.user.pk}
    others = own and people.others_hold(Role.APPROVER, [by.unit.pk], but=by.user)
    return own if others else set()


def _reason(revision: Revision, held: Collection[int], comments: int) -> str:
    if revision.pk not in held:
        state = ApprovalState(revision.state)
        if state is ApprovalState.SUBMITTED:
            return _("Somebody was faster: the report has changed.")
        return _(wrong_state(state, below=revision.report.is_below))
    if comments:
        words = ngettext(
            "%(count)d comment is still open.", "%(count)d comments are still open.", comments
        )
        return words % {"count": comments}
    return ""
