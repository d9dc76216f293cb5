"""The minutes as PDF and as DOCX, in English and in Khmer."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.utils.translation import override
from docx.oxml.ns import qn
from docx.text.run import Run
from pypdf import PdfReader

from reporting.document.docx.writing import ORDER, render_docx
from reporting.document.fonts import FAMILY
from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Document
from reporting.meetings.exports.minutes import minutes_document
from reporting.meetings.queries.agenda import agenda_of
from tests import meetings as given
from tests.factories import KANDAL_OFFICER, acting
from tests.programs import program

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


KHMER = re.compile(r"[\u1780-\u17ff]")


def runs_of(file: docx.document.Document) -> Iterator[Run]:
    """Of the text and of the tables."""
    for paragraph in file.paragraphs:
        yield from paragraph.runs
    for table in file.tables:
        for row in table.rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    yield from paragraph.runs


@pytest.mark.parametrize("language", ["en", "km"])
def test_what_word_needs_for_khmer_stands_in_every_run(
    signed: dict[str, Document], language: str
) -> None:
    """Font and language of complex scripts in both; a run in Khmer is one of those."""
    file = docx.Document(BytesIO(as_docx(signed[language])))
    runs = [run for run in runs_of(file) if run.text]
    assert len(runs) > 20
    assert any(KHMER.search(run.text) for run in runs) is (language == "km")
    said_in: Counter[str] = Counter()
    for run in runs:
        properties = run._r.rPr
        assert properties is not None
        fonts, spoken = properties.find(qn("w:rFonts")), properties.find(qn("w:lang"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {FAMILY}
        assert spoken.get(qn("w:bidi")) == "km-KH"
        is_khmer = spoken.get(qn("w:val")) == "km-KH"
        assert is_khmer or not KHMER.search(run.text)
        assert (properties.find(qn("w:cs")) is not None) is is_khmer
        said_in[spoken.get(qn("w:val"))] += 1
        order = [ORDER.index(f"w:{child.tag.rpartition('}')[2]}") for child in properties]
        assert order == sorted(order), "Word refuses another order"
    assert said_in["km-KH"] > 20 if language == "km" else set(said_in) == {"en-GB"}
    sizes = file.styles["Normal"].element.rPr
    assert sizes.find(qn("w:szCs")).get(qn("w:val")) == sizes.find(qn("w:sz")).get(qn("w:val"))


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_table_of_decisions_is_a_table(signed: dict[str, Document], language: str) -> None:
    file = docx.Document(BytesIO(as_docx(signed[language])))
    [table] = file.tables
    assert len(table.columns) == 4
    head, row = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert row._tr.trPr is None
    assert all(run.bold for cell in head.cells for run in cell.paragraphs[0].runs)
    assert [len(cell.paragraphs) for cell in (*head.cells, *row.cells)] == [1] * 8
    assert "Visit every district." in row.cells[1].text
    assert all(cell.text for cell in row.cells)


@pytest.mark.parametrize("language", ["en", "km"])
def test_libreoffice_opens_it(signed: dict[str, Document], language: str, tmp_path: Path) -> None:
    (tmp_path / "minutes.docx").write_bytes(as_docx(signed[language]))
    subprocess.run(
        [program("lowriter"), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "minutes.docx")],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    pages = PdfReader(tmp_path / "minutes.pdf").pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert "Visiteverydistrict." in text
