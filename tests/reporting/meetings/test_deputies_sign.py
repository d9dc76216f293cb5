"""A deputy signs the minutes of a meeting, and on whose behalf is printed."""

import pytest
from django.utils import timezone

from provinces.models import Delegation, User
from provinces.roles import Role
from reporting.access import Refused
from reporting.meetings.actions import decisions, meetings
from reporting.meetings.exports.minutes import minutes_document
from reporting.meetings.queries.agenda import agenda_of
from reporting.meetings.queries.meetings import meeting_at, signs
from reporting.models import AuditEvent
from tests import meetings as given
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    acting,
    secretariat,
    unit,
)

pytestmark = pytest.mark.usefixtures("year_2020")
KANDAL = "KH-08"


def deputy(username: str, other: str = KANDAL_APPROVER) -> Delegation:
    """Of Kandal's approver, today."""
    today = timezone.localdate()
    with secretariat():
        return Delegation.objects.create(
            organisation_unit=unit(KANDAL), role=Role.APPROVER,
            delegate=User.objects.get(username=username),
            delegator=User.objects.get(username=other), valid_from=today, valid_to=today,
            decision="Letter 7", made_by=User.objects.get(username=other),
        )  # fmt: skip


def test_a_deputy_signs_the_minutes_and_on_whose_behalf_is_printed() -> None:
    deputy(KANDAL_VIEWER)
    meeting = given.held(KANDAL, "2021-03-10")
    given.decided(KANDAL, meeting, "Count again.", "2021-04-30")
    [commitment] = given.signed(KANDAL, meeting, by=KANDAL_VIEWER)
    assert commitment.kept_by.code == KANDAL
    with acting(KANDAL_OFFICER) as officer:
        meeting = meeting_at(officer, meeting.pk)
        assert meeting.delegation is not None
        document = minutes_document(meeting, agenda_of(meeting, officer, "en"), "en")
        said = document.edition + str(document.sections)
        assert said.count("on behalf of") == 2
        event = AuditEvent.objects.get(action="meeting.sign")
        assert event.detail["delegation"] == meeting.delegation.pk


def test_who_recorded_a_meeting_does_not_sign_it_as_a_deputy() -> None:
    deputy(KANDAL_OFFICER)
    meeting = given.held(KANDAL, "2021-03-10")
    with acting(KANDAL_OFFICER) as officer:
        assert not signs(officer, meeting)
        with pytest.raises(Refused, match="Who recorded a meeting"):
            decisions.sign(by=officer, meeting=meeting)
        with pytest.raises(Refused, match="an approver of the unit decides"):
            meetings.keep_here(by=officer, year=2021)
