"""Hard words of Khmer look in our PDF as Chromium sets them from the same font file."""

import base64
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter

from reporting.document.fonts import BOLD, REGULAR, default_cache, register_fonts, static_instance
from reporting.document.script_text import PageCanvas, draw_text, text_width
from tests.programs import program
from tests.reporting.document.hard_words import HARD_WORDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZE, ROW, LEFT, WIDTH = 40, 90, 20, 500
HEIGHT = ROW * len(HARD_WORDS)
DARK = 128


def page_of(font: str) -> str:
    """Every word at the same place as in the PDF, a row each."""
    file = base64.b64encode(static_instance(font, default_cache()).read_bytes()).decode()
    words = "".join(
        f'<svg width="{WIDTH}" height="{ROW}" style="display:block">'
        f'<text x="{LEFT}" y="{ROW * 0.6}">{word}</text></svg>'
        for word in HARD_WORDS
    )
    return (
        '<meta charset="utf-8"><style>@font-face { font-family: F; '
        f"src: url(data:font/ttf;base64,{file}) }} body {{ margin: 0 }} "
        f"text {{ font: {SIZE}px F }}</style>{words}"
    )


def pdf_picture(font: str, folder: Path) -> Image.Image:
    command = program("pdftoppm")
    canvas = PageCanvas(str(folder / "words.pdf"), pagesize=(WIDTH, HEIGHT), invariant=1)
    for place, word in enumerate(HARD_WORDS):
        draw_text(canvas, LEFT, HEIGHT - place * ROW - ROW * 0.6, word, font, SIZE)
    canvas.save()
    subprocess.run(
        [command, "-r", "72", "-png", "-singlefile", folder / "words.pdf", folder / "words"],
        check=True,
    )
    return Image.open(folder / "words.png").convert("L")


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_words_are_as_wide_and_look_as_chromium_sets_them(
    font: str, chromium: "Browser", tmp_path: Path
) -> None:
    register_fonts()
    page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_content(page_of(font))
    page.evaluate("document.fonts.ready")
    widths = page.eval_on_selector_all("text", "all => all.map(e => e.getComputedTextLength())")
    shot = page.screenshot(full_page=True)
    page.close()
    for word, width in zip(HARD_WORDS, widths, strict=True):
        assert text_width(word, font, SIZE) == pytest.approx(width, rel=0.01), word
    theirs, ours = Image.open(BytesIO(shot)).convert("L"), pdf_picture(font, tmp_path)
    assert theirs.size == ours.size
    for place, word in enumerate(HARD_WORDS):
        row = (0, place * ROW, WIDTH, (place + 1) * ROW)
        assert odd_ink(ours.crop(row), theirs.crop(row)) < 0.005, word


def odd_ink(one: Image.Image, other: Image.Image) -> float:
    """The share of the ink of either that has none of the other within a pixel of it: edges are
    smoothed otherwise by each program."""
    inks = [picture.point(lambda grey: 255 if grey < DARK else 0) for picture in (one, other)]
    near = [ink.filter(ImageFilter.MaxFilter(3)) for ink in inks]
    alone = [
        ImageChops.subtract(inks[0], near[1]), ImageChops.subtract(inks[1], near[0])
    ]  # fmt: skip
    count = sum(picture.histogram()[255] for picture in alone)
    ink = sum(picture.histogram()[255] for picture in inks)
    assert ink
    return count / ink


def test_a_misplaced_sign_would_be_seen(tmp_path: Path) -> None:
    """The comparison is sharp enough: a sign two pixels away is odd ink."""
    register_fonts()
    ours = pdf_picture(REGULAR, tmp_path).crop((0, 0, WIDTH, ROW))
    assert odd_ink(ours, ours) == 0
    moved = ours.copy()
    moved.paste(ours.crop((0, 0, WIDTH, ROW // 3)), (3, 0))
    assert odd_ink(ours, moved) > 0.02
