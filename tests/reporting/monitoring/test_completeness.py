"""Completeness of a year: who sees which row, what the cells say, and that the rates are right."""

import csv
import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from reporting.access import NotHere
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.core.queries.tree import tree_level
from reporting.entry.page.rules.completeness import Completeness
from reporting.kernel.periods import Period
from reporting.monitoring.queries.completeness import (
    CompletenessCriteria,
    MonitoredYear,
    known_year,
)
from reporting.monitoring.rules import Rate
from tests.factories import KANDAL_OFFICER, REVIEWER, acting, drafted, secretariat, submitted, unit
from tests.factories import accepted as accept
from tests.monitored_year import charts_in, opened

CELL = "direct_publicity[forums].times"


@pytest.fixture
def year_2021(year_2020):
    """January came on time and was accepted, February late and waits; Takeo has begun January.
    March is not due yet."""
    opened(date(2021, 2, 4))
    accept("KH-08", "committee", "2021-01", {CELL: 1})
    opened(date(2021, 3, 12))
    submitted("KH-08", "committee", "2021-02", {CELL: 1})
    drafted("KH-21", "committee", "2021-01", {CELL: 1})


def monitored(unit=None, **wanted):
    return MonitoredYear(2021, "en", unit=unit, level=tree_level(unit)).narrowed(
        CompletenessCriteria(**wanted)
    )


def row_of(name, page):
    found = re.search(rf'<tr>\s*<th scope="row">{name}</th>.*?</tr>', page, re.S)
    assert found
    return found[0]


def test_the_rates_of_a_hand_made_year(year_2021):
    with acting(REVIEWER):
        year = monitored(kind="province")
        complete = Completeness(2, 48)  # two reports came, with one of 24 sections each
        assert year.total == Rate(50, received=2, on_time=1, accepted=1, complete=complete)
        assert year.by_unit[unit("KH-08").pk].percent == 100
        assert [one.expected for one in year.trend.values()] == [25, 25] + [0] * 10
        assert year.trend[2] == Rate(expected=25, received=1, complete=Completeness(1, 24))
        assert {kind.value: one.expected for kind, one in year.by_period_kind.items()} == {
            "month": 50, "quarter": 0, "semester": 0, "ten_month": 0, "year": 0,
        }  # fmt: skip
        monthly = monitored(kind="province", period_kind="month")
        assert [period.number for period in monthly.periods] == list(range(1, 13))
        found = monitored().reports_on(Period.parse("2021-02"))
        assert found[unit("KH-08").pk].placed.status is ReportStatus.SUBMITTED


def test_a_row_a_unit_and_form_and_a_column_a_period(year_2021):
    with acting(REVIEWER):
        year = monitored()
        assert len({line.unit.pk for line in year.lines}) == 58
        assert len(year.periods) == 20
        assert [line.form.code for line in year.lines if line.is_one_of_several] == [
            "police",
            "police_monthly",
            "courts",
            "working_group",
        ]


def test_the_number_of_queries_stays(year_2020, django_assert_max_num_queries):
    opened(date(2021, 3, 12))
    for code in ("KH-08", "KH-21", "KH-20"):
        accept(code, "committee", "2021-01", {CELL: 1})
        with acting(REVIEWER), django_assert_max_num_queries(13):
            year = monitored()
            assert year.lines and year.total


def test_the_page_says_it_in_letters_and_words_and_leads_to_the_report(signed_in, year_2021):
    page = signed_in(REVIEWER).get("/monitoring/2021/").text
    kandal = row_of("Kandal", page)
    assert '<td class="accepted"><a href="/reports/KH-08/committee/2021-01/">' in kandal
    assert '<td class="submitted late">' in kandal
    assert "Submitted; the Secretariat reads it. (came 7 days late)" in kandal
    assert kandal.count("<td") == 20
    takeo = row_of("Takeo", page)
    assert "Overdue by 35 days: it was due on" in takeo
    assert '<h2 id="map">Provinces: Reporting rate' in page
    assert 'aria-label="100 % KDL – Kandal: 2 of 2 came"' in page


def test_the_map_shows_how_a_period_stands(signed_in, year_2021):
    page = signed_in(REVIEWER).get("/monitoring/2021/?map=2021-02&kind=province").text
    assert (
        'aria-label="S KDL – Kandal: Submitted; the Secretariat reads it. (came 7 days late)"'
        in page
    )
    assert "Ministry of Interior" not in page


def test_a_unit_sees_only_its_own_row(signed_in, year_2021):
    page = signed_in(KANDAL_OFFICER).get("/monitoring/2021/").text
    assert len(re.findall(r'<tr>\s*<th scope="row">Kandal</th>', page)) == 1
    assert "Takeo" not in page
    assert "2 of 2 reports that are due by now have come, 1 of them on time." in page


def test_the_workbook_and_the_csv_hold_it_all(signed_in, year_2021):
    client = signed_in(REVIEWER)
    made = client.get("/monitoring/2021/completeness.xlsx?kind=province").content
    assert charts_in(made) == 1
    book = load_workbook(io.BytesIO(made))
    heat, rates, _periods, trend, every = book.worksheets[1:]
    rows = {row[0]: row for row in heat.iter_rows(values_only=True) if row[0]}
    assert rows["Kandal"][1:4] == ("A", "S+", "·")
    assert [row[:6] for row in rates.iter_rows(values_only=True) if row[0] == "Province"] == [
        ("Province", 50, 2, 1, 1, 4)
    ]
    assert "Aug" in {row[0] for row in trend.iter_rows(values_only=True)}
    assert every.max_row > 25 * 20
    text = client.get("/monitoring/2021/completeness.csv?kind=province").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[-2:] == [[], ["Year to practise on: these are not real figures."]]
    assert len(lines[:-2]) == 1 + 25 * 20
    assert ["Kandal", "KH-08", "Province", "Provincial committee report", "February 2021",
            "2021-03-05", "2021-03-12", "7", "submitted, to be read", "1",
            "24"] in lines  # fmt: skip


def test_years_without_a_calendar_say_so(signed_in, year_2020):
    client = signed_in(REVIEWER)
    assert "No year has been opened yet" in client.get("/monitoring/").text
    assert "has not opened a calendar for this year" in client.get("/monitoring/2020/").text
    assert client.get("/monitoring/2020/completeness.csv").status_code == 404
    assert client.get("/monitoring/99999999999/").status_code == 404
    opened(date(2021, 3, 12))
    assert client.get("/monitoring/")["Location"] == "/monitoring/2021/"
    with secretariat(), pytest.raises(NotHere):
        known_year(1)


@pytest.mark.parametrize("rest", ["", "2021/", "2021/completeness.xlsx", "2021/completeness.csv"])
def test_the_addresses_of_before_lead_on_for_good(signed_in, year_2020, rest):
    client = signed_in(REVIEWER)
    response = client.get(f"/watch/{rest}?kind=province&map=2021-02")
    assert response.status_code == 301
    assert response["Location"] == f"/monitoring/{rest}?kind=province&map=2021-02"
    assert client.head(f"/watch/{rest}")["Location"] == f"/monitoring/{rest}"
    assert client.post(f"/watch/{rest}").status_code == 405
