"""Days as people type them, and rows of a list whose day lies outside of the report's period."""

from datetime import date

import pytest

from reporting.entry.page.rules.entry_checks import dates_outside
from reporting.kernel.days import read_day
from reporting.kernel.periods import Period
from reporting.kernel.tables import TableSpec

TABLES = {
    "laws": TableSpec("laws", "II.A.1", "open", title="Laws"),
    "words": TableSpec("words", "II.A.1", "narrative", title="Words"),
}


@pytest.mark.parametrize(
    "text",
    [
        "27/06/2020",
        "27/6/2020",
        "2020-06-27",
        "27.06.2020",
        "27-6-2020",
        "២៧/០៦/២០២០",
        " 27/06/2020\u200b",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert read_day(text) == date(2020, 6, 27)


@pytest.mark.parametrize(
    "text", ["", "27/06", "31/06/2020", "06/27/2020", "27/06/20", "27 June 2020", "27/06-2020"]
)
def test_what_is_no_day(text):
    with pytest.raises(ValueError, match=r"day|month"):
        read_day(text)


def asked(period, **days):
    rows = {"laws": {key: date.fromisoformat(day) for key, day in days.items()}}
    rows["words"] = dict(rows["laws"])
    return [one.cells for one in dates_outside(TABLES, rows, {}, Period.parse(period))]


@pytest.mark.parametrize(
    ("period", "first", "last", "before", "after"),
    [
        ("2021-10", "2021-10-01", "2021-10-31", "2021-09-30", "2021-11-01"),
        ("2021-02", "2021-02-01", "2021-02-28", "2020-02-28", "2021-03-01"),
        ("2021-Q4", "2021-10-01", "2021-12-31", "2021-09-30", "2022-01-01"),
        ("2021-S1", "2021-01-01", "2021-06-30", "2020-12-31", "2021-07-01"),
        ("2021-T10", "2021-01-01", "2021-10-31", "2020-10-31", "2021-11-01"),
        ("2021", "2021-01-01", "2021-12-31", "1921-06-01", "2031-06-01"),
    ],
)  # fmt: skip
def test_a_day_outside_of_any_kind_of_period_is_asked_about(period, first, last, before, after):
    assert asked(period, a=first, b=last) == []
    assert asked(period, a=before, b=first, c=after) == [("laws{a}.date",), ("laws{c}.date",)]


def test_the_words_name_the_row_the_day_and_the_period():
    rows = {"laws": {"a": date(1921, 10, 5), "b": date(921, 1, 1)}}
    labels = {"laws": {"a": "Sub-decree 12"}}
    one, other = dates_outside(TABLES, rows, labels, Period.parse("2021-10"))

    assert one.words() == (
        "Sub-decree 12: the date is 05/10/1921, but this report is about 01/10/2021 to 31/10/2021. "
        "Correct the date, or say why it stands here."
    )
    assert one.severity == "warning"
    assert other.words().startswith("Laws: the date is 01/01/921,")
