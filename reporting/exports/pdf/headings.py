"""What opens a chapter and what ends a text: its head over a rule, notes under one, signatures."""

from typing import Any

from reporting.exports.pdf.prose import Block, Prose
from reporting.exports.pdf.styles import BLUE, NOTE, SIGNED
from reporting.exports.pdf.tongues import spoken_in
from reporting.exports.text import draw_text, wrap

RULE_ROOM = 12.0
SIGNED_SHARE = 0.5  # of the measure: the block stands in its right half


class ChapterHead(Prose):
    """A heading of the first level with a short rule under it."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        super().wrap(width, height)
        self.text_height = self.height
        self.height += RULE_ROOM
        return self.width, self.height

    def room_to_begin(self, width: float) -> float:
        return super().room_to_begin(width) + RULE_ROOM

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.saveState()
        canvas.translate(0, RULE_ROOM)
        self.height = self.text_height
        super().draw()
        canvas.restoreState()
        self.height = self.text_height + RULE_ROOM
        canvas.setFillColor(BLUE)
        canvas.rect(0, 3, 48, 2.2, stroke=0, fill=1)


class Signature(Block):
    """Place and date, or a name, centred in the right half under the text."""

    def __init__(self, text: str, stretch: float, language: str = "") -> None:
        super().__init__()
        self.text, self.style, self.language = text, SIGNED.stretched(stretch), language
        self.spaceBefore, self.spaceAfter = 16, 0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.middle = width * (1 - SIGNED_SHARE / 2)
        self.lines = wrap(self.text, self.style.font, self.style.size, width * SIGNED_SHARE)
        self.width, self.height = width, len(self.lines) * self.style.leading
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - self.style.leading * 0.72
        self.canv.setFillColor(self.style.color)
        font, size = self.style.font, self.style.size
        with spoken_in(self.canv, self.language):
            for line in self.lines:
                draw_text(self.canv, self.middle, y, line, font, size, "center")
                y -= self.style.leading


class NoteRule(Block):
    """A short rule between the text and its notes."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, 12.0

    def draw(self) -> None:
        self.canv.setLineWidth(0.4)
        self.canv.setStrokeColor(NOTE.color)
        self.canv.line(0, 6, 60, 6)
