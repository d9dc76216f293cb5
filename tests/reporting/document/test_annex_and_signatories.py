"""What a report prints of its discrepancies and of who signed it, in each of its files."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.document.fonts import register_fonts
from reporting.document.json_files import document_from_json, to_json
from reporting.document.listing_rows import DiscrepancyRow
from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Discrepancy, Note, Paragraph, Section, Signatory
from reporting.document.workbook.book import render_workbook
from reporting.document.workbook.setup import WORDS as REQUIRED
from tests.reporting.document.sample_document import sample_document
from tests.reporting.document.sample_names import ENGLISH

WORDS = {
    **{word: word.replace("_", " ").capitalize() for word in REQUIRED},
    **ENGLISH,
    "about": "About this edition",
    "signed": "Signed by",
    "about_open_head": "What is not explained",
    "about_open": "Those that nobody has explained yet come first.",
    "discrepancies_found": "Discrepancies: not explained, and explained",
    "not_explained": "Not explained yet",
    "explained": "Explained",
    "state": "State",
}
OPEN, DONE, ELSEWHERE = "A row was copied.", "It was misprinted.", "A chart differs."
DOCUMENT = replace(
    sample_document(),
    words=WORDS,
    sections=(
        Section(
            "I", "I", "Overview", 1, (Paragraph("Words of the report.", mark=1),),
            (Note(1, f"{OPEN} This is not explained yet.", "high", is_open=True),),
        ),
    ),
    discrepancies=(
        Discrepancy("I", OPEN, "high", is_open=True, note=1),
        Discrepancy("X", ELSEWHERE, "low", is_open=True),
        Discrepancy("I", DONE, "medium"),
    ),
    signatories=(
        Signatory("Reviewer", "Sok Dara", "3 March 2021"),
        Signatory("Secretary General", "Chan Thida", "5 March 2021"),
    ),
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register_fonts()


def pdf(document):
    out = BytesIO()
    render_pdf(document, out)
    return out


def row(text: str, state: str, label: str) -> DiscrepancyRow:
    return DiscrepancyRow(
        "k", "low", "I", "", "", "2020", (), "", None, text, state=state, state_label=label
    )


def test_the_imprint_says_who_signed_in_which_role_and_when() -> None:
    text = PdfReader(pdf(DOCUMENT)).pages[1].extract_text()
    signed = text.partition("Signed by")[2]
    for one in DOCUMENT.signatories:
        assert one.date in signed
        assert f"{one.name}, {one.role}" in signed
    assert "What is not explained" in signed
    nobody = replace(DOCUMENT, signatories=(), discrepancies=())
    text = PdfReader(pdf(nobody)).pages[1].extract_text()
    assert "Signed by" not in text
    assert "What is not explained" not in text


def test_the_annex_of_the_pdf_tells_apart_what_is_not_explained() -> None:
    text = PdfReader(pdf(DOCUMENT)).pages[-1].extract_text()
    parts = ["Discrepancies: not explained", "Not explained yet (2)", OPEN, ELSEWHERE,
             "Explained (1)", DONE]  # fmt: skip
    places = [text.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places
    assert "[1]" in text


def test_the_number_of_a_row_leads_to_its_note() -> None:
    page = PdfReader(pdf(DOCUMENT)).pages[-1]
    links = [one.get_object() for one in page.get("/Annots", [])]
    assert sum("/Dest" in one for one in links) == 1


def test_the_workbook_says_both_too() -> None:
    out = BytesIO()
    found = [row(DONE, "explained", "Explained"), row(OPEN, "open", "Not explained yet")]
    render_workbook(DOCUMENT, found, (), out)
    book = load_workbook(out)
    cover = [cell.value for cells in book.worksheets[0].iter_rows(max_row=14) for cell in cells]
    assert "Sok Dara, Reviewer, 3 March 2021" in cover
    assert "Chan Thida, Secretary General, 5 March 2021" in cover
    sheet = book["Discrepancies"]
    heads = [cell.value for cell in sheet[3]]
    state, message = heads.index("State"), heads.index(WORDS["message"])
    lines = [[cell.value for cell in cells] for cells in sheet.iter_rows(min_row=4)]
    assert [(one[state], one[message]) for one in lines] == [
        ("Not explained yet", OPEN), ("Explained", DONE),
    ]  # fmt: skip


def test_the_same_document_gives_the_same_pdf() -> None:
    assert pdf(DOCUMENT).getvalue() == pdf(DOCUMENT).getvalue()


def test_both_are_stored_with_the_document() -> None:
    assert document_from_json(to_json(DOCUMENT)) == DOCUMENT
