"""The four files of a year, opened again by the programs that people will open them with."""

import csv
import hashlib
import re
import subprocess
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.core.queries.editions import in_work
from reporting.document.value import Number, Table
from reporting.editions.publishing.actions.freezing import AS_RENDERED
from reporting.editions.reading.queries.stored_document import shown_document
from tests.conftest import connected_to, copy_template, drop
from tests.factories import secretariat
from tests.programs import program

FIGURES = (
    "section,table,row,row_label,column,column_label,organisation_unit,organisation_unit_name,"
    "period,value,received,expected,reports,not_explained,status"
)
DISCREPANCIES = (
    "kind,severity,section,table,organisation_unit,period,cells,printed,computed,message,"
    "state,explanation,footnote"
)


@pytest.fixture(scope="module")
def written(database_2020, django_db_blocker):
    """A copy of the database of 2020 in which its edition is written, not yet published."""
    name = copy_template(f"{database_2020}_written", database_2020)
    try:
        with django_db_blocker.unblock(), connected_to(name):
            call_command("load_edition", "2020", stdout=StringIO())
            yield name
    finally:
        with django_db_blocker.unblock():
            drop(name)


@pytest.fixture(scope="module")
def folder(written, tmp_path_factory):
    """Written once by the command; the tests only read."""
    made = tmp_path_factory.mktemp("annual") / "report"
    call_command("write_annual_report", "2020", "--out", str(made), stdout=StringIO())
    return made


@pytest.fixture(scope="module")
def document(written):
    with secretariat():
        edition = in_work(202000)
        assert edition is not None
        return shown_document(edition, "en").document


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fingerprints(folder):
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in AS_RENDERED}


def test_the_files_are_there_and_nothing_else(folder):
    khmer = {"annual-report-km.pdf", "annual-report-km.xlsx"}
    assert {path.name for path in folder.iterdir()} == {*AS_RENDERED, *khmer}


def test_a_second_run_writes_the_same_files(folder, tmp_path):
    said = StringIO()
    call_command("write_annual_report", "2020", "--out", str(tmp_path), stdout=said)
    assert fingerprints(tmp_path) == fingerprints(folder)
    for name in AS_RENDERED:
        assert str(tmp_path / name) in said.getvalue()
    assert re.search(r"Written in \d+\.\d s\.", said.getvalue())


def test_a_year_that_was_not_consolidated_is_refused_in_words(written, tmp_path):
    with pytest.raises(CommandError, match="2019 has not been consolidated yet"):
        call_command("write_annual_report", "2019", "--out", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


# figures.csv and discrepancies.csv ----------------------------------------------------------------


def test_the_columns_of_the_lists(folder):
    for name, columns in (("figures.csv", FIGURES), ("discrepancies.csv", DISCREPANCIES)):
        first = (folder / name).read_bytes().split(b"\r\n")[0]
        assert first.decode() == columns


def test_figures_by_reporter_and_nationally(folder):
    found = {
        (row["table"], row["row"], row["column"], row["organisation_unit"], row["period"]): row
        for row in rows(folder / "figures.csv")
    }
    kandal = found["direct_publicity", "forums", "females", "KH-08", "2020"]
    assert kandal == {
        "section": "II.B.1.3",
        "table": "direct_publicity",
        "row": "forums",
        "row_label": "Public Forums",
        "column": "females",
        "column_label": "Females",
        "organisation_unit": "KH-08",
        "organisation_unit_name": "Kandal",
        "period": "2020",
        "value": "235786",
        "received": "12",
        "expected": "12",
        "reports": "KH-08/committee/2020 r1",
        "not_explained": "",
        "status": "sound",
    }
    nation = found["direct_publicity", "", "persons", "", "2020"]
    assert (nation["value"], nation["received"], nation["expected"]) == ("6147930", "31", "52")
    assert nation["reports"].count("; ") == 30
    assert found["training", "", "courses", "", "2020"]["section"] == "III.A.1.1"
    assert found["offences", "", "cases", "GCNP", "2019"]["value"] == "169"
    assert found["surveillance", "", "times", "GCNP", "202009"]["value"] == "90"
    assert found["entertainment_services", "", "females", "GCNP", "202005"]["value"] == "NA"
    assert (
        found["partner_meetings", "aple_campaign", "participants", "APLE", "2020"]["value"] == "541"
    )


def test_every_value_is_a_number_or_not_available(folder):
    for row in rows(folder / "figures.csv"):
        assert row["value"] == "NA" or Decimal(row["value"]) >= 0
        assert row["reports"]
        assert int(row["received"]) <= int(row["expected"])
        assert row["section"] and row["column_label"]


def test_the_list_of_discrepancies(folder):
    found = rows(folder / "discrepancies.csv")
    assert len(found) < 70
    by_place = {(row["kind"], row["section"], row["printed"]): row for row in found}
    courses = by_place["printed_total", "III.A.1.1", "228"]
    assert (courses["severity"], courses["computed"]) == ("high", "278")
    assert courses["cells"] == "training_total[all].courses"
    assert "228" in courses["message"] and "278" in courses["message"]
    assert by_place["number_format", "II.B.2.3", "33.976"]["organisation_unit"] == "KH-01"


# annual-report.xlsx -------------------------------------------------------------------------------


def numbers_of(table):
    """The figures, and the ordinals of the first column."""
    cells = [cell for row in table.rows for cell in row.cells]
    return [
        Decimal(cell.value if isinstance(cell, Number) else cell)
        for cell in cells
        if isinstance(cell, Number) or (isinstance(cell, str) and cell.isdigit())
    ]


def test_the_workbook_has_the_numbers_of_every_table(folder, document):
    book = load_workbook(folder / "annual-report.xlsx")
    tables = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    sheets = {
        sheet.title: [
            Decimal(str(cell.value))
            for line in sheet.iter_rows()
            for cell in line
            if isinstance(cell.value, int | float)
        ]
        for sheet in book.worksheets
    }
    titles = list(sheets)
    places = []
    for table in tables:
        [title] = [t for t in titles if re.match(rf"(Table )?{table.number}\b", t)]
        places.append(titles.index(title))
        assert sheets[title] == numbers_of(table), title
    assert places == sorted(places)


def test_the_sheets_are_ready_to_be_read_and_printed(folder):
    book = load_workbook(folder / "annual-report.xlsx")
    names = book.sheetnames
    assert names[0] == "Contents"
    assert {"Discrepancies", "Trace"} <= set(names)
    charts = {sheet.title: len(sheet._charts) for sheet in book.worksheets}  # type: ignore[attr-defined]
    for sheet in book.worksheets[1:]:
        assert sheet.page_setup.paperSize, sheet.title
        assert sheet.freeze_panes or charts[sheet.title], sheet.title
    assert sum(charts.values()) == 2


def test_the_trace_sheet_names_the_reports(folder):
    book = load_workbook(folder / "annual-report.xlsx", read_only=True)
    text = [
        [cell for cell in line if cell is not None]
        for line in book["Trace"].iter_rows(values_only=True)
    ]
    [kandal] = [line for line in text if "direct_publicity[forums].females@KH-08:2020" in line]
    assert "KH-08/committee/2020 r1" in kandal
    assert 235_786 in kandal


def test_libreoffice_opens_the_workbook(folder, tmp_path):
    done = subprocess.run(
        [
            *(program("soffice"), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "csv", "--outdir", str(tmp_path)),
            str(folder / "annual-report.xlsx"),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    first_sheet = (tmp_path / "annual-report.csv").read_text(encoding="utf-8", errors="replace")
    assert "Direct publicity and public forums" in first_sheet


# annual-report.pdf --------------------------------------------------------------------------------


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def pdf(folder):
    return PdfReader(folder / "annual-report.pdf")


@pytest.fixture(scope="module")
def text(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_the_pdf_has_every_section_in_its_order(pdf, text, document):
    bookmarks = iter([one.title for one in flattened(pdf.outline)])
    body, at = squeezed(text), 0
    for section in document.sections:
        assert any(section.title in bookmark for bookmark in bookmarks), section.title
        at = body.find(squeezed(section.title), at)
        assert at >= 0, section.title


def flattened(outline):
    for one in outline:
        if isinstance(one, list):
            yield from flattened(one)
        else:
            yield one


def test_the_pdf_has_the_figures(text):
    for figure in ("6,147,930", "27,409", "235,786", "33,976", "129,420", "524,476", "278"):
        assert figure in text, figure


def test_the_pdf_has_every_sentence(text, document):
    body = squeezed(text)
    sentences = [
        block.text
        for section in document.sections
        for block in section.blocks
        if hasattr(block, "level") and hasattr(block, "text")
    ]
    assert len(sentences) > 250
    missing = [one for one in sentences if squeezed(one)[:60] not in body]
    assert missing == []


def test_the_pdf_can_be_found_and_turned(pdf):
    assert pdf.metadata.title == "Annual Report 2020"
    assert 40 <= len(pdf.pages) <= 90
    widths = {round(float(page.mediabox.width)) for page in pdf.pages}
    assert widths <= {595, 842}
