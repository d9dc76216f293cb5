"""The minutes as PDF and as DOCX, in English and in Khmer."""

from io import BytesIO

import docx
import pytest
from django.utils.translation import override
from docx.oxml.ns import qn
from pypdf import PdfReader

from reporting.document.docx.writing import render_docx
from reporting.document.fonts import FAMILY
from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Document
from reporting.meetings.exports.minutes import minutes_document
from reporting.meetings.queries.agenda import agenda_of
from tests import meetings as given
from tests.factories import KANDAL_OFFICER, acting

pytestmark = pytest.mark.usefixtures("year_2020")
KANDAL = "KH-08"


@pytest.fixture
def signed(year_2020: None) -> dict[str, Document]:
    """By language."""
    meeting = given.held(KANDAL, "2021-03-10")
    given.decided(KANDAL, meeting, "Visit every district.", "2021-04-30")
    given.signed(KANDAL, meeting)
    found = {}
    for language in ("en", "km"):
        with acting(KANDAL_OFFICER) as officer, override(language):
            agenda = agenda_of(meeting, officer, language)
            found[language] = minutes_document(meeting, agenda, language)
    return found


def as_docx(document: Document) -> bytes:
    out = BytesIO()
    render_docx(document, out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ["Visit every district.", "Chan Dara", "Signatures", "20 persons", "Minutes"]),
     ("km", ["Visit every district.", "Chan Dara", "ហត្ថលេខា", "កំណត់ហេតុ"])],
)  # fmt: skip
def test_both_files_say_the_same(
    signed: dict[str, Document], language: str, said: list[str]
) -> None:
    file = docx.Document(BytesIO(as_docx(signed[language])))
    words = "\n".join(
        [paragraph.text for paragraph in file.paragraphs]
        + [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    )
    out = BytesIO()
    render_pdf(signed[language], out)
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(out.getvalue())).pages)
    for text in said:
        assert text in words
        assert text.replace(" ", "") in printed.replace(" ", "").replace("\n", "")


def test_khmer_is_set_in_its_font_and_says_its_language(signed: dict[str, Document]) -> None:
    file = docx.Document(BytesIO(as_docx(signed["km"])))
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs if run.text]
    assert runs
    for run in runs:
        properties = run._r.rPr
        assert properties is not None
        assert properties.find(qn("w:rFonts")).get(qn("w:cs")) == FAMILY
        assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "km-KH"


def test_the_same_minutes_are_the_same_bytes(signed: dict[str, Document]) -> None:
    for document in signed.values():
        assert as_docx(document) == as_docx(document)
