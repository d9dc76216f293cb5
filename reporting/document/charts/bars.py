"""Bars: upright where the names fit under them, else lying with the names beside them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import white

from reporting.document.charts.shapes import (
    GREY,
    INK,
    LEADING,
    RULE,
    SMALL,
    ValueScale,
    bar,
    box,
    is_dark,
    leading_of,
    lines_of,
    number,
    rule,
    series_color,
    share,
    text,
)
from reporting.document.charts.shapes import bar as patterned
from reporting.document.fonts import BOLD, REGULAR
from reporting.document.script_text import text_width
from reporting.document.value import Chart

Drawn = tuple[list[Any], float]  # shapes from y 0 upwards, and their height
ON_BARS = 6.6
PLOT_HEIGHT = 170.0
WIDEST_BAR = 34.0
TALLEST = 560.0  # the legend and the caption stand on the same page
# Thickness of a bar, room between two categories, lines of a name: the first that is not too tall.
FITS = ((10.0, 9.0, 4), (9.0, 7.0, 3), (8.0, 5.0, 2), (7.6, 3.0, 1), (6.6, 2.0, 1))


def bars(chart: Chart, width: float) -> Drawn:
    slot = width / max(len(chart.categories), 1)
    widest = max((text_width(name, REGULAR, SMALL) for name in chart.categories), default=0)
    figures = [number(v, chart) for series in chart.series for v in series.values]
    figure = max((text_width(shown, REGULAR, ON_BARS) for shown in figures), default=0) + 2
    fits = widest + 4 <= slot and figure * len(chart.series) <= slot * 0.84
    return _upright(chart, width) if fits else _lying(chart, width)


def values_of(chart: Chart) -> list[Decimal]:
    return [Decimal(v) for series in chart.series for v in series.values if v is not None]


def _upright(chart: Chart, width: float) -> Drawn:
    scale = ValueScale(values_of(chart), PLOT_HEIGHT - 14)
    slot = width / max(len(chart.categories), 1)
    bar = min(slot * 0.84 / max(len(chart.series), 1), WIDEST_BAR)
    foot = 26 if scale.at_zero else 16  # numbers under the bars stand above the names
    base = foot + scale.at_zero
    shapes: list[Any] = [rule(0, base, width, base, GREY)]
    for place, category in enumerate(chart.categories):
        middle = (place + 0.5) * slot
        shapes.append(text(middle, 4, category, color=GREY, align="center"))
        x = middle - bar * len(chart.series) / 2
        for position, series in enumerate(chart.series):
            value = series.values[place] if place < len(series.values) else None
            length = scale.length(value)
            if value is not None:
                low = base + min(length, 0)
                shapes += patterned(position, x + 0.5, low, bar - 1, abs(length))
            label = base + max(length, 0) + 3 if length >= 0 else base + length - 8
            shown = number(value, chart)
            shapes.append(text(x + bar / 2, label, shown, size=ON_BARS, align="center"))
            x += bar
    return shapes, foot + scale.reach + 14


def _lying(chart: Chart, width: float) -> Drawn:
    thick, gap, names = _fitted(chart, width * 0.34)
    gutter = max((text_width(line, REGULAR, SMALL) for n in names for line in n), default=0) + 8
    shown = [number(value, chart) for value in values_of(chart)]
    figures = max((text_width(one, REGULAR, SMALL) for one in shown), default=0)
    negative = any(value < 0 for value in values_of(chart))
    room = width - gutter - (2 if negative else 1) * (figures + 6)
    scale = ValueScale(values_of(chart), max(room, 40))
    base = gutter + scale.at_zero + (figures + 6 if negative else 0)
    shapes: list[Any] = []
    y = 0.0
    for place in reversed(range(len(chart.categories))):
        height = _height(chart, names[place], thick)
        _group(shapes, chart, place, names[place], (gutter, base, y, height, thick), scale)
        y += height + gap
    shapes.append(rule(base, 0, base, max(y - gap + 2, 0), GREY))
    return shapes, y


def _fitted(chart: Chart, room: float) -> tuple[float, float, list[list[str]]]:
    """How thick the bars are and how the names are broken, so that the chart fits on a page."""
    for thick, wide_gap, most in FITS:
        gap = wide_gap if len(chart.series) > 1 else min(wide_gap, 4.0)
        names = [lines_of(name, room, most) for name in chart.categories]
        if sum(_height(chart, name, thick) + gap for name in names) <= TALLEST:
            break
    return thick, gap, names


def _height(chart: Chart, name: list[str], thick: float) -> float:
    leading = leading_of(*name)
    tall = leading * len(name) if len(name) > 1 or leading > LEADING else thick
    return max(thick * len(chart.series), tall)


def _name(name: list[str], right: float, middle: float) -> Iterator[Any]:
    """Beside its bars, its lines about their middle."""
    leading = leading_of(*name)
    y = middle + leading * (len(name) - 1) / 2 - 2.6
    for line in name:
        yield text(right, y, line, align="end")
        y -= leading


def _group(
    shapes: list[Any], chart: Chart, place: int, name: list[str],
    at: tuple[float, float, float, float, float], scale: ValueScale,
) -> None:  # fmt: skip
    gutter, base, y, height, thick = at
    shapes += _name(name, gutter - 8, y + height / 2)
    bar_y = y + (height + thick * len(chart.series)) / 2
    for position, series in enumerate(chart.series):
        bar_y -= thick
        value = series.values[place] if place < len(series.values) else None
        length = scale.length(value)
        if value is not None:
            left = base + min(length, 0)
            shapes += patterned(position, left, bar_y + 0.7, abs(length), thick - 1.4)
        x, align = (base + length - 4, "end") if length < 0 else (base + length + 4, "start")
        size = min(SMALL, thick - 0.6)
        shown = number(value, chart)
        shapes.append(text(x, bar_y + (thick - 5.2) / 2, shown, size=size, align=align))


Parts = tuple[Decimal | int | None, ...]
LABEL = 6.8
GAP = 5.0
TALLEST_SHARES = 560.0


def shares(chart: Chart, width: float) -> Drawn:
    single = len(chart.series) == 1
    wholes = [("", chart.series[0].values)] if single else list(_by_category(chart))
    thick, most = (26.0, 1) if single else _fitted_shares(chart)
    names = [lines_of(name, width * 0.34, most) if name else [] for name, _parts in wholes]
    widest = max((text_width(line, REGULAR, SMALL) for name in names for line in name), default=0)
    gutter = widest + 8 if widest else 0.0
    sums = [number(_whole(parts), chart) for _name, parts in wholes]
    right = 0.0 if single else max((text_width(s, REGULAR, SMALL) for s in sums), default=0) + 6
    shapes: list[Any] = []
    y = 2.0
    for place in reversed(range(len(wholes))):
        height = max(thick, leading_of(*names[place]) * len(names[place]))
        middle = y + height / 2
        shapes += _name(names[place], gutter - 8, middle)
        at = (gutter, middle - thick / 2, width - gutter - right, thick)
        shapes += _share_bar(chart, wholes[place][1], at)
        if not single:
            shapes.append(text(width, middle - 2.6, sums[place], color=GREY, align="end"))
        y += height + GAP
    return shapes, y


def _fitted_shares(chart: Chart) -> tuple[float, int]:
    """How thick a bar is, and in how many lines its name may stand."""
    leading = leading_of(*chart.categories)
    for thick, most in ((16.0, 3), (14.0, 2), (9.0, 1), (7.0, 1)):
        if len(chart.categories) * (max(thick, leading * most) + GAP) <= TALLEST_SHARES:
            break
    return thick, most


def _by_category(chart: Chart) -> Iterator[tuple[str, Parts]]:
    for place, category in enumerate(chart.categories):
        yield category, tuple(series.values[place] for series in chart.series)


def _whole(parts: Parts) -> Decimal | int:
    found = sum(Decimal(part or 0) for part in parts)
    return int(found) if found == int(found) else Decimal(found)


def _share_bar(chart: Chart, parts: Parts, at: tuple[float, float, float, float]) -> Iterator[Any]:
    x, y, width, height = at
    whole = sum(Decimal(part or 0) for part in parts)
    if not whole or any((part or 0) < 0 for part in parts):
        yield box(x, y, width, height, None, RULE)
        return
    for position, part in enumerate(parts):
        length = float(Decimal(part or 0) / whole) * width
        if length > 0:
            yield from bar(position, x, y, max(length - 0.8, 0.3), height)
            yield from _label(part, whole, chart, position, (x, y, length, height))
        x += length


def _label(
    part: Decimal | int | None,
    whole: Decimal | int,
    chart: Chart,
    position: int,
    at: tuple[float, float, float, float],
) -> Iterator[Any]:
    """On a plate of the bar's colour, so that the hatching does not run through it."""
    x, y, length, height = at
    color = series_color(position)
    shown, of_whole = number(part, chart), share(Decimal(part or 0), Decimal(whole), chart)
    for label in (f"{shown} ({of_whole})", of_whole, shown):
        needed = text_width(label, BOLD, LABEL) + 4
        if needed + 2 <= length and height >= LABEL:
            middle = x + (length - 0.8) / 2
            plate = LABEL + 2.4
            yield box(middle - needed / 2, y + (height - plate) / 2, needed, plate, color)
            ink = white if is_dark(color) else INK
            base = y + height / 2 - 2.4
            yield text(middle, base, label, size=LABEL, font=BOLD, color=ink, align="center")
            return
