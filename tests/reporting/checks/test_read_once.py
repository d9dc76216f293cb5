"""What is read, grouped or reckoned once for all checks says the same as when each does it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.checks.rules.expectation import check_numbers
from reporting.checks.rules.judging import improbable_ones
from reporting.checks.rules.repeats import Sheets, check_repeats
from reporting.checks.rules.shares import check_rates, check_shares
from reporting.checks.rules.shifted import check_shifted
from reporting.checks.rules.surprise import FREEDOMS, Tails, improbable, odds, surprising
from tests.reporting.checks.series import TABLES, Law, drawn, planted, split

LAW = Law(units=12, options=("a", "b"))


@pytest.fixture(scope="module")
def year():
    now, past = split(drawn(LAW, 4))
    wrong = next(row for row in now if row.values["persons"] > 200)
    persons = int(wrong.values["persons"]) * 10
    now = planted(now, wrong.unit, wrong.period, wrong.option, persons=persons, females=0)
    march = next(row for row in now if (row.unit, row.period) == ("U1", "202503"))
    numbers = {code: int(number) for code, number in march.values.items()}
    return planted(now, "U2", "202503", march.option, **numbers), past


@pytest.mark.parametrize("check", [check_numbers, check_shares, check_rates])
def test_the_past_of_what_nobody_reports_now_changes_nothing(check, year):
    now, past = year
    others = [replace(row, option="gone") for row in past]
    assert list(check(TABLES, now, [*past, *others])) == list(check(TABLES, now, past))


@pytest.mark.parametrize("check", [check_repeats, check_shifted])
def test_sheets_that_are_shared_are_those_that_each_makes(check, year):
    now, _past = year
    shared = Sheets(TABLES, now)
    list(check_repeats(TABLES, now, sheets=shared))  # who used them before changes nothing
    assert list(check(TABLES, now, sheets=shared)) == list(check(TABLES, now))


def test_what_lies_so_near_that_its_tail_is_not_reckoned_would_not_be_asked_about():
    """With all tails reckoned the same are asked about, and none so near is a fifth."""
    tails = Tails([place / 100 for place in range(-300, 300)])
    away = [place / 10 for place in range(-80, 81)]
    all_of = {place: tails.probability(at, 30.0) for place, at in enumerate(away)}
    expected = {place: odds(all_of[place]) for place in surprising(all_of, len(away), 0.2)}
    found = improbable_ones([(at, 30.0, 0.0) for at in away], tails, len(away), Decimal("0.2"))
    assert found == expected
    assert expected
    assert all(improbable(1.25, freedom) > 0.2 for freedom in (*FREEDOMS, 1e6))
