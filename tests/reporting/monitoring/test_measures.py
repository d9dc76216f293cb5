"""The page of a measure by sex and age: years side by side, whose numbers, and where they lead."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    GCNP_OFFICER,
    KANDAL_OFFICER,
    REVIEWER,
    accepted,
    added_up,
    secretariat,
)

ADDRESS = "/explore/measures/"


@pytest.fixture
def year_2021(year_2020):
    accepted(
        "GCNP", "police", "2021",
        {
            "offences[exports_target].victims_female_under_15": 3,
            "offences[procuring].victims_male_from_18": 4,
        },
    )  # fmt: skip
    with secretariat():
        added_up(2021)


def lines(response):
    """The table's rows: title -> the cells without their links."""
    [body] = re.findall(r"<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL)
    found = {}
    for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        title, *numbers = [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]
        found[title] = numbers
    return found


def test_both_years_stand_side_by_side_by_age(signed_in, year_2021):
    response = signed_in(REVIEWER).get(ADDRESS, {"measure": "victims", "by": "age_band"})
    assert response.status_code == 200
    rows = lines(response)
    assert rows["Under 15"] == ["not divided", "130", "3"]
    assert rows["Minors"] == ["not divided", "169", "3"]
    assert rows["18 and over"] == ["not divided", "298", "4"]
    assert rows["Total"][1:] == ["457", "7"]


def test_a_year_that_is_not_divided_says_so(signed_in, year_2021):
    response = signed_in(REVIEWER).get(ADDRESS, {"measure": "victims", "by": "sex"})
    rows = lines(response)
    assert rows["Female"] == ["not divided", "not divided", "3"]
    assert rows["Sex not known"][2] == "nothing reported"


def test_a_number_leads_to_where_it_comes_from(signed_in, year_2021):
    reviewer = signed_in(REVIEWER)
    page = reviewer.get(ADDRESS, {"measure": "victims", "by": "age_band"}).content.decode()
    [link] = re.findall(r'<a href="([^"]*under_15[^"]*)">130</a>', page)
    traced = reviewer.get(unescape(link))
    assert traced.status_code == 200
    assert "Victims rescued by the police: Under 15" in traced.content.decode()


def test_a_unit_sees_its_own_numbers_and_another_none(signed_in, year_2021):
    asked = {"measure": "victims", "by": "sex"}
    assert lines(signed_in(GCNP_OFFICER).get(ADDRESS, asked))["Female"][2] == "3"
    page = signed_in(KANDAL_OFFICER).get(ADDRESS, asked).content.decode()
    assert "No accepted report of your unit has a number of this measure." in page


def test_an_empty_page_says_how_to_begin(signed_in, year_2020):
    page = signed_in(REVIEWER).get(ADDRESS).content.decode()
    assert "Begin with a measure" in page
    page = signed_in(REVIEWER).get(ADDRESS, {"measure": "ghosts"}).content.decode()
    assert "<tbody>" not in page


def test_more_values_need_no_more_queries(signed_in, year_2021):
    reviewer = signed_in(REVIEWER)
    counts = []
    for by in ("", "sex", "age_band"):
        with CaptureQueriesContext(connection) as asked:
            reviewer.get(ADDRESS, {"measure": "victims", "by": by})
        counts.append(len(asked))
    assert len(set(counts)) == 1
