"""What the audit counts: false alarms, the errors of 2020, and the table that it prints."""

from datetime import date

import pytest

from reporting.calendar.rules.deadlines import Dates
from reporting.checks.rules.model import FoundDiscrepancy
from reporting.kernel.periods import Period
from reporting.practice.rules.planning import Planted
from reporting.practice.rules.rounds import Fate, Slot
from tests.audit.data import announced
from tests.audit.errors_of_2020 import own_errors
from tests.audit.measuring import Answer, Measured
from tests.audit.report import as_json, printed, printed_own
from tests.audit.reported import Plant

TABLES = {"committee": {"visits", "events"}, "police": {"offences"}}


def a_finding(*cells, kind="rate_outlier", period="2023"):
    return FoundDiscrepancy(
        kind=kind, severity="medium", section="II.B", cells=cells, period=period, template="",
        params={},
    )  # fmt: skip


def a_fault(fate, unit="KH-08", other=""):
    day = date(2023, 6, 1)
    dates = Dates(opens=day, due=day, closes=None, extended=False)
    return Planted(fate, Slot(unit, "committee", Period.parse("2023-05"), dates), other)


@pytest.mark.parametrize(
    ("fault", "found", "is_about"),
    [
        (a_fault(Fate.EXPLAINED), a_finding("visits.females@KH-08:2023"), True),
        (a_fault(Fate.EXPLAINED), a_finding("visits.females@KH-0:2023"), False),
        (a_fault(Fate.EXPLAINED), a_finding("visits.females"), False),
        (a_fault(Fate.EXPLAINED), a_finding("offences.cases@KH-08:2023"), False),
        (a_fault(Fate.EXPLAINED), a_finding("visits.females@KH-08", period="202306"), False),
        (a_fault(Fate.EXPLAINED), a_finding("visits.females@KH-08", period="202305"), True),
        (a_fault(Fate.COPIED_UNIT, other="KH-09"), a_finding("events.times@KH-09"), True),
        (a_fault(Fate.LATE), a_finding("visits.females@KH-08:2023"), False),
    ],
)
def test_a_false_alarm_is_about_no_announced_fault(fault, found, is_about):
    assert announced([fault], TABLES)(found) is is_about


@pytest.mark.parametrize(
    ("fate", "cells", "is_about"),
    [
        (Fate.MISSING, ("visits.persons", "offences.cases"), True),
        (Fate.COPIED_PERIOD, ("visits.persons", "offences.cases"), True),
        (Fate.LATE, ("visits.persons", "offences.cases"), False),
        (Fate.MISSING, ("offences.cases", "offences.victims"), False),
        (Fate.MISSING, ("visits.persons@KH-09", "offences.cases"), False),
    ],
)
def test_figures_of_the_nation_differ_by_a_fault_in_one_of_their_tables(fate, cells, is_about):
    assert announced([a_fault(fate)], TABLES)(a_finding(*cells, kind="two_values")) is is_about


def test_a_copy_of_an_earlier_year_is_known_by_its_two_units():
    earlier = [a_fault(Fate.COPIED_UNIT, other="KH-09")]
    about = announced([], TABLES, earlier)
    assert about(a_finding("events.times@KH-09", "events.times@KH-08"))
    assert not about(a_finding("events.times@KH-09"))


def test_errors_of_2020_are_named_by_their_cells_and_those_in_the_print_never():
    assert not any(error.is_named for error in own_errors([]))
    found = [
        a_finding("returning_workers.returnees@KH-01:2020", period="2020"),
        a_finding("training.females@MOEYS:2020", "training.participants@MOEYS:2020"),
    ]
    named = {error.title for error in own_errors(found) if error.is_named}
    assert named == {
        "A point for a comma: 33.976",
        "No female among 1287 trained by the Ministry of Education",
    }
    errors = own_errors(found)
    assert len(errors) == 25
    assert {error.lies_in for error in errors if error.cells} == {"numbers", "sentence"}
    assert "2 of 25 named" in "".join(printed_own(errors)[0])


def test_what_is_printed_is_what_was_counted():
    plant = Plant("exchanged", ())
    named = Answer(plant, ("a.x@KH-01:2023",), at_cell=True, at_table=True, rows=2)
    near = Answer(plant, ("a.x@KH-02:2023",), at_cell=False, at_table=True, rows=1)
    unseen = Answer(plant, ("a.x@KH-03:2023",), at_cell=False, at_table=False, rows=0)
    untouched = [a_finding("a.x@KH-01:2023"), a_finding("a.y@KH-01:2023")]
    measured = Measured(
        title="A year", untouched=untouched, false_alarms=untouched[:1],
        alone=[named, named, near, unseen], together=[named, near, near, unseen],
        rows_together=7, seconds=0.25, control=0, numbers=90, is_announced=True,
    )  # fmt: skip
    lines = printed(measured)
    [line] = [line.split() for line in lines if line.startswith("exchanged")]
    assert line == ["exchanged", "4", "50%", "75%", "1.7", "25%"]
    assert any("2 rows, of which 1 (50%)" in line for line in lines)
    made = as_json([measured], own_errors([]), {"seed": 1})["data"][0]
    assert made["kinds"]["exchanged"]["at_cell"] == made["all"]["at_cell"] == 2
    assert made["all"]["together_at_cell_or_table"] == 3
    assert [one["at_cell"] for one in made["errors"]] == [True, True, False, False]
