"""A map of tiles: each province a square where it lies, with its short name and its number. The
darker, the higher; the number says it too."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import HexColor, white

from reporting.document.charts.shapes import GREY, INK, RULE, box, is_dark, number, text
from reporting.document.fonts import BOLD, REGULAR
from reporting.document.script_text import text_width
from reporting.document.value import Chart

Drawn = tuple[list[Any], float]  # shapes from y 0 upwards, and their height
SHADES = tuple(map(HexColor, (0xEAF0F8, 0xC9D6EA, 0x8FABD3, 0x4A6FA5, 0x17366B)))
LARGEST, GAP, FOOT = 48.0, 3.0, 22.0
KEY = 8.0


def tiles(chart: Chart, width: float) -> Drawn:
    values = chart.series[0].values if chart.series else ()
    rows = [row for row, _column in chart.tiles]
    columns = [column for _row, column in chart.tiles]
    if not rows:
        return [], 0.0
    top, left = min(rows), min(columns)
    size = min((width + GAP) / (max(columns) - left + 1) - GAP, LARGEST)
    height = (max(rows) - top + 1) * (size + GAP)
    limits = shade_limits(values)
    shapes = list(_legend(chart, limits, width))
    for at, (row, column) in enumerate(chart.tiles):
        x = (column - left) * (size + GAP)
        y = FOOT + height - (row - top + 1) * (size + GAP) + GAP
        shapes += _tile(chart, at, (x, y, size), limits)
    return shapes, FOOT + height


def shade_limits(values: tuple[Decimal | int | None, ...]) -> list[Decimal]:
    """The lowest number of each shade: about as many provinces in each."""
    known = sorted(Decimal(value) for value in values if value is not None)
    distinct = sorted(set(known))
    if len(distinct) <= len(SHADES):
        return distinct
    return sorted({known[len(known) * at // len(SHADES)] for at in range(len(SHADES))})


def _shade(value: Decimal | int, limits: list[Decimal]) -> Any:
    """Of few numbers the lighter shades stay with the lower ones."""
    return SHADES[max(bisect_right(limits, Decimal(value)) - 1, 0)]


def _tile(
    chart: Chart, at: int, place: tuple[float, float, float], limits: list[Decimal]
) -> Iterator[Any]:
    x, y, size = place
    values = chart.series[0].values
    value = values[at] if at < len(values) else None
    color = white if value is None else _shade(value, limits)
    ink = white if is_dark(color) else INK
    yield box(x, y, size, size, color, RULE)
    name = chart.short_names[at] if at < len(chart.short_names) else chart.categories[at]
    letters = size * 0.2
    yield _fitting(name, (x + size / 2, y + size * 0.58), (letters, size - 2), ink, BOLD)
    shown = number(value, chart)
    yield _fitting(shown, (x + size / 2, y + size * 0.2), (letters * 1.05, size - 2), ink, REGULAR)


def _fitting(
    words: str, at: tuple[float, float], room: tuple[float, float], ink: Any, font: str
) -> Any:
    """As large as there is room."""
    size, width = room
    needed = text_width(words, font, size)
    if needed > width:
        size *= width / needed
    return text(*at, words, size=size, font=font, color=ink, align="center")


def _legend(chart: Chart, limits: list[Decimal], width: float) -> Iterator[Any]:
    """From which number on each shade stands."""
    x = 0.0
    for limit in limits:
        words = f"{number(_whole(limit), chart)}+"
        needed = KEY + 4 + text_width(words, REGULAR, 7.0) + 8
        if x + needed > width:
            return
        yield box(x, 4, KEY, KEY, _shade(limit, limits), RULE)
        yield text(x + KEY + 4, 5, words, size=7.0, color=GREY)
        x += needed


def _whole(value: Decimal) -> Decimal | int:
    return int(value) if value == value.to_integral_value() else value
