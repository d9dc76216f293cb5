"""Numbers beside their past, season, size and peers, in series drawn by a known law."""

from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest

from reporting.checks.rules.expectation import check_numbers
from reporting.checks.rules.medians import median_without
from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.shares import check_rates, check_shares
from tests.reporting.checks.series import TABLES, Law, a_row, drawn, planted, split

SMALL = Law(units=30)


def checked(now, past=()):
    return [
        one
        for check in (check_numbers, check_shares, check_rates)
        for one in check(TABLES, now, past)
    ]


def cells(found):
    return {one.cells[0] for one in found}


@pytest.fixture(scope="module")
def clean():
    return split(drawn(SMALL, 7))


@pytest.mark.parametrize("dispersion", [0.05, 0.3, 0.8])
def test_false_alarms_are_as_few_as_is_said(dispersion):
    """Nothing is wrong in them: at most in one of five runs something may be found."""
    law = replace(SMALL, dispersion=dispersion, options=("a", "b"))
    runs = [checked(*split(drawn(law, seed))) for seed in range(5)]
    assert sum(bool(found) for found in runs) <= 1
    assert sum(map(len, runs)) <= 2


def test_a_nought_too_many_is_found_and_its_odds_are_said(clean):
    now, past = clean
    right = next(row for row in now if row.values["persons"] > 200)
    wrong = int(right.values["persons"]) * 10
    rows = planted(now, right.unit, right.period, right.option, persons=wrong)
    found = checked(rows, past)
    assert {f"drawn[{right.option}].persons@{right.unit}:{right.period}"} <= cells(found)
    assert all((one.unit, one.period) == (right.unit, right.period) for one in found)
    first = found[0]
    assert first.severity == "medium"
    assert first.params["odds"] >= 10_000
    assert first.params["looked_at"] > 2000
    assert first.params["low"] <= right.values["persons"] <= first.params["high"] < wrong
    assert "23 other reports of this unit" in first.words()


def steady(units, events=60, **options):
    """Of which a number is well known: no season, little dispersion, large."""
    return Law(units=units, events=events, dispersion=0.01, own_mix=0.2, sizes=0.3, **options)


def test_exchanged_digits_are_found_where_numbers_are_steady():
    rows = drawn(steady(30, options=("a",)), 3)
    rows = [replace(row, values={"persons": row.values["persons"]}) for row in rows]
    at = next(
        row for row in rows if row.period == "202507" and 1200 <= row.values["persons"] < 1400
    )
    right = planted(rows, at.unit, at.period, "a", persons=1234)
    wrong = planted(rows, at.unit, at.period, "a", persons=4321)
    assert list(check_numbers(TABLES, *split(right))) == []
    [found] = check_numbers(TABLES, *split(wrong))
    assert (found.unit, found.period, found.kind) == (at.unit, "202507", "unexpected_number")
    assert found.cells == (f"drawn[a].persons@{at.unit}:202507",)


def test_a_month_in_which_all_triple_is_no_surprise_but_one_that_alone_triples_is():
    def june(_option, month):
        return 3.0 if month == 6 else 1.0

    rows = drawn(steady(30, events=200, options=("a",), season=june), 5)
    assert list(check_numbers(TABLES, *split(rows))) == []
    march = next(row for row in rows if row.unit == "U4" and row.period == "202503")
    times = int(march.values["times"]) * 3
    alone = planted(rows, "U4", "202503", "a", times=times)
    assert {(one.unit, one.period) for one in check_numbers(TABLES, *split(alone))} == {
        ("U4", "202503")
    }


def test_the_same_month_of_last_year_is_no_surprise():
    """One unit alone has a campaign each June."""
    rows = drawn(steady(30, options=("a",)), 6)
    once = planted(rows, "U4", "202506", "a", times=900)
    each = planted(once, "U4", "202406", "a", times=930)
    assert [one.period for one in check_numbers(TABLES, *split(once))] == ["202506"]
    assert list(check_numbers(TABLES, *split(each))) == []


def test_with_little_history_it_leans_on_the_peers_and_says_so():
    law = steady(40, years=(2025,))
    march = [row for row in drawn(law, 2) if row.period == "202503"]
    assert list(check_numbers(TABLES, march)) == []
    wrong = planted(march, "U4", "202503", "b", persons=90_000)
    found = next(one for one in check_numbers(TABLES, wrong) if one.unit == "U4")
    assert "other reports of this unit" not in found.words()
    assert "little of its own to compare with; so say 39 similar units" in found.words()
    # Of one unit alone nothing can be said.
    assert list(check_numbers(TABLES, [row for row in wrong if row.unit == "U4"])) == []


def test_a_small_unit_is_compared_at_its_size():
    """What is usual for the largest is a surprise of one that is small in all else."""
    law = replace(steady(40, years=(2025,)), sizes=1.5, own_mix=0.1)
    march = [row for row in drawn(law, 4) if row.period == "202503"]
    by_size = sorted(march, key=lambda row: row.values["times"])
    smallest, largest = by_size[0], by_size[-1]
    wrong = planted(
        march, smallest.unit, "202503", smallest.option, times=int(largest.values["times"])
    )
    assert list(check_numbers(TABLES, march)) == []
    assert smallest.unit in {one.unit for one in check_numbers(TABLES, wrong)}


def test_sparse_counts_never_alarm_but_a_large_one_among_them_does():
    law = Law(units=58, events=0.4, dispersion=0.5, sizes=0.2, own_mix=0.3, options=("a",))
    for seed in range(3):
        rows = [replace(row, values={"times": row.values["times"]}) for row in drawn(law, seed)]
        assert {int(row.values["times"]) for row in rows} >= {0, 1, 2}
        assert list(check_numbers(TABLES, *split(rows))) == []
        large = planted(rows, "U9", "202505", "a", times=400)
        assert {one.unit for one in check_numbers(TABLES, *split(large))} == {"U9"}


def test_no_females_among_few_persons():
    rows = [
        a_row(f"U{unit}", f"2025{month:02}", 2, 24 + unit % 3, 12 + (unit + month) % 4)
        for unit in range(20)
        for month in range(1, 13)
    ]
    assert list(check_shares(TABLES, rows)) == []
    none = planted(rows, "U3", "202504", "a", persons=25, females=0)
    every = planted(rows, "U3", "202504", "a", persons=25, females=25)
    few = planted(rows, "U3", "202504", "a", persons=2, females=0)
    over = planted(rows, "U3", "202504", "a", persons=25, females=2000)
    for wrong in (none, every):
        [found] = check_shares(TABLES, wrong)
        assert (found.unit, found.period) == ("U3", "202504")
        assert found.cells == ("drawn[a].females@U3:202504", "drawn[a].persons@U3:202504")
        assert found.params["middle"] == pytest.approx(Decimal(52), abs=5)
    assert list(check_shares(TABLES, few)) == []
    assert list(check_shares(TABLES, over)) == []  # said by the part and its whole


def test_a_share_is_judged_by_the_units_own_past():
    """Who never reaches women is asked when half of them are, and not for being itself."""
    rows = [
        a_row(f"U{unit}", f"2025{month:02}", 5, 200, 4 if unit == 3 else 95 + (unit * month) % 11)
        for unit in range(20)
        for month in range(1, 13)
    ]
    assert list(check_shares(TABLES, rows)) == []
    [found] = check_shares(TABLES, planted(rows, "U3", "202504", "a", females=100))
    assert found.unit == "U3"
    assert found.params["middle"] == pytest.approx(Decimal(2), abs=3)


def test_a_month_that_is_more_than_the_others_of_the_year(clean):
    now, past = clean
    persons: dict[str, list[int]] = {}
    for row in now:
        if row.option == "a":
            persons.setdefault(row.unit, []).append(int(row.values["persons"]))
    unit, own = next((unit, own) for unit, own in persons.items() if min(own) > 100)
    rows = planted(now, unit, "202508", "a", persons=sum(own) * 2)
    [found] = check_numbers(TABLES, rows, past)
    assert (found.kind, found.unit, found.period) == ("month_dominates", unit, "202508")
    assert found.params["months"] == 11
    assert found.params["others"] == sum(own) - own[7]
    assert "more than in the 11 other months of the year together" in found.words()


def _thrice(row: ReportedRow) -> tuple[int, int, int]:
    times, persons, females = (3 * int(number) for number in row.values.values())
    return times, persons, females


def test_reports_of_another_length_are_reckoned_by_the_month():
    past = drawn(steady(12, options=("a",), years=(2024,)), 8)
    quarters = [
        a_row(f"U{unit}", "2025Q1", *_thrice(own[0]))
        for unit in range(12)
        for own in [[row for row in past if row.unit == f"U{unit}"]]
    ]
    assert list(check_numbers(TABLES, quarters, past)) == []
    wrong = planted(quarters, "U2", "2025Q1", "a", times=int(quarters[2].values["times"]) * 10)
    [found] = check_numbers(TABLES, wrong, past)
    assert found.unit == "U2"
    assert found.words().count("reckoned by the month") == 1


def test_a_median_without_one():
    ordered = [1.0, 2.0, 4.0, 8.0]
    assert median_without(ordered, None) == 3
    assert [median_without(ordered, one) for one in ordered] == [4, 4, 2, 2]
    assert median_without([1.0, 2.0, 3.0], 2.0) == 2


def test_the_cost_grows_with_the_rows():
    """Twice the units cost about twice the time, not four times."""
    few, many = split(drawn(Law(units=20), 1)), split(drawn(Law(units=80), 1))
    costs = []
    for now, past in (few, many):
        began = process_time()
        checked(now, past)
        costs.append(process_time() - began)
    assert costs[1] < costs[0] * 10
