"""A figure, opened: what it is made of, through the page and through the query."""

import re

import pytest

from reporting.access import NotHere
from reporting.consolidation.queries.trace import parse_address, trace
from reporting.core.queries.years import run_of_year
from reporting.models import DataValue
from tests.factories import KANDAL_OFFICER, REVIEWER, accepted, acting, consolidated, secretariat

KANDAL = "direct_publicity[publicity].times@KH-08:2020"


def the_run(year):
    run = run_of_year(year)
    assert run is not None
    return run


def opened(address, year=2020):
    with secretariat():
        return trace(the_run(year), parse_address(address, year), "en", sees_all=True)


def page(client, address):
    return client.get("/trace/2020/", {"figure": address})


def test_a_units_figure_leads_to_its_report_and_people(signed_in, edition):
    text = page(signed_in(REVIEWER), KANDAL).text
    for words in ("7,386", "Direct publicity and public forums", "Kandal", "12 of 12 months"):
        assert words in text
    for person in ("Data officer, Kandal", "Approver, Kandal", "Reviewer, NCCT"):
        assert person in text


def test_the_nations_figure_is_the_sum_of_its_units(edition):
    found = opened("direct_publicity[publicity].times")
    parts = [part for group in found.groups for part in group.units]
    assert found.answer.value == sum(part.value for part in parts)
    assert len(found.reports) == len(parts) == 30
    assert "direct_publicity[publicity].times@KH-08:2020" in {part.address for part in parts}


def test_a_kind_and_several_kinds(edition):
    provinces = opened("direct_publicity[publicity].times@province")
    both = opened("direct_publicity[publicity].times@ministry|institution")
    assert provinces.scope_title == "Province"
    assert [group.title for group in both.groups] == ["Ministry", "Institution"]
    assert both.answer.value == 64


def test_a_total_is_the_sum_of_its_cells(edition):
    found = opened("offences.cases")
    assert sum(part.value for part in found.cells) == found.answer.value
    group = opened("offences[tip].cases")
    assert {part.address for part in group.cells} < {part.address for part in found.cells}


def test_an_open_row(edition):
    with secretariat():
        value = DataValue.objects.filter(entry__isnull=False, value__gt=0).select_related(
            "cell", "entry", "organisation_unit"
        )[0]
        assert value.entry
        table, _, column = value.cell.code.partition(".")
        address = f"{table}{{{value.entry.key}}}.{column}@{value.organisation_unit.code}"
    found = opened(address)
    assert found.answer.value == value.value
    assert found.values[0].row
    assert found.reports


def test_addresses_of_every_table_can_be_opened(signed_in, edition):
    client = signed_in(REVIEWER)
    contents = client.get("/annual/2020/").text
    links: dict[str, str] = {}
    for section in set(re.findall(r'href="(/annual/2020/[^"#]+/)"', contents)):
        for link in re.findall(r'href="(/trace/2020/[^"]+)"', client.get(section).text):
            links[re.split(r"%|\.", link)[0]] = link
    assert len(links) > 40
    assert [link for link in links.values() if client.get(link).status_code != 200] == []


@pytest.mark.parametrize(
    "address", ["", "no_such.cell", "1 + 1", "offences[*].cases", "offences.cases@", "a" * 3000]
)
def test_what_is_no_figure_is_not_found(signed_in, edition, address):
    assert page(signed_in(REVIEWER), address).status_code == 404


def test_a_unit_does_not_open_another_units_figure(signed_in, published):
    client = signed_in(KANDAL_OFFICER)
    assert page(client, KANDAL).status_code == 200
    assert page(client, KANDAL.replace("KH-08", "KH-21")).status_code == 404


def test_a_unit_sees_the_nations_figure_but_only_its_own_part(signed_in, published):
    text = page(signed_in(KANDAL_OFFICER), "direct_publicity[publicity].times").text
    assert "72,635" in text
    assert "Kandal" in text
    assert "Takeo" not in text


def test_not_counted_where_one_does_not_see_everything(published):
    with acting(KANDAL_OFFICER), pytest.raises(NotHere):
        trace(
            the_run(2020), parse_address("count(direct_publicity.times)", 2020), "en",
            sees_all=False,
        )  # fmt: skip


def test_as_many_queries_for_three_units_as_for_one(year_2020, django_assert_num_queries):
    cell = "direct_publicity[forums].times"
    accepted("KH-08", "committee", "2021-03", {cell: 1})
    consolidated(2021)
    with secretariat():
        edition = the_run(2021)
        reference = parse_address(cell, 2021)
        with django_assert_num_queries(8) as one:
            assert len(trace(edition, reference, "en", sees_all=True).reports) == 1
    for unit, period in (("KH-08", "2021-04"), ("KH-21", "2021-03"), ("KH-20", "2021-03")):
        accepted(unit, "committee", period, {cell: 1})
    consolidated(2021)
    with secretariat():
        edition = the_run(2021)
        with django_assert_num_queries(len(one)):
            assert len(trace(edition, reference, "en", sees_all=True).reports) == 4


def test_the_pages_of_a_trace_say_how_the_number_is_printed(signed_in, edition):
    client = signed_in(REVIEWER)
    shown = "printed as <q>-37</q>"
    assert shown in page(client, "offences[smuggling].victims@GCNP").text
    assert shown in page(client, "offences[smuggling].victims").text
    assert "printed as" not in page(client, "offences[procuring].victims").text
