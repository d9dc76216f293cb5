"""A doubted figure carries its sign or its status wherever it can leave the portal."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import docx
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from openpyxl import load_workbook
from pypdf import PdfReader

from provinces.models import OrganisationUnit
from reporting.document.csv_files import write_table_csv
from reporting.document.docx.writing import render_docx
from reporting.document.trace_codes import tables_of
from reporting.document.value import SIGNS, Number
from reporting.editions.composing.queries.stated_figures import DRAWN, MEANINGS, TOTALS
from reporting.editions.discrepancies.queries.edition_states import states_of
from reporting.editions.publishing.actions.rendered_files import path_of, render
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.kernel.expressions import Reference, parse
from reporting.models import Consolidation, Edition
from reporting.monitoring.queries.situation import Situation
from reporting.provincial.queries.basis import YearInLanguage, basis_of
from reporting.provincial.queries.provincial_document import provincial_document
from tests import editions
from tests.editions import explained, one_of
from tests.factories import KANDAL_OFFICER, REVIEWER, acting, secretariat

TABLE, UNIT = "direct_publicity", "KH-11"
DOUBTED, TOTAL = str(MEANINGS["doubted"]), str(TOTALS)

# Every address that gives a file, and how a doubt goes with the figures in it; in `none` stands why
# there is nothing that a check of a period could doubt.
CARRIES = {
    "explore_csv", "explore_workbook", "measures_csv", "measures_workbook",
    "indicators_csv", "indicators_workbook", "edition_file", "edition_making", "download",
    "provincial_file", "evaluation_file", "situation_csv", "situation_xlsx",
    "situation_chart_csv", "situation_chart_svg", "situation_chart_png",
}  # fmt: skip
WITHOUT = {
    "labels_download": "words", "glossary_csv": "words", "commitments_csv": "promises",
    "commitments_workbook": "promises", "feedback_csv": "letters", "feedback_workbook": "letters",
    "committee_members_workbook": "persons", "committee_csv": "persons",
    "committee_workbook": "persons",
    "meeting_pdf": "minutes", "meeting_docx": "minutes",
    "monitoring_csv": "which reports came", "monitoring_workbook": "which reports came",
    "plan_csv": "what is planned and done", "plan_workbook": "what is planned and done",
    "plan_unit_csv": "what is planned and done", "plan_unit_workbook": "what is planned and done",
    "population_workbook": "people of places", "special_csv": "answers of a day",
    "special_workbook": "answers of a day",
    "edition_compare_csv": "two editions beside each other: its discrepancies stand there too",
}  # fmt: skip
FILE = re.compile(r"\.(csv|xlsx|pdf|docx|json|svg|png)$|<str:name>")


def addresses(resolver, before=""):
    for found in resolver.url_patterns:
        route = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from addresses(found, route)
        elif isinstance(found, URLPattern) and FILE.search(route):
            yield found.name, route


@pytest.fixture(autouse=True)
def here(year_2020, tmp_path, settings):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def edition():
    return editions.begun()


@pytest.fixture
def states(edition):
    with secretariat():
        return states_of(Consolidation.objects.get(year=2020), None)


@pytest.fixture
def figure(edition, states):
    """A figure of Mondulkiri that has a sign in print, and no note."""
    with secretariat():
        document = shown_document(edition, "en").document
    found = (
        cell
        for table in tables_of(document)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Number) and cell.sign and f"@{UNIT}:" in cell.trace
    )
    return next(found)


def reference(figure) -> Reference:
    found = parse(figure.trace)
    assert isinstance(found, Reference)
    return found


def explored(figure, ending="", **more):
    at = reference(figure).name
    asked = {
        "table": at.table, "measure": [at.element], "units": [UNIT, "KH-08"], "year": 2020,
        "by": "year", "down": "unit", "over": "period", "chart": "bars", "row": at.option or "",
    }  # fmt: skip
    return f"/explore/{ending}?{urlencode(asked | more, doseq=True)}"


def test_every_file_is_known():
    known = CARRIES | WITHOUT.keys()
    found = {name for name, route in addresses(get_resolver()) if name}
    new = sorted(name for name in found if name not in known and "schedule" not in name)
    assert [name for name in new if not name.startswith(("evidence", "report_"))] == []


def test_a_total_contains_what_is_doubted(figure, states):
    at = reference(figure)
    assert states[figure.trace] == "doubted"
    for scope in (("province",), ()):
        assert states[str(replace(at, scope=scope))] in ("contains_doubted", "doubted")
    assert str(replace(at, scope=("KH-08",))) not in states  # the control


def test_in_the_report_the_sign_is_explained_and_totals_are(edition, figure):
    with secretariat():
        document = shown_document(edition, "en").document
    for table in tables_of(document):
        cells = [cell for row in table.rows for cell in row.cells if isinstance(cell, Number)]
        for state, sign in SIGNS.items():
            signed = any(cell.sign for cell in cells if cell.state == state)
            assert signed == any(note.startswith(f"{sign} ") for note in table.notes), table.id
        contains = any(cell.state == "contains_doubted" for cell in cells)
        assert contains == (TOTAL in table.notes), table.id


@pytest.mark.parametrize("language", ["en", "km"])
def test_on_the_pages_of_the_report(signed_in, edition, figure, language):
    client = signed_in(REVIEWER)
    client.cookies["django_language"] = language
    with secretariat():
        document = shown_document(edition, "en").document
    table = next(t for t in tables_of(document) if any(figure in row.cells for row in t.rows))
    page = client.get(f"/annual/2020/{table.section}/").text
    assert '<span class="doubt" aria-hidden="true">*</span>' in page
    traced = client.get(f"/trace/2020/?{urlencode({'figure': figure.trace})}").text
    assert 'class="doubt"' in traced
    both = client.get(f"/trace/table/{table.code}/").text
    assert both.count('class="doubt"') >= 2  # in the table, and in the list of its figures


def test_the_trace_of_a_total_says_what_it_contains(signed_in, edition, figure):
    total = str(replace(reference(figure), scope=()))
    page = signed_in(REVIEWER).get(f"/trace/2020/?{urlencode({'figure': total})}").text
    assert 'class="doubt"' in page  # at the unit
    assert DOUBTED in page


def test_in_the_explorer(signed_in, edition, figure):
    client = signed_in(REVIEWER)
    page = client.get(explored(figure)).text
    assert 'class="doubt"' in page or "nobody has answered yet" in page
    assert "numbers drawn here" in page
    text = client.get(explored(figure, "table.csv")).content.decode("utf-8-sig")
    heading, *lines = list(csv.reader(io.StringIO(text)))
    assert heading[-1] == "Status"
    rows = {line[0]: line[-1] for line in lines if len(line) == len(heading)}
    assert "doubted" in rows["Mondulkiri"]
    assert rows["Kandal"] == ""
    assert "contains doubted numbers" in rows["All chosen units"]
    book = load_workbook(io.BytesIO(client.get(explored(figure, "table.xlsx")).content))
    said = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert any("check asks about" in words for words in said)


def test_in_the_situation(signed_in, edition, states):
    """Each key figure as the trace and the report state it; what is drawn says so under it."""
    client = signed_in(REVIEWER)
    with acting(REVIEWER) as person:
        found = Situation(2020, person, "en")
        shown = {one.line.figure.expression: one.state for one in found.figures}
        drawn = [chart.id for chart in found.charts if str(DRAWN) in chart.notes]
    assert shown == {cell: states.get(f"{cell}:2020", "sound") for cell in shown}
    assert {"contains_doubted", "sound"} <= set(shown.values())
    assert "Contains doubted numbers" in client.get("/situation/2020/").text
    text = client.get("/situation/2020/key-figures.csv").content.decode("utf-8-sig")
    heading, *lines = list(csv.reader(io.StringIO(text)))
    assert heading[-1] == "Status"
    assert any("contains doubted numbers" in line[-1] for line in lines if line)
    assert TOTAL in text
    book = load_workbook(io.BytesIO(client.get("/situation/2020/key-figures.xlsx").content))
    said = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    assert TOTAL in said
    assert str(DRAWN) in said
    at = f"/situation/2020/charts/{drawn[0]}"
    assert str(DRAWN) in client.get(f"{at}.csv").content.decode("utf-8-sig")
    svg = re.sub(r"<[^>]+>", " ", client.get(f"{at}.svg").text)
    assert "some of the numbers drawn here" in " ".join(svg.split())
    assert client.get(f"{at}.png").status_code == 200


def test_a_unit_reads_of_its_own_what_is_published(signed_in, figure):
    """What the Secretariat said of it is not the unit's to read; what is printed is."""
    editions.published()
    client = signed_in(KANDAL_OFFICER)
    assert client.get(explored(figure, units=["KH-08"])).status_code == 200
    page = client.get(f"/trace/2020/?{urlencode({'figure': figure.trace})}")
    assert page.status_code == 404
    own = str(replace(reference(figure), scope=()))
    assert client.get(f"/trace/2020/?{urlencode({'figure': own})}").status_code == 200


def written(edition, name, language="en") -> Path:
    with secretariat():
        row = render(edition, language, name)
        return path_of(row)


def test_in_the_data_files(edition, figure):
    at = reference(figure)
    rows = json.loads(written(edition, "figures.json").read_text())["figures"]
    found = {row["address"]: row["status"] for row in rows}
    assert found[figure.trace] == "doubted"
    assert found[str(replace(at, scope=()))] in ("contains_doubted", "doubted")
    text = written(edition, "figures.csv").read_text("utf-8-sig")
    statuses = {row["status"] for row in csv.DictReader(io.StringIO(text))}
    assert statuses >= {"sound", "doubted", "contains_doubted"}


def test_in_the_workbook(edition, figure):
    book = load_workbook(written(edition, "report.xlsx"))
    formats = [cell.number_format for sheet in book for row in sheet for cell in row]
    assert any('"*"' in form for form in formats)
    trace = next(sheet for sheet in book if any(cell.value == "Status" for cell in sheet[3]))
    at = [cell.value for cell in trace[3]].index("Status")
    row = next(row for row in trace.iter_rows(values_only=True) if row[0] == figure.trace)
    assert row[at] == "doubted"


def test_in_the_extract_of_a_unit(edition, figure):
    text = "".join(
        page.extract_text() for page in PdfReader(written(edition, f"extract-{UNIT}.pdf")).pages
    )
    assert "A check asks about this number" in " ".join(text.split())


def test_in_the_report_of_the_province(edition, figure):
    with secretariat():
        basis = basis_of(2020)
        assert basis is not None
        unit = OrganisationUnit.objects.get(code=UNIT)
        document = provincial_document(YearInLanguage(basis, "en"), unit)
    cells = [c for t in tables_of(document) for r in t.rows for c in r.cells]
    assert any(isinstance(cell, Number) and cell.state == "doubted" for cell in cells)


def test_in_word_and_in_the_csv_of_a_table(edition, figure):
    with secretariat():
        document = shown_document(edition, "en").document
    table = next(t for t in tables_of(document) if any(figure in row.cells for row in t.rows))
    section = next(one for one in document.sections if table in one.blocks)
    out = io.BytesIO()
    render_docx(replace(document, sections=(section,)), out)
    made = docx.Document(out)
    cells = {cell.text for one in made.tables for row in one.rows for cell in row.cells}
    assert any(text.endswith("*") for text in cells)
    assert any(DOUBTED in paragraph.text for paragraph in made.paragraphs)
    out = io.BytesIO()
    write_table_csv(table, document.words, out)
    heading, *lines = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig")))
    assert heading[-1] == "Status"
    assert any(line and ": doubted" in line[-1] for line in lines)


def test_once_it_is_explained_nothing_is_in_doubt(edition, figure, states):
    with secretariat():
        one = one_of("repeated_row", UNIT)
    explained(one)
    with secretariat():
        now = states_of(Consolidation.objects.get(year=2020), Edition.objects.get())
    assert now[figure.trace] == "explained"
    assert list(now.values()).count("doubted") < list(states.values()).count("doubted")
