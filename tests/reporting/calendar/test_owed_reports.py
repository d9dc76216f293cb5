"""What the units owe, and where each report stands on the year's own day."""

from datetime import date

import pytest
from django.utils import timezone

from reporting.access import Refused
from reporting.calendar.queries.owed_reports import (
    calendar_of,
    calendars,
    now_of,
    owed,
    today_of,
)
from reporting.calendar.queries.reported import reported
from reporting.calendar.rules.deadlines import ReportStatus, Rule
from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import DeadlineRule
from reporting.review.actions import approval
from strategies.models import DataSet
from tests import factories
from tests.calendars import extended, it_is, opened_year
from tests.factories import KANDAL_OFFICER, REVIEWER, TAKEO_OFFICER, acting, secretariat, unit

pytestmark = pytest.mark.usefixtures("year_2020")

CELL = "returnee_interviews.times"
MARCH = ("KH-08", "committee", "2021-03")


def kandals(period="2021-03"):
    with acting(KANDAL_OFFICER) as officer:
        [found] = [
            one for one in owed([2021], units=[officer.unit]) if one.period == Period.parse(period)
        ]
        return found


def test_a_year_without_a_row_has_no_calendar():
    with secretariat():
        assert calendar_of(2020) is None
        assert owed() == []
        assert today_of(2020) == timezone.localdate()


def test_every_unit_owes_the_twenty_periods_of_its_forms():
    opened_year(2021, "2021-04-10")
    with secretariat():
        found = owed([2021])
        kandal = [one for one in found if one.unit.code == "KH-08"]
        police = [one for one in found if one.unit.code == "GCNP"]
    # 25 provinces, 21 ministries, 5 of the police, 6 working groups, the Secretariat
    assert len({one.unit.pk for one in found}) == 58
    assert len(kandal) == 20
    assert [one.period.code for one in kandal[:5]] == [
        "202101", "2021Q1", "2021S1", "2021T10", "2021",
    ]  # fmt: skip
    assert sum(one.data_set.code == "police_monthly" for one in police) == 12
    assert not any(one.data_set.code == "partner" for one in found)


def test_a_unit_sees_its_own_and_its_own_clock():
    opened_year(2021, "2021-04-10")
    with acting(TAKEO_OFFICER) as officer:
        found = owed(units=[officer.unit])
        assert {one.unit.code for one in found} == {"KH-21"}
        assert {one.today for one in found} == {date(2021, 4, 10)}
        assert today_of(2021) == timezone.localdate(now_of(2021)) == date(2021, 4, 10)


@pytest.mark.parametrize(
    ("today", "status", "expected"),
    [
        ("2021-03-25", ReportStatus.NOT_OPEN, False),
        ("2021-03-26", ReportStatus.OPEN, False),
        ("2021-04-05", ReportStatus.OPEN, True),
        ("2021-04-06", ReportStatus.OVERDUE, True),
    ],
)
def test_what_nobody_has_begun_grows_late(today, status, expected):
    opened_year(2021, today)
    found = kandals()
    assert (found.placed.status, found.is_expected) == (status, expected)
    assert found.reported is None


def test_a_kind_that_is_not_owed_and_a_rule_of_one_form():
    opened = opened_year(2021, "2021-04-10", rules={PeriodKind.QUARTER: Rule(10, owed=False)})
    with secretariat():
        DeadlineRule.objects.create(
            reporting_year=opened, period_kind="month", due_day=20,
            data_set=DataSet.objects.get(code="ministry"),
        )  # fmt: skip
        found = {(one.unit.code, one.period.code): one.dates.due for one in owed([2021])}
    assert ("KH-08", "2021Q1") not in found
    assert found["KH-08", "202103"] == date(2021, 4, 5)
    assert found["MOSVY", "202103"] == date(2021, 4, 20)


def test_the_status_follows_the_report_through_its_rounds():
    opened_year(2021, "2021-04-02")
    factories.prepared(*MARCH, {CELL: 1})
    assert kandals().placed.status == ReportStatus.PREPARED
    with acting("kandal.approver") as signer:
        approval.submit(
            by=signer,
            access=access_to_report(signer, unit="KH-08", period="2021-03", data_set="committee"),
        )
    it_is(2021, "2021-04-20")
    found = kandals()
    assert (found.placed.status, found.came_on_time) == (ReportStatus.SUBMITTED, True)

    with acting(REVIEWER) as reviewer:
        here = access_to_report(reviewer, unit="KH-08", period="2021-03", data_set="committee")
        approval.send_back(by=reviewer, access=here, comment="Where?")
    assert kandals().placed.status == ReportStatus.RETURNED
    with acting(KANDAL_OFFICER):
        factories.begin(*MARCH)
    found = kandals()
    assert (found.placed.status, found.reported.number) == (ReportStatus.RETURNED, 2)
    assert found.came_on_time  # it had come by the day, and came back


def test_a_reopened_report_is_to_be_corrected_until_it_is_signed_again():
    opened_year(2021, "2021-04-02")
    factories.accepted(*MARCH, {CELL: 1})
    assert kandals().placed.status == ReportStatus.ACCEPTED
    factories.reopened(*MARCH)
    assert kandals().placed.status == ReportStatus.REOPENED
    with acting(KANDAL_OFFICER):
        factories.begin(*MARCH)
    assert kandals().placed.status == ReportStatus.REOPENED
    factories.handed_over(*MARCH)
    assert kandals().placed.status == ReportStatus.PREPARED


def test_what_came_late_is_late():
    opened_year(2021, "2021-04-06")
    factories.submitted(*MARCH, {CELL: 1})
    found = kandals()
    assert found.reported.came_on == date(2021, 4, 6)
    assert not found.came_on_time


def test_the_newest_extension_holds_and_one_for_a_form_before_one_for_all():
    opened_year(2021, "2021-04-10")
    extended("KH-08", "2021-03", "2021-04-20")
    assert kandals().dates.due == date(2021, 4, 20)
    assert kandals().placed.status == ReportStatus.OPEN
    extended("KH-08", "2021-03", "2021-04-30")
    assert kandals().dates.due == date(2021, 4, 30)
    extended("KH-08", "2021-03", "2021-05-07", data_set="committee")
    extended("KH-08", "2021-03", "2021-05-10")
    assert kandals().dates.due == date(2021, 5, 7)
    with secretariat():
        takeo = [one for one in owed(units=[unit("KH-21")]) if one.period.code == "202103"]
    assert takeo[0].dates.due == date(2021, 4, 5)


def test_the_number_of_queries_never_depends_on_how_much_there_is(django_assert_num_queries):
    opened_year(2021, "2021-04-10")
    factories.drafted(*MARCH, {CELL: 1})
    extended("KH-08", "2021-03", "2021-04-20")
    with secretariat(), django_assert_num_queries(5):
        assert len(owed(units=[unit("KH-08")])) == 20
    opened_year(2022)
    for code in ("KH-20", "KH-21"):
        factories.submitted(code, "committee", "2021-02", {CELL: 1})
    with secretariat():
        kandal = unit("KH-08")
        with django_assert_num_queries(5):
            assert len(owed()) > 2000
        with django_assert_num_queries(4):
            assert len(owed(units=[kandal])) == 40
        with django_assert_num_queries(1):
            opened = calendars()
        with django_assert_num_queries(3):
            assert len(owed(units=[kandal], opened=opened)) == 40
        with django_assert_num_queries(2):
            assert len(reported([2021])) == 3


def test_before_it_opens_and_after_it_closed_nobody_writes_unless_there_is_more_time():
    """What the calendar refuses, with what helps."""
    closing = {PeriodKind.MONTH: Rule(due_day=5, closes_days=10)}
    opened_year(2021, "2021-03-20", rules=closing)
    with pytest.raises(Refused, match="opens on 26 March 2021"):
        factories.drafted(*MARCH, {CELL: 1})
    it_is(2021, "2021-03-26")
    factories.drafted(*MARCH, {CELL: 1})
    it_is(2021, "2021-04-16")
    with acting(KANDAL_OFFICER) as officer:
        here = access_to_report(officer, unit="KH-08", period="2021-03", data_set="committee")
        with pytest.raises(Refused, match=r"closed on 15 April 2021\. Ask the Sec"):
            drafts.save_values(by=officer, access=here, values={})
        with pytest.raises(Refused, match="closed on"):
            factories.begin("KH-08", "committee", "2021-02")
    extended("KH-08", "2021-03", "2021-04-30")
    extended("KH-08", "2021-02", "2021-04-30")
    with acting(KANDAL_OFFICER) as officer:
        drafts.save_values(
            by=officer,
            access=access_to_report(officer, unit="KH-08", period="2021-03", data_set="committee"),
            values={},
        )
        factories.begin("KH-08", "committee", "2021-02")


def test_what_came_back_is_to_be_corrected_whenever_that_is():
    opened_year(2021, "2021-04-02", rules={PeriodKind.MONTH: Rule(due_day=5, closes_days=10)})
    factories.accepted(*MARCH, {CELL: 1})
    factories.reopened(*MARCH)
    it_is(2021, "2021-08-01")
    with acting(KANDAL_OFFICER):
        _officer, here = factories.begin(*MARCH)
        assert here.closed_words == ""
