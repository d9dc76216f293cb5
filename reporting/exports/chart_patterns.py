"""What tells series apart besides their colour: hatching on bars, marks and dashes on lines.

A hatched bar is its rectangle and one path of strokes inside it, clipped by arithmetic, so that the
PDF and the page's SVG paint the same.
"""

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.graphics.shapes import Circle, Path, Polygon, Rect
from reportlab.lib.colors import Color, white

from reporting.exports.chart_shapes import INK, box, is_dark, series_color

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
