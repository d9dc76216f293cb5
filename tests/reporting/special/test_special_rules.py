"""Which days are asked for, how each stands, and which numbers cannot be."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from reporting.special.rules import AskedDays, AskedNumber, DayState, problems

NOW = datetime(2021, 3, 4, 12, 0, tzinfo=UTC)


def days(**changed):
    given: dict[str, Any] = {
        "first": date(2021, 3, 1),
        "last": date(2021, 3, 10),
        "due_hour": 17,
        "now": NOW,
    }
    return AskedDays(**(given | changed))


def test_days_are_asked_for_until_today_the_last_day_or_the_closing():
    assert [day.day for day in days()] == [1, 2, 3, 4]
    assert [day.day for day in days(last=date(2021, 3, 2))] == [1, 2]
    assert [day.day for day in days(closed_on=date(2021, 3, 3))] == [1, 2, 3]
    assert list(days(first=date(2021, 3, 5))) == []
    assert date(2021, 3, 5) not in days()


@pytest.mark.parametrize(
    ("day", "answered", "state"),
    [
        (4, None, DayState.AWAITED),
        (3, None, DayState.MISSED),
        (3, datetime(2021, 3, 3, 16, 59, tzinfo=UTC), DayState.ON_TIME),
        (3, datetime(2021, 3, 3, 17, 1, tzinfo=UTC), DayState.LATE),
    ],
)
def test_a_day_is_on_time_until_its_hour(day, answered, state):
    assert days().state(date(2021, 3, day), answered) is state


def test_the_last_hour_of_a_day_is_its_end():
    assert days(due_hour=24).due(date(2021, 3, 4)) == datetime(2021, 3, 5, tzinfo=UTC)


def test_a_part_cannot_exceed_its_whole_where_both_are_said():
    asked = [AskedNumber(1, "Workers"), AskedNumber(2, "Females", part_of=1)]
    [found] = problems(asked, {1: Decimal(5), 2: Decimal(6)})
    assert found.key == 2
    assert list(problems(asked, {1: Decimal(6), 2: Decimal(6)})) == []
    assert list(problems(asked, {1: None, 2: Decimal(6)})) == []
