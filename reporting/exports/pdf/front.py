"""What stands before the text: the cover, the contents, the lists of tables and figures."""

from collections.abc import Mapping

from reporting.exports.fonts import BOLD, REGULAR
from reporting.exports.pdf.prose import Block, Landmark
from reporting.exports.pdf.styles import (
    BLUE,
    CONTENTS,
    GREY,
    INK,
    KHMER_LEADING,
    LISTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    Style,
)
from reporting.exports.text import balanced, draw_leaders, draw_text, text_width, wrap
from reporting.kernel.document import Document

LEVELS = len(CONTENTS)
PAGE_COLUMN = 30.0
INDENTS = (0.0, 0.0, 14.0, 28.0)


class Cover(Block):
    """Publisher, title, subtitle and edition around one blue rule, on a page of their own."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, PAGE_HEIGHT

    def draw(self) -> None:
        document, canvas = self.document, self.canv
        leading = KHMER_LEADING if document.language == "km" else 1.0
        canvas.setFillColor(BLUE)
        canvas.rect(0, PAGE_HEIGHT - 14, PAGE_WIDTH, 14, stroke=0, fill=1)
        y = PAGE_HEIGHT - 92
        for position, line in enumerate(document.publisher):
            size = 13.5 if position == 0 else 11.5
            style = Style(size, size * 1.5 * leading, BOLD, BLUE if position == 0 else INK)
            y = self._lines(line, style, y)
        y = PAGE_HEIGHT * 0.60
        y = self._lines(document.title, Style(29, 38 * leading, BOLD, BLUE), y)
        y -= 4
        canvas.setFillColor(BLUE)
        canvas.rect(SIDE, y, 64, 2.4, stroke=0, fill=1)
        y -= 34
        self._lines(document.subtitle, Style(15, 22 * leading, REGULAR, INK), y)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.4)
        canvas.line(SIDE, 96, PAGE_WIDTH - SIDE, 96)
        self._lines(document.edition, Style(9.5, 14, REGULAR, GREY), 78)

    def _lines(self, text: str, style: Style, y: float) -> float:
        self.canv.setFillColor(style.color)
        for line in balanced(text, style.font, style.size, PAGE_WIDTH - 2 * SIDE):
            draw_text(self.canv, SIDE, y, line, style.font, style.size)
            y -= style.leading
        return y


class Entry(Block):
    """A line of the contents or of a list, leading to its place."""

    def __init__(
        self, landmark: Landmark, pages: Mapping[str, int], label: str = "", stretch: float = 1
    ) -> None:
        super().__init__()
        self.target, self.pages = landmark, pages
        heading = landmark.kind == "heading"
        style = CONTENTS[landmark.level - 1] if heading else LISTED
        self.style = style.stretched(stretch)
        self.indent = INDENTS[landmark.level - 1] if heading else 0.0
        self.number = landmark.number if heading else f"{label} {landmark.number}".strip()
        self.spaceBefore = style.before

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        style = self.style
        number = text_width(self.number, style.font, style.size) + 8 if self.number else 0
        least = (26.0, 26.0, 30.0, 38.0)[self.target.level - 1] if self.target.level else 54.0
        self.text_at = self.indent + (max(number, least) if self.number else 0)
        self.lines = wrap(
            self.target.title, style.font, style.size, width - self.text_at - PAGE_COLUMN
        )
        self.width, self.height = width, len(self.lines) * style.leading
        return self.width, self.height

    def draw(self) -> None:
        canvas, style = self.canv, self.style
        canvas.setFillColor(style.color)
        y = self.height - style.leading * 0.72
        draw_text(canvas, self.indent, y, self.number, style.font, style.size)
        for line in self.lines:
            draw_text(canvas, self.text_at, y, line, style.font, style.size)
            y -= style.leading
        y += style.leading
        page = str(self.pages.get(self.target.key, ""))
        draw_text(canvas, self.width, y, page, style.font, style.size, "end")
        if self.target.level != 1:
            end = self.text_at + text_width(self.lines[-1], style.font, style.size)
            canvas.setFillColor(GREY)
            canvas.setFont(REGULAR, 7)
            draw_leaders(canvas, end + 6, y, self.width - PAGE_COLUMN + 8, 7)
        place = (0, 0, self.width, self.height)
        canvas.linkRect("", self.target.key, place, relative=1, thickness=0)
