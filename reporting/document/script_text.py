"""Text in any script: how wide it is, where its lines break, and how it is drawn.

Latin goes the short way; whatever needs shaping (Khmer) goes through HarfBuzz. ReportLab's own
paragraphs break unspaced Khmer anywhere and its table cells do not shape at all; a document's
text has no markup, so that lines of plain strings are also the faster way.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import shapeStr
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from reporting.document.fonts import REGULAR

ZERO_WIDTH_SPACE = "\u200b"
PLAIN = "\u0000-\u02ff\u1e00-\u1eff\u2000-\u22ff\ufffd"
NEEDS_SHAPING = re.compile(f"[^{PLAIN}]")
SCRIPT_RUN = re.compile(f"(?P<shaped>[^{PLAIN}]+)|[{PLAIN}]+")
# A base, the letters under it (after U+17D2) and its signs; then the bases without a vowel that
# follow, which mostly close the syllable. Short of a dictionary no better break can be known.
_BASE, _SIGN = "[\u1780-\u17b3]", "[\u17b4-\u17d1\u17d3\u17dd]"
KHMER_SYLLABLE = re.compile(
    f"{_BASE}(?:\u17d2{_BASE}|{_SIGN})*(?:{_BASE}(?:\u17d2{_BASE})*(?!\u17d2|{_SIGN}))*"
)
# After a hyphen or stroke between real words, not inside "NS/RKM" or "C/PCCT".
BREAK_AFTER = re.compile("(?<=[^\\W\\d]{4}[/\u2013\u2014-])(?=[^\\W\\d]{4})|\u200b")
STAND_INS = {
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
KEEP_TOGETHER = 0.55  # an unspaced phrase moves down whole once so much of the line is filled


class ShapingCanvas(Canvas):
    """A canvas that sets the marks of shaped text at their right height."""

    blind = False  # the pages are only being counted
    _code: list[str]
    targets: frozenset[str] = frozenset()  # places that links may lead to
    reached: set[str]  # places that were marked on the way, and may be led back to

    def beginText(  # noqa: N802
        self, x: float = 0, y: float = 0, direction: Any = None
    ) -> PDFTextObject:
        return _Text(self, x, y, direction=direction)


class _Text(PDFTextObject):
    _code: list[str]
    _y: float

    def setRise(self, rise: float) -> None:  # noqa: N802
        # ReportLab forgets the new rise where it replaces the operator before: the line sinks.
        replaces = self._code[-1].endswith(" Ts")
        super().setRise(rise)
        if replaces:
            self._rise = rise
            self._y -= rise


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
    text = STAND_INS.get(sign) or unicodedata.normalize("NFKC", sign)
    if all(ord(part) in known for part in text):
        return text
    return "" if unicodedata.category(sign).startswith(("C", "M")) else "?"


@lru_cache(maxsize=65536)
def text_width(text: str, font: str, size: float) -> float:
    """Width in points of one line, as it will be drawn."""
    if not NEEDS_SHAPING.search(text):
        return float(pdfmetrics.stringWidth(text, font, size))
    return sum(_glyphs_width(glyphs, font, size) for glyphs in shape(text, font))


@lru_cache(maxsize=8192)
def shape(text: str, font: str) -> tuple[str, ...]:
    """The glyphs of the text, a run for each script: HarfBuzz shapes one script at a time."""
    return tuple(
        shapeStr(run.group(), font, 10) if run.lastgroup else run.group()
        for run in SCRIPT_RUN.finditer(text)
    )


def _glyphs_width(glyphs: str, font: str, size: float) -> float:
    positions = getattr(glyphs, "__shapeData__", None)
    if positions is None:
        return float(pdfmetrics.stringWidth(glyphs, font, size))
    return float(sum(glyph.x_advance for glyph in positions) * size / 1000)


def wrap(
    text: str, font: str, size: float, limit: float, *, whole_words: bool = False
) -> list[str]:
    """Lines no wider than `limit` points; at least one (empty) line.

    With `whole_words` (titles) a word or phrase is broken only if it is wider than a line.
    """
    lines: list[str] = []
    for part in printable(text).split("\n"):
        part = part.strip(" ")
        if ZERO_WIDTH_SPACE not in part and text_width(part, font, size) <= limit:
            lines.append(part)
        else:
            lines += _fill(part, font, size, limit, whole_words)
    return lines


def _fill(text: str, font: str, size: float, limit: float, whole: bool) -> list[str]:
    keep = 0.0 if whole else KEEP_TOGETHER * limit
    lines: list[str] = []
    line, used = "", 0.0
    space = text_width(" ", font, size)
    for piece, gap in _words(text) if whole else _pieces(text):
        width = text_width(piece, font, size)
        lead = space if gap and line else 0.0
        if used + lead + width <= limit:
            line, used = line + (" " if lead else "") + piece, used + lead + width
            continue
        if width <= limit and (not NEEDS_SHAPING.search(piece) or used > keep):
            lines.append(line)
            line, used = piece, width
            continue
        for part in _parts(piece):
            width = text_width(part, font, size)
            if used + lead + width > limit and line:
                lines.append(line)
                line, used, lead = "", 0.0, 0.0
            line, used = line + (" " if lead else "") + part, used + lead + width
            lead = 0.0
    return [*lines, line] if line or not lines else lines


def _words(text: str) -> Iterator[tuple[str, bool]]:
    for word in text.replace(ZERO_WIDTH_SPACE, "").split():
        yield word, True


def balanced(text: str, font: str, size: float, limit: float) -> list[str]:
    """The lines of a title, as few as may be and nearly of one length."""
    lines = wrap(text, font, size, limit, whole_words=True)
    widest = max(text_width(word, font, size) for word, _gap in _words(printable(text) + " -"))
    for share in (0.55, 0.65, 0.75, 0.85):
        if len(lines) == 1 or widest > limit * share:
            continue
        narrower = wrap(text, font, size, limit * share, whole_words=True)
        if len(narrower) == len(lines):
            return narrower
    return lines


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """What a line takes whole, and whether a space stands before it."""
    for word in text.split(" "):
        for position, piece in enumerate(BREAK_AFTER.split(word)):
            if piece:
                yield piece, position == 0


def _parts(piece: str) -> Iterator[str]:
    """Where a piece may be broken at need: between Khmer syllables, else between characters."""
    at = 0
    while at < len(piece):
        cluster = KHMER_SYLLABLE.match(piece, at)
        end = cluster.end() if cluster else at + 1
        while end < len(piece) and unicodedata.category(piece[end]).startswith("M"):
            end += 1
        yield piece[at:end]
        at = end


def longest_word(text: str, size: float = 1.0, font: str = REGULAR) -> float:
    """Width of the widest piece that should not be broken; for Khmer, of a short phrase."""
    widths = (
        min(text_width(piece, font, size), 8 * size)
        if NEEDS_SHAPING.search(piece)
        else text_width(piece, font, size)
        for piece, _gap in _pieces(printable(text))
    )
    return max(widths, default=0.0)


def draw_text(
    canvas: Any, x: float, y: float, text: str, font: str, size: float, align: str = "start"
) -> None:
    """Draw one line at its baseline; `x` is its start, its end or its middle.

    Shaped text carries its source (ActualText), so that it can be searched and copied.
    """
    if align != "start":
        width = text_width(text, font, size)
        x -= width if align == "end" else width / 2
    canvas.setFont(font, size)
    if not NEEDS_SHAPING.search(text):
        canvas.drawString(x, y, text)
        return
    source = text.encode("utf-16-be").hex().upper()
    canvas._code.append(f"/Span <</ActualText <FEFF{source}>>> BDC")
    for glyphs in shape(text, font):
        canvas.drawString(x, y, glyphs)
        x += _glyphs_width(glyphs, font, size)
    canvas._code.append("EMC")


def draw_leaders(canvas: Canvas, x: float, y: float, end: float, size: float) -> None:
    """Dots from `x` to `end`, on a grid that is the same on every line."""
    step = size * 0.55
    dots = int((end - x) / step)
    for place in range(dots):
        canvas.drawString(end - (place + 1) * step, y, ".")
