"""Khmer is shaped wherever text stands, no sign is missing, and no line touches the next."""

import doctest
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from reporting.document import khmer_digits
from reporting.document.charts import shapes
from reporting.document.fonts import BOLD, REGULAR, register_fonts, static_instance
from reporting.document.line_breaks import wrap
from reporting.document.pdf import styles
from reporting.document.pdf.grid import LEADING
from reporting.document.pdf.rendering import render_pdf
from reporting.document.script_text import printable
from reporting.document.shaping import clusters, ink_of, run_width
from reporting.kernel import numbers
from tests.reporting.document.hard_words import HARD_WORDS
from tests.reporting.document.sample_document import sample_document
from tests.reporting.document.sample_names import KHMER_COMMITTEE, KHMER_TITLE, PROVINCES

NEVER_ASSIGNED = (*range(0x17DE, 0x17E0), *range(0x17EA, 0x17F0))
KHMER_BLOCKS = [
    code
    for code in (*range(0x1780, 0x17FA), *range(0x19E0, 0x1A00), 0x200B, 0x200C, 0x200D, 0x25CC)
    if code not in NEVER_ASSIGNED
]


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register_fonts()


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_no_khmer_sign_is_missing_in_the_typeface(font: str) -> None:
    known: Any = pdfmetrics.getFont(font)
    assert [f"U+{code:04X}" for code in KHMER_BLOCKS if not known.face.charToGlyph.get(code)] == []


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_no_khmer_glyph_is_missing(font: str) -> None:
    names = (KHMER_TITLE, KHMER_COMMITTEE, *(khmer for _english, khmer in PROVINCES), *HARD_WORDS)
    for text in names:
        assert all(glyph for cluster in clusters(text, font) for glyph, _x, _y in cluster.glyphs)


def test_letters_under_the_line_are_shaped() -> None:
    (under,) = clusters("ណ្ដ", REGULAR)
    assert under.text == "ណ្ដ"
    assert under.advance < sum(cluster.advance for cluster in clusters("ណដ", REGULAR))


def test_mixed_scripts_are_shaped_each_by_itself() -> None:
    texts = [cluster.text for cluster in clusters("Plain ស្រី 12", REGULAR)]
    assert texts == [*"Plain ", "ស្រី", *" 12"]


@pytest.mark.parametrize("words", HARD_WORDS)
def test_clusters_are_the_whole_word_in_its_order(words: str) -> None:
    assert "".join(cluster.text for cluster in clusters(words, REGULAR)) == words
    assert not any(cluster.text[0] in "\u17d2\u17b6\u17c1" for cluster in clusters(words, BOLD))


def test_a_run_of_clusters_is_as_wide_as_harfbuzz_sets_it_whole() -> None:
    """Also where neighbours make room for each other, as the signs of the last two do."""
    for words in ("".join(HARD_WORDS), "".join(reversed(HARD_WORDS)), "ស្ត្រីកែប", "ស្ត្រីល្បែង"):
        for font in (REGULAR, BOLD):
            found = list(clusters(words, font))
            assert sum(cluster.advance for cluster in found) == run_width(words, font)
            assert "".join(cluster.text for cluster in found) == words


def all_styles() -> dict[str, styles.Style]:
    found = {name: one for name, one in vars(styles).items() if isinstance(one, styles.Style)}
    for name in ("HEADINGS", "CONTENTS"):
        found |= {f"{name}[{place}]": one for place, one in enumerate(getattr(styles, name))}
    return found


def test_lines_of_khmer_do_not_touch_in_any_style() -> None:
    """The lowest letter under a line and the highest sign over the next have room between them."""
    inks = [ink_of(word, font) for word in HARD_WORDS for font in (REGULAR, BOLD)]
    ink = (max(above for above, _below in inks) + max(below for _above, below in inks)) / 1000
    assert ink > 1.5  # as tall as the typeface gets: the words are hard enough
    tight = {
        name: style.leading / style.size
        for name, style in all_styles().items()
        if style.leading * styles.KHMER_LEADING < ink * style.size
    }
    assert tight == {}
    assert ink < LEADING * styles.KHMER_LEADING  # of a table's lines
    assert shapes.leading_of("ស្ត្រី") > ink * shapes.SMALL


def test_document_prints_khmer_in_title_bullets_cells_and_charts() -> None:
    out = BytesIO()
    render_pdf(sample_document("km"), out)
    reader = PdfReader(out)
    texts = [page.extract_text() for page in reader.pages]
    assert sum(text.count("កណ្ដាល") for text in texts) >= 2  # a table cell, and a bar of the chart
    assert "មាតិកា" in texts[1]
    assert KHMER_COMMITTEE.split()[0] in texts[0]
    assert reader.metadata is not None and reader.metadata.title == KHMER_TITLE
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "km-KH"


def test_numbers_of_a_khmer_document_are_khmer_and_codes_are_not() -> None:
    assert doctest.testmod(numbers).failed == doctest.testmod(khmer_digits).failed == 0
    out = BytesIO()
    render_pdf(sample_document("km"), out)
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert "៦,១៤៧,៩៣០" in text  # a cell
    assert "ទំព័រ ១ / ៧" in text and "តារាង ១" in text and "B.១.៣" in text
    assert "(២៧.៨ %)" in text  # of a chart
    lines = [line for line in text.splitlines() if not re.search("[a-z]{3}", line)]
    assert not any("0" <= sign <= "9" for line in lines for sign in line)
    assert "Cases suppressed, 2016 to 2020" in text  # what is not in Khmer has no Khmer numerals
    measured = khmer_digits.khmer_digits_in("វិទ្យុ FM105.70MHz FM 98.5MHz តម្លៃ US$9,000")
    assert measured == "វិទ្យុ FM១០៥.៧០MHz FM ៩៨.៥MHz តម្លៃ US$៩,០០០"
    for code in ("NSP-2020-1-T12", "a1@moi.gov.kh", "https://nsp.gov.kh/t/12?a=1", "COVID-19",
                 "direct_publicity[3].females@KH-08:2020", "SHA-256 0123 4567 89ab"):  # fmt: skip
        assert khmer_digits.khmer_digits_in(f"ឆ្នាំ 2020 {code} 5") == f"ឆ្នាំ ២០២០ {code} ៥"


def test_signs_that_the_typeface_lacks_get_a_stand_in() -> None:
    assert printable("№ 1\u202f000 ▪ ﬁ") == "Nº 1\u00a0000 • fi"
    assert printable("Rôtânôkĭri") == "Rôtânôkiri"
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


def test_no_sign_that_the_portal_writes_is_missing_in_print() -> None:
    """Of the catalogue, the units, the plan, the translations: each has its glyph or a stand-in."""
    root = Path(__file__).parents[3]
    files = [*root.glob("locale/km/**/*.po"), *root.glob("fixtures/**/*.yaml"),
             *root.glob("fixtures/**/*.csv")]  # fmt: skip
    written = {sign for file in files for sign in file.read_text(encoding="utf-8")}
    assert "\u17d2" in written
    lacking = {sign for sign in written - {"?"} if printable(sign) == "?"}
    assert {f"U+{ord(sign):04X}" for sign in lacking} == set()
