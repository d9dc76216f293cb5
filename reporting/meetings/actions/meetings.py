"""What a unit does with its meetings: planned, held, signed; and from which records the counts of a
year come. Each write is atomic and leaves an audit row; nothing that is signed changes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of, today_of
from reporting.core.actions.audit import record
from reporting.entry.component_meetings.actions import fill_drafts
from reporting.entry.component_meetings.rules import TABLES
from reporting.meetings.queries.agenda import to_freeze
from reporting.meetings.queries.meetings import keeps
from reporting.models import KeptMeetings, Meeting, MeetingNote, Revision
from reporting.models.meetings import kinds_of


@dataclass(frozen=True)
class MeetingText:
    """What is known before a meeting."""

    kind: str
    counts_as: str
    title: str
    day: date
    place: str = ""
    chair: str = ""
    secretary: str = ""


@dataclass(frozen=True)
class HeldText:
    """What is known after it; the minutes in at least one language."""

    place: str
    chair: str
    secretary: str
    men: int
    women: int
    minutes_en: str
    minutes_km: str


@transaction.atomic
def plan(*, by: Actor, text: MeetingText) -> Meeting:
    require(by, Permission.MEETING_KEEP)
    _refuse_unknown(by, text)
    meeting = Meeting.objects.create(
        organisation_unit=by.unit,
        planned_at=now_of(text.day.year),
        planned_by=by.user,
        **asdict(text),
    )
    record("meeting.plan", _target(meeting), by=by, unit=by.unit, text=_said(text))
    return meeting


@transaction.atomic
def change(*, by: Actor, meeting: Meeting, text: MeetingText) -> None:
    """Before it is held."""
    require_keeper(by, meeting)
    _refuse_unknown(by, text)
    before = _said(MeetingText(**{name: getattr(meeting, name) for name in vars(text)}))
    changed = _planned(meeting).update(**asdict(text))
    if not changed:
        raise Overtaken(_("The meeting was recorded as held meanwhile: correct it there."))
    record("meeting.change", _target(meeting), by=by, unit=by.unit, before=before, text=_said(text))


@transaction.atomic
def call_off(*, by: Actor, meeting: Meeting) -> None:
    """A planned meeting that does not take place; the audit trail remembers it."""
    require_keeper(by, meeting)
    target = _target(meeting)
    if not _planned(meeting).select_for_update(no_key=True).exists():
        raise Overtaken(_("The meeting was held: it cannot be called off."))
    meeting.agenda.all().delete()
    meeting.decisions.all().delete()
    _planned(meeting).delete()
    record("meeting.call_off", target, by=by, unit=by.unit, kind=meeting.kind,
           day=meeting.day.isoformat())  # fmt: skip


@transaction.atomic
def hold(*, by: Actor, meeting: Meeting, text: HeldText) -> None:
    """The meeting took place: its agenda stays as it stands now, and it counts."""
    require_keeper(by, meeting)
    today = today_of(meeting.year)
    if meeting.day > today:
        raise Refused(
            _("The meeting is planned for %(day)s. Record it once it was held.")
            % {"day": date_format(meeting.day)}
        )
    if not _planned(meeting).select_for_update(no_key=True).exists():
        raise Overtaken(_("The meeting was recorded as held a moment ago. Read what stands there."))
    rows = to_freeze(meeting, by)
    struck = meeting.agenda.filter(struck_out=True).count()
    meeting.agenda.all().delete()
    meeting.agenda.bulk_create(rows)
    _planned(meeting).update(
        state=Meeting.State.HELD, held_at=now_of(meeting.year), held_by=by.user, **asdict(text)
    )
    record(
        "meeting.hold", _target(meeting), by=by, unit=by.unit, men=text.men, women=text.women,
        agenda=len(rows), struck_out=struck,
    )  # fmt: skip
    fill_drafts(by=by, days=[meeting.day])


@transaction.atomic
def correct(*, by: Actor, meeting: Meeting, text: HeldText) -> None:
    """Minutes and numbers, as long as nobody has signed them."""
    require_keeper(by, meeting)
    held = Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.HELD)
    if not held.update(**asdict(text)):
        raise Overtaken(_("The meeting is signed: write a note under it instead."))
    record(
        "meeting.correct", _target(meeting), by=by, unit=by.unit, men=text.men, women=text.women,
        before={"men": meeting.men, "women": meeting.women},
    )  # fmt: skip
    fill_drafts(by=by, days=[meeting.day])


@transaction.atomic
def write_note(*, by: Actor, meeting: Meeting, text: str) -> MeetingNote:
    """Under a signed meeting."""
    require_keeper(by, meeting)
    if meeting.state != Meeting.State.SIGNED:
        raise Refused(_("The meeting is not signed yet: correct its minutes."))
    if not text.strip():
        raise Refused(_("Write what is to be known."))
    note = MeetingNote.objects.create(
        meeting=meeting, organisation_unit=by.unit, text=text.strip(),
        at=now_of(meeting.year), by=by.user,
    )  # fmt: skip
    record("meeting.note", _target(meeting), by=by, unit=by.unit, note=note.pk)
    return note


@transaction.atomic
def keep_here(*, by: Actor, year: int) -> None:
    """From now on the counts of the unit's reports of that year come from its meetings here."""
    _require_own(by)
    _refuse_signed(by, year)
    _row, made = KeptMeetings.objects.get_or_create(
        organisation_unit=by.unit,
        year=year,
        defaults={"decided_at": now_of(year), "decided_by": by.user},
    )
    if not made:
        raise Overtaken(_("The meetings of %(year)d are kept here already.") % {"year": year})
    record("meeting.keep_here", f"year:{year}", by=by, unit=by.unit)
    fill_drafts(by=by, days=_months(year))


@transaction.atomic
def type_counts(*, by: Actor, year: int) -> None:
    """The counts of that year are typed, as they were before."""
    _require_own(by)
    _refuse_signed(by, year)
    found = KeptMeetings.objects.filter(organisation_unit=by.unit, year=year)
    if not found.delete()[0]:
        raise Overtaken(_("The counts of %(year)d are typed already.") % {"year": year})
    record("meeting.type_counts", f"year:{year}", by=by, unit=by.unit)


def _require_own(by: Actor) -> None:
    """A deputy signs; how a year is counted, who holds the role decides."""
    if Permission.MEETING_SIGN not in by.permissions:
        raise Refused(_("How the meetings of a year are counted, an approver of the unit decides."))


def _refuse_signed(by: Actor, year: int) -> None:
    """One source of record in a year: it cannot change under a signature."""
    signed = Revision.objects.filter(
        organisation_unit=by.unit, report__year=year, submitted_at__isnull=False
    )
    if signed.filter(report__data_set__tables__code__in=TABLES).exists():
        raise Refused(
            _(
                "A report of %(year)d is signed already, and its counts stay as they were signed. "
                "Decide it for the next year."
            )
            % {"year": year}
        )


def require_keeper(by: Actor, meeting: Meeting) -> None:
    require(by, Permission.MEETING_KEEP)
    if not keeps(by, meeting):
        raise Refused(_("Another unit keeps this meeting."))


def _refuse_unknown(by: Actor, text: MeetingText) -> None:
    if text.kind not in kinds_of(by.unit):
        raise Refused(_("Your unit keeps no meetings of this kind."))
    if text.counts_as not in Meeting.CountsAs.values:
        raise Refused(_("Choose as what the meeting counts."))


def _planned(meeting: Meeting) -> QuerySet[Meeting]:
    return Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.PLANNED)


def _months(year: int) -> Iterable[date]:
    return [date(year, month, 1) for month in range(1, 13)]


def _said(text: MeetingText) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(text).items()}


def _target(meeting: Meeting) -> str:
    return f"meeting:{meeting.pk}"
