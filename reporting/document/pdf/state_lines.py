"""The State's heading over a cover and over a receipt: two lines and an ornament, in the middle."""

from collections.abc import Sequence
from typing import Any

from reporting.document.fonts import BOLD
from reporting.document.pdf.prose import FlowBlock
from reporting.document.pdf.styles import BLUE, Style
from reporting.document.script_text import draw_text

# No package with a free licence has a heading face of Khmer (Moul): it is the bold of the text.
NATION, MOTTO = Style(15, 24, BOLD, BLUE), Style(12, 19, BOLD, BLUE)
SMALLER = 0.8  # over a page that goes on under it
ORNAMENT = 24.0


class StateLines(FlowBlock):
    def __init__(self, lines: Sequence[str], stretch: float) -> None:
        super().__init__()
        self.spaceAfter = 8
        self.lines = [
            (line, style, style.size * SMALLER, style.leading * SMALLER * stretch)
            for line, style in zip(lines, (NATION, MOTTO), strict=True)
        ]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = sum(leading for *_line, leading in self.lines) + ORNAMENT
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for line, style, size, leading in self.lines:
            y -= leading
            self.canv.setFillColor(style.color)
            draw_text(
                self.canv, self.width / 2, y + leading * 0.3, line, style.font, size, "center"
            )
        ornament(self.canv, self.width / 2, y - 4)


def ornament(canvas: Any, middle: float, y: float) -> None:
    """A lozenge between two short rules, as under the motto of an official letter."""
    canvas.setStrokeColor(BLUE)
    canvas.setFillColor(BLUE)
    canvas.setLineWidth(0.7)
    canvas.line(middle - 46, y, middle - 8, y)
    canvas.line(middle + 8, y, middle + 46, y)
    path = canvas.beginPath()
    path.moveTo(middle - 3.4, y)
    for x, up in ((middle, 3.4), (middle + 3.4, 0), (middle, -3.4)):
        path.lineTo(x, y + up)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
