"""A column that slipped by a row is named; columns that only look alike are not."""

import random
from dataclasses import replace
from decimal import Decimal

from reporting.checks.rules.shifted import check_shifted
from reporting.kernel.tables import OptionSpec
from tests.reporting.checks.test_coincidences import NARROW, UNITS, numbers, row

CODES = ["one", "two", "three", "four", "five"]
TABLE = replace(
    NARROW, code="rows", kind="fixed", options=tuple(OptionSpec(code, code) for code in CODES)
)
TABLES = {"rows": TABLE}


def a_year(seed, months):
    by = random.Random(seed)
    return [
        row(TABLE, unit, month, numbers(by, typical), option)
        for unit in UNITS
        for typical in [by.lognormvariate(6.5, 1.2)]
        for month in months
        for option in CODES
    ]


def slipped(rows, unit, period, other, other_period):
    """The persons of `other`, one row further down."""
    there = {
        one.option: one.values["persons"]
        for one in rows
        if (one.unit, one.period) == (other, other_period)
    }
    moved = dict(zip(CODES[1:], [there[code] for code in CODES[:-1]], strict=True))
    return [
        replace(one, values={**one.values, "persons": moved[one.option]})
        if (one.unit, one.period) == (unit, period) and one.option in moved
        else one
        for one in rows
    ]


def test_a_planted_slip_is_named():
    rows = a_year(1, ["2021-01", "2021-02"])
    assert list(check_shifted(TABLES, rows)) == []
    for unit, other, month in (("U09", "U03", "2021-02"), ("U09", "U09", "2021-01")):
        [found] = check_shifted(TABLES, slipped(rows, unit, "2021-02", other, month))
        assert (found.unit, found.period, len(found.cells)) == (unit, "2021-02", 8)
        assert found.cells[0] == "rows[two].persons@U09:2021-02"
        assert found.cells[4] == f"rows[one].persons@{other}:{month}"


def test_random_years_have_none():
    months = [f"2021-{month:02}" for month in range(1, 13)]
    assert sum(len(list(check_shifted(TABLES, a_year(seed, months)))) for seed in range(8)) <= 1


def test_the_same_number_in_every_row_has_not_slipped():
    for number in (1, 2, 500, 20_117):
        rows = [
            row(TABLE, unit, "2021", {"persons": number}, option)
            for unit in UNITS[:3]
            for option in CODES
        ]
        assert list(check_shifted(TABLES, rows)) == []


def test_small_numbers_have_not_slipped():
    rows = [
        row(TABLE, unit, "2021", {"persons": place % 3}, option)
        for number, unit in enumerate(UNITS[:9])
        for place, option in enumerate(CODES, number)
    ]
    assert list(check_shifted(TABLES, rows)) == []


def test_two_rows_are_too_few_to_slip():
    table = replace(TABLE, options=TABLE.options[:2])
    rows = slipped(a_year(1, ["2021"]), "U09", "2021", "U03", "2021")
    rows = [one for one in rows if one.option in CODES[:2]]
    assert Decimal(0) < sum(one.values["persons"] for one in rows)
    assert list(check_shifted({"rows": table}, rows)) == []
