"""Lines over time: a mark at each point, a gap where there is no number."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportlab.graphics.shapes import PolyLine

from reporting.document.charts.bars import ON_BARS, PLOT_HEIGHT, Drawn, values_of
from reporting.document.charts.shapes import (
    GREY,
    RULE,
    SMALL,
    ValueScale,
    dash,
    mark,
    number,
    rule,
    series_color,
    text,
    ticks,
)
from reporting.document.fonts import REGULAR
from reporting.document.script_text import text_width
from reporting.document.value import Chart

Point = tuple[float, float] | None
FOOT = 16.0
LABEL = 7.0  # how tall a number is
FEW = 3


def lines(chart: Chart, width: float) -> Drawn:
    marks = ticks(values_of(chart))
    scale = ValueScale([Decimal(tick) for tick in marks], PLOT_HEIGHT)
    gutter = max(text_width(number(tick, chart), REGULAR, SMALL) for tick in marks) + 8
    base = FOOT + scale.at_zero
    slot = (width - gutter) / max(len(chart.categories), 1)
    shapes: list[Any] = []
    for tick in marks:
        y = base + scale.length(tick)
        shapes.append(rule(gutter, y, width, y, GREY if tick == 0 else RULE))
        shapes.append(text(gutter - 6, y - 2.6, number(tick, chart), color=GREY, align="end"))
    every = max(1, int(_widest(chart) // slot) + 1)
    for place, category in enumerate(chart.categories):
        if place % every == 0:
            x = gutter + (place + 0.5) * slot
            shapes.append(text(x, 4, category, color=GREY, align="center"))
    numbers: list[Any] = []
    taken: list[tuple[float, float, float]] = []
    for position, series in enumerate(chart.series):
        points = [
            None if value is None else (gutter + (i + 0.5) * slot, base + scale.length(value))
            for i, value in enumerate(series.values)
        ]
        shapes += _curve(points, position)
        chosen = _labelled(chart, series.values, slot)
        numbers += _numbers(chart, points, series.values, chosen, taken, width)
    return [*shapes, *numbers], FOOT + scale.reach + 12


def _widest(chart: Chart) -> float:
    return max((text_width(name, REGULAR, SMALL) + 6 for name in chart.categories), default=0)


def _figure(chart: Chart) -> float:
    shown = (text_width(number(value, chart), REGULAR, ON_BARS) + 2 for value in values_of(chart))
    return max(shown, default=0)


def _curve(points: list[Point], position: int) -> Iterator[Any]:
    """Lines between neighbours; a missing value leaves a gap, one alone is a mark alone."""
    stretch: list[float] = []
    marks = []
    for point in [*points, None]:
        if point is not None:
            stretch += point
            marks.append(mark(position, *point))
        elif len(stretch) > 2:
            line = PolyLine(stretch, strokeColor=series_color(position), strokeWidth=1.3)
            line.strokeLineJoin = 1
            line.strokeDashArray = dash(position)
            yield line
        if point is None:
            stretch = []
    yield from marks


def _labelled(chart: Chart, values: tuple[Decimal | int | None, ...], slot: float) -> list[int]:
    """All points of a short line alone; of several the highest, the lowest and the last; of many
    the last alone."""
    known = [i for i, value in enumerate(values) if value is not None]
    if not known or (len(chart.series) == 1 and slot >= _figure(chart)):
        return known
    if len(chart.series) > FEW:
        return known[-1:]
    by_size = sorted(known, key=lambda i: values[i] or 0)
    return sorted({by_size[-1], by_size[0], known[-1]})


def _numbers(
    chart: Chart,
    points: list[Point],
    values: tuple[Decimal | int | None, ...],
    chosen: list[int],
    taken: list[tuple[float, float, float]],
    width: float,
) -> Iterator[Any]:
    """Over its point, else under it, where no other number stands; else not at all."""
    for i in chosen:
        point = points[i]
        if point is None:
            continue
        shown = number(values[i], chart)
        half = text_width(shown, REGULAR, ON_BARS) / 2
        x = min(point[0], width - half)
        for y in (point[1] + 5, point[1] - 10):
            if y > FOOT - 2 and not any(
                abs(x - other_x) < half + other_half + 2 and abs(y - other_y) < LABEL
                for other_x, other_y, other_half in taken
            ):
                taken.append((x, y, half))
                yield text(x, y, shown, size=ON_BARS, align="center")
                break
