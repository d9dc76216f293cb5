"""Prepare, sign, accept, return, re-open: conditional UPDATEs; who comes second is told so."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Door
from reporting.access_errors import Overtaken, Refused
from reporting.actions.audit import record
from reporting.actions.locks import hold_draft
from reporting.kernel.approval import Move
from reporting.models import ReviewStep, Revision
from reporting.queries.calendar import now_of
from reporting.queries.checks import unanswered
from reporting.queries.comments import threads_of, waiting
from reporting.queries.content_digest import content_digest

State = Revision.State


@transaction.atomic
def prepare(*, by: Actor, door: Door) -> None:
    """The officer is done and hands the report over; nobody fills it until it is taken back."""
    door.require(Permission.REPORT_ENTER)
    hold_draft(door.revision)  # no number comes in between the checks and the hand-over
    _refuse_unanswered(door)
    _move(door, before=State.DRAFT, after=State.PREPARED, by=by)
    _keep_step(door, ReviewStep.Step.PREPARED, by=by)


@transaction.atomic
def take_back(*, by: Actor, door: Door, comment: str = "") -> None:
    """Before the signature: the officer goes on, or the approver wants something mended."""
    refusal = door.refusal_of(Move.TAKE_BACK)
    if refusal:
        raise refusal
    _move(door, before=State.PREPARED, after=State.DRAFT, by=by)
    _keep_step(door, ReviewStep.Step.TAKEN_BACK, by=by, comment=comment)


@transaction.atomic
def submit(*, by: Actor, door: Door) -> None:
    """The approver signs for the unit; from here on the revision never changes."""
    door.require(Permission.REPORT_SIGN)
    _refuse_unanswered(door)
    _move(door, before=State.PREPARED, after=State.SUBMITTED, by=by)
    _keep_step(door, ReviewStep.Step.SUBMITTED, by=by)


def _refuse_unanswered(door: Door) -> None:
    open_findings = unanswered(door.revision)
    if open_findings:
        raise Refused(
            _("%(count)d checks are not answered yet. The first: %(words)s")
            % {"count": len(open_findings), "words": open_findings[0].words(_, date_format)}
        )


@transaction.atomic
def accept(*, by: Actor, door: Door, comment: str = "") -> None:
    door.require(Permission.REPORT_REVIEW)
    _move(door, before=State.SUBMITTED, after=State.ACCEPTED, by=by)
    _keep_step(door, ReviewStep.Step.ACCEPTED, by=by, comment=comment)


@transaction.atomic
def send_back(*, by: Actor, door: Door, comment: str) -> None:
    """Returns the report with a reason; the unit begins the next revision with a copy.

    The open comments go with it. Without a word beside them they are the reason themselves, kept
    in the history as they were said.
    """
    door.require(Permission.REPORT_REVIEW)
    asked = waiting(threads_of(door.report))
    reason = comment.strip() or "\n".join(one.first.text for one in asked)
    if not reason:
        raise Refused(_("Say what the unit has to correct: a return needs a reason."))
    _move(door, before=State.SUBMITTED, after=State.RETURNED, by=by)
    comments = [one.first.pk for one in asked]
    _keep_step(door, ReviewStep.Step.RETURNED, by=by, comment=reason, comments=comments)


@transaction.atomic
def reopen(*, by: Actor, door: Door, comment: str) -> None:
    """Lets the unit begin a next revision; the accepted one stands until that is accepted."""
    door.require(Permission.REPORT_REOPEN)
    if not comment.strip():
        raise Refused(_("Say why the report is re-opened."))
    try:
        with transaction.atomic():
            _keep_step(door, ReviewStep.Step.REOPENED, by=by, comment=comment)
    except IntegrityError as error:  # the constraint review_step_reopened_once
        raise Overtaken(_("The report was re-opened already.")) from error


def _move(door: Door, *, before: State, after: State, by: Actor) -> None:
    now = now_of(door.report.year)
    changes: dict[str, Any] = {}
    if after is State.PREPARED:
        changes = {"prepared_at": now, "prepared_by": by.user}
    elif after is State.SUBMITTED:
        digest = content_digest(door.revision)
        changes = {"submitted_at": now, "submitted_by": by.user, "content_digest": digest}
    elif after in (State.ACCEPTED, State.RETURNED):
        changes = {"decided_at": now, "decided_by": by.user}
    moved = Revision.objects.filter(pk=door.revision.pk, state=before).update(
        state=after, **changes
    )
    if not moved:
        raise Overtaken(_("Somebody was faster: the report has changed. Load the page again."))
    door.revision.refresh_from_db()


def _keep_step(
    door: Door, step: ReviewStep.Step, *, by: Actor, comment: str = "", **detail: Any
) -> None:
    ReviewStep.objects.create(
        revision=door.revision,
        organisation_unit_id=door.report.organisation_unit_id,
        step=step,
        at=now_of(door.report.year),
        by=by.user,
        comment=comment,
    )
    record(
        f"report.{step.value}", f"revision:{door.revision.pk}", by=by,
        unit_id=door.report.organisation_unit_id, comment=comment, **detail,
    )  # fmt: skip
