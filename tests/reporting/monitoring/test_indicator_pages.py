"""The pages of the indicators: values, traces, targets, files."""

import csv
import io

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from reporting.models import AuditEvent, IndicatorTarget
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    accepted,
    consolidated,
    secretariat,
)

PAGE = "/indicators/2021/meetings_held/"
TARGET = {"year": "2023", "value": "៦០០", "decided_by": "Decision of the National Committee"}


@pytest.fixture
def year_2021(year_2020):
    cache.clear()
    accepted("KH-08", "committee", "2021-01", {"meetings.times": 42})
    accepted("KH-21", "committee", "2021-01", {"meetings.times": 8})
    accepted("GS", "secretariat", "2021-01", {"meetings.times": 450})
    return consolidated(2021)


def test_the_year_by_strategy(signed_in, year_2021):
    page = signed_in(REVIEWER).get("/indicators/2021/").text
    for words in (
        "Strategy 1: Strengthen cooperation", "Strategy 4:", "Meetings held", ">500<", "476",
        "not available because no accepted report gives a number for it", "none set",
        "for information", "at least 90% of the way",
    ):  # fmt: skip
        assert words in page, words
    assert "#" not in page.partition("<tbody>")[2].partition("</tbody>")[0].replace("&#", "")


def test_2020_says_what_its_sources_do_not(signed_in, year_2020):
    page = signed_in(REVIEWER).get("/indicators/2020/").text
    assert "The report of 2020 names no indicator and no target" in page
    assert ">2019<" in page
    assert ">155<" in page
    assert "169" in page


def test_a_value_leads_to_the_trace_of_its_figures_and_to_its_provinces(signed_in, year_2021):
    client = signed_in(REVIEWER)
    page = client.get(PAGE).text
    assert "/trace/2021/?figure=meetings.times" in page
    assert "Kandal" in page
    assert ">42<" in page
    links = [part.partition('"')[0] for part in page.split('href="')[1:]]
    traces = [link.replace("&amp;", "&") for link in links if link.startswith("/trace/")]
    assert len(traces) == 3
    for link in traces:
        assert client.get(link).status_code == 200, link


def test_a_target_is_drafted_previewed_published_and_taken_away(signed_in, year_2021):
    client = signed_in(CONSOLIDATOR)
    refused = client.post(f"{PAGE}target/", {**TARGET, "value": "33.9765", "year": "2020"})
    assert refused.status_code == 200
    assert "The target is of a year after the baseline: 2021 or later." in refused.text
    assert client.post(f"{PAGE}target/", TARGET).status_code == 302
    assert "✓ on the way" in client.get(f"{PAGE}target/").text
    assert "No target has been set" in client.get(PAGE).text, "a draft is seen by who sets it"
    assert "Decision of the National Committee" not in signed_in(REVIEWER).get(PAGE).text
    assert client.post(f"{PAGE}target/2023/publish/").status_code == 302
    assert client.post(f"{PAGE}target/2023/publish/").status_code == 409
    page = client.get(PAGE).text
    for words in ("600", "Decision of the National Committee", "of the way"):
        assert words in page, words
    assert "✓ on the way" in client.get("/indicators/2021/").text
    assert client.post(f"{PAGE}target/", {**TARGET, "value": "200000"}).status_code == 302
    assert "✗ far behind" in client.get(f"{PAGE}target/").text
    assert client.post(f"{PAGE}target/2023/remove/", {"draft": "1"}).status_code == 302
    assert "✓ on the way" in client.get("/indicators/2021/").text
    assert client.post(f"{PAGE}target/", {**TARGET, "value": "200000"}).status_code == 302
    assert client.post(f"{PAGE}target/2023/publish/").status_code == 302
    assert "✗ far behind" in client.get("/indicators/2021/").text
    assert client.post(f"{PAGE}target/2023/remove/").status_code == 302
    assert client.post(f"{PAGE}target/2023/remove/").status_code == 409
    with secretariat():
        assert not IndicatorTarget.everything.exists()
        said = AuditEvent.objects.filter(action__startswith="indicator.").order_by("pk")
        assert [row.action for row in said] == [
            "indicator.target_drafted", "indicator.target", "indicator.target_drafted",
            "indicator.target_discarded", "indicator.target_drafted", "indicator.target",
            "indicator.target_gone",
        ]  # fmt: skip
        assert said[5].detail["before"]["value"] == "600.00"


def test_an_officer_reads_a_year_once_it_is_published(signed_in, year_2021):
    client = signed_in(KANDAL_OFFICER)
    assert "once its national figures are published" in client.get("/indicators/2021/").text
    assert client.get(PAGE).status_code == 302
    assert client.get(f"{PAGE}target/").status_code == 403


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_files_say_what_the_page_says(signed_in, year_2021, language):
    client = signed_in(REVIEWER)
    table = client.get(f"/indicators/2021/indicators.csv?language={language}").content
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    [row] = [row for row in rows if row and row[0] == "meetings_held"]
    assert "500" in row
    assert "476" in row
    book = load_workbook(
        io.BytesIO(client.get(f"/indicators/2021/indicators.xlsx?language={language}").content)
    )
    cells = {str(cell.value) for sheet in book for line in sheet for cell in line}
    assert {"meetings_held", "500"} <= cells
    assert ("Meetings held against trafficking in persons" in cells) is (language == "en")


def test_the_queries_of_the_page_stay(signed_in, year_2021, django_assert_max_num_queries):
    client = signed_in(REVIEWER)
    client.get("/indicators/2021/")
    with django_assert_max_num_queries(46):
        client.get("/indicators/2021/")
    with django_assert_max_num_queries(51):
        client.get(PAGE)
