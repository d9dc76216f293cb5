"""The few shapes that charts are drawn with, their colours, and the scale of values."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from reportlab.graphics.shapes import Circle, Line, Path, Polygon, Rect, String
from reportlab.lib.colors import Color, HexColor, white

from reporting.document.fonts import REGULAR
from reporting.document.line_breaks import wrap
from reporting.document.script_text import printable, text_width
from reporting.document.shaping import NEEDS_SHAPING
from reporting.document.value import Chart
from reporting.kernel.numbers import to_khmer_digits

INK, GREY, RULE = HexColor(0x1B1F24), HexColor(0x5B636E), HexColor(0xD5D9DF)
# Dark beside light, so that the series differ in a black and white print as well.
PALETTE = tuple(map(HexColor, (0x17366B, 0x8FABD3, 0x4A6FA5, 0xC9D6EA, 0x2F3A4A, 0x9AA5B4)))
SIZE, SMALL = 8.4, 7.4
ANCHORS: dict[str, Any] = {"start": "start", "end": "end", "center": "middle"}
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
LEADING = 10.0
KHMER_LEADING = SMALL * 1.62  # from the lowest sign under a line to the highest over the next
CUT_OFF = "\u2026"


def number(value: Decimal | int | None, chart: Chart) -> str:
    """As the chart shows its numbers, with Khmer digits or others."""
    return "\u2014" if value is None else in_digits(f"{value:,}".replace("-", "\u2212"), chart)


def share(part: Decimal, whole: Decimal, chart: Chart) -> str:
    return in_digits(f"{100 * part / whole:.1f} %", chart)


def in_digits(shown: str, chart: Chart) -> str:
    return to_khmer_digits(shown) if chart.khmer_digits else shown


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


def leading_of(*words: str) -> float:
    """From line to line of these words: Khmer reaches further up and down."""
    return KHMER_LEADING if any(map(NEEDS_SHAPING.search, words)) else LEADING


def lines_of(words: str, width: float, most: int) -> list[str]:
    """Wrapped into at most so many lines; what is too long ends in an ellipsis."""
    lines = wrap(words, REGULAR, SMALL, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip()
    while last and text_width(last + CUT_OFF, REGULAR, SMALL) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], last + CUT_OFF]


class ValueScale:
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


STEP = 4.2
Stroke = tuple[float, float, float, float]


def bar(position: int, x: float, y: float, width: float, height: float) -> Iterator[Any]:
    """The rectangle of a series with its hatching."""
    color = series_color(position)
    light = not is_dark(color) and _HATCHES[position % len(_HATCHES)] is None
    yield box(x, y, width, height, color, INK if light else None)
    strokes = _HATCHES[position % len(_HATCHES)]
    if strokes is None or width < 1 or height < 1:
        return
    ink = white if is_dark(color) else INK
    path: Any = Path(fillColor=None, strokeColor=ink, strokeWidth=0.55)
    for x1, y1, x2, y2 in strokes(width, height):
        path.moveTo(x + x1, y + y1)
        path.lineTo(x + x2, y + y2)
    if path.points:
        yield path


def _rising(width: float, height: float) -> Iterator[Stroke]:
    """Strokes at 45 degrees: each begins on the left or lower edge, ends on the upper or right."""
    start = -height + STEP / 2
    while start < width:
        x1, y1 = max(start, 0.0), max(-start, 0.0)
        reach = min(width - x1, height - y1)
        if reach > 0:
            yield x1, y1, x1 + reach, y1 + reach
        start += STEP


def _falling(width: float, height: float) -> Iterator[Stroke]:
    for x1, y1, x2, y2 in _rising(width, height):
        yield x1, height - y1, x2, height - y2


def _level(width: float, height: float) -> Iterator[Stroke]:
    step = min(STEP * 0.7, height / 3)
    y = step
    while y < height:
        yield 0.0, y, width, y
        y += step


def _upright(width: float, height: float) -> Iterator[Stroke]:
    step = STEP * 0.7
    x = step
    while x < width:
        yield x, 0.0, x, height
        x += step


Hatch = Callable[[float, float], Iterator[Stroke]]
# Beside the palette of chart_shapes: plain and hatched in turn.
_HATCHES: tuple[Hatch | None, ...] = (None, _rising, _level, None, _falling, _upright)
DASHES: tuple[tuple[float, ...] | None, ...] = (
    None, (5, 2.5), (1.5, 2), (7, 2, 1.5, 2), (3, 1.5), (9, 3),
)  # fmt: skip


def dash(position: int) -> Any:
    found = DASHES[position % len(DASHES)]
    return list(found) if found else None


def mark(position: int, x: float, y: float, size: float = 2.3) -> Any:
    """The sign of a series at a point of its line."""
    color: Color = series_color(position)
    look: dict[str, Any] = {"fillColor": color, "strokeColor": white, "strokeWidth": 0.5}
    corners: tuple[tuple[float, float], ...]
    match position % 6:
        case 0:
            return Circle(x, y, size, **look)
        case 1:
            return Rect(x - size, y - size, 2 * size, 2 * size, **look)
        case 2:
            corners = (0, 1.3), (1.2, -0.9), (-1.2, -0.9)
        case 3:
            corners = (0, 1.4), (1.4, 0), (0, -1.4), (-1.4, 0)
        case 4:
            corners = (0, -1.3), (1.2, 0.9), (-1.2, 0.9)
        case _:
            look = {"fillColor": white, "strokeColor": color, "strokeWidth": 1.2}
            return Circle(x, y, size, **look)
    points = [part for dx, dy in corners for part in (x + dx * size, y + dy * size)]
    return Polygon(points, **look)
