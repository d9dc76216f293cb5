"""Quarters on the pages; and a quarter's number on its whole way to the printed page."""

import csv
import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from reporting.consolidation.queries.runs import period_runs
from reporting.core.actions import jobs
from reporting.core.queries.editions import in_work
from reporting.core.queries.years import run_of_year, runs_of_years
from reporting.document.value import Number, Table
from reporting.editions.publishing.actions.rendered_files import path_of, render
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import consolidation_jobs
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Job
from tests.editions import begun
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    SECRETARY_GENERAL,
    accepted,
    acting,
    added_up,
    consolidated,
    secretariat,
)

pytestmark = pytest.mark.usefixtures("year_2020")
FORUMS = "direct_publicity[forums].females"
KANDAL = f"{FORUMS}@KH-08:2021Q1"


def give(period, number, unit="KH-08"):
    accepted(unit, "committee", period, {FORUMS: number})


def test_a_quarters_number_walks_to_the_printed_page(signed_in, monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    rung: list[int] = []
    monkeypatch.setattr(jobs, "ring", rung.append)
    for period, number in (("2021-01", 2000), ("2021-02", 100), ("2021-03", 7), ("2021-04", 50)):
        give(period, number)
    client = signed_in(CONSOLIDATOR)
    answer = client.post(reverse("reporting:consolidate", args=["2021-Q1"]), follow=True)
    assert "Consolidation of quarter 1 of 2021" in answer.text
    with secretariat():
        [job] = Job.objects.filter(state=Job.State.QUEUED)
        consolidation_jobs.run(job.pk)
    with acting(CONSOLIDATOR) as editor:
        edition = in_work(Period.parse("2021-Q1").key)
        assert edition is not None
        assert edition.begun_by == editor.user
        document = shown_document(edition, "en").document
        numbers = {
            cell.trace: cell.value
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Table)
            for row in block.rows
            for cell in row.cells
            if isinstance(cell, Number)
        }
        assert numbers[KANDAL] == 2107
        printed = path_of(render(edition, "en", "report.pdf"))
    text = " ".join(page.extract_text() for page in PdfReader(printed).pages)
    assert "Report on the first quarter of 2021" in " ".join(text.split())
    assert re.search(r"Kandal\D+2,107", text)

    page = client.get(reverse("reporting:trace", args=[2021]), {"figure": KANDAL}).text
    for words in ("2,107", "3 of 3 months", "quarter 1 of 2021", "Report on the first quarter"):
        assert words in page
    assert "2,157" not in page


def test_a_trace_opens_the_report_of_its_period(signed_in):
    give("2021-01", 3)
    give("2021-04", 40)
    consolidated("2021-Q1")
    client = signed_in(CONSOLIDATOR)

    def said(figure):
        answer = client.get(reverse("reporting:trace", args=[2021]), {"figure": figure})
        found = re.search(r'big-figure">([\d,]+)', answer.text)
        return answer.status_code, found and found[1]

    assert said(f"{FORUMS}:2021Q1") == (200, "3")
    assert said(FORUMS)[0] == 404  # the year is not consolidated
    consolidated(2021)
    assert said(FORUMS) == (200, "43")
    assert said(f"{FORUMS}:2021Q1") == (200, "3")
    assert said(f"{FORUMS}:2021Q2")[0] == 404


def test_a_month_is_found_in_the_part_that_has_it(signed_in):
    accepted("GCNP", "police_monthly", "2021-02", {"surveillance.times": 5})
    added_up("2021-Q1")
    client = signed_in(CONSOLIDATOR)
    url = reverse("reporting:trace", args=[2021])
    assert client.get(url, {"figure": "surveillance.times:202102"}).status_code == 200
    assert client.get(url, {"figure": "surveillance.times:202104"}).status_code == 404


def test_a_quarter_never_stands_for_the_year(signed_in):
    begun("2020")
    give("2021-01", 3)
    consolidated("2021-Q1")
    consolidated("2020-Q4")
    with secretariat():
        assert run_of_year(2021) is None
        assert [one.period_key for one in runs_of_years()] == [202000]
    client = signed_in(SECRETARY_GENERAL)
    for address in ("/annual/2021/", "/discrepancies/2021/", "/downloads/2021/figures.csv"):
        assert client.get(address).status_code == 404, address
    assert client.get("/annual/2020/").status_code == 200
    assert client.get("/").status_code == 200


def test_the_page_says_how_far_each_period_is(signed_in):
    give("2021-01", 3)
    give("2021-05", 4)
    added_up("2021-Q1")
    give("2021-02", 5)
    page = signed_in(CONSOLIDATOR).get(reverse("reporting:consolidations")).text
    assert "The national reports of 2021" in page
    for words in ("1 report changed since", "Not yet consolidated", "Nothing accepted yet"):
        assert words in page
    with secretariat():
        found = {one.period.url: (one.reports, bool(one.run), one.changed, one.is_current)
                 for one in period_runs(2021)}  # fmt: skip
    assert next(iter(found)) == "2021"
    assert found["2021-Q1"] == (2, True, 1, False)
    assert found["2021-Q2"] == (1, False, 0, False)
    assert found["2021-S1"] == (3, False, 0, False)
    assert found["2021-S2"] == (0, False, 0, False)
    added_up("2021-Q1")
    with secretariat():
        assert {one.period.url: one for one in period_runs(2021)}["2021-Q1"].is_current


def test_another_year_is_chosen(signed_in):
    give("2021-01", 3)
    client = signed_in(CONSOLIDATOR)
    assert "The national reports of 2020" in client.get("/consolidations/?year=2020").text
    assert "The national reports of 2021" in client.get("/consolidations/?year=soon").text


@pytest.mark.parametrize("period", ["2020-03", "2020-Q5", "soon", "2035-Q1"])
def test_what_nobody_consolidates(signed_in, period):
    client = signed_in(CONSOLIDATOR)
    assert client.post(reverse("reporting:consolidate", args=[period])).status_code == 404


def test_the_queries_do_not_grow_with_reports_and_runs():
    def asked():
        with secretariat(), CaptureQueriesContext(connection) as found:
            period_runs(2021)
        return len(found)

    give("2021-01", 3)
    added_up("2021-Q1")
    one = asked()
    give("2021-02", 3)
    give("2021-01", 3, unit="KH-21")
    for period in ("2021-Q1", "2021-S1", "2021"):
        added_up(period)
    assert asked() == one


def test_the_explorer_sets_each_quarter_beside_its_own_national_report(signed_in):
    give("2021-Q1", 30)
    give("2021-Q1", 70, unit="KH-21")
    give("2021-S2", 900)
    made = consolidated("2021-Q1")
    with acting(SECRETARY_GENERAL) as by:
        Consolidation.objects.filter(pk=made.pk).update(
            published_at=made.created_at, published_by=by.user
        )
    asked = {
        "table": "direct_publicity", "measure": ["females"], "units": "KH-08", "year": 2021,
        "by": "quarter", "down": "unit", "over": "period",
        "chart": "bars",
    }  # fmt: skip
    answer = signed_in(KANDAL_OFFICER).get("/explore/table.csv", asked)
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    rows = {line[0]: line[1:] for line in lines if line}
    assert rows["Kandal"] == ["30", "–", "–", "–", "930"], lines
    assert rows["Nation, as published"] == ["100", "–", "–", "–", "–"]


# The command --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["2021-03"], "no national report of a single month"),
        (["2021-Q7"], "no such period"),
    ],
)
def test_the_command_takes_national_periods(asked, words):
    with pytest.raises(CommandError, match=words):
        call_command("consolidate", *asked)
