"""The walk of one direction of the report of 2020: an officer answers it in the report of a month,
and the next annual report opens with what became of it: as a page, as PDF, as workbook."""

from io import BytesIO

import pypdf
import pytest
from openpyxl import load_workbook

from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Table
from reporting.document.workbook.book import render_workbook
from reporting.editions.composing.queries.directions import SECTION
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.reading.queries.stored_document import stamp_of
from reporting.entry.page.actions.page_saves import save_commitments
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.models import Consolidation
from tests import factories
from tests.commitments import direction, load
from tests.editions import begun
from tests.factories import acting, secretariat

NUMBERS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}
REPORT = ("KH-02", "committee", "2021-03")
SAID = "The land for the centre was found."


@pytest.fixture
def answered(year_2020):
    """V.D.2 names Battambang, whose officer says in March how far it is."""
    load()
    promise = direction("V.D.2")
    factories.drafted(*REPORT, NUMBERS)
    with acting(factories.person_of("KH-02", "officer")) as officer:
        _officer, opened = factories.begin(*REPORT)
        texts = {promise.number: CommitmentText("going_on", SAID, "Minutes of 12 March")}
        save_commitments(by=officer, access=opened, texts=texts)
    factories.accepted(*REPORT, NUMBERS)
    return promise


def documents(when):
    edition = begun(str(when))
    with secretariat():
        run = Consolidation.objects.filter(period_key=when * 100).latest("pk")
        return edition, [build_edition(edition, run, language) for language in ("en", "km")]


def test_the_next_annual_report_opens_with_what_became_of_each(answered, tmp_path):
    factories.consolidated(2021)
    edition, [english, khmer] = documents(2021)

    first = english.sections[0]
    assert (first.id, first.title) == (SECTION, "What became of the directions of 2020")
    [table] = [block for block in first.blocks if isinstance(block, Table)]
    rows = [list(map(str, row.cells)) for row in table.rows]
    assert len(rows) == 46
    assert rows[0][1].startswith("V.A.1 Support and cooperate")
    [row] = [row for row in rows if row[0] == str(answered.number)]
    assert "Caritas" in row[1]
    assert row[3:5] == ["Going on", SAID]
    assert row[5].endswith("report for March 2021")
    assert sum(one[3] == "No answer yet" for one in rows) == 45
    assert [section.id for section in khmer.sections] == [one.id for one in english.sections]
    assert khmer.sections[0].blocks[1].rows[0].cells[1].startswith("V.A.1 គាំទ្រ")

    render_pdf(english, tmp_path / "report.pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages)
    assert SAID in " ".join(text.split())
    out = BytesIO()
    render_workbook(english, (), (), out)
    cells = [
        cell for sheet in load_workbook(out).worksheets
        for line in sheet.iter_rows(values_only=True) for cell in line
    ]  # fmt: skip
    assert SAID in cells

    with secretariat():
        before = stamp_of(edition)
    assert "-d" in before
    factories.reopened(*REPORT)
    with acting(factories.person_of("KH-02", "officer")) as officer:
        _officer, opened = factories.begin(*REPORT)
        texts = {answered.number: CommitmentText("done", "The centre works.")}
        save_commitments(by=officer, access=opened, texts=texts)
    factories.accepted(*REPORT, NUMBERS)
    with secretariat():
        assert stamp_of(edition) != before


def test_the_report_of_2020_stays_as_it_is(year_2020):
    _edition, before = documents(2020)
    load()
    edition, after = documents(2020)
    assert after == before
    assert all(document.sections[0].id != SECTION for document in after)
    with secretariat():
        assert "-d" not in stamp_of(edition)
