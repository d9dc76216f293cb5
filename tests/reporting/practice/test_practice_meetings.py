"""Secretariats hold meetings in a year to practise on: what they decide is answered or stands on
the next agenda, and chapter III counts what was held."""

import pytest

from provinces.models import OrganisationUnit
from reporting.entry.component_meetings.queries import counts_of
from reporting.entry.page.queries.form_tables import form_of_revision
from reporting.meetings.queries.sealing import digest_of
from reporting.models import (
    AgendaItem,
    CommitmentAnswer,
    KeptMeetings,
    Meeting,
    MeetingDecision,
    Revision,
)
from reporting.practice.actions.making import make, remove
from reporting.practice.actions.opening import PracticePeople
from tests.factories import SECRETARY_GENERAL, acting, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")


def test_a_year_of_meetings() -> None:
    units = OrganisationUnit.objects.filter(code__in=["KH-08", "KH-12", "GS"])
    make(by=PracticePeople.found(), year=2021, units=units)
    with secretariat():
        monthly = Meeting.objects.filter(kind="provincial", day__year=2021)
        assert monthly.count() == 24
        assert {meeting.state for meeting in monthly} == {"signed"}
        some = monthly.first()
        assert some is not None
        assert some.digest == digest_of(some)
        _every_decision_is_followed()
        _every_count_is_that_of_the_records()
    with acting(SECRETARY_GENERAL) as secretary:
        remove(by=secretary, year=2021)
    with secretariat():
        assert not Meeting.objects.filter(day__year=2021).exists()
        assert not KeptMeetings.objects.exists()


def _every_decision_is_followed() -> None:
    answered = waiting = 0
    for row in MeetingDecision.objects.select_related("meeting"):
        meeting = row.meeting
        following = Meeting.objects.filter(
            organisation_unit=meeting.organisation_unit_id, kind=meeting.kind, day__gt=meeting.day
        ).order_by("day").first()  # fmt: skip
        if following is None:
            continue
        assert row.commitment is not None
        before = CommitmentAnswer.objects.filter(
            commitment=row.commitment_id, at__date__lte=following.day
        )
        key = f"decision:{row.pk}"
        stands = AgendaItem.objects.filter(meeting=following, key=key).first()
        assert before.exists() or (stands is not None and "overdue" in stands.text_en)
        answered, waiting = answered + before.exists(), waiting + (stands is not None)
    assert answered > 5
    assert waiting > 2


def _every_count_is_that_of_the_records() -> None:
    revisions = Revision.objects.filter(
        report__year=2021, organisation_unit__code__in=["KH-08", "KH-12"]
    ).select_related("report__data_set", "report__organisation_unit")
    compared = 0
    for revision in revisions:
        cells = form_of_revision(revision).recorded
        said = dict(
            revision.values.filter(cell__code__in=list(cells)).values_list("cell__code", "value")
        )
        assert said == counts_of(revision.report, cells), revision.report.period.url
        compared += len(said)
    assert compared > 100
