"""Khmer is shaped wherever text stands, and sits on its line."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from reporting.document.fonts import BOLD, REGULAR, register_fonts, static_instance
from reporting.document.pdf.rendering import render_pdf
from reporting.document.script_text import (
    ShapingCanvas,
    draw_text,
    printable,
    shape,
    text_width,
    wrap,
)
from tests.reporting.document.sample_document import sample_document
from tests.reporting.document.sample_names import KHMER_COMMITTEE, KHMER_TITLE, PROVINCES


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register_fonts()


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_no_khmer_glyph_is_missing(font: str) -> None:
    registered: Any = pdfmetrics.getFont(font)
    glyphs = registered.face.charToGlyph
    for text in (KHMER_TITLE, KHMER_COMMITTEE, *(khmer for _english, khmer in PROVINCES)):
        for sign in "".join(shape(text, font)):
            assert glyphs[ord(sign)] != 0


def test_letters_under_the_line_are_shaped() -> None:
    shaped = "".join(shape("កណ្ដាល", REGULAR))
    assert "\u17d2" not in shaped
    assert text_width("ណ្ដ", REGULAR, 10) < text_width("ណដ", REGULAR, 10)


def test_mixed_scripts_are_shaped_each_by_itself() -> None:
    runs = shape("Plain ស្រី 12", REGULAR)
    assert [run for run in runs if run.isascii()] == ["Plain ", " 12"]
    assert "\u17d2" not in "".join(runs)


def test_document_prints_khmer_in_title_bullets_cells_and_charts() -> None:
    out = BytesIO()
    render_pdf(sample_document("km"), out)
    reader: Any = PdfReader(out)
    content = b"".join(page.get_contents().get_data() for page in reader.pages)
    sources = {
        bytes.fromhex(found.decode()).decode("utf-16")
        for found in re.findall(rb"/ActualText <([0-9A-F]+)>", content)
    }
    assert "កណ្ដាល" in sources  # a table cell, and a bar of the chart
    assert any("មាតិកា" in source for source in sources)
    assert any(KHMER_COMMITTEE.split()[0] in source for source in sources)
    assert reader.metadata is not None and reader.metadata.title == KHMER_TITLE
    assert reader.trailer["/Root"]["/Lang"] == "km-KH"


def test_rise_returns_to_the_line_after_marks() -> None:
    canvas = ShapingCanvas(BytesIO(), invariant=1, pageCompression=0)
    draw_text(canvas, 0, 100, "ប៉ៃលិនពោធិ៍សាត់ឧត្ដរមានជ័យ" * 3, REGULAR, 12)
    rises = re.findall(r"(-?[\d.]+) Ts", "\n".join(canvas._code))
    assert not rises or float(rises[-1]) == 0


def test_lines_break_between_syllables_and_lose_nothing() -> None:
    text = KHMER_TITLE.replace(" ", "") * 4
    lines = wrap(text, REGULAR, 10, 150)
    assert "".join(lines) == text
    assert all(text_width(line, REGULAR, 10) <= 150 for line in lines)
    assert not any(re.match("[\u17b4-\u17d3]", line) for line in lines)
    assert not any(line.endswith("\u17d2") for line in lines)


def test_signs_that_the_typeface_lacks_get_a_stand_in() -> None:
    assert printable("№ 1\u202f000 ▪ ﬁ") == "Nº 1\u00a0000 • fi"
    assert printable("你") == "?"


def test_names_with_strokes_stay_whole_and_long_words_may_part() -> None:
    assert wrap("Kram NS/RKM", REGULAR, 10, 45) == ["Kram", "NS/RKM"]
    assert wrap("Ministries/Institutions", REGULAR, 10, 70) == ["Ministries/", "Institutions"]


def test_static_fonts_are_made_once(tmp_path) -> None:
    path = static_instance(REGULAR, tmp_path)
    made = path.stat().st_mtime_ns
    assert static_instance(REGULAR, tmp_path) == path
    assert path.stat().st_mtime_ns == made
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
