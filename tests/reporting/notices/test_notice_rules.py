"""When somebody is told, and when an e-mail goes out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reporting.calendar.rules.deadlines import Dates, ReportStatus
from reporting.notices.rules import (
    MOST_ATTEMPTS,
    Frequency,
    digest_days,
    mail_time,
    moment,
    next_attempt,
)

DUE = date(2021, 4, 5)
DATES = Dates(opens=date(2021, 3, 26), due=DUE)
MONDAY = datetime(2021, 4, 5, 12, 30, tzinfo=UTC)  # after the morning's e-mails


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-11, None),  # not open yet
        (-10, "opens:0"),
        (-8, "opens:0"),
        (-7, "due:7"),
        (-3, "due:7"),  # the clock stood still on the seventh day
        (-2, "due:2"),
        (0, "due:2"),
        (1, "overdue:1"),
        (6, "overdue:1"),
        (7, "overdue:7"),
        (13, "overdue:7"),
        (14, "overdue:14"),
        (27, "overdue:21"),
    ],
)
def test_the_newest_moment_stands_for_those_before_it(days, told):
    today = DUE + timedelta(days=days)
    status = ReportStatus.OVERDUE if days > 0 else ReportStatus.OPEN
    found = moment(status, DATES, today)
    assert (found and found.code) == told
    assert found is None or found.day <= today


@pytest.mark.parametrize("status", sorted(set(ReportStatus) - {"open", "overdue", "prepared"}))
def test_of_what_has_come_in_or_is_closed_the_calendar_says_nothing(status):
    assert moment(status, DATES, DUE + timedelta(days=1)) is None


def test_a_report_that_waits_for_its_signature_is_still_owed():
    found = moment(ReportStatus.PREPARED, DATES, DUE + timedelta(days=8))
    assert found is not None
    assert found.code == "overdue:7"


@pytest.mark.parametrize(
    ("frequency", "hour", "goes_out"),
    [
        ("at_once", 3, "05 03:00"),
        ("at_once", 12, "05 12:00"),
        ("daily", 3, "05 07:00"),
        ("daily", 12, "06 07:00"),
        ("weekly", 3, "05 07:00"),
        ("weekly", 12, "12 07:00"),
    ],
)
def test_e_mails_go_out_as_each_wants_it(frequency, hour, goes_out):
    found = mail_time(Frequency(frequency), MONDAY.replace(hour=hour, minute=0))
    assert f"{found:%d %H:%M}" == goes_out


def test_deadlines_wake_nobody():
    night = MONDAY.replace(hour=0, minute=1)
    assert mail_time(Frequency.AT_ONCE, night, by_day=True) == night.replace(hour=7, minute=0)
    assert mail_time(Frequency.AT_ONCE, MONDAY, by_day=True) == MONDAY
    assert mail_time(Frequency.NEVER, MONDAY) is None


def test_what_goes_wrong_is_tried_ever_more_slowly_and_not_for_ever():
    tries = [next_attempt(n, MONDAY) for n in range(1, MOST_ATTEMPTS)]
    waits = [one - MONDAY for one in tries if one is not None]
    assert len(waits) == len(tries)
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=2)
    assert sum(waits, timedelta()) > timedelta(days=1)  # a night without a server is no reason
    assert next_attempt(MOST_ATTEMPTS, MONDAY) is None


@pytest.mark.parametrize(
    ("frequency", "today", "first", "last"),
    [
        ("daily", "2021-04-07", "2021-04-06", "2021-04-06"),
        ("at_once", "2021-04-05", "2021-04-02", "2021-04-04"),  # Monday, since Friday
        ("daily", "2021-04-04", "2021-04-01", "2021-04-01"),  # Sunday: still Friday's
        ("weekly", "2021-04-07", "2021-03-29", "2021-04-04"),
        ("never", "2021-04-05", "2021-03-29", "2021-04-04"),
    ],
)
def test_digests_leave_no_day_out(frequency, today, first, last):
    found = digest_days(Frequency(frequency), date.fromisoformat(today))
    assert [day.isoformat() for day in found] == [first, last]
