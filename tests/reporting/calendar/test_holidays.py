"""Holidays are pasted, a line a day; what cannot be read is said, all of it at once."""

from datetime import date

import pytest

from reporting.calendar.rules.days_off import DayOff, read_lines


@pytest.mark.parametrize(
    ("line", "day", "names"),
    [
        ("2027-01-01 New Year", date(2027, 1, 1), ("New Year", "")),
        ("2027-4-14, Khmer New Year", date(2027, 4, 14), ("Khmer New Year", "")),
        ("14/04/2027\tKhmer New Year | ចូលឆ្នាំ", date(2027, 4, 14), ("Khmer New Year", "ចូលឆ្នាំ")),
        ("២០២៧-០១-០៧ Victory Day", date(2027, 1, 7), ("Victory Day", "")),
        ("2028-01-07 Victory Day", date(2028, 1, 7), ("Victory Day", "")),
    ],
)
def test_a_line_is_a_day_and_its_name(line, day, names):
    assert read_lines(line, 2027) == ([DayOff(day, *names)], [])


def test_the_days_come_in_order_and_the_later_line_holds():
    found, _problems = read_lines("2027-05-01 Labour\n\n2027-01-01 A\n2027-01-01 New Year\n", 2027)
    assert [(one.day.month, one.en) for one in found] == [(1, "New Year"), (5, "Labour")]


def test_every_line_that_cannot_be_read_is_named():
    found, problems = read_lines(
        "New Year\n2027-02-30 Nothing\n2027-01-01\n2026-12-31 Last\n2027-01-02 Fine\n"
        f"2027-01-03 {'x' * 121}",
        2027,
    )
    assert [one.en for one in found] == ["Fine"]
    assert [one.words() for one in problems] == [
        "Line 1: “New Year” does not begin with a day such as 14/04/2027.",
        "Line 2: there is no day 2027-02-30.",
        "Line 3: write the holiday’s name behind 2027-01-01.",
        "Line 4: 2026-12-31 is not in 2027, nor at the beginning of the next year.",
        "Line 6: the name is longer than 120 letters.",
    ]
