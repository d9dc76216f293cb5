"""A meeting is planned, held and signed once; what it counts and who reads it."""

from decimal import Decimal

import pytest
from django.db import InternalError, ProgrammingError, transaction

from reporting.access import NotHere, Overtaken, Refused
from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.kernel.tables import Value
from reporting.meetings.actions import agendas, decisions, meetings
from reporting.meetings.queries.meetings import MeetingFilter, listed, meeting_at
from reporting.meetings.queries.sealing import digest_of
from reporting.meetings.queries.signed_before import signed_before
from reporting.models import AuditEvent, Commitment, DataValue, Meeting, MeetingNote
from reporting.review.actions import approval
from tests import factories
from tests import meetings as given
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
    secretariat,
)

pytestmark = pytest.mark.usefixtures("year_2020")
KANDAL, TAKEO = "KH-08", "KH-21"


def test_a_meeting_is_held_once_and_signed_once() -> None:
    meeting = given.held(KANDAL, "2021-03-10")
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Overtaken):
        meetings.hold(by=officer, meeting=meeting, text=given.text_held())
    given.signed(KANDAL, meeting)
    with acting(KANDAL_APPROVER) as approver:
        assert meeting.digest == digest_of(meeting)
        with pytest.raises(Overtaken):
            decisions.sign(by=approver, meeting=meeting)


def test_what_is_signed_never_changes_and_a_correction_is_a_note() -> None:
    meeting = given.held(KANDAL, "2021-03-10")
    given.signed(KANDAL, meeting)
    with acting(KANDAL_OFFICER) as officer:
        with pytest.raises(Overtaken):
            meetings.correct(by=officer, meeting=meeting, text=given.text_held(1, 1))
        with pytest.raises(Overtaken):
            meetings.call_off(by=officer, meeting=meeting)
        assert not Meeting.objects.filter(pk=meeting.pk).update(men=99)
        note = meetings.write_note(by=officer, meeting=meeting, text="It was in Saang.")
        with pytest.raises(ProgrammingError), transaction.atomic():
            MeetingNote.objects.filter(pk=note.pk).update(text="It was not.")
        assert digest_of(meeting) == meeting.digest


def test_only_who_signs_for_the_unit_signs() -> None:
    meeting = given.held(KANDAL, "2021-03-10")
    for name in (KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER):
        with acting(name) as person, pytest.raises(Refused):
            decisions.sign(by=person, meeting=meeting)
    with acting(SECRETARY_GENERAL) as person, pytest.raises(Refused):
        decisions.sign(by=person, meeting=meeting)


def test_the_secretary_general_signs_the_meetings_of_the_national_committee() -> None:
    meeting = given.held("GS", "2021-04-20", kind="quarter", by=REVIEWER, men=40, women=22)
    given.signed("GS", meeting, by=SECRETARY_GENERAL)
    assert meeting.state == Meeting.State.SIGNED


def test_a_meeting_of_another_unit_is_not_here() -> None:
    meeting = given.held(KANDAL, "2021-03-10")
    with acting(TAKEO_OFFICER) as officer:
        with pytest.raises(NotHere):
            meeting_at(officer, meeting.pk)
        assert not listed(officer, MeetingFilter())
        assert not Meeting.objects.exists()
        assert not Meeting.objects.filter(pk=meeting.pk).update(place="Takeo")
    with acting(REVIEWER) as reviewer:
        assert meeting_at(reviewer, meeting.pk) == meeting
        assert not Meeting.objects.filter(pk=meeting.pk).update(place="Phnom Penh")
        with pytest.raises(Refused):
            meetings.correct(by=reviewer, meeting=meeting, text=given.text_held())


def test_a_unit_plans_only_its_own_kinds() -> None:
    with pytest.raises(Refused):
        given.planned(KANDAL, "2021-03-10", kind="quarter")
    with pytest.raises(Refused):
        given.planned("GS", "2021-03-10", by=REVIEWER)


def test_a_meeting_to_come_is_not_held_yet() -> None:
    meeting = given.planned(KANDAL, "2999-03-10")
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused):
        meetings.hold(by=officer, meeting=meeting, text=given.text_held())


def test_a_planned_meeting_is_called_off_with_its_agenda() -> None:
    meeting = given.planned(KANDAL, "2021-03-10")
    with acting(KANDAL_OFFICER) as officer:
        agendas.add_item(by=officer, meeting=meeting, text_en="The flood", text_km="")
        meetings.call_off(by=officer, meeting=meeting)
    with secretariat():
        assert not Meeting.objects.exists()
        assert AuditEvent.objects.filter(action="meeting.call_off").exists()


def test_decisions_become_commitments_with_the_signature() -> None:
    meeting = given.held(KANDAL, "2021-03-10")
    given.decided(KANDAL, meeting, "Visit every district.", "2021-04-30")
    with secretariat():
        assert not Commitment.objects.filter(origin="decision").exists()
    [commitment] = given.signed(KANDAL, meeting)
    with acting(KANDAL_OFFICER):
        found = Commitment.objects.get(pk=commitment.pk)
        assert found.text_en == "Visit every district."
        assert found.due_on is not None
        assert found.due_on.isoformat() == "2021-04-30"
        assert found.origin_mark == f"M{meeting.pk}-1"
        assert meeting.decisions.get().commitment == found
        with pytest.raises(Overtaken):
            decisions.take_back(
                by=factories.actor(KANDAL_OFFICER), meeting=meeting,
                decision=meeting.decisions.get().pk,
            )  # fmt: skip


def test_a_decision_is_for_the_own_unit_and_not_before_the_meeting() -> None:
    meeting = given.held(KANDAL, "2021-03-10")
    with pytest.raises(Refused):
        given.decided(KANDAL, meeting, "Yesterday.", "2021-03-09")
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused):
        decisions.decide(
            by=officer,
            meeting=meeting,
            text=decisions.DecisionText("Do it.", "", factories.unit(TAKEO), meeting.day),
        )


# The counts of chapter III.


def numbers(code: str, period: str, data_set: str = "committee") -> dict[str, Decimal]:
    with acting(factories.person_of(code, "officer")) as officer:
        opened = approval_access(officer, code, period, data_set)
        rows = DataValue.objects.filter(revision=opened.revision, entry=None)
        return {
            cell: value
            for cell, value in rows.values_list("cell__code", "value")
            if value is not None
        }


def approval_access(actor, code, period, data_set="committee"):
    return access_to_report(actor, unit=code, period=period, data_set=data_set)


def test_counts_come_from_the_records_and_are_not_typed() -> None:
    given.kept(KANDAL)
    given.held(KANDAL, "2021-03-10")
    given.held(KANDAL, "2021-03-20", kind="other", title="Visit", counts_as="coordination")
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(KANDAL, "committee", "2021-03")
    found = numbers(KANDAL, "2021-03")
    assert found["meetings.times"] == 1
    assert found["meetings.secretariat_monthly"] == 1
    assert found["meetings.persons"] == 20
    assert found["meetings.females"] == 8
    assert found["coordination.times"] == 1
    assert found["workshops.times"] == 0
    with acting(KANDAL_OFFICER), pytest.raises(Refused):
        drafts.save_values(
            by=officer,
            access=opened,
            values={factories.address("meetings.times"): Value(Decimal(9))},
        )
    given.held(KANDAL, "2021-03-25", men=3, women=4)
    assert numbers(KANDAL, "2021-03")["meetings.persons"] == 27


def test_without_the_decision_counts_are_typed_as_before() -> None:
    given.held(KANDAL, "2021-03-10")
    factories.drafted(KANDAL, "committee", "2021-03", {"meetings.times": 9})
    assert numbers(KANDAL, "2021-03") == {"meetings.times": 9}


def test_the_decision_stands_once_a_report_is_signed() -> None:
    factories.submitted(KANDAL, "committee", "2021-03", {"meetings.times": 9})
    with pytest.raises(Refused):
        given.kept(KANDAL)


def test_what_was_typed_before_the_decision_gives_way_to_the_records() -> None:
    factories.drafted(KANDAL, "committee", "2021-03", {"meetings.times": 9})
    given.held(KANDAL, "2021-03-10")
    given.kept(KANDAL)
    assert numbers(KANDAL, "2021-03")["meetings.times"] == 1


def test_a_meeting_recorded_after_the_handing_over_holds_the_signature_off() -> None:
    given.kept(KANDAL)
    factories.prepared(KANDAL, "committee", "2021-03", {})
    given.held(KANDAL, "2021-03-10")
    with acting(KANDAL_APPROVER) as approver, pytest.raises(Overtaken):
        approval.submit(by=approver, access=approval_access(approver, KANDAL, "2021-03"))
    with acting(KANDAL_OFFICER) as officer:
        approval.take_back(by=officer, access=approval_access(officer, KANDAL, "2021-03"))
        approval.prepare(by=officer, access=approval_access(officer, KANDAL, "2021-03"))
    with acting(KANDAL_APPROVER) as approver:
        approval.submit(by=approver, access=approval_access(approver, KANDAL, "2021-03"))
    assert numbers(KANDAL, "2021-03")["meetings.times"] == 1


def test_a_meeting_recorded_after_the_signature_is_said_and_counts_in_the_next_revision() -> None:
    given.kept(KANDAL)
    factories.accepted(KANDAL, "committee", "2021-03", {})
    meeting = given.held(KANDAL, "2021-03-10")
    with acting(KANDAL_OFFICER):
        assert [period.url for period in signed_before(meeting)] == ["2021-03"]
    factories.reopened(KANDAL, "committee", "2021-03")
    with acting(KANDAL_OFFICER):
        factories.begin(KANDAL, "committee", "2021-03")
        assert not signed_before(meeting)
    assert numbers(KANDAL, "2021-03")["meetings.times"] == 1


def test_a_quarter_counts_its_meetings_once() -> None:
    given.kept(KANDAL)
    for day in ("2021-01-12", "2021-02-12", "2021-03-12"):
        given.held(KANDAL, day)
    for month in ("2021-01", "2021-02", "2021-03"):
        factories.accepted(KANDAL, "committee", month, {})
    with acting(KANDAL_OFFICER):
        factories.begin(KANDAL, "committee", "2021-Q1")
    found = numbers(KANDAL, "2021-Q1")
    assert found["meetings.times"] == 3
    assert found["meetings.persons"] == 60


def test_the_database_refuses_a_meeting_for_another_unit() -> None:
    row = given.planned(KANDAL, "2021-03-10")
    with (
        acting(TAKEO_OFFICER) as officer,
        pytest.raises((ProgrammingError, InternalError)),
        transaction.atomic(),
    ):
        Meeting.objects.create(
            organisation_unit_id=row.organisation_unit_id, kind="other", day=row.day,
            planned_at=row.planned_at, planned_by=officer.user,
        )  # fmt: skip
