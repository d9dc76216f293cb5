"""A year to practise on says so on every page and in every file, and goes away with one click."""

import csv
import re
from collections.abc import Callable
from io import BytesIO
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from pypdf import PdfReader

from provinces.models import OrganisationUnit, User
from reporting.editions.publishing.actions.freezing import AS_RENDERED, write_folder
from reporting.editions.publishing.actions.rendered_files import render
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import Report, ReportingYear
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from tests.editions import begun
from tests.factories import (
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    SECRETARY_GENERAL,
    consolidated,
    secretariat,
)
from tests.portal.permission_portal import routes

pytestmark = pytest.mark.usefixtures("year_2020")
MARK = 'class="practice-mark"'
WORDS = "Practice: invented figures"


@pytest.fixture
def practised() -> None:
    units = OrganisationUnit.objects.filter(code__in=["KH-08", "KH-21", "GCNP", "GS"])
    make(by=PracticePeople.found(), year=2021, until=1, units=units)


@pytest.fixture
def client_of() -> Callable[[str], Client]:
    def sign_in(username: str) -> Client:
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(User.objects.get(username=username), backend)
        return client

    return sign_in


def test_each_page_of_the_year_says_so_until_it_is_removed(practised, client_of) -> None:
    secretary, officer = client_of(SECRETARY_GENERAL), client_of(KANDAL_OFFICER)
    with secretariat():
        [period, *_rest] = Report.objects.filter(
            organisation_unit__code="KH-08", year=2021
        ).order_by("period_key")
    begun("2020")
    consolidated(2021)
    edition = begun("2021")
    forums = "direct_publicity[forums].persons"

    def said(client: Client, address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        html = answer.content.decode()
        return html[html.index(MARK) :].partition("</p>")[0] if MARK in html else ""

    report = f"/reports/KH-08/committee/{period.period.url}/"
    for client, address in (
        (officer, report),
        (secretary, report),
        (secretary, "/annual/2021/"),
        (secretary, "/annual/2021/II.B.1.3/"),
        (secretary, f"/trace/2021/?figure={forums}"),
        (secretary, "/discrepancies/2021/"),
    ):
        assert "2021 is a year to practise on" in said(client, address), address
    assert "2021" in said(secretary, "/")
    assert "2021" in said(client_of(KANDAL_VIEWER), "/")  # beside the figures of 2020
    for address in ("/reports/", "/downloads/", "/annual/"):
        assert "What stands here of 2021 is practice" in said(secretary, address), address
    for address in ("/annual/2020/", f"/trace/2020/?figure={forums}"):
        assert said(secretary, address) == "", address

    with secretariat():
        render(edition, "en", "figures.csv")
    download = secretary.get("/downloads/2021/figures.csv", follow=True)
    assert 'filename="figures-2021-draft-practice.csv"' in download["Content-Disposition"]
    assert (
        "Remove the practice year 2021" in secretary.get("/practice/2021/remove/").content.decode()
    )
    gone = secretary.post("/practice/2021/remove/", follow=True)
    assert "The year 2021 is removed" in gone.content.decode()
    assert said(secretary, "/") == ""
    assert secretary.get("/annual/2021/").status_code == 404
    with secretariat():
        assert not ReportingYear.objects.exists()


def test_each_file_of_the_year_says_so(practised, tmp_path: Path) -> None:
    consolidated(2021)
    edition = begun("2021")
    with secretariat():
        document = shown_document(edition, "en").document
        write_folder(edition, tmp_path, lambda name: None)
    made = {name: tmp_path / name for name in AS_RENDERED}
    assert document.practice

    pages = PdfReader(made["annual-report.pdf"]).pages
    assert [place for place, page in enumerate(pages) if WORDS not in page.extract_text()] == []
    book = openpyxl.load_workbook(made["annual-report.xlsx"])
    for sheet in book.worksheets:
        first_rows = [
            cell for row in sheet.iter_rows(max_row=4, values_only=True) for cell in row if cell
        ]
        assert WORDS in first_rows, sheet.title
        assert sheet.oddHeader and sheet.oddHeader.right.text == WORDS
    for name in ("figures.csv", "discrepancies.csv"):
        with made[name].open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["practice"] for row in rows} <= {WORDS}, name
        assert rows


def test_each_file_of_a_report_says_so(practised, client_of) -> None:
    officer = client_of(KANDAL_OFFICER)
    with secretariat():
        signed = Report.objects.filter(
            organisation_unit__code="KH-08", revisions__submitted_at__isnull=False, year=2021
        ).first()
    assert signed is not None
    page = f"/reports/KH-08/committee/{signed.period.url}/"

    book = openpyxl.load_workbook(BytesIO(officer.get(f"{page}workbook/").content))
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            assert "to practise on" in str(list(sheet.values)[:12]), sheet.title
    receipt = PdfReader(BytesIO(officer.get(f"{page}receipt/").content))
    for one in receipt.pages:
        assert "A year to practise on" in one.extract_text()
    for address in ("/monitoring/2021/completeness.csv", "/plan/2021/plan.csv"):
        answer = officer.get(address)
        assert "to practise on" in answer.content.decode(), address
        assert "-practice.csv" in answer["Content-Disposition"]
    days = officer.get("/calendar/2021/reports.ics").content.decode()
    assert days.count("SUMMARY:Practice: ") == days.count("SUMMARY:") > 0


def test_each_file_of_the_year_says_so_in_its_name(practised, client_of) -> None:
    """Every address of the resolver that can be asked of the year, as two people."""
    consolidated(2021)
    edition = begun("2021")
    with secretariat():
        render(edition, "en", "figures.json")
        signed = Report.objects.filter(
            organisation_unit__code="KH-08", revisions__submitted_at__isnull=False, year=2021
        ).first()
    assert signed is not None
    known = {
        "unit": ["KH-08"], "code": ["KH-08"], "data_set": ["committee"], "year": ["2021"],
        "period": ["2021", signed.period.url], "name": [*AS_RENDERED],
        "number": ["1"],
    }  # fmt: skip
    named: dict[str, str] = {}
    for client in (client_of(SECRETARY_GENERAL), client_of(KANDAL_OFFICER)):
        for route in routes():
            parts = re.findall(r"<(?:\w+:)?(\w+)>", route)
            if not set(parts) <= known.keys() or not re.fullmatch(r"[\w/<>:.-]*", route):
                continue
            pattern = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
            for values in product(*(known[one] for one in parts)):
                address = "/" + pattern.format(**dict(zip(parts, values, strict=True)))
                if "logout" not in address:
                    answer = client.get(address, {"table": "direct_publicity", "years": "2021"})
                    name = answer.get("Content-Disposition", "")
                    if "attachment" in name:
                        named[address] = name
    assert len(named) >= 10, sorted(named)
    assert {one.rpartition(".")[2].strip('"') for one in named.values()} >= {
        "csv", "ics", "json", "pdf", "xlsx",
    }  # fmt: skip
    # Who sits in a committee and how many people live in a place belong to no year to practise on.
    # So do the registers as they are seen from today: what is practised stands there only when
    # asked.
    of_no_year = ("/commitments/", "/committees/", "/feedback/", "/population/")
    plain = [one for one in named.items() if "-practice" not in one[1]]
    assert [one for one in plain if not one[0].startswith(of_no_year)] == []


def test_what_is_practised_never_stands_beside_a_real_year(practised) -> None:
    """The other way round it may: 2020 is beside the practice year."""
    practice_run, real_run = consolidated(2021), consolidated(2022)
    with secretariat():
        assert practice_run.figures.filter(period_key=202000).exists()
        assert not real_run.figures.exists()
        assert not real_run.chosen.exists()
