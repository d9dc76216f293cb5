"""National reports of quarters, semesters and ten months, against sums made by hand."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.chosen_reports import (
    chosen_revisions,
    current_consolidation,
    up_the_tree,
)
from reporting.consolidation.queries.figures import FigureBook
from reporting.kernel.expressions import evaluate
from reporting.kernel.periods import Period
from reporting.models import DataValue, Figure
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from strategies.models import DataSet
from tests.factories import accepted, added_up, secretariat

CELL = "returnee_interviews.times"
AGENCIES = "recruitment_agencies.agencies"


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


def give(unit="KH-08", **numbers):
    """`give(M01=1, Q2=5)`: accepted reports of 2021 of a committee."""
    for part, number in numbers.items():
        accepted(unit, "committee", f"2021-{part.removeprefix('M')}", {CELL: number})


def figure(made, unit="", cell=CELL, period=None):
    """Value, received, expected; None where there is none."""
    with secretariat():
        row = FigureBook(made).get(
            cell, unit=unit, period_key=Period.parse(period).key if period else None
        )
    return row and (row.value, row.received, row.expected)


def cover_of(period):
    with secretariat():
        return [one.period.code for one in chosen_revisions(Period.parse(period))]


# What counts --------------------------------------------------------------------------------------


def test_a_quarter_is_the_sum_of_its_three_months():
    give(M01=1, M02=20, M03=300, M04=4000)
    made = added_up("2021-Q1")
    assert (made.year, made.period_key) == (2021, 202121)
    assert figure(made, "KH-08") == (321, 3, 3)
    assert figure(made)[0] == 321
    assert figure(made, period="2021") is None


def test_a_quarter_says_how_many_of_its_months_came():
    give(M01=1, M03=300)
    assert figure(added_up("2021-Q1"), "KH-08") == (301, 2, 3)


def test_reports_of_the_quarter_come_before_its_months():
    give(M01=1, M02=20, Q1=7)
    assert cover_of("2021-Q1") == ["2021Q1"]
    assert figure(added_up("2021-Q1"), "KH-08") == (7, 3, 3)


def test_a_semester_takes_a_quarter_and_months():
    give(Q1=7, M04=40, M06=600, M07=8000)
    assert cover_of("2021-S1") == ["2021Q1", "202104", "202106"]
    assert figure(added_up("2021-S1"), "KH-08") == (647, 5, 6)


def test_longer_reports_do_not_count_in_a_quarter():
    accepted("KH-08", "committee", "2021", {CELL: 1000})
    give("KH-21", S1=500, M02=20)
    give("KH-20", T10=100)
    made = added_up("2021-Q1")
    assert figure(made, "KH-08") is None
    assert figure(made, "KH-20") is None
    assert figure(made, "KH-21") == (20, 1, 3)
    assert figure(made)[0] == 20
    assert figure(added_up(2021))[0] == 1600


def test_ten_months():
    give(S1=6, Q3=30, M10=100, M11=1000)
    give("KH-21", T10=7)
    made = added_up("2021-T10")
    assert figure(made, "KH-08") == (136, 10, 10)
    assert figure(made, "KH-21") == (7, 10, 10)
    assert figure(made)[0] == 143


def test_the_last_state_of_a_quarter_is_that_of_its_last_month():
    for month, number in (("01", 9), ("03", 5), ("04", 99)):
        accepted("MOLVT", "ministry", f"2021-{month}", {AGENCIES: number})
    assert figure(added_up("2021-Q1"), "MOLVT", AGENCIES)[0] == 5


def test_last_years_quarter_stands_beside_it_and_the_year_does_not():
    for period, number in (("2022-Q1", 70), ("2022", 1000), ("2023-01", 8)):
        accepted("KH-08", "committee", period, {CELL: number})
    made = added_up("2023-Q1")
    assert figure(made, "KH-08") == (8, 1, 3)
    assert figure(made, "KH-08", period="2022-Q1") == (70, 3, 3)
    assert figure(made, period="2022-Q1")[0] == 70
    assert figure(made, "KH-08", period="2022") is None


def test_months_are_kept_where_months_are_printed():
    for month in ("01", "02", "04"):
        accepted("GCNP", "police_monthly", f"2021-{month}", {"surveillance.times": int(month)})
    made = added_up("2021-Q1")
    kept = {month: figure(made, "", "surveillance.times", f"2021-{month}") for month in
            ("01", "02", "03", "04")}  # fmt: skip
    assert kept == {"01": (1, 1, 1), "02": (2, 1, 1), "03": None, "04": None}
    assert figure(made, "GCNP", "surveillance.times") == (3, 2, 3)


def test_who_gives_no_reports_of_quarters_is_not_asked_in_one():
    with secretariat():
        DataSet.objects.filter(code="ministry").update(period_kinds=["semester", "year"])
    cell = "direct_publicity[forums].times"
    accepted("KH-08", "committee", "2021-01", {cell: 2})
    assert figure(added_up("2021-Q1"), "", cell) == (2, 1, 30)  # 25 committees, 5 units
    assert figure(added_up("2021-S1"), "", cell) == (2, 1, 51)  # and 21 ministries


def test_a_district_counts_once():
    communes = OrganisationUnit.objects.filter(kind="commune", code__startswith="KH-08")
    wanted = list(communes.order_by("code")[:3].values_list("code", flat=True))
    units = OrganisationUnit.objects.filter(code__in=wanted).order_by("position")
    make(by=PracticePeople.found(), year=2021, until=5, scale="communes", units=units, counts={})
    cell = "direct_publicity[forums].persons"
    made = added_up("2021-Q1")
    with secretariat():
        rows = DataValue.objects.filter(
            cell__code=cell, revision__state="accepted",
            period_key__range=(202101, 202103), organisation_unit__code__in=wanted,
        )  # fmt: skip
        total = sum((row.value or 0 for row in rows), Decimal(0))
        chosen = chosen_revisions(Period.parse("2021-Q1"))
        assert {one.months for one in up_the_tree(chosen)} == {0}
        assert not Figure.objects.filter(consolidation=made, kind="commune").exists()
    assert total > 0
    assert figure(made, "KH-08", cell) == (total, 3, 3)
    assert figure(made, "", cell)[0] == total


# Its figures --------------------------------------------------------------------------------------


def test_open_rows_are_of_the_quarter_and_of_the_same_one_before():
    rows = {"2022-Q1": 3, "2023-01": 4, "2023-03": 5, "2023-04": 60}
    for period, times in rows.items():
        accepted("APLE", "partner", period, {"partner_meetings{a}.times": times})
    made = added_up("2023-Q1")
    with secretariat():
        book = FigureBook(made)
        values = {
            period: evaluate(f"partner_meetings{{a}}.times{period}", book.lookup)
            for period in ("", ":2023Q1", ":2022Q1", ":2023", ":2022")
        }
    assert values == {"": 9, ":2023Q1": 9, ":2022Q1": 3, ":2023": None, ":2022": None}


def test_a_consolidation_of_a_quarter_is_current_until_one_of_its_reports_is_accepted():
    quarter = Period.parse("2021-Q1")
    give(M01=1)
    made = added_up("2021-Q1")
    give(M04=1)
    with secretariat():
        assert current_consolidation(quarter) == made
        assert current_consolidation(Period.of_year(2021)) is None
    give(M02=1)
    with secretariat():
        assert current_consolidation(quarter) is None


def test_the_queries_do_not_grow_with_the_reports():
    give(M01=1)
    one = _queries()
    give(M02=2, M03=3)
    give("KH-21", M01=1)
    assert _queries() == one


def _queries():
    with CaptureQueriesContext(connection) as asked:
        added_up("2021-Q1")
    return len(asked)
