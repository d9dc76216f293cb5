"""The meetings of provinces in a year to practise on: each agenda is the one that the portal would
have written on the day; a decision a month, some answered before the next one.

What is written are the rows that the steps of `reporting/meetings` leave, each dated as of its day:
the clock of the year stands at its end.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from provinces.models import OrganisationUnit, User
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Owed
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, make_commitment
from reporting.meetings.queries.agenda import to_freeze
from reporting.meetings.queries.sealing import digest_of
from reporting.models import (
    AgendaItem,
    Commitment,
    CommitmentAnswer,
    KeptMeetings,
    Meeting,
    MeetingDecision,
)
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.rules.invented_meetings import (
    CHAIR,
    DECISION_DONE,
    DECISIONS,
    HALL,
    MINUTES,
    OTHER_MEETINGS,
    InventedMeeting,
    both,
    meetings_of,
)
from reporting.practice.rules.invented_texts import practice
from reporting.practice.rules.practice_inputs import PracticeInputs
from reporting.practice.rules.sizes import chance

UNTIL = timedelta(days=20)  # decisions are due before the next month's meeting
ANSWERED = timedelta(days=14)


def hold_meetings(inputs: PracticeInputs, *, people: PracticePeople, owed: Iterable[Owed]) -> None:
    """Of every province that reports, which decides to keep them here."""
    units = {report.unit.code: report.unit for report in owed}
    for code, unit in units.items():
        meetings = meetings_of(inputs, code)
        if meetings:
            _Year(inputs, people, unit).hold(meetings)


@dataclass
class _Year:
    inputs: PracticeInputs
    people: PracticePeople
    unit: OrganisationUnit

    def __post_init__(self) -> None:
        self.officer = self.people.officer(self.unit)
        self.approver = self.people.approver(self.unit)

    def hold(self, meetings: list[InventedMeeting]) -> None:
        with self._as(self.approver):
            KeptMeetings.objects.create(
                organisation_unit=self.unit, year=self.inputs.year, decided_by=self.approver,
                decided_at=_at(date(self.inputs.year, 1, 4)),
            )  # fmt: skip
        for invented in meetings:
            with self._as(self.officer):
                meeting = self._held(invented)
                if invented.decides:
                    self._decide(meeting)
            with self._as(self.approver):
                self._sign(meeting, invented)

    def _as(self, person: User) -> AbstractContextManager[None]:
        return acting_as(
            role=DatabaseRole.TENANT, organisation_unit_id=self.unit.pk, user_id=person.pk
        )

    def _held(self, invented: InventedMeeting) -> Meeting:
        by = chance(self.inputs.seed, "minutes", self.unit.code, invented.day)
        meeting = Meeting.objects.create(
            organisation_unit=self.unit,
            kind=invented.kind,
            counts_as=invented.counts_as,
            title=_title(invented),
            day=invented.day,
            place=practice(HALL),
            chair=practice(CHAIR),
            planned_at=_at(invented.day, hour=8),
            planned_by=self.officer,
        )
        if invented.decides:
            officer = Actor.at(self.officer, self.unit, [Role.DATA_OFFICER])
            AgendaItem.objects.bulk_create(to_freeze(meeting, officer))
        english, khmer = both(by.choice(MINUTES))
        Meeting.objects.filter(pk=meeting.pk).update(
            state=Meeting.State.HELD, men=invented.men, women=invented.women,
            minutes_en=english, minutes_km=khmer,
            held_at=_at(invented.day, hour=16), held_by=self.officer,
        )  # fmt: skip
        return meeting

    def _decide(self, meeting: Meeting) -> None:
        by = chance(self.inputs.seed, "decision", self.unit.code, meeting.day)
        english, khmer = both(by.choice(DECISIONS))
        MeetingDecision.objects.create(
            meeting=meeting,
            organisation_unit=self.unit,
            position=1,
            text_en=english,
            text_km=khmer,
            answers=self.unit,
            due=meeting.day + UNTIL,
        )

    def _sign(self, meeting: Meeting, invented: InventedMeeting) -> None:
        signer = Actor.at(self.approver, self.unit, [Role.APPROVER])
        for row in meeting.decisions.all():
            row.commitment = self._commit(signer, meeting, row)
            row.save(update_fields=["commitment"])
            answered = meeting.day + ANSWERED
            if invented.answered and answered <= self.inputs.today:
                self._answer(row.commitment, answered)
        Meeting.objects.filter(pk=meeting.pk).update(
            state=Meeting.State.SIGNED, signed_at=_at(meeting.day, hour=17),
            signed_by=self.approver, digest=digest_of(meeting),
        )  # fmt: skip

    def _commit(self, signer: Actor, meeting: Meeting, row: MeetingDecision) -> Commitment:
        origin = CommitmentOrigin(
            Commitment.Origin.DECISION,
            meeting.year,
            f"{meeting.get_kind_display()}, {self.unit.code}, {meeting.day.isoformat()}",
            mark=f"M{meeting.pk}-{row.position}",
        )
        texts = CommitmentTexts(text_en=row.text_en, text_km=row.text_km)
        return make_commitment(
            by=signer, origin=origin, texts=texts, units=[self.unit], due=row.due
        )

    def _answer(self, commitment: Commitment, day: date) -> None:
        CommitmentAnswer.objects.create(
            commitment=commitment, organisation_unit=self.unit, status="done",
            text=practice(DECISION_DONE), at=_at(day, hour=10),
            by=self.approver,
        )  # fmt: skip


def _title(invented: InventedMeeting) -> str:
    if invented.kind != "other":
        return ""
    return practice(OTHER_MEETINGS[invented.counts_as])


def _at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
