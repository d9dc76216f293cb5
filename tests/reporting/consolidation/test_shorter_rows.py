"""What is read of the shorter reports of a period: of those who report it as a whole."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.checks.rules.shorter_reports import ReportedPlace
from reporting.consolidation.queries.discrepancies import check_inputs
from reporting.consolidation.queries.shorter_rows import longer_reports
from reporting.consolidation.rules.checks.all_checks import check_period
from tests.factories import accepted, added_up, secretariat

PERSONS = "direct_publicity[publicity].persons"
PLACE = ReportedPlace("direct_publicity", "publicity", None, "persons")


@pytest.fixture(autouse=True)
def in_2020(year_2020: None) -> None:
    pass


def months(unit: str, *numbers: int) -> None:
    for month, number in enumerate(numbers, 1):
        accepted(unit, "committee", f"2023-{month:02}", {PERSONS: number})


def test_a_quarter_and_its_months() -> None:
    accepted("KH-08", "committee", "2023-Q1", {PERSONS: 500})
    months("KH-08", 10, 20, 30)
    months("KH-09", 5)
    made = added_up(2023)
    with secretariat():
        [one] = longer_reports(made)
        found = [each for each in check_period(check_inputs(made)) if each.unit == "KH-08"]
    assert (one.unit, one.period, sorted(one.shorter)) == (
        "KH-08", "2023Q1", ["202301", "202302", "202303"],
    )  # fmt: skip
    assert [one.shorter[month][PLACE] for month in sorted(one.shorter)] == [10, 20, 30]
    [differs] = [each for each in found if each.kind == "differs_from_shorter"]
    assert differs.cells == (f"{PERSONS}@KH-08:2023Q1",) and differs.computed == Decimal(60)


def test_what_the_unit_explained_is_known() -> None:
    months("KH-08", 10, 20, 30)
    accepted("KH-08", "committee", "2023-Q1", {PERSONS: 500})
    made = added_up(2023)
    with secretariat():
        [one] = longer_reports(made)
        found = check_period(check_inputs(made))
    assert one.explained == {PERSONS}
    assert [each for each in found if each.kind == "differs_from_shorter"] == []


def test_the_queries_are_as_many_for_one_unit_as_for_three() -> None:
    counts = []
    for units in (["KH-08"], ["KH-09", "KH-12"]):
        for unit in units:
            months(unit, 10, 20)
            accepted(unit, "committee", "2023-Q1", {PERSONS: 30})
        made = added_up(2023)
        with secretariat(), CaptureQueriesContext(connection) as queries:
            assert longer_reports(made)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
