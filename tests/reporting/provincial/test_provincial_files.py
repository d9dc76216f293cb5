"""The files of a province's report, opened by the programs that people open them with; who asks
for them, who reads them."""

import hashlib
import re
import subprocess
from collections import Counter
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access import NotHere, Refused
from reporting.document.json_files import document_from_json
from reporting.document.value import Number, Table
from reporting.models import AuditEvent, Job, ProvincialReport
from reporting.provincial.actions.provincial_jobs import request_reports, run
from reporting.provincial.exports import file_of
from reporting.tasks import run_job
from tests import editions
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    MOSVY_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    actor,
    secretariat,
    unit,
)
from tests.programs import program
from tests.reporting.provincial.conftest import basis, client_of, make, stored

HERE = "/provinces/KH-08/2020/"


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def numbers(report):
    return [
        cell.value
        for section in document_from_json(report.document).sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if isinstance(cell, Number)
    ]


def test_the_files_say_each_number_of_the_document():
    editions.published()
    assert make("KH-08").state == Job.State.DONE
    report = stored("KH-08")
    client = client_of(KANDAL_VIEWER)
    pdf = content(client.get(f"{HERE}report.pdf?language=en"))
    assert hashlib.sha256(pdf).hexdigest() == report.pdf_digest
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "Kandal: annual report 2020" in re.sub(r"\s+", " ", text)
    for value in numbers(report):
        assert f"{value:,.2f}".removesuffix(".00").removesuffix("0") in text, value
    assert "235,786" in text and "1,211,040" in text
    book = load_workbook(BytesIO(content(client.get(f"{HERE}report.xlsx?language=en"))))
    cells = [
        cell.value
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    lacking = Counter(float(value) for value in numbers(report)) - Counter(map(float, cells))
    assert not lacking, "each number of the tables is a number in a cell"


def test_the_khmer_pdf_is_drawn(tmp_path):
    make("KH-08")
    report = stored("KH-08", "km")
    path = file_of("KH-08", 2020, "km", report.stamp, "report.pdf")
    shown = subprocess.run(
        [program("pdftotext"), "-layout", str(path), "-"], capture_output=True, text=True
    )
    assert "កណ្តាល" in shown.stdout and "២៣៥,៧៨៦" in shown.stdout
    done = subprocess.run(
        [program("pdftoppm"), "-r", "30", "-png", str(path), str(tmp_path / "page")], check=True
    )
    assert done.returncode == 0 and len(list(tmp_path.glob("page*.png"))) > 3


def test_one_job_makes_the_reports_of_all_in_both_languages(monkeypatch):
    """Rendering is tried with one province; here it is left out, for time."""
    from reporting.provincial.actions import provincial_jobs
    from reporting.provincial.exports import MadeFile

    for name in ("write_pdf", "write_workbook"):
        monkeypatch.setattr(provincial_jobs, name, lambda *_a, **_k: MadeFile("0" * 64, 1))
    make()
    with secretariat():
        assert ProvincialReport.objects.filter(year=2020).count() == 50
        kandal = ProvincialReport.objects.get(organisation_unit__code="KH-08", language="km")
    assert kandal.months == 12
    page = client_of(CONSOLIDATOR).get("/provinces/2020/").text
    assert "25 of 25 are made from the newest figures" in page


def test_asking_twice_is_one_job_and_who_asked_is_audited():
    with acting(REVIEWER) as reviewer:
        first = request_reports(by=reviewer, year=2020)
        second = request_reports(by=reviewer, year=2020)
        assert first.pk == second.pk
    with secretariat():
        events = AuditEvent.objects.filter(action="provincial.request")
        assert [event.detail["provinces"] for event in events] == ["all"]


def test_a_job_that_is_done_is_not_done_again():
    job = make("KH-08")
    made_at = stored("KH-08").made_at
    with secretariat():
        run(job.pk)
    assert stored("KH-08").made_at == made_at


def test_who_may_ask_for_which_report():
    with acting(KANDAL_OFFICER) as officer:
        assert request_reports(by=officer, year=2020, unit=unit("KH-08")).subject == "KH-08"
        for code in ("KH-21", None):
            with pytest.raises(NotHere):
                request_reports(by=officer, year=2020, unit=unit(code) if code else None)
    with acting("gs.administrator") as administrator, pytest.raises(Refused):
        request_reports(by=administrator, year=2020)
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match="not consolidated yet"):
        request_reports(by=reviewer, year=2022)


def test_a_province_reads_its_own_and_no_other():
    make("KH-08")
    for person in (KANDAL_OFFICER, KANDAL_APPROVER, KANDAL_VIEWER):
        page = client_of(person).get(HERE)
        assert page.status_code == 200 and "814,469" in page.text
    for person in (TAKEO_OFFICER, MOSVY_OFFICER):
        client = client_of(person)
        assert client.get(HERE).status_code == 404
        assert client.get(f"{HERE}report.pdf").status_code == 404
        assert client.post(HERE).status_code == 404
    with acting_as(
        role=DatabaseRole.TENANT, organisation_unit_id=unit("KH-21").pk
    ):  # the database itself
        assert not ProvincialReport.objects.exists()


def test_a_lead_of_a_group_reads_it_once_it_is_published():
    make("KH-08")
    lead = client_of("wg-just.lead")
    assert lead.get(HERE).status_code == 403
    editions.published()
    make("KH-08")
    assert client_of("wg-just.lead").get(HERE).status_code == 200


def test_numbers_lead_to_their_trace_where_it_is_read():
    make("KH-08")
    assert "/trace/2020/?figure=direct_publicity" not in client_of(KANDAL_VIEWER).get(HERE).text
    assert "/trace/2020/?figure=direct_publicity" in client_of(REVIEWER).get(HERE).text
    editions.published()
    client = client_of(KANDAL_VIEWER)
    assert "There are newer figures" in client.get(HERE).text
    make("KH-08", by=KANDAL_VIEWER)
    page = client.get(HERE).text
    links = re.findall(r'href="(/trace/2020/\?figure=direct_publicity[^"]+)"', page)
    assert len(links) > 10
    for link in links[:2]:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_the_other_language_is_one_click_away():
    make("KH-08")
    client = client_of(KANDAL_VIEWER)
    assert f"{HERE}report.pdf?language=en" in client.get(HERE).text
    page = client.get(f"{HERE}?language=km").text
    assert 'lang="km"' in page and f"{HERE}report.pdf?language=km" in page
    assert "Make it again" not in page and ">English<" in page
    assert "កណ្តាល" in client_of(KANDAL_VIEWER, "km").get(HERE).text


def test_an_empty_page_says_how_to_begin():
    page = client_of(KANDAL_VIEWER).get(HERE).text
    assert "Nobody has made this report yet." in page and "Make the report" in page
    assert "0 of 25 are made" in client_of(REVIEWER).get("/provinces/2020/").text


def test_made_again_it_takes_the_place_of_the_one_before():
    make("KH-08")
    before = stored("KH-08")
    editions.published()
    make("KH-08")
    after = stored("KH-08")
    assert (before.pk, before.stamp) != (after.pk, after.stamp) and before.pk == after.pk
    assert file_of("KH-08", 2020, "en", after.stamp, "report.pdf").exists()


def test_the_worker_makes_it_and_the_page_of_the_job_says_so():
    with acting(CONSOLIDATOR) as consolidator:
        job = request_reports(by=consolidator, year=2020, unit=unit("KH-23"))
    client = client_of(CONSOLIDATOR)
    assert "The work goes on by itself." in client.get("/provinces/KH-23/2020/").text
    run_job(job.pk)
    assert stored("KH-23").months == 12
    page = client.get(f"/jobs/{job.pk}/").text
    assert "Reports of provinces 2020" in page and "/provinces/2020/" in page


def test_a_list_with_one_report_and_with_three_asks_as_many_queries():
    asked = []
    client = client_of(REVIEWER)
    for codes in (["KH-08"], ["KH-01", "KH-21"]):
        for code in codes:
            with secretariat():
                ProvincialReport.objects.create(
                    organisation_unit=unit(code), consolidation=basis().figures, year=2020,
                    language="en", stamp="old", document={}, months=12, pdf_digest="0",
                    pdf_size=1, workbook_digest="0", workbook_size=1,
                    made_by=actor(REVIEWER).user,
                )  # fmt: skip
        client.get("/provinces/2020/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/provinces/2020/").text
        assert "There are newer figures" in page
        asked.append(len(queries))
    assert asked[0] == asked[1]
