"""The receipt as PDF: the facts first, then everything that was signed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from reporting.document.fonts import BOLD, REGULAR, register_fonts
from reporting.document.khmer_digits import khmer_digits_in, with_khmer_digits
from reporting.document.line_breaks import wrap
from reporting.document.pdf.body import DocumentBody
from reporting.document.pdf.contents_pages import LandmarkPages
from reporting.document.pdf.cover import state_and_bodies
from reporting.document.pdf.page_templates import LayoutPass
from reporting.document.pdf.prose import FlowBlock, Prose
from reporting.document.pdf.state_lines import StateLines
from reporting.document.pdf.styles import BLUE, GREY, HAIRLINE, INK, KHMER_LEADING, Style
from reporting.document.script_text import draw_text
from reporting.document.value import Document
from reporting.review.rules.receipts import Receipt

RED = HexColor(0xA11B1B)
PUBLISHER = Style(9.5, 13.5, BOLD, GREY)
TITLE = Style(19, 25, BOLD, BLUE, before=8, after=10)
LABEL, FACT = Style(9, 13, REGULAR, GREY), Style(9.8, 14, REGULAR, INK)
VERDICT = Style(9.8, 14, BOLD, BLUE, before=8, after=4)
WARNING = Style(9.8, 14, BOLD, RED, before=4, after=6)
LABELS = 120.0  # the width of their column


def render_receipt(receipt: Receipt, *, font_cache: Path | None = None) -> bytes:
    """The same receipt gives the same bytes."""
    register_fonts(font_cache)
    document = with_khmer_digits(_document(receipt))
    story = [*_head(receipt, document), *_body(document)]
    places = LandmarkPages()
    draft = LayoutPass(document, BytesIO(), places)
    draft.set(story, blind=True)
    draft.fill(places)
    for flowable in story:
        vars(flowable).pop("_postponed", None)
    out = BytesIO()
    LayoutPass(document, out, places).set(story)
    return out.getvalue()


def _document(receipt: Receipt) -> Document:
    """At the foot of each page stands which receipt it belongs to."""
    foot = f"{receipt.number}  ·  SHA-256 {receipt.digest[:16]}"
    return Document(
        title=f"{receipt.title} {receipt.number}",
        subtitle=receipt.facts[0][1] if receipt.facts else "",
        publisher=receipt.publisher,
        year=receipt.year,
        language=receipt.language,
        edition=f"{foot}  ·  {receipt.warning}" if receipt.warning else foot,
        sections=receipt.sections,
        words=receipt.words,
        front=False,
    )


def _head(receipt: Receipt, document: Document) -> Iterator[Flowable]:
    khmer = receipt.language == "km"
    stretch = KHMER_LEADING if khmer else 1.0
    said = khmer_digits_in if khmer else str
    state, bodies = state_and_bodies(document.publisher)
    if state:
        yield StateLines(state, stretch)
    for line in bodies:
        yield Prose(line, PUBLISHER.stretched(stretch))
    yield Prose(receipt.title, TITLE.stretched(stretch), whole=True)
    if receipt.warning:
        yield Prose(said(receipt.warning), WARNING.stretched(stretch))
    yield Facts(tuple((label, said(text)) for label, text in receipt.facts), stretch)
    style = VERDICT if receipt.agrees else WARNING
    yield Prose(said(receipt.verdict), style.stretched(stretch))


def _body(document: Document) -> Iterator[Flowable]:
    body = DocumentBody(document, base_url="", code_url="")
    body.page_due = False  # it follows the facts on the first page
    return body.flowables()


class Facts(FlowBlock):
    """Labels and what they stand for, between two rules."""

    def __init__(self, facts: tuple[tuple[str, str], ...], stretch: float = 1) -> None:
        super().__init__()
        self.facts, self.leading = facts, FACT.leading * stretch
        self.spaceBefore, self.spaceAfter = 4, 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        room = width - LABELS
        self.lines = [wrap(text, FACT.font, FACT.size, room) for _label, text in self.facts]
        self.width = width
        self.height = sum(map(len, self.lines)) * self.leading + 12
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.6)
        canvas.line(0, self.height, self.width, self.height)
        canvas.line(0, 0, self.width, 0)
        y = self.height - 6 - (self.leading + FACT.size * 0.7) / 2
        for (label, _text), lines in zip(self.facts, self.lines, strict=True):
            canvas.setFillColor(LABEL.color)
            draw_text(canvas, 0, y, label, LABEL.font, LABEL.size)
            canvas.setFillColor(FACT.color)
            for line in lines:
                draw_text(canvas, LABELS, y, line, FACT.font, FACT.size)
                y -= self.leading
