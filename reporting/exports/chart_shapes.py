"""What charts are drawn with: colours, the few shapes, the scale of a chart."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reportlab.graphics.shapes import Line, Rect, String
from reportlab.lib.colors import Color, HexColor

from reporting.exports.fonts import REGULAR
from reporting.exports.text import printable, text_width, wrap

INK, GREY, RULE = HexColor(0x1B1F24), HexColor(0x5B636E), HexColor(0xD5D9DF)
# Dark beside light, so that the series differ in a black and white print as well.
PALETTE = tuple(map(HexColor, (0x17366B, 0x8FABD3, 0x4A6FA5, 0xC9D6EA, 0x2F3A4A, 0x9AA5B4)))
SIZE, SMALL = 8.4, 7.4
ANCHORS: dict[str, Any] = {"start": "start", "end": "end", "center": "middle"}
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
CUT_OFF = "\u2026"


def number(value: Decimal | int | None) -> str:
    return "\u2014" if value is None else f"{value:,}".replace("-", "\u2212")


def series_color(position: int) -> Color:
    return PALETTE[position % len(PALETTE)]


def is_dark(color: Color) -> bool:
    return bool(0.299 * color.red + 0.587 * color.green + 0.114 * color.blue < 0.55)


def text(
    x: float, y: float, words: str, *, size: float = SMALL, font: str = REGULAR,
    color: Color = INK, align: str = "start",
) -> String:  # fmt: skip
    return String(
        x,
        y,
        printable(words),
        fontName=font,
        fontSize=size,
        fillColor=color,
        textAnchor=ANCHORS[align],
    )


def box(
    x: float, y: float, width: float, height: float, fill: Color | None, stroke: Color | None = None
) -> Rect:
    look: dict[str, Any] = {"fillColor": fill, "strokeColor": stroke, "strokeWidth": 0.5}
    return Rect(x, y, width, height, **look)


def rule(x1: float, y1: float, x2: float, y2: float, color: Color = RULE) -> Line:
    return Line(x1, y1, x2, y2, strokeColor=color, strokeWidth=0.5)


def lines_of(words: str, width: float, most: int) -> list[str]:
    """Wrapped into at most so many lines; what is too long ends in an ellipsis."""
    lines = wrap(words, REGULAR, SMALL, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip()
    while last and text_width(last + CUT_OFF, REGULAR, SMALL) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], last + CUT_OFF]


class Scale:
    """Lengths of values on `room` points, with the zero always in sight."""

    def __init__(self, values: Sequence[Decimal], room: float) -> None:
        low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
        self._per_unit = room / float(high - low) if high > low else 0.0
        self.at_zero = float(-low) * self._per_unit
        self.reach = room

    def length(self, value: Decimal | int | None) -> float:
        return 0.0 if value is None else float(value) * self._per_unit


def ticks(values: Sequence[Decimal]) -> list[int | Decimal]:
    """Four to six round marks that embrace the values and zero."""
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    rough = max((high - low) / 5, Decimal("0.01"))
    power = Decimal(10) ** rough.adjusted()
    step = next(power * factor for factor in STEPS if power * factor >= rough)
    if high == low:
        step = Decimal(1)
    first, last = (low / step).__floor__(), max((high / step).__ceil__(), 1)
    marks = [step * place for place in range(first, last + 1)]
    return [int(mark) if mark == mark.to_integral_value() else mark.normalize() for mark in marks]
