"""Text in any script: what the typeface can print of it, how wide it is, and how it is drawn.

A document's text has no markup, so that lines of plain strings do for it; where they break stands
in `line_breaks.py`. ReportLab's own paragraphs break unspaced Khmer anywhere, and its table cells
do not shape at all.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from reporting.document.fonts import REGULAR
from reporting.document.shaping import NEEDS_SHAPING, width_of
from reporting.kernel.numbers import to_khmer_digits

STAND_INS = {
    "\u2713": "+",
    "\u2717": "\u00d7",  # check mark, ballot cross
    "\u202f": "\u00a0",
    "\u2009": "\u00a0",
    "\u2002": "\u00a0\u00a0",
    "\u2003": "\u00a0\u00a0\u00a0\u00a0",
    "\u2116": "N\u00ba",
    "\u2011": "-",
    "\u25aa": "\u2022",
    "\u25cf": "\u2022",
    "\u25cb": "\u2013",
    "\u2192": "\u2013",
}


class PageCanvas(Canvas):
    """A canvas that knows which places of the document links may lead to."""

    blind = False  # the pages are only being counted
    targets: frozenset[str] = frozenset()  # places that links may lead to
    reached: set[str]  # places that were marked on the way, and may be led back to
    khmer_digits = False

    def digits(self, text: str) -> str:
        """A number that is known only while pages are set, as the document shows numbers."""
        return to_khmer_digits(text) if self.khmer_digits else text


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """The text with stand-ins for the few signs that the typeface lacks; never an empty box."""
    font: Any = pdfmetrics.getFont(REGULAR)
    known = font.face.charToGlyph
    if all(ord(sign) in known or sign == "\n" for sign in text):
        return text
    return "".join(sign if ord(sign) in known else _stand_in(sign, known) for sign in text)


def _stand_in(sign: str, known: dict[int, int]) -> str:
    if sign == "\n":
        return sign
    if sign in "\t\r":
        return " "
    whole = STAND_INS.get(sign) or unicodedata.normalize("NFKC", sign)
    parts = unicodedata.normalize("NFKD", sign)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    for text in (whole, bare):
        if text and all(ord(part) in known for part in text):
            return text
    return "" if unicodedata.category(sign).startswith(("C", "M")) else "?"


@lru_cache(maxsize=65536)
def text_width(text: str, font: str, size: float) -> float:
    """Width in points of one line, as it will be drawn."""
    if not NEEDS_SHAPING.search(text):
        return float(pdfmetrics.stringWidth(text, font, size))
    return width_of(text, font, size)


def draw_text(
    canvas: Any, x: float, y: float, text: str, font: str, size: float, align: str = "start"
) -> None:
    """Draw one line at its baseline; `x` is its start, its end or its middle."""
    if align != "start":
        width = text_width(text, font, size)
        x -= width if align == "end" else width / 2
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def draw_leaders(canvas: Canvas, x: float, y: float, end: float, size: float) -> None:
    """Dots from `x` to `end`, on a grid that is the same on every line."""
    step = size * 0.55
    dots = int((end - x) / step)
    for place in range(dots):
        canvas.drawString(end - (place + 1) * step, y, ".")
