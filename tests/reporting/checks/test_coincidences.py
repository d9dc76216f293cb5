"""A copy is told from chance by how improbable it is: in random years almost none is named, and a
planted one is, in rows of two or three cells too."""

import random
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.repeats import check_repeated_periods, check_repeats
from reporting.checks.rules.twice import check_twice
from reporting.kernel.coincidences import Spread, alone, likeness, too_alike, width
from reporting.kernel.tables import ElementSpec, OptionSpec, TableSpec

UNITS = [f"U{number:02}" for number in range(58)]
MONTHS = [f"2021-{month:02}" for month in range(1, 13)]
NARROW = TableSpec(
    "narrow",
    "II.A",
    "single",
    elements=(
        ElementSpec("times", "Times", "event"),
        ElementSpec("persons", "Persons", "person"),
        ElementSpec("females", "Females", "person", part_of="persons"),
    ),
    title="Narrow",
)
TWO = replace(NARROW, code="two", elements=NARROW.elements[1:], title="Two")
WIDE = replace(
    NARROW,
    code="wide",
    kind="fixed",
    options=(OptionSpec("one", "One"), OptionSpec("other", "Other")),
    title="Wide",
)
LEAST = {"narrow": 2_000, "two": 2_000, "wide": 500}  # persons, so that a copy says enough
TABLES = {table.code: table for table in (NARROW, TWO, WIDE)}


def numbers(by, typical):
    """A month of a unit: a third more or less than what is usual for it."""
    persons = round(typical * by.lognormvariate(0, 0.35))
    females = round(persons * min(0.95, max(0.05, by.gauss(0.5, 0.08))))
    return {"times": max(1, round(persons / by.uniform(25, 60))), "persons": persons,
            "females": females}  # fmt: skip


def row(table, unit, period, values, option=None):
    columns = {element.code for element in table.elements}
    return ReportedRow(
        table=table.code,
        section=table.section,
        unit=unit,
        unit_name=unit,
        unit_kind="province",
        period=period,
        option=option,
        values={code: Decimal(number) for code, number in values.items() if code in columns},
    )


def a_year(seed):
    by = random.Random(seed)
    found = []
    for table in TABLES.values():
        for unit in UNITS:
            typical = by.lognormvariate(6.5, 1.2)
            for period in MONTHS:
                for option in [None, *(one.code for one in table.options)][bool(table.options) :]:
                    found.append(row(table, unit, period, numbers(by, typical), option))
    return found


@pytest.fixture(scope="module")
def years():
    return [a_year(seed) for seed in range(20)]


def test_in_random_years_fewer_are_named_than_is_said(years):
    """Twenty years: two are expected of each of the two kinds at most."""
    beside = sum(len(list(check_repeats(TABLES, year))) for year in years)
    before = sum(len(list(check_repeated_periods(TABLES, year))) for year in years)
    assert beside <= 2
    assert before <= 2


def test_numbers_in_two_tables_agree_by_chance_less_often_than_is_said(years):
    found = sum(len(list(check_twice(TABLES, year))) for year in years)
    assert found <= 20 * 0.2 + 4  # four more: three times as far as chance goes


def planted(year, table, unit, other, period, other_period, change=lambda values: values):
    """`year` with the rows of `unit` in `period` as `other` has them in `other_period`."""
    source = {
        one.option: one.values
        for one in year
        if (one.table, one.unit, one.period) == (table, other, other_period)
    }
    return [
        replace(one, values=change(dict(source[one.option])))
        if (one.table, one.unit, one.period) == (table, unit, period)
        else one
        for one in year
    ]


def large(year, table, period, least, element="persons"):
    """The reporters whose every row of the table has so many persons, not rounded."""
    found: dict[str, bool] = {}
    for one in year:
        if (one.table, one.period) == (table, period):
            number = int(one.values[element])
            found[one.unit] = found.get(one.unit, True) and number >= least and number % 10 > 0
    return [unit for unit, is_large in found.items() if is_large]


@pytest.mark.parametrize("table", ["narrow", "two", "wide"])
def test_a_planted_copy_of_another_reporter_is_named(years, table):
    missed = 0
    for year in years:
        source = large(year, table, "2021-05", LEAST[table])[0]
        unit = next(one for one in UNITS if one != source)
        made = planted(year, table, unit, source, "2021-05", "2021-05")
        found = [(one.table, one.period, one.unit) for one in check_repeats(TABLES, made)]
        missed += (table, "2021-05", max(unit, source)) not in found
    assert missed <= 2


@pytest.mark.parametrize("table", ["narrow", "two", "wide"])
def test_a_planted_copy_of_the_month_before_is_named(years, table):
    missed = 0
    for year in years:
        unit = large(year, table, "2021-04", LEAST[table])[0]
        made = planted(year, table, unit, unit, "2021-05", "2021-04")
        found = [(one.table, one.period, one.unit) for one in check_repeated_periods(TABLES, made)]
        missed += (table, "2021-05", unit) not in found
    assert missed <= 4


def test_a_copy_with_one_cell_changed_is_named(years):
    def changed(values):
        return {**values, "times": values["times"] * 3 + 1}

    year = years[0]
    source = large(year, "narrow", "2021-05", 4_000)[0]
    unit = next(one for one in UNITS if one > source)
    made = planted(year, "narrow", unit, source, "2021-05", "2021-05", changed)
    [found] = check_repeats(TABLES, made)
    assert (found.unit, found.params["other"], len(found.cells)) == (unit, source, 4)
    assert "one differs" in found.words()


def test_rows_of_small_or_round_numbers_are_never_named():
    for values in ([0, 1, 0], [2, 2, 1], [1, 50, 20], [10, 500, 200], [5, 1000, 500]):
        same = dict(zip(("times", "persons", "females"), values, strict=True))
        rows = [row(NARROW, unit, month, same) for unit in UNITS for month in MONTHS]
        assert list(check_repeats(TABLES, rows[:24])) == []
        assert list(check_repeated_periods(TABLES, rows[:12])) == []


def test_a_stock_may_stay_as_it_is():
    houses = replace(
        NARROW,
        elements=tuple(replace(element, aggregation="last") for element in NARROW.elements),
    )
    values = {"times": 437, "persons": 20_117, "females": 9_843}
    rows = [row(houses, "U01", month, values) for month in MONTHS]
    assert list(check_repeated_periods({"narrow": houses}, rows)) == []
    assert len(list(check_repeated_periods({"narrow": NARROW}, rows))) == 66


def test_who_stands_above_another_may_give_the_same():
    values = {"times": 437, "persons": 20_117, "females": 9_843}
    rows = [row(NARROW, unit, "2021", values) for unit in ("U01", "U02")]
    assert [one.unit for one in check_repeats(TABLES, rows)] == ["U02"]
    assert list(check_repeats(TABLES, rows, {"U02": "U01"})) == []
    assert list(check_repeats(TABLES, rows, {"U01": "U02"})) == []


def test_a_year_is_looked_at_quickly(years):
    begun = time.process_time()
    list(check_repeats(TABLES, years[0]))
    list(check_repeated_periods(TABLES, years[0]))
    assert time.process_time() - begun < 3  # some tenths; the machine may be busy


def test_how_much_a_number_says():
    assert alone(4723) < 1e-4 < alone(53) < alone(7) < alone(2)
    assert width(5) == width(5000) > width(4723)
    assert alone(0) == 1
    usual = Spread([4700 + number for number in range(60)])
    assert usual.at(4723) > 5 * Spread([]).at(4723)
    assert usual.at(900_000) < Spread([]).at(900_000)


def test_two_rows_of_one_reporter():
    before = {"a": Decimal(1884), "b": Decimal(77_052), "c": Decimal(46_553)}
    assert too_alike(before, dict(before), below=1e-4)
    assert too_alike(before, {**before, "a": Decimal(1000), "b": Decimal(9)}, below=1) is None
    small = {"a": Decimal(1), "b": Decimal(2), "c": Decimal(0)}
    assert too_alike(small, dict(small), below=0.5) is None
    exact, near = likeness(before, before), likeness(before, {**before, "c": Decimal(46_939)})
    assert exact and near and exact.chance < near.chance
    assert (exact.furthest, exact.cells, near.left_out) == (0, 3, 0)
