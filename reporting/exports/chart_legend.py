"""Over the drawing: what each series looks like and what is counted. Under it: its notes."""

from decimal import Decimal
from typing import Any

from reportlab.graphics.shapes import Line

from reporting.exports.chart_patterns import bar, dash, mark
from reporting.exports.chart_shapes import (
    GREY,
    SIZE,
    SMALL,
    lines_of,
    number,
    series_color,
    text,
)
from reporting.exports.fonts import REGULAR
from reporting.exports.text import text_width, wrap
from reporting.kernel.document import Chart

KEY, LEADING = 8.0, 12.0
NOTE_LEADING = 9.6


def legend(chart: Chart, width: float) -> tuple[list[Any], float]:
    """Shapes from y 0 downwards, and how much height they took."""
    shapes: list[Any] = []
    names = _names(chart)
    room = 18.0 if chart.kind == "lines" else 12.0
    x, y = 0.0, -SIZE
    for position, name in enumerate(names):
        [words] = lines_of(name, width - room, 1)
        needed = room + text_width(words, REGULAR, SMALL)
        if x and x + needed > width:
            x, y = 0.0, y - LEADING
        shapes += _key(chart, position, x, y)
        shapes.append(text(x + room - 1, y + 0.6, words, color=GREY))
        x += needed + 14
    if chart.unit:
        if x + text_width(chart.unit, REGULAR, SMALL) > width:
            y -= LEADING
        shapes.append(text(width, y + 0.6, chart.unit, color=GREY, align="end"))
    return (shapes, -y + 8) if shapes else ([], 0.0)


def _names(chart: Chart) -> list[str]:
    """Of one series there is nothing to tell apart; of one whole the parts are, with their shares,
    for the narrow ones have no room for them."""
    if chart.kind == "shares" and len(chart.series) == 1:
        values = chart.series[0].values
        whole = Decimal(sum(value or 0 for value in values))
        return [
            f"{name}: {number(value)}{_share(value, whole)}"
            for name, value in zip(chart.categories, values, strict=False)
        ]
    names = [series.name for series in chart.series]
    return names if len(names) > 1 else []


def _share(value: Decimal | int | None, whole: Decimal) -> str:
    return "" if value is None or not whole else f" ({100 * Decimal(value) / whole:.1f} %)"


def _key(chart: Chart, position: int, x: float, y: float) -> list[Any]:
    if chart.kind != "lines":
        return list(bar(position, x, y, KEY, KEY - 1))
    middle = y + 3
    look: dict[str, Any] = {"strokeColor": series_color(position), "strokeWidth": 1.3}
    line = Line(x, middle, x + 14, middle, **look)
    line.strokeDashArray = dash(position)
    return [line, mark(position, x + 7, middle)]


def notes(chart: Chart, width: float) -> tuple[list[Any], float]:
    """Shapes from y 0 upwards, and how much height they took."""
    lines = [line for note in chart.notes for line in wrap(note, REGULAR, SMALL, width)]
    shapes = [
        text(0, 2 + NOTE_LEADING * place, line, color=GREY)
        for place, line in enumerate(reversed(lines))
    ]
    return shapes, NOTE_LEADING * len(lines) + 6 if lines else 0.0
