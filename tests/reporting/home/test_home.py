"""Home: what each role sees first."""

import pytest

from reporting.home.queries.nation import Nation
from reporting.home.queries.own_unit import figures_beside, own_reports
from reporting.review.queries.inbox import waiting
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    acting,
    drafted,
    reopened,
    secretariat,
    submitted,
    unit,
)

CELL = "direct_publicity[forums].times"


@pytest.fixture
def kandal(year_2020):
    with secretariat():
        return unit("KH-08")


def test_an_officer_finds_what_wants_something_first(signed_in):
    drafted("KH-08", "committee", "2021-03", {CELL: 1})
    page = signed_in(KANDAL_OFFICER).get("/").text
    assert page.index("March 2021") < page.index("Accepted")
    assert "ask your approver to sign it" in page
    assert "Read it, sign and submit it." in signed_in(KANDAL_APPROVER).get("/").text


def test_a_reopened_report_says_why(signed_in):
    reopened("KH-08", "committee", "2020")
    page = signed_in(KANDAL_OFFICER).get("/").text
    assert "Re-opened" in page
    assert "There is more to say." in page


def test_own_reports_take_two_queries_for_one_and_for_three(kandal, django_assert_num_queries):
    with acting(KANDAL_OFFICER), django_assert_num_queries(2):
        assert len(own_reports(kandal)) == 1
    for month in ("2021-01", "2021-02"):
        drafted("KH-08", "committee", month, {CELL: 1})
    with acting(KANDAL_OFFICER), django_assert_num_queries(2):
        assert len(own_reports(kandal)) == 3


def test_the_inbox_holds_what_was_submitted_oldest_first(signed_in):
    submitted("KH-08", "committee", "2021-03", {CELL: 1})
    submitted("KH-21", "committee", "2021-03", {CELL: 1})
    with acting(REVIEWER) as reviewer:
        assert [found.unit_name for found in waiting(reviewer, "en")] == ["Kandal", "Takeo"]
    page = signed_in(REVIEWER).get("/").text
    assert "2 reports wait to be read" in page
    assert page.index("Approver, Kandal") < page.index("Approver, Takeo")


def test_the_inbox_takes_three_queries_for_one_and_for_three(year_2020, django_assert_num_queries):
    for count, code in enumerate(("KH-08", "KH-21", "KH-20"), start=1):
        submitted(code, "committee", "2021-03", {CELL: 1})
        with acting(REVIEWER) as reviewer, django_assert_num_queries(3):
            assert len(waiting(reviewer, "en")) == count


def test_the_nation_on_one_screen(signed_in):
    page = signed_in(CONSOLIDATOR).get("/").text
    for words in ("The nation 2020", "25 of 25", "Open discrepancies", "Consolidate again", "KDL"):
        assert words in page


def test_a_unit_is_as_far_as_the_last_of_its_reports(year_2020, django_assert_num_queries):
    drafted("KH-08", "committee", "2021-03", {CELL: 1})
    submitted("KH-21", "committee", "2021-03", {CELL: 1})
    with acting(REVIEWER), django_assert_num_queries(4):
        nation = Nation(2021, "en")
        states = {found.unit.code: found.state for found in nation.units}
    assert (states["KH-08"], states["KH-21"], states["KH-20"]) == ("draft", "submitted", "awaited")
    assert len(nation.tiles) == 25
    province = next(line.rate for line in nation.lines if line.title == "Province")
    assert (province.expected, province.received, province.accepted) == (25, 1, 0)


def test_a_focal_point_sees_the_units_figures_beside_the_nations(
    signed_in, published, kandal, django_assert_num_queries
):
    page = signed_in(KANDAL_VIEWER).get("/").text
    assert "814,469" in page
    assert "6,147,930" in page
    with acting(KANDAL_VIEWER), django_assert_num_queries(2):
        assert figures_beside(published, kandal)


def test_a_focal_point_is_told_when_there_is_nothing_yet(signed_in):
    assert "appear here as soon as one is" in signed_in(KANDAL_VIEWER).get("/").text
