"""A report that repeats one of an earlier year, where the year has one report alone."""

from dataclasses import replace
from decimal import Decimal

from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.repeats import check_repeated_periods
from tests.reporting.checks.series import TABLE, TABLES


def row(period: str, **numbers: int) -> ReportedRow:
    return ReportedRow(
        table=TABLE.code, section="II.B", unit="KH-08", unit_name="Kandal", unit_kind="province",
        period=period, option="a",
        values={code: Decimal(number) for code, number in numbers.items()},
    )  # fmt: skip


BEFORE = row("2022", times=437, persons=20_117, females=9_843)
SAME = replace(BEFORE, period="2023")


def test_the_year_before_is_compared() -> None:
    [found] = check_repeated_periods(TABLES, [SAME], [BEFORE])
    assert (found.period, found.params["other_period"]) == ("2023", "2022")
    other = row("2023", times=512, persons=23_404, females=11_021)
    assert list(check_repeated_periods(TABLES, [other], [BEFORE])) == []


def test_what_both_lie_in_the_past_is_not_asked_again() -> None:
    other = row("2024", times=512, persons=23_404, females=11_021)
    assert list(check_repeated_periods(TABLES, [other], [BEFORE, SAME])) == []


def test_a_month_is_no_copy_of_the_year_that_holds_it() -> None:
    """A unit that did something in one month only says the same for the month and the year."""
    assert list(check_repeated_periods(TABLES, [SAME], [replace(SAME, period="202207")])) == []
