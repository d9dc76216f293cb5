"""The 25 provincial secretariats hold meetings in a year to practise on: what they decide is
answered or stands overdue on the next agenda, and chapter III counts what was held."""

from collections import defaultdict

import pytest

from provinces.models import OrganisationUnit, UnitKind
from reporting.entry.component_meetings.queries import counts_of
from reporting.entry.component_meetings.rules import HeldMeeting, count
from reporting.entry.page.queries.form_tables import form_of_revision
from reporting.kernel.periods import Period
from reporting.meetings.queries.sealing import digest_of
from reporting.models import (
    AgendaItem,
    CommitmentAnswer,
    DataValue,
    KeptMeetings,
    Meeting,
    MeetingDecision,
    Revision,
)
from reporting.practice.actions.making import make, remove
from reporting.practice.actions.opening import PracticePeople
from tests.factories import SECRETARY_GENERAL, acting, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")
PROVINCES, MONTHS = 25, 12


def test_twelve_months_of_25_secretariats() -> None:
    units = OrganisationUnit.objects.filter(kind=UnitKind.PROVINCE)
    make(by=PracticePeople.found(), year=2021, units=units)
    with secretariat():
        monthly = Meeting.objects.filter(kind="provincial", day__year=2021)
        assert monthly.count() == PROVINCES * MONTHS
        assert {meeting.state for meeting in monthly} == {"signed"}
        some = monthly.first()
        assert some is not None
        assert some.digest == digest_of(some)
        _every_decision_is_followed()
        _every_count_is_that_of_the_records()
        _the_form_says_the_same("KH-08")
    with acting(SECRETARY_GENERAL) as secretary:
        remove(by=secretary, year=2021)
    with secretariat():
        assert not Meeting.objects.filter(day__year=2021).exists()
        assert not KeptMeetings.objects.exists()


def _every_decision_is_followed() -> None:
    following: dict[int, Meeting] = {}
    last: dict[tuple[int, str], Meeting] = {}
    for meeting in Meeting.objects.order_by("day"):
        before = last.get((meeting.organisation_unit_id, meeting.kind))
        if before is not None:
            following[before.pk] = meeting
        last[meeting.organisation_unit_id, meeting.kind] = meeting
    told = defaultdict(list)
    for commitment, at in CommitmentAnswer.objects.values_list("commitment", "at__date"):
        told[commitment].append(at)
    listed = {(item.meeting_id, item.key): item.text_en for item in AgendaItem.objects.all()}
    answered = waiting = 0
    for row in MeetingDecision.objects.all():
        after = following.get(row.meeting_id)
        if after is None:
            continue
        is_answered = any(day <= after.day for day in told[row.commitment_id or 0])
        said = listed.get((after.pk, f"decision:{row.pk}"), "")
        assert is_answered or "overdue" in said, row
        answered, waiting = answered + is_answered, waiting + (not is_answered)
    assert answered + waiting == PROVINCES * (MONTHS - 1)
    assert min(answered, waiting) > PROVINCES


def _every_count_is_that_of_the_records() -> None:
    """Of every report, longer ones too: from the meetings alone."""
    held = defaultdict(list)
    for meeting in Meeting.objects.all():
        said = HeldMeeting(meeting.counts_as, meeting.kind, meeting.men or 0, meeting.women or 0)
        held[meeting.organisation_unit_id].append((meeting.day, said))
    values: dict[int, dict[str, int]] = defaultdict(dict)
    rows = DataValue.objects.filter(
        revision__report__year=2021,
        cell__table__code__in=["meetings", "workshops", "coordination"],
        cell__option=None,
    )
    for revision, code, value in rows.values_list("revision", "cell__code", "value"):
        values[revision][code] = int(value or 0)
    reports = {
        pk: (unit, Period.from_key(key))
        for pk, unit, key in Revision.objects.filter(report__year=2021).values_list(
            "pk", "organisation_unit", "report__period_key"
        )
    }
    compared = 0
    for revision, found in values.items():
        unit, period = reports[revision]
        inside = [said for day, said in held[unit] if (day.year, day.month) in period.months]
        expected = count(inside, [code for code in found if not code.endswith("_other")])
        counted = {code: number for code, number in found.items() if code in expected}
        assert counted == expected, (unit, period.url)
        compared += len(counted)
    assert compared > PROVINCES * MONTHS * 5


def _the_form_says_the_same(code: str) -> None:
    revisions = Revision.objects.filter(
        report__year=2021, organisation_unit__code=code
    ).select_related("report__data_set", "report__organisation_unit")
    for revision in revisions:
        cells = form_of_revision(revision).recorded
        said = dict(
            revision.values.filter(cell__code__in=list(cells)).values_list("cell__code", "value")
        )
        assert said == counts_of(revision.report, cells), revision.report.period.url
