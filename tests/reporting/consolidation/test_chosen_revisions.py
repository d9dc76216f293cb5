"""Which accepted revisions stand for a year, read from the database."""

import pytest

from reporting.consolidation.queries.chosen_reports import chosen_revisions
from reporting.kernel.periods import Period
from reporting.models import Revision
from tests.factories import accepted, drafted, reopened, secretariat, submitted

YEAR = Period.of_year(2021)
CELL = "returnee_interviews.times"


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


def periods(year=2021):
    with secretariat():
        return [one.period.code for one in chosen_revisions(Period.of_year(year))]


def give(*codes, unit="KH-20"):
    return [accepted(unit, "committee", code, {CELL: 1}) for code in codes]


def test_a_year_without_reports_has_no_cover():
    assert periods() == []


def test_only_accepted_reports_are_chosen():
    drafted("KH-20", "committee", "2021Q1", {CELL: 1})
    submitted("KH-20", "committee", "2021Q2", {CELL: 1})
    give("2021Q3")
    assert periods() == ["2021Q3"]


def test_the_year_comes_before_its_parts():
    give("2021Q1", "202107", "2021")
    assert periods() == ["2021"]


def test_ten_months_are_completed_by_november_and_december():
    give("2021T10", "202110", "202111", "202112")
    assert periods() == ["2021T10", "202111", "202112"]


def test_semesters_come_before_quarters_and_gaps_stay():
    give("2021S1", "2021Q1", "2021Q4", "202107")
    assert periods() == ["2021S1", "202107", "2021Q4"]


def test_each_unit_and_form_has_a_cover_of_its_own():
    give("2021")
    give("2021Q1", "2021Q2", unit="KH-08")
    with secretariat():
        found = {(one.organisation_unit_id, one.months, one.year) for one in chosen_revisions(YEAR)}
        units = dict(
            Revision.objects.filter(report__year=2021).values_list(
                "organisation_unit__code", "organisation_unit_id"
            )
        )
    assert found == {(units["KH-20"], 12, 2021), (units["KH-08"], 3, 2021)}


def test_the_newest_accepted_revision_stands_until_the_next_is_accepted():
    [first] = give("2021")
    reopened("KH-20", "committee", "2021")
    submitted("KH-20", "committee", "2021", {CELL: 2})
    with secretariat():
        assert [one.revision_id for one in chosen_revisions(YEAR)] == [first.pk]


def test_the_next_accepted_revision_takes_its_place():
    [first] = give("2021")
    reopened("KH-20", "committee", "2021")
    [second] = give("2021")
    assert (first.number, second.number) == (1, 2)
    with secretariat():
        assert [one.revision_id for one in chosen_revisions(YEAR)] == [second.pk]


def test_one_query_however_many_reports(django_assert_num_queries):
    give("2021")
    with secretariat(), django_assert_num_queries(1):
        chosen_revisions(YEAR)
    give("2021Q1", "2021Q2", unit="KH-08")
    with secretariat(), django_assert_num_queries(1):
        chosen_revisions(YEAR)
    with secretariat(), django_assert_num_queries(1):
        assert len(chosen_revisions(Period.of_year(2020))) == 77
