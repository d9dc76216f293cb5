"""The decisions of a meeting: written into its minutes, and commitments once these are signed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.models import OrganisationUnit
from provinces.queries import descendants, label, unit_names
from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, make_commitment
from reporting.core.actions.audit import record
from reporting.meetings.actions.meetings import require_keeper
from reporting.meetings.queries.meetings import signs
from reporting.meetings.queries.sealing import digest_of
from reporting.models import Commitment, Meeting, MeetingDecision


@dataclass(frozen=True)
class DecisionText:
    """`answers`: the unit that answers for it; `responsible`: the person, where one was named."""

    text_en: str
    text_km: str
    answers: OrganisationUnit
    due: date
    responsible: str = ""


@transaction.atomic
def decide(*, by: Actor, meeting: Meeting, text: DecisionText) -> MeetingDecision:
    require_keeper(by, meeting)
    _hold(meeting)
    if not (text.text_en.strip() or text.text_km.strip()):
        raise Refused(_("Write the decision in English or in Khmer."))
    if text.due < meeting.day:
        raise Refused(_("The day by which it is done is before the meeting. Choose a later one."))
    if not by.is_national:
        own = descendants(by.unit, itself=True)
        if not own.filter(pk=text.answers.pk).exists():
            raise Refused(_("A decision is answered by your own unit and those below it."))
    last = meeting.decisions.aggregate(last=Max("position"))["last"] or 0
    row = MeetingDecision.objects.create(
        meeting=meeting,
        organisation_unit_id=meeting.organisation_unit_id,
        position=last + 1,
        **vars(text),
    )
    record(
        "meeting.decide", f"meeting:{meeting.pk}", by=by, unit=by.unit, decision=row.position,
        answers=text.answers.code, due=text.due.isoformat(),
    )  # fmt: skip
    return row


@transaction.atomic
def take_back(*, by: Actor, meeting: Meeting, decision: int) -> None:
    """Before the signature: it was written down by mistake."""
    require_keeper(by, meeting)
    _hold(meeting)
    row = meeting.decisions.filter(pk=decision).first()
    if row is None:
        raise NotHere
    row.delete()
    record(
        "meeting.take_back", f"meeting:{meeting.pk}", by=by, unit=by.unit, decision=row.position,
        text=str(row),
    )  # fmt: skip


def _hold(meeting: Meeting) -> None:
    held = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.HELD)
    if not held.select_for_update(no_key=True).exists():
        raise Overtaken(
            _("Decisions are written down after the meeting was held, until it is signed.")
        )


@transaction.atomic
def sign(*, by: Actor, meeting: Meeting) -> list[Commitment]:
    """The unit's approver, a deputy by delegation, or the Secretary General for the meetings of the
    Secretariat; each decision becomes a commitment, and nothing changes any more."""
    require(by, Permission.MEETING_SIGN)
    if meeting.organisation_unit_id != by.unit.pk:
        raise Refused(_("Another unit keeps this meeting."))
    if not signs(by, meeting):
        raise Refused(_("Who recorded a meeting does not sign it as a deputy: another one signs."))
    own = Permission.MEETING_SIGN in by.permissions
    delegation = None if own else by.delegation(Permission.MEETING_SIGN)
    rows = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.HELD)
    if not rows.select_for_update(no_key=True).exists():
        raise Overtaken(_("A meeting is signed once, after it was held."))
    made = [_commit(by, meeting, row) for row in meeting.decisions.select_related("answers")]
    digest = digest_of(meeting)
    rows.update(
        state=Meeting.State.SIGNED, signed_at=now_of(meeting.year), signed_by=by.user,
        digest=digest, delegation=delegation,
    )  # fmt: skip
    record(
        "meeting.sign", f"meeting:{meeting.pk}", by=by, unit=by.unit, digest=digest,
        commitments=[commitment.number for commitment in made],
        **({"delegation": delegation.pk} if delegation else {}),
    )  # fmt: skip
    return made


def _commit(by: Actor, meeting: Meeting, row: MeetingDecision) -> Commitment:
    names = {language: _name(meeting, language) for language in ("en", "km")}
    commitment = make_commitment(
        by=by,
        by_signature=True,
        origin=CommitmentOrigin(
            Commitment.Origin.DECISION,
            meeting.year,
            names["en"],
            names["km"],
            f"M{meeting.pk}-{row.position}",
        ),
        texts=CommitmentTexts(text_en=row.text_en, text_km=row.text_km),
        units=[row.answers],
        due=row.due,
    )
    MeetingDecision.objects.filter(pk=row.pk).update(commitment=commitment)
    return commitment


def _name(meeting: Meeting, language: str) -> str:
    unit = meeting.organisation_unit
    with override(language):
        said = {
            "kind": meeting.title or meeting.get_kind_display(),
            "unit": label(unit, unit_names(meeting.year, language, [unit])),
            "day": date_format(meeting.day),
        }
        return (_("%(kind)s, %(unit)s, %(day)s") % said)[:240]
