"""The audit plants what it says, and counts as named only what is named."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.checks.rules.model import FoundDiscrepancy
from reporting.consolidation.rules.checks.all_checks import CheckedPeriod, check_period
from reporting.kernel.tables import ElementSpec, OptionSpec, TableSpec
from tests.audit.kinds import ERROR_KINDS, chosen
from tests.audit.measuring import answer, answers, answers_together, nothing
from tests.audit.reported import At, Change, Plant, Reported
from tests.reporting.consolidation.report_2020 import a_row

PERSONS = ElementSpec("persons", "persons", "person")
FEMALES = ElementSpec("females", "females", "person", part_of="persons", role="females")
TIMES = ElementSpec("times", "times", "event")
EVENTS = TableSpec(
    "events", "II.B", "fixed",
    elements=(TIMES, PERSONS, FEMALES),
    options=(OptionSpec("talks", "Talks"), OptionSpec("fairs", "Fairs")),
)  # fmt: skip
VISITS = TableSpec("visits", "II.C", "single", elements=(TIMES, PERSONS, FEMALES))
TABLES = {table.code: table for table in (EVENTS, VISITS)}
UNITS = [f"KH-{number:02}" for number in range(1, 13)]
SEEDS = (1, 2)


def a_year(year, more):
    """Numbers as of a year that went well: half of the persons are females."""
    rows = []
    for place, unit in enumerate(UNITS):
        for table, option in ((EVENTS, "talks"), (EVENTS, "fairs"), (VISITS, None)):
            times = 12 + 3 * place + more + (7 if option == "fairs" else 0)
            persons = 37 * times + 11 * place
            values = {"times": times, "persons": persons, "females": persons // 2 + place}
            row = a_row(table, unit, [str(values[one.code]) for one in table.entered()])
            rows.append(replace(row, unit=unit, option=option, period=year))
    rows[-1] = replace(rows[-1], values={"times": Decimal(40)})
    return rows


@pytest.fixture(scope="module")
def reported():
    return Reported(TABLES, a_year("2021", 5), a_year("2020", 0))


def of_kind(reported, code, seed=1):
    return chosen(reported, seed=seed, count=6, only=[code])


def inputs(rows):
    return CheckedPeriod(tables=TABLES, rows=rows, lookup=lambda _reference: None)


CODES = [kind.code for kind in ERROR_KINDS]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("code", CODES)
def test_each_kind_plants_something_that_misleads(reported, code, seed):
    plants = of_kind(reported, code, seed)
    assert plants, "this kind fits nowhere"
    for plant in plants:
        assert plant.kind == code
        assert plant.told
        assert all(change.before == reported.number(change.at) for change in plant.changes)
        rows = reported.with_plants([plant])
        for change in plant.changes:
            assert rows[change.at.row].values.get(change.at.element) == change.number
        untouched = set(range(len(rows))) - plant.rows
        assert all(rows[place] is reported.rows[place] for place in untouched)


@pytest.mark.parametrize("code", CODES)
def test_the_same_seed_plants_the_same_and_another_seed_does_not(reported, code):
    assert of_kind(reported, code) == of_kind(reported, code)
    assert of_kind(reported, code) != of_kind(reported, code, seed=2)


def test_no_two_errors_are_in_one_row_and_each_kind_gets_its_turn(reported):
    plants = chosen(reported, seed=1, count=15)
    rows = [row for plant in plants for row in plant.rows]
    assert len(rows) == len(set(rows))
    assert len({plant.kind for plant in plants}) >= 10


def numbers(reported, plant):
    """What stood, and what stands, by column of the one row."""
    return (
        {change.at.element: change.before for change in plant.changes},
        {change.at.element: change.number for change in plant.changes},
    )


def test_digits_are_exchanged(reported):
    for plant in of_kind(reported, "exchanged"):
        [change] = plant.changes
        before = str(change.before)
        assert sorted(before) == sorted(str(change.number).zfill(len(before)))


def test_a_digit_is_left_out_or_typed_twice(reported):
    for plant in of_kind(reported, "lost_or_doubled"):
        [change] = plant.changes
        assert abs(len(str(change.before)) - len(str(change.number))) >= 1


def test_a_part_stands_in_the_place_of_its_whole(reported):
    for plant in of_kind(reported, "swapped"):
        before, now = numbers(reported, plant)
        assert now == {"persons": before["females"], "females": before["persons"]}


def test_numbers_are_one_column_too_far(reported):
    for plant in of_kind(reported, "column_shift"):
        before, now = numbers(reported, plant)
        assert None in now.values()
        assert {now[code] for code in now} - {None} <= set(before.values())


def test_a_table_is_that_of_the_year_before(reported):
    for plant in of_kind(reported, "copied_period"):
        for change in plant.changes:
            row = reported.rows[change.at.row]
            last = reported.last(change.at.row)
            assert last.period == "2020" and last.unit == row.unit
            assert change.number == last.values[change.at.element]


def test_a_year_holds_the_year_before_as_well(reported):
    for plant in of_kind(reported, "cumulative"):
        for change in plant.changes:
            last = reported.last(change.at.row)
            assert change.number == change.before + last.values[change.at.element]


def test_a_row_is_that_of_another_unit(reported):
    for code, differs in (("copied_unit", 0), ("near_copy", 1)):
        for plant in of_kind(reported, code):
            [place] = plant.rows
            row = reported.with_plants([plant])[place]
            distance = min(
                sum(row.values.get(code) != other.values.get(code) for code in row.values)
                for other in reported.rows
                if (other.table, other.option) == (row.table, row.option) and other.unit != row.unit
            )
            assert distance == differs


def test_a_change_that_misleads_nobody_is_none():
    at = At(0, "persons")
    assert not Change(at, Decimal(5), Decimal(14)).is_material
    assert not Change(at, Decimal(1000), Decimal(1190)).is_material
    assert Change(at, Decimal(1000), Decimal(1250)).is_material
    assert Change(at, None, Decimal(10)).is_material


def test_with_the_checks_off_nothing_is_named_and_a_plain_contradiction_is_with_them_on(reported):
    plants = of_kind(reported, "swapped")

    def planted(some):
        return inputs(reported.with_plants(some))

    untouched = check_period(planted([]))
    found = answers(reported, plants, untouched, planted)
    assert all(one.at_cell and one.at_table for one in found)
    assert all("part_exceeds_whole" in one.by for one in found)
    together, rows = answers_together(reported, plants, untouched, planted)
    assert all(one.at_cell for one in together)
    assert rows > len(untouched)
    off = answers(reported, plants, (), planted, nothing)
    assert len(off) == len(plants) > 1
    assert not any(one.at_cell or one.at_table or one.rows for one in off)


def test_what_was_said_before_the_error_names_nothing(reported):
    plants = of_kind(reported, "swapped")[:1]

    def planted(_some):
        return inputs(reported.with_plants(plants))

    untouched = check_period(planted(plants))
    [one] = answers(reported, plants, untouched, planted)
    assert untouched and not one.at_table and one.rows == 0


@pytest.mark.parametrize(
    ("cells", "table", "unit", "at_cell", "at_table"),
    [
        (["visits.persons@KH-01:2021"], "visits", "KH-01", True, True),
        (["visits.persons@KH-01"], "", "", True, True),
        (["visits.persons@KH-01:2020"], "visits", "KH-02", False, True),
        (["visits.times@KH-01:2021"], "visits", "KH-01", False, True),
        (["visits.persons"], "", "", False, True),
        (["visits.persons@KH-02:2021"], "visits", "KH-02", False, False),
        (["events[talks].persons@KH-01:2021"], "events", "KH-01", False, False),
    ],
)  # fmt: skip
def test_where_a_finding_says_that_the_error_is(reported, cells, table, unit, at_cell, at_table):
    place = next(at for at, row in enumerate(reported.rows) if row.table == "visits")
    at = At(place, "persons")
    plant = Plant("mistyped", (Change(at, reported.number(at), Decimal(9999)),))
    found = FoundDiscrepancy(
        kind="rate_outlier", severity="medium", section="II.C", table=table, unit=unit,
        cells=tuple(cells), template="", params={},
    )  # fmt: skip
    said = answer(reported, plant, [found], 1)
    assert reported.name(at) == "visits.persons@KH-01:2021"
    assert (said.at_cell, said.at_table) == (at_cell, at_table)
