"""What a reader copies or searches in a PDF is what was typed, in whichever program."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from reporting.document.fonts import BOLD, REGULAR, register_fonts
from reporting.document.pdf.rendering import render_pdf
from reporting.document.script_text import PageCanvas, draw_text
from tests.programs import program
from tests.reporting.document.hard_words import HARD_WORDS
from tests.reporting.document.sample_document import sample_document

SIZE = 11
LINES = [
    *HARD_WORDS,
    "ព្រះរាជាណាចក្រកម្ពុជា ជាតិ សាសនា ព្រះមហាក្សត្រ",
    "ថ្ងៃទី១៥ ខែវិច្ឆិកា ឆ្នាំ២០២១ (NSP-2020-1-T12) Covid-19 «ស្ត្រី» ១,២៥០នាក់ ២៧.៨ %",
    "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស (គ.ជ.ប.ជ)",
    "The office, fi and fl: −37 – “quoted” …",
]


def pdftotext(path: Path) -> str:
    command = program("pdftotext")
    found = subprocess.run([command, "-enc", "UTF-8", path, "-"], check=True, capture_output=True)
    return found.stdout.decode()


def pdfminer(path: Path) -> str:
    return extract_text(path)


def pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


READERS = (pdftotext, pdfminer, pypdf)


@pytest.fixture(scope="module")
def lines_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    register_fonts()
    path = tmp_path_factory.mktemp("copying") / "lines.pdf"
    canvas = PageCanvas(str(path), invariant=1)
    for font in (REGULAR, BOLD):
        for place, line in enumerate(LINES):
            draw_text(canvas, 60, 810 - place * 1.7 * SIZE, line, font, SIZE)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def report_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("copying") / "report.pdf"
    render_pdf(sample_document("km"), path)
    return path


@pytest.mark.parametrize("read", READERS)
def test_every_line_is_copied_as_it_was_typed(read, lines_pdf: Path) -> None:
    copied = [line.strip() for line in read(lines_pdf).replace("\f", "\n").splitlines()]
    assert [line for line in copied if line] == LINES * 2


@pytest.mark.parametrize("read", READERS)
def test_a_report_has_no_private_signs_and_its_names_are_found(read, report_pdf: Path) -> None:
    copied = read(report_pdf)
    assert re.findall("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]", copied) == []
    for words in ("កណ្ដាល", "ប្រយុទ្ធប្រឆាំង", "ពោធិ៍សាត់", "Anti-Money Laundering", "៦,១៤៧,៩៣០"):
        assert words in copied


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_same_document_gives_the_same_bytes_whatever_was_set_before(language: str) -> None:
    first, between, second = BytesIO(), BytesIO(), BytesIO()
    render_pdf(sample_document(language), first)
    canvas = PageCanvas(between, invariant=1)
    draw_text(canvas, 0, 0, "".join(reversed(HARD_WORDS)), REGULAR, 12)
    canvas.save()
    render_pdf(sample_document(language), second)
    assert first.getvalue() == second.getvalue()
