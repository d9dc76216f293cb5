"""A number that is being filled, beside the unit's own past."""

import random
from decimal import Decimal
from statistics import median

import pytest

from reporting.checks.rules.own_past import (
    FEWEST_MOVES,
    PastNumber,
    is_past,
    past_of,
    unexpected_numbers,
    usual_numbers,
)
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, TableSpec, Value
from tests.reporting.checks.series import count

ROWS = tuple(f"r{number}" for number in range(20))
TABLE = TableSpec(
    "counts",
    "II.B",
    "fixed",
    elements=(
        ElementSpec("persons", "Persons", "person"),
        ElementSpec("females", "Females", "person", part_of="persons", role="females"),
    ),
    options=tuple(OptionSpec(code, code.upper()) for code in ROWS),
    title="Counts",
)
TABLES = {TABLE.code: TABLE}
NOW = Period.parse("2025-03")


def months_before(count):
    found, period = [], NOW
    for _month in range(count):
        period = period.previous
        found.append(period)
    return found[::-1]


def a_past(reports, seed=1, rows=ROWS, spread=0.03):
    """And what the same unit would report now."""
    source = random.Random(seed)
    levels = {row: 200 * source.lognormvariate(0, 1) for row in rows}
    past = {
        CellKey(row, "persons"): [
            PastNumber(period, count(source, level, spread)) for period in months_before(reports)
        ]
        for row, level in levels.items()
    }
    now = {
        CellKey(row, "persons"): Value(Decimal(count(source, level, spread)))
        for row, level in levels.items()
    }
    return {"counts": past}, now


def asked(past, now, period=NOW):
    return list(unexpected_numbers(TABLES, {"counts": now}, usual_numbers(TABLES, past, period)))


def changed(past, now, factor, row="r3"):
    """What is usual, so many times."""
    key = CellKey(row, "persons")
    usual = median(number for _period, number in past["counts"][key])
    return {**now, key: Value(Decimal(round(usual * factor)))}


@pytest.mark.parametrize("reports", [1, 2, 3, 6, 12, 36])
def test_right_numbers_are_rarely_asked_about(reports):
    """In each run 20 numbers are looked at; of 20 runs one may ask something, on average."""
    runs = [asked(*a_past(reports, seed)) for seed in range(40)]
    assert sum(map(bool, runs)) <= 4


@pytest.mark.parametrize(
    ("factor", "reports"), [(10, 1), (10, 2), (10, 3), (10, 6), (10, 36), (0.1, 6), (0.1, 36)]
)
def test_ten_times_is_asked_about_with_any_past_and_a_tenth_with_half_a_year(factor, reports):
    past, now = a_past(reports)
    [found] = asked(past, changed(past, now, factor))
    assert (found.rule, found.severity) == ("unexpected_number", "warning")
    assert found.cells == ("counts[r3].persons",)
    assert found.params["looked_at"] == len(ROWS)
    assert ("little to compare with" in found.words()) is (reports < 6)


def test_it_asks_more_finely_than_ten_times_and_of_small_numbers_too():
    past, now = a_past(24, spread=0.01)
    third = changed(past, now, 0.3)
    assert [found.cells for found in asked(past, third)] == [("counts[r3].persons",)]
    assert third[CellKey("r3", "persons")].number < 1000


def test_the_more_numbers_are_looked_at_the_rarer_one_must_be():
    """About the same number is asked alone and not among others."""
    past, now = a_past(12)
    number = changed(past, now, 2.5)
    alone = {key: value for key, value in number.items() if key.option == "r3"}
    assert len(asked(past, alone)) == 1
    assert asked(past, number) == []


def test_what_all_numbers_do_is_no_surprise_where_there_is_one_report_before():
    past, now = a_past(1)
    tripled = {key: Value(value.number * 3) for key, value in now.items()}
    assert len(tripled) >= FEWEST_MOVES
    assert asked(past, tripled) == []


def test_the_same_month_of_another_year_is_no_surprise():
    past, now = a_past(24)
    [key] = [key for key in now if key.option == "r3"]
    wrong = changed(past, now, 10)
    march = [
        PastNumber(period, float(wrong[key].number) if period.number == 3 else number)
        for period, number in past["counts"][key]
    ]
    assert asked({"counts": {**past["counts"], key: march}}, wrong) == []


def test_nothing_is_asked_without_a_past_or_of_parts_or_of_what_is_blank():
    past, now = a_past(12)
    assert asked({}, changed(past, now, 100)) == []
    females = {CellKey("r3", "females"): Value(Decimal(90_000))}
    assert asked({"counts": {**past["counts"], CellKey("r3", "females"): []}}, females) == []
    assert asked(past, {CellKey("r3", "persons"): Value(None, not_available=True)}) == []


def test_a_first_zero_is_asked_about_and_one_of_many_is_not():
    past, now = a_past(24)
    nothing = changed(past, now, 0)
    assert [found.cells for found in asked(past, nothing)] == [("counts[r3].persons",)]
    key = CellKey("r3", "persons")
    often = [
        PastNumber(period, 0.0 if place % 3 == 0 else number)
        for place, (period, number) in enumerate(past["counts"][key])
    ]
    assert asked({"counts": {**past["counts"], key: often}}, nothing) == []


def test_what_is_past():
    assert is_past(Period.parse("2025-02"), NOW)
    assert is_past(Period.parse("2022-03"), NOW)
    assert not is_past(Period.parse("2022-02"), NOW)
    assert not is_past(Period.parse("2025"), NOW)
    assert not is_past(NOW, NOW)
    reports = {
        Period.parse("2025-02"): {"counts": {CellKey("r1", "persons"): Value(Decimal(5))}},
        Period.parse("2025-01"): {"counts": {CellKey("r1", "persons"): Value(None, True)}},
        NOW: {"counts": {CellKey("r1", "persons"): Value(Decimal(7))}},
    }
    assert past_of(reports, NOW) == {
        "counts": {CellKey("r1", "persons"): [(Period.parse("2025-02"), 5.0)]}
    }


def test_reports_of_another_length_count_by_the_month():
    past, _now = a_past(24)
    quarter = Period.parse("2025-Q1")
    key = CellKey("r3", "persons")
    months = [PastNumber(period, number) for period, number in past["counts"][key][:-3]]
    quarters = [PastNumber(Period.parse("2024-Q4"), 3 * months[-1].number)]
    usual = usual_numbers(TABLES, {"counts": {key: [*months, *quarters]}}, quarter)
    assert usual.cells["counts"][key].scaled
    assert usual.cells["counts"][key].expected.own > 3
