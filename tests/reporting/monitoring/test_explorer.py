"""The explorer's numbers against reports that were made by hand, and who sees which."""

import csv
import io
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from strategies.models import DataSet, Table, TableDataSet
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    MOSVY_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    accepted,
    drafted,
    secretariat,
    submitted,
)
from tests.monitored_year import charts_in, opened

FORUMS = "direct_publicity[forums]"
PUBLICITY = "direct_publicity[publicity]"


@pytest.fixture
def year_2021(year_2020):
    """Kandal: two months and their quarter, which overlap; Takeo: one month, with a number that it
    does not have. A draft and a submitted report count for nothing."""
    opened(date(2021, 5, 20))
    accepted("KH-08", "committee", "2021-01", {f"{FORUMS}.times": 3, f"{FORUMS}.persons": 100})
    accepted("KH-08", "committee", "2021-02", {f"{FORUMS}.times": 4, f"{PUBLICITY}.times": 1})
    accepted("KH-08", "committee", "2021-Q1", {f"{FORUMS}.times": 9, f"{PUBLICITY}.times": 1})
    accepted("KH-21", "committee", "2021-01", {f"{FORUMS}.times": 0, f"{FORUMS}.persons": None})
    submitted("KH-20", "committee", "2021-01", {f"{FORUMS}.times": 500})
    drafted("KH-08", "committee", "2021-03", {f"{FORUMS}.times": 700})


def address(ending="", **choice):
    asked = {
        "table": "direct_publicity", "measure": ["times"], "units": ["KH-08", "KH-21"],
        "year": 2021, "by": "quarter", "down": "unit", "over": "period", "chart": "bars",
    }  # fmt: skip
    return f"/explore/{ending}?{urlencode(asked | choice, doseq=True)}"


def table_of(client, **choice):
    """The CSV's lines by their first field, and its heading."""
    text = client.get(address("table.csv", **choice)).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    return lines[0], {line[0]: line[1:] for line in lines[1:] if line}


def test_the_cover_adds_nothing_twice(signed_in, year_2021):
    heading, rows = table_of(signed_in(REVIEWER))
    assert heading == ["Unit", *(f"{part} (times)" for part in ("Q1", "Q2", "Q3", "Q4", "2021"))]
    assert rows["Kandal"] == ["10", "–", "–", "–", "10"]
    assert rows["Takeo"] == ["0", "–", "–", "–", "0"]
    assert rows["All chosen units"] == ["10", "–", "–", "–", "10"]


def test_what_is_only_compared_is_added_to_nothing(signed_in, year_2020):
    cell = "offences[procuring].cases"
    with secretariat():
        TableDataSet.objects.get_or_create(
            table=Table.objects.get(code="offences"),
            data_set=DataSet.objects.get(code="police"),
            units=["GRK"],
            defaults={"compared": True},
        )
    accepted("GCNP", "police", "2021", {cell: 9})
    accepted("GRK", "police", "2021", {cell: 2})
    choice = {"table": "offences", "measure": ["cases"], "by": "year", "row": "procuring"}
    _heading, rows = table_of(signed_in(REVIEWER), **choice, units=["GCNP", "GRK"])
    assert {row[-1] for name, row in rows.items() if "Commissariat" in name} == {"9"}
    assert rows["All chosen units"][-1] == "9"


def test_months_show_what_the_quarter_hides(signed_in, year_2021):
    _heading, rows = table_of(signed_in(REVIEWER), by="month", row="forums")
    assert rows["Kandal"][:4] == ["3", "4", "–", "–"]
    assert rows["Kandal"][-1] == "9"


def test_missing_blank_and_zero_are_kept_apart(signed_in, year_2021):
    _heading, rows = table_of(
        signed_in(REVIEWER), by="month", row="forums", measure=["times", "persons"]
    )
    assert rows["Takeo"][:4] == ["0", "n/a", "–", "–"]
    assert rows["Kandal"][:4] == ["3", "100", "4", ""]


def test_rows_by_unit_and_their_total(signed_in, year_2021):
    heading, rows = table_of(signed_in(REVIEWER), down="row", over="unit", by="year")
    assert heading[1:] == ["Kandal (times)", "Takeo (times)", "All chosen units (times)"]
    assert rows["Public Forums"] == ["9", "0", "9"]
    assert rows["Publicity"] == ["1", "", "1"]
    assert rows["Total"] == ["10", "0", "10"]


def test_footnotes_say_what_is_incomplete(signed_in, year_2021):
    page = signed_in(REVIEWER).get(address()).text
    assert "3 of 12 months" in page
    assert "1 of 3 months" in page
    everybody = signed_in(REVIEWER).get(address(units=["kind:province"])).text
    assert "2 of 25 units; 4 of 75 months" in everybody


def test_the_page_has_the_chart_and_the_workbook_too(signed_in, year_2021):
    client = signed_in(REVIEWER)
    page = client.get(address(chart="lines", units=["kinds"])).text
    assert 'class="chart"' in page
    assert "The numbers as a table" in page
    made = client.get(address("table.xlsx")).content
    assert charts_in(made) == 1
    _contents, table, _chart = load_workbook(io.BytesIO(made)).worksheets
    rows = {row[0]: row for row in table.iter_rows(values_only=True)}
    assert rows["Kandal"][1:6] == (10, "–", "–", "–", 10)


def test_a_unit_sees_its_own_beside_the_published_nation(signed_in, published):
    heading, rows = table_of(
        signed_in(KANDAL_OFFICER), units="KH-08", year=2020, by="year", down="row", over="unit",
        measure=["persons"],
    )  # fmt: skip
    assert heading[1:3] == ["Kandal (persons)", "Nation, as published (persons)"]
    assert rows["Total"][:2] == ["814469", "6147930"]
    assert "contains doubted numbers" in rows["Total"][2]  # as it is printed


def test_before_publication_there_is_no_nation_to_see(signed_in, edition):
    _heading, rows = table_of(signed_in(KANDAL_OFFICER), units="KH-08", year=2020, by="year")
    assert rows["Nation, as published"] == ["–"]


def test_a_unit_cannot_ask_for_another(signed_in, year_2021):
    client = signed_in(TAKEO_OFFICER)
    page = client.get(address(units=["KH-08"])).text
    assert "KH-08 is not one of the available choices" in page
    assert "Kandal" not in client.get(address(units=["KH-21"])).text
    assert client.get(address("table.csv", units=["KH-08"])).status_code == 302
    other = signed_in(MOSVY_OFFICER).get("/explore/?table=surveillance").text
    assert "Your unit does not fill this table" in other


def test_what_cannot_be_shown_is_explained(signed_in, year_2021):
    client = signed_in(REVIEWER)
    for choice, words in (
        ({"down": "unit", "over": "unit"}, "The same cannot stand in the rows and in the columns."),
        ({"to": 2020}, "This year comes before the first one."),
        ({"to": 2021, "year": 2020, "down": "row", "over": "unit"}, "put the periods on an axis"),
        ({"row": ["forums", "publicity"]}, "or choose only one"),
    ):
        assert words in client.get(address(**choice)).text, choice


def test_it_says_how_to_begin(signed_in, year_2021):
    client = signed_in(REVIEWER)
    assert "Begin with a table" in client.get("/explore/").text
    assert "Begin with a table" in client.get("/explore/?table=nowhere").text
    assert client.get("/explore/table.csv").status_code == 404
    first = client.get("/explore/?table=direct_publicity").text
    assert "Direct publicity and public forums" in first
    assert "/explore/table.xlsx?table=direct_publicity&amp;measure=times" in first


def test_every_table_opens(signed_in, year_2020):
    """Single rows, open rows, groups of rows, computed ones: none of them is a special case."""
    from reporting.monitoring.queries.explorer_choices import explorable
    from tests.factories import secretariat

    with secretariat():
        codes = [table.code for table in explorable()]
    assert len(codes) > 50
    client = signed_in(REVIEWER)
    for code in codes:
        assert client.get(f"/explore/?table={code}").status_code == 200, code


def test_the_number_of_queries_stays(signed_in, year_2020, django_assert_max_num_queries):
    client = signed_in(REVIEWER)
    for code in ("KH-08", "KH-21", "KH-20"):
        accepted(code, "committee", "2021-01", {f"{FORUMS}.times": 1})
        with django_assert_max_num_queries(34):
            assert client.get(address(units=["kind:province"], by="month")).status_code == 200


def test_the_year_that_an_address_asks_for_is_the_one_that_is_shown(signed_in, year_2021):
    client = signed_in(REVIEWER)
    for year in ("2020", "2021"):
        asked = f"?table=direct_publicity&year={year}"
        page = client.get(f"/explore/{asked}").text
        assert f'<option value="{year}" selected>' in page
        assert re.search(rf'table\.csv\?[^"]*year={year}\b', page)
        heading = client.get(f"/explore/table.csv{asked}").content.decode("utf-8-sig")
        assert year in heading.splitlines()[0]
    assert "Select a valid choice" in client.get("/explore/?table=direct_publicity&year=1999").text


def test_what_else_an_address_asks_for_is_respected_beside_what_the_page_chooses(
    signed_in, year_2021
):
    page = signed_in(REVIEWER).get("/explore/?table=direct_publicity&units=KH-08&chart=lines").text
    assert '<option value="KH-08" selected>' in page
    assert '<option value="lines" selected>' in page
    assert '<option value="2021" selected>' in page


def test_every_page_that_offers_years_shows_the_one_that_is_asked_for(signed_in, year_2021):
    """Whatever offers a year as a link or in a list: each one is then the chosen one."""
    pages = {
        REVIEWER: ("/", "/reports/", "/explore/?table=direct_publicity&"),
        CONSOLIDATOR: ("/", "/consolidations/", "/reports/"),
        KANDAL_OFFICER: ("/", "/explore/?table=direct_publicity&"),
    }
    seen = set()
    for person, addresses in pages.items():
        client = signed_in(person)
        for address in addresses:
            for year in _years_offered(client.get(address).text):
                page = client.get(f"{address}{'' if '?' in address else '?'}year={year}").text
                assert year in _years_chosen(page), (person, address, year)
                seen.add((address.partition("?")[0], year))
    assert {("/explore/", "2020"), ("/explore/", "2021"), ("/consolidations/", "2020")} <= seen
    assert ("/reports/", "2020") in seen


def _list_of_years(page):
    found = re.search(r'<select name="year".*?</select>', page, re.DOTALL)
    return found[0] if found else ""


def _years_offered(page):
    links = re.findall(r'href="\?year=(\d{4})', page)
    return sorted({*links, *re.findall(r'<option value="(\d{4})"', _list_of_years(page))})


def _years_chosen(page):
    return [
        *re.findall(r'<option value="(\d{4})" selected', _list_of_years(page)),
        *re.findall(r'href="\?year=(\d{4})"\s+aria-current="page"', page),
        *re.findall(r"<strong>(\d{4})</strong>", page),
    ]
