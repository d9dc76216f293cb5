"""The page of a measure by sex and age: years side by side, whose numbers, and where they lead."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

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
            "foreign_suspects{China}.tip": 2,
            "foreign_suspects{China}.sexual": 1,
            "foreign_suspects{Thailand}.sexual": 5,
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
    assert rows["of them: Under 15"] == ["not divided", "130", "3"]
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
    [link] = re.findall(r'<a href="([^"]*under_15[^"]*)">130</a\s*>', page)
    traced = reviewer.get(unescape(link))
    assert traced.status_code == 200
    assert "Victims rescued by the police: Under 15" in traced.content.decode()


def test_a_unit_sees_its_own_numbers_and_another_none(signed_in, year_2021):
    asked = {"measure": "victims", "by": "sex"}
    assert lines(signed_in(GCNP_OFFICER).get(ADDRESS, asked))["Female"][2] == "3"
    page = signed_in(KANDAL_OFFICER).get(ADDRESS, asked).content.decode()
    assert "No accepted report of your unit has a number of this measure." in page


def test_rows_of_2020_stand_under_their_country(signed_in, year_2021):
    """2020 printed “Chinese”; 2021 chooses China."""
    reviewer = signed_in(REVIEWER)
    asked = {"measure": "foreign_suspects", "by": "nationality"}
    rows = lines(reviewer.get(ADDRESS, asked))
    assert rows["China"] == ["not asked", "13", "3"]
    assert rows["Thailand"] == ["not asked", "nothing reported", "5"]
    assert rows["United Kingdom"][1] == "1"
    assert len(rows) == 10  # eight of 2020, one more of 2021, the total
    assert lines(signed_in(GCNP_OFFICER).get(ADDRESS, asked))["China"][1:] == ["13", "3"]
    page = reviewer.get(ADDRESS, {**asked, "then": "offence_group"}).content.decode()
    [link] = re.findall(r'<a href="([^"]*nationality%3Dcn[^"]*)">13</a\s*>', page)[:1]
    traced = reviewer.get(unescape(link)).content.decode()
    assert "Foreign suspects: China" in traced
    assert "Chinese" in traced
    assert "Swedish" not in traced


def test_sex_and_age_divide_each_other(signed_in, year_2021):
    asked = {"measure": "prosecution_accused", "by": "sex", "then": "age_band"}
    rows = lines(signed_in(REVIEWER).get(ADDRESS, asked))
    assert int(rows["Male"][1]) == sum(
        int(rows[f"Male, {age}"][1]) for age in ("Minors", "18 and over")
    )
    asked["then"] = "sex"
    page = signed_in(REVIEWER).get(ADDRESS, asked).content.decode()
    assert "This is chosen already." in page


def test_men_that_were_not_printed_are_no_part_of_a_sum(signed_in, year_2021):
    """371 persons of 2020: 76 women, 44 boys, 226 girls."""
    asked = {"measure": "rehabilitated", "by": "sex", "then": "age_band"}
    rows = lines(signed_in(REVIEWER).get(ADDRESS, asked))
    assert rows["Female"][1] == "302"
    assert rows["Female, 18 and over"][1] == "76"
    assert rows["Male"][1] == "not divided"
    assert rows["Male, Minors"][1] == "44"
    assert rows["Total"][1] == "371* doubted: see the note under the table"  # 2 are of no age


def test_rows_that_are_no_sum_are_asked_one_by_one(signed_in, year_2021):
    asked = {"measure": "mosvy_received[thai]#social_affairs_received", "by": "sex"}
    reviewer = signed_in(REVIEWER)
    response = reviewer.get(ADDRESS, asked)
    assert lines(response)["Male"][1] == "35,051"
    assert lines(response)["Total"][1] == "63,793"
    [link] = re.findall(r'<a href="([^"]*)">35,051</a\s*>', response.content.decode())
    assert (
        "Persons received by social affairs: Male" in reviewer.get(unescape(link)).content.decode()
    )


def test_the_files_say_what_the_page_says(signed_in, year_2021):
    reviewer = signed_in(REVIEWER)
    asked = {"measure": "victims", "by": "age_band", "then": ""}
    page = reviewer.get(ADDRESS, asked).content.decode()
    [csv] = re.findall(r'href="([^"]*measure\.csv[^"]*)"', page)[:1]
    text = reviewer.get(unescape(csv)).content.decode("utf-8-sig")
    assert "of them: Under 15,not divided,130,3" in text
    book = reviewer.get(f"{ADDRESS}measure.xlsx", asked)
    sheet = load_workbook(BytesIO(book.content)).worksheets[1]
    assert ("of them: Under 15", "not divided", 130, 3) in [row[:4] for row in sheet.values]
    away = reviewer.get(f"{ADDRESS}measure.csv", {"measure": "ghosts"})
    assert (away.status_code, away.url) == (302, f"{ADDRESS}?measure=ghosts")


def test_an_empty_page_says_how_to_begin(signed_in, year_2020):
    page = signed_in(REVIEWER).get(ADDRESS).content.decode()
    assert "Begin with a measure" not in page, "the first one is shown"
    page = signed_in(REVIEWER).get(ADDRESS, {"measure": "ghosts"}).content.decode()
    assert "<tbody>" not in page
    assert "Begin with a measure" in page


def test_more_values_need_no_more_queries(signed_in, year_2021):
    reviewer = signed_in(REVIEWER)
    counts = []
    for by, then in (("", ""), ("sex", ""), ("age_band", "sex")):
        with CaptureQueriesContext(connection) as asked:
            reviewer.get(ADDRESS, {"measure": "victims", "by": by, "then": then})
        counts.append(len(asked))
    assert len(set(counts)) == 1
