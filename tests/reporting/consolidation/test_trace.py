"""A figure opened: what it is made of, by whom, and what was said of it."""

import pytest

from reporting.access import NotHere
from reporting.consolidation.queries.trace import parse_address, trace
from reporting.consolidation.queries.trace_reports import discrepancies_of
from reporting.models import Consolidation
from tests.factories import secretariat


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


def opened(address):
    made = Consolidation.objects.get(year=2020)
    return trace(made, parse_address(address, 2020), "en", sees_all=True)


def test_a_number_of_one_unit_leads_to_who_typed_signed_and_accepted_it():
    found = opened("direct_publicity[forums].females@KH-08:2020")
    assert (found.answer.value, found.answer.received, found.answer.expected) == (235_786, 12, 12)
    [line] = found.reports
    people = (line.revision.created_by, line.revision.submitted_by, line.revision.decided_by)
    assert [one.username for one in people] == ["kandal.officer", "kandal.approver", "gs.reviewer"]
    [typed] = found.values
    assert (typed.value, typed.note.source_line) == (235_786, 211)


def test_a_total_leads_to_its_units_by_kind_and_to_its_rows():
    found = opened("direct_publicity.persons")
    assert found.answer.value == 6_147_930
    assert sum(group.value for group in found.groups) == 6_147_930
    assert sum(part.value for part in found.cells) == 6_147_930
    assert len(found.reports) == 31


def test_a_subtotal_leads_to_its_own_units():
    found = opened("direct_publicity[forums].times@province")
    assert [len(group.units) for group in found.groups] == [24]
    assert len(found.reports) == 24


def test_an_open_row_leads_to_its_report():
    found = opened("partner_meetings{aple_campaign}.participants@APLE")
    assert found.answer.value == 541
    [line] = found.reports
    assert line.revision.organisation_unit.code == "APLE"


def test_a_computed_figure_names_the_cells_that_it_adds_up():
    found = opened("publicity_summary[partners].participants")
    assert found.answer.value == 27_409
    assert [part.value for part in found.cells] == [27_409]


def test_what_the_checks_found_about_it():
    made = Consolidation.objects.get(year=2020)
    [found] = discrepancies_of(made, "training_total[all].courses:2020")[:1]
    assert (found.printed, found.computed) == ("228", "278")


@pytest.mark.parametrize(
    "address",
    [
        "no_such_table.times",
        "direct_publicity.times@KH-99",
        "direct_publicity[publicity].females@KH-22",
        "direct_publicity.times + training.courses",
        "offences[*].cases",
        "direct_publicity.times@@",
    ],
)
def test_what_is_no_figure_is_not_here(address):
    with pytest.raises(NotHere):
        opened(address)


def test_the_number_of_queries_does_not_depend_on_the_units(django_assert_max_num_queries):
    counts = []
    for address in ("direct_publicity.persons", "direct_publicity.persons@province"):
        with django_assert_max_num_queries(20) as asked:
            opened(address)
        counts.append(len(asked))
    with django_assert_max_num_queries(20) as asked:
        opened("training.courses")
    assert counts == [len(asked)] * 2
