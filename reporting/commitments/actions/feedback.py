"""What is done with feedback from outside: entered, linked, answered, closed; a recommendation in
it becomes a commitment. Who sent it stands in no history and in no audit row."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import Actor, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.commitments.actions.commitments import (
    CommitmentOrigin,
    CommitmentTexts,
    Serves,
    make_commitment,
)
from reporting.commitments.queries.feedback import linked_units, sender_of
from reporting.commitments.rules.feedback import FeedbackAnswer, FeedbackFrom, FeedbackText
from reporting.core.actions.audit import record
from reporting.core.queries.practice_years import is_practice
from reporting.models import (
    Commitment,
    Feedback,
    FeedbackCommitment,
    FeedbackSender,
    FeedbackStep,
    FeedbackUnit,
)

State, Step = Feedback.State, FeedbackStep.Step
FEEDBACK = 7309  # the space of advisory locks that stands for feedback
AS_SENT = ("channel", "language", "received_on", "title", "text")  # by the public form


@transaction.atomic
def enter(
    *,
    by: Actor,
    text: FeedbackText,
    sender: FeedbackFrom | None = None,
    units: Sequence[OrganisationUnit] = (),
    serves: Serves | None = None,
) -> Feedback:
    """Of a day in a year to practise on it belongs to that year, and goes with it."""
    require_keeper(by)
    serves = serves or Serves()
    year = text.received_on.year
    feedback = Feedback.objects.create(
        number=next_number(),
        practice_year=year if is_practice(year) else None,
        made_at=now_of(year),
        made_by=by.user,
        activity_group=serves.activity_group,
        activity=serves.activity,
        **asdict(text),
    )
    _put_sender(feedback, sender or FeedbackFrom())
    _put_units(feedback, units)
    record("feedback.enter", target(feedback), by=by, **_said(text, units, serves))
    return feedback


@transaction.atomic
def edit(
    *,
    by: Actor,
    feedback: Feedback,
    text: FeedbackText,
    sender: FeedbackFrom,
    units: Sequence[OrganisationUnit],
    serves: Serves,
) -> None:
    """What stood before stays, for the Secretariat; of who sent it only that it changed."""
    require_keeper(by)
    _lock(feedback)
    feedback.refresh_from_db()
    stood = FeedbackText(**{name: getattr(feedback, name) for name in asdict(text)})
    if feedback.is_from_form:
        text = FeedbackText(**asdict(text) | {name: getattr(stood, name) for name in AS_SENT})
    before = _said(
        stood, linked_units(feedback), Serves(feedback.activity_group, feedback.activity)
    )
    after = _said(text, units, serves)
    other_sender = sender_of(feedback) != sender
    if before == after and not other_sender:
        raise Refused(_("Nothing was changed."))
    Feedback.objects.filter(pk=feedback.pk).update(
        activity_group=serves.activity_group, activity=serves.activity, **asdict(text)
    )
    _put_sender(feedback, sender)
    if stood.is_confidential and not text.is_confidential:
        FeedbackUnit.objects.filter(feedback=feedback).delete()  # they read it from now on
    _put_units(feedback, units)
    changed = {name for name in after if before[name] != after[name]}
    before = {name: before[name] for name in changed}
    after = {name: after[name] for name in changed}
    if other_sender:
        after |= {"sender": "changed"}
    _keep(by, feedback, Step.CHANGED, before=before, after=after)


@transaction.atomic
def take_up(*, by: Actor, feedback: Feedback) -> None:
    require_keeper(by)
    _move(feedback, (State.NEW,), State.LOOKED_AT)
    _keep(by, feedback, Step.LOOKED_AT)


@transaction.atomic
def answer(*, by: Actor, feedback: Feedback, said: FeedbackAnswer) -> None:
    """A second answer may follow: each stays."""
    require_keeper(by)
    _move(feedback, (State.NEW, State.LOOKED_AT, State.ANSWERED), State.ANSWERED)
    _keep(by, feedback, Step.ANSWERED, **asdict(said))


@transaction.atomic
def close(*, by: Actor, feedback: Feedback, reason: str) -> None:
    require_keeper(by)
    _require_reason(reason)
    _move(feedback, Feedback.OPEN, State.CLOSED)
    _keep(by, feedback, Step.CLOSED, text=reason.strip())


@transaction.atomic
def open_again(*, by: Actor, feedback: Feedback, reason: str) -> None:
    require_keeper(by)
    _require_reason(reason)
    _move(feedback, (State.ANSWERED, State.CLOSED), State.LOOKED_AT)
    _keep(by, feedback, Step.OPENED, text=reason.strip())


@transaction.atomic
def promise(
    *,
    by: Actor,
    feedback: Feedback,
    origin: CommitmentOrigin,
    texts: CommitmentTexts,
    units: Sequence[OrganisationUnit],
    due: date | None = None,
    serves: Serves | None = None,
) -> Commitment:
    """A recommendation in it becomes a commitment, with the next number of the register."""
    require_keeper(by)
    made = make_commitment(by=by, origin=origin, texts=texts, units=units, due=due, serves=serves)
    link(by=by, feedback=feedback, commitment=made)
    return made


@transaction.atomic
def link(*, by: Actor, feedback: Feedback, commitment: Commitment) -> None:
    """To one that is in the register already."""
    require_keeper(by)
    _row, is_new = FeedbackCommitment.objects.get_or_create(
        feedback=feedback,
        commitment=commitment,
        defaults={"at": _now(feedback), "by": by.user},
    )
    if not is_new:
        raise Overtaken(
            _("Commitment %(number)d is linked already.") % {"number": commitment.number}
        )
    record("feedback.link", target(feedback), by=by, commitment=commitment.number)


@transaction.atomic
def unlink(*, by: Actor, feedback: Feedback, commitment: Commitment) -> None:
    """The commitment stays in the register."""
    require_keeper(by)
    rows = FeedbackCommitment.objects.filter(feedback=feedback, commitment=commitment)
    if not rows.delete()[0]:
        raise Overtaken(
            _("Commitment %(number)d is not linked any more.") % {"number": commitment.number}
        )
    record("feedback.unlink", target(feedback), by=by, commitment=commitment.number)


def require_keeper(by: Actor) -> None:
    require(by, Permission.FEEDBACK_KEEP)


def next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('reporting_feedback_number')")
        return int(cursor.fetchone()[0])


def target(feedback: Feedback) -> str:
    return f"feedback:{feedback.number}"


def _move(feedback: Feedback, allowed: Sequence[str], to: str) -> None:
    """Where somebody was faster, nothing is done."""
    done = Feedback.objects.filter(pk=feedback.pk, state__in=allowed).update(state=to)
    feedback.refresh_from_db()
    if not done:
        raise Overtaken(
            _("It stands otherwise by now: %(state)s.") % {"state": feedback.get_state_display()}
        )


def _keep(by: Actor, feedback: Feedback, step: FeedbackStep.Step, **said: Any) -> None:
    FeedbackStep.objects.create(feedback=feedback, step=step, at=_now(feedback), by=by.user, **said)
    told: dict[str, Any] = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
    }
    record(f"feedback.{step}", target(feedback), by=by, **told)


def _put_sender(feedback: Feedback, sender: FeedbackFrom) -> None:
    if sender == FeedbackFrom():
        FeedbackSender.objects.filter(feedback=feedback).delete()
        return
    FeedbackSender.objects.update_or_create(feedback=feedback, defaults=asdict(sender))


def _put_units(feedback: Feedback, units: Sequence[OrganisationUnit]) -> None:
    """Who was linked before keeps the day since when: from that day on notices are told."""
    stand = {row.organisation_unit_id: row for row in feedback.units.all()}
    wanted = {unit.pk for unit in units}
    gone = [row.pk for unit, row in stand.items() if unit not in wanted]
    if gone:
        FeedbackUnit.objects.filter(pk__in=gone).delete()
    FeedbackUnit.objects.bulk_create(
        FeedbackUnit(feedback=feedback, organisation_unit=unit, at=_now(feedback))
        for unit in units
        if unit.pk not in stand
    )


def _said(text: FeedbackText, units: Sequence[OrganisationUnit], serves: Serves) -> dict[str, Any]:
    return asdict(text) | {
        "received_on": text.received_on.isoformat(),
        "units": sorted(unit.code for unit in units),
        "activity_group": serves.activity_group.code if serves.activity_group else "",
        "activity": serves.activity.code if serves.activity else "",
    }


def _now(feedback: Feedback) -> Any:
    year = feedback.practice_year
    return now_of(year) if year else timezone.localtime()


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why."))


def _lock(feedback: Feedback) -> None:
    """Two who change it come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [FEEDBACK, feedback.pk])
