"""Shares: each whole as one bar of 100 %; one series is one whole, else each category is."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import white

from reporting.exports.chart_bars import LEADING, Drawn
from reporting.exports.chart_patterns import bar
from reporting.exports.chart_shapes import (
    GREY,
    INK,
    RULE,
    SMALL,
    box,
    is_dark,
    lines_of,
    number,
    series_color,
    text,
)
from reporting.exports.fonts import BOLD, REGULAR
from reporting.exports.text import text_width
from reporting.kernel.document import Chart

Parts = tuple[Decimal | int | None, ...]
LABEL = 6.8
GAP = 5.0
TALLEST = 560.0


def shares(chart: Chart, width: float) -> Drawn:
    single = len(chart.series) == 1
    wholes = [("", chart.series[0].values)] if single else list(_by_category(chart))
    thick, most = (26.0, 1) if single else _fitted(len(wholes))
    names = [lines_of(name, width * 0.34, most) if name else [] for name, _parts in wholes]
    widest = max((text_width(line, REGULAR, SMALL) for name in names for line in name), default=0)
    gutter = widest + 8 if widest else 0.0
    sums = [number(_whole(parts)) for _name, parts in wholes]
    right = 0.0 if single else max((text_width(s, REGULAR, SMALL) for s in sums), default=0) + 6
    shapes: list[Any] = []
    y = 2.0
    for place in reversed(range(len(wholes))):
        height = max(thick, LEADING * len(names[place]))
        middle = y + height / 2
        top = middle + LEADING * len(names[place]) / 2 - 7.6
        for line in names[place]:
            shapes.append(text(gutter - 8, top, line, align="end"))
            top -= LEADING
        at = (gutter, middle - thick / 2, width - gutter - right, thick)
        shapes += _share_bar(wholes[place][1], at)
        if not single:
            shapes.append(text(width, middle - 2.6, sums[place], color=GREY, align="end"))
        y += height + GAP
    return shapes, y


def _fitted(count: int) -> tuple[float, int]:
    """How thick a bar is, and in how many lines its name may stand."""
    for thick, most in ((16.0, 3), (14.0, 2), (9.0, 1), (7.0, 1)):
        if count * (max(thick, LEADING * most) + GAP) <= TALLEST:
            break
    return thick, most


def _by_category(chart: Chart) -> Iterator[tuple[str, Parts]]:
    for place, category in enumerate(chart.categories):
        yield category, tuple(series.values[place] for series in chart.series)


def _whole(parts: Parts) -> Decimal | int:
    found = sum(Decimal(part or 0) for part in parts)
    return int(found) if found == int(found) else Decimal(found)


def _share_bar(parts: Parts, at: tuple[float, float, float, float]) -> Iterator[Any]:
    x, y, width, height = at
    whole = sum(Decimal(part or 0) for part in parts)
    if not whole or any((part or 0) < 0 for part in parts):
        yield box(x, y, width, height, None, RULE)
        return
    for position, part in enumerate(parts):
        share = Decimal(part or 0) / whole
        length = float(share) * width
        if length > 0:
            yield from bar(position, x, y, max(length - 0.8, 0.3), height)
            yield from _label(part, share, position, (x, y, length, height))
        x += length


def _label(
    part: Decimal | int | None, share: Decimal, position: int, at: tuple[float, float, float, float]
) -> Iterator[Any]:
    """On a plate of the bar's colour, so that the hatching does not run through it."""
    x, y, length, height = at
    color = series_color(position)
    for label in (f"{number(part)} ({100 * share:.1f} %)", f"{100 * share:.1f} %", number(part)):
        needed = text_width(label, BOLD, LABEL) + 4
        if needed + 2 <= length and height >= LABEL:
            middle = x + (length - 0.8) / 2
            plate = LABEL + 2.4
            yield box(middle - needed / 2, y + (height - plate) / 2, needed, plate, color)
            ink = white if is_dark(color) else INK
            base = y + height / 2 - 2.4
            yield text(middle, base, label, size=LABEL, font=BOLD, color=ink, align="center")
            return
