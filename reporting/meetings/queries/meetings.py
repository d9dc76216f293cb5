"""The meetings that a person may read, and who keeps and signs which."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from provinces.models import OrganisationUnit
from provinces.queries import label, unit_names
from provinces.roles import Permission
from reporting.access import Actor, NotHere
from reporting.core.queries.practice_years import practice_years
from reporting.models import KeptMeetings, Meeting
from reporting.models.meetings import kinds_of


def readable(actor: Actor) -> QuerySet[Meeting]:
    """A unit's people read its own; the Secretariat all, and the lead of a group the group's."""
    rows = Meeting.objects.select_related("organisation_unit")
    own = not actor.is_national or actor.led_group
    return rows.filter(organisation_unit=actor.unit) if own else rows


def meeting_at(actor: Actor, key: int) -> Meeting:
    row = (
        readable(actor)
        .select_related("planned_by", "held_by", "signed_by", "delegation__delegator")
        .filter(pk=key)
        .first()
    )
    if row is None:
        raise NotHere
    return row


def keeps(actor: Actor, meeting: Meeting) -> bool:
    """Who writes what is not signed yet, and notes under what is."""
    return actor.may(Permission.MEETING_KEEP) and meeting.organisation_unit_id == actor.unit.pk


def signs(actor: Actor, meeting: Meeting) -> bool:
    """Whose right it is, or a deputy today; not as a deputy what one has recorded oneself."""
    if Permission.MEETING_SIGN not in actor.permissions and meeting.held_by_id == actor.user.pk:
        return False
    return actor.may(Permission.MEETING_SIGN) and meeting.organisation_unit_id == actor.unit.pk


def last_before(meeting: Meeting) -> Meeting | None:
    """The last one of its kind of the unit that was held; of others the last other one."""
    rows = Meeting.objects.filter(
        organisation_unit=meeting.organisation_unit_id, kind=meeting.kind, day__lt=meeting.day
    ).exclude(state=Meeting.State.PLANNED)
    return rows.exclude(pk=meeting.pk).order_by("-day", "-pk").first()


@dataclass(frozen=True)
class MeetingLine:
    meeting: Meeting
    unit: str
    is_practice: bool


@dataclass(frozen=True)
class MeetingFilter:
    """An empty field narrows nothing down."""

    unit: str = ""
    kind: str = ""
    year: int | None = None


def listed(actor: Actor, asked: MeetingFilter) -> QuerySet[Meeting]:
    given: dict[str, Any] = {
        "organisation_unit__code": asked.unit,
        "kind": asked.kind,
        "day__year": asked.year,
    }
    return readable(actor).filter(**{name: value for name, value in given.items() if value})


def lines(meetings: list[Meeting]) -> list[MeetingLine]:
    """Two queries."""
    units = {meeting.organisation_unit_id: meeting.organisation_unit for meeting in meetings}
    year = max((meeting.year for meeting in meetings), default=0)
    names = unit_names(year, get_language() or "en", units.values())
    practice = practice_years()
    return [
        MeetingLine(meeting, label(meeting.organisation_unit, names), meeting.year in practice)
        for meeting in meetings
    ]


def units_with_meetings(actor: Actor) -> list[OrganisationUnit]:
    rows = OrganisationUnit.objects.filter(pk__in=readable(actor).values("organisation_unit"))
    return list(rows.order_by("position", "code"))


def kept_years(unit: OrganisationUnit) -> dict[int, KeptMeetings]:
    rows = KeptMeetings.objects.filter(organisation_unit=unit).select_related("decided_by")
    return {row.year: row for row in rows.order_by("-year")}


def offered_kinds(unit: OrganisationUnit) -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in kinds_of(unit)]
