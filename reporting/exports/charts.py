"""Charts as drawings: vector in the PDF, SVG on the page, a number on every bar.

The shapes are few (rectangles, lines, polylines, circles, strings), so that the page's SVG is
written here from the same drawing, with a title and a description for those who cannot see it.
"""

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, PolyLine
from reportlab.lib.colors import Color, white

from reporting.exports.chart_painting import svg_element
from reporting.exports.chart_shapes import (
    GREY,
    INK,
    RULE,
    SMALL,
    Scale,
    box,
    legend,
    number,
    rule,
    series_color,
    text,
    ticks,
)
from reporting.exports.fonts import BOLD, FAMILY, REGULAR, register_fonts
from reporting.exports.text import text_width, wrap
from reporting.kernel.document import Chart

WIDTH = 453.0
BAR, GAP = 10.0, 9.0
PLOT_HEIGHT = 170.0
TOP = 8.0


def chart_drawing(chart: Chart, width: float = WIDTH) -> Drawing:
    """The chart without its caption, `width` points wide and as tall as it needs."""
    register_fonts()
    builders = {"bars": _bars, "lines": _lines, "shares": _shares}
    return builders[chart.kind](chart, width)


def chart_svg(chart: Chart, width: float = WIDTH) -> str:
    """The same drawing as an `<svg>` element that scales to the page's column."""
    drawing = chart_drawing(chart, width)
    height = drawing.height
    shapes = "".join(svg_element(shape, height) for shape in drawing.contents)
    name = f"chart-{escape(chart.id)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'class="chart" role="img" aria-labelledby="{name}-title {name}-text" '
        f"font-family=\"'{FAMILY}', sans-serif\">"
        f'<title id="{name}-title">{escape(chart.caption)}</title>'
        f'<desc id="{name}-text">{escape(_description(chart))}</desc>{shapes}</svg>'
    )


def _description(chart: Chart) -> str:
    parts = []
    for series in chart.series:
        pairs = zip(chart.categories, series.values, strict=False)
        parts.append(f"{series.name}: " + ", ".join(f"{name} {number(v)}" for name, v in pairs))
    return "; ".join(parts) + (f" ({chart.unit})" if chart.unit else "")


def _assemble(chart: Chart, width: float, shapes: list[Any], height: float) -> Drawing:
    names = [series.name for series in chart.series]
    if chart.kind == "shares" and len(names) == 1:
        names = list(chart.categories)
    keys, above = legend(names, width, chart.unit)
    drawing = Drawing(width, height + above + TOP)
    for shape in keys:
        shape.y += height + above + TOP
        drawing.add(shape)
    for shape in shapes:
        drawing.add(shape)
    return drawing


def _bars(chart: Chart, width: float) -> Drawing:
    slot = width / max(len(chart.categories), 1)
    widest = max((text_width(name, REGULAR, SMALL) for name in chart.categories), default=0)
    figures = [number(v) for series in chart.series for v in series.values]
    figure = max((text_width(shown, REGULAR, 6.6) for shown in figures), default=0) + 2
    upright = widest + 4 <= slot and figure * len(chart.series) <= slot * 0.84
    return _upright_bars(chart, width) if upright else _lying_bars(chart, width)


def _upright_bars(chart: Chart, width: float) -> Drawing:
    scale = Scale(_values(chart), PLOT_HEIGHT - 14)
    slot = width / max(len(chart.categories), 1)
    bar = min(slot * 0.84 / max(len(chart.series), 1), 34)
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
                shapes.append(box(x + 0.5, low, bar - 1, abs(length), series_color(position)))
            label = base + max(length, 0) + 3 if length >= 0 else base + length - 8
            shapes.append(text(x + bar / 2, label, number(value), size=6.6, align="center"))
            x += bar
    return _assemble(chart, width, shapes, foot + scale.reach + 14)


def _lying_bars(chart: Chart, width: float) -> Drawing:
    names = [wrap(name, REGULAR, SMALL, width * 0.34) for name in chart.categories]
    gutter = max((text_width(line, REGULAR, SMALL) for n in names for line in n), default=0) + 8
    figures = max((text_width(number(v), REGULAR, SMALL) for v in _values(chart)), default=0)
    negative = any(value < 0 for value in _values(chart))
    room = width - gutter - (2 if negative else 1) * (figures + 6)
    scale = Scale(_values(chart), max(room, 40))
    base = gutter + scale.at_zero + (figures + 6 if negative else 0)
    shapes: list[Any] = []
    y = 0.0
    for place in reversed(range(len(chart.categories))):
        group = max(BAR * len(chart.series), 10.0 * len(names[place]))
        _lying_group(shapes, chart, place, names[place], (gutter, base, y, group), scale)
        y += group + (GAP if len(chart.series) > 1 else 4)
    shapes.append(rule(base, -2, base, y - 2, GREY))
    return _assemble(chart, width, shapes, y)


def _lying_group(
    shapes: list[Any], chart: Chart, place: int, name: list[str],
    at: tuple[float, float, float, float], scale: Scale,
) -> None:  # fmt: skip
    gutter, base, y, group = at
    top = y + (group + 10.0 * len(name)) / 2 - 7.6
    for line in name:
        shapes.append(text(gutter - 8, top, line, align="end"))
        top -= 10.0
    bar_y = y + (group + BAR * len(chart.series)) / 2
    for position, series in enumerate(chart.series):
        bar_y -= BAR
        value = series.values[place] if place < len(series.values) else None
        length = scale.length(value)
        if value is not None:
            left = base + min(length, 0)
            shapes.append(box(left, bar_y + 0.7, abs(length), BAR - 1.4, series_color(position)))
        x, align = (base + length - 4, "end") if length < 0 else (base + length + 4, "start")
        shapes.append(text(x, bar_y + 2.4, number(value), align=align))


def _lines(chart: Chart, width: float) -> Drawing:
    marks = ticks(_values(chart))
    scale = Scale([Decimal(mark) for mark in marks], PLOT_HEIGHT)
    gutter = max(text_width(number(mark), REGULAR, SMALL) for mark in marks) + 8
    base = 16 + scale.at_zero
    slot = (width - gutter) / max(len(chart.categories), 1)
    shapes: list[Any] = []
    for mark in marks:
        y = base + scale.length(mark)
        shapes.append(rule(gutter, y, width, y, GREY if mark == 0 else RULE))
        shapes.append(text(gutter - 6, y - 2.6, number(mark), color=GREY, align="end"))
    every = max(1, int(_widest(chart) // slot) + 1)
    for place, category in enumerate(chart.categories):
        if place % every == 0:
            x = gutter + (place + 0.5) * slot
            shapes.append(text(x, 4, category, color=GREY, align="center"))
    sparse = len(chart.series) > 1 or len(chart.categories) > 13 or every > 1
    for position, series in enumerate(chart.series):
        points = [
            None if value is None else (gutter + (i + 0.5) * slot, base + scale.length(value))
            for i, value in enumerate(series.values)
        ]
        shapes += _curve(points, series_color(position))
        shapes += _peaks(points, series.values, series_color(position), sparse=sparse)
    return _assemble(chart, width, shapes, 16 + scale.reach + 10)


def _widest(chart: Chart) -> float:
    return max((text_width(name, REGULAR, SMALL) + 6 for name in chart.categories), default=0)


def _curve(points: list[tuple[float, float] | None], color: Color) -> Iterator[Any]:
    """Lines between neighbours; a missing value leaves a gap."""
    stretch: list[float] = []
    for point in [*points, None]:
        if point is not None:
            stretch += point
            yield Circle(*point, 2, fillColor=color, strokeColor=None)
        elif len(stretch) > 2:
            yield PolyLine(stretch, strokeColor=color, strokeWidth=1.3, strokeLineJoin=1)
        if point is None:
            stretch = []


def _peaks(
    points: list[tuple[float, float] | None],
    values: tuple[Decimal | int | None, ...],
    color: Color,
    *,
    sparse: bool,
) -> Iterator[Any]:
    """Numbers on all points of a single short line, else on the highest and the last."""
    known = [i for i, value in enumerate(values) if value is not None]
    chosen = set(known)
    if sparse and known:
        chosen = {max(known, key=lambda i: values[i] or 0), known[-1]}
    for i in sorted(chosen):
        point = points[i]
        if point is not None:
            shown = number(values[i])
            yield text(point[0], point[1] + 5, shown, size=6.6, color=color, align="center")


def _shares(chart: Chart, width: float) -> Drawing:
    """Each whole as one bar of 100 %; one series is one whole, else each category is."""
    single = len(chart.series) == 1
    wholes = [("", chart.series[0].values)] if single else list(_by_category(chart))
    gutter = max((text_width(name, REGULAR, SMALL) for name, _ in wholes), default=0)
    gutter = min(gutter + 8, width * 0.34) if not single else 0
    shapes: list[Any] = []
    height = 26.0 if single else 16.0
    y = 2.0
    for name, parts in reversed(wholes):
        if name:
            shapes.append(text(gutter - 8, y + height / 2 - 2.6, name, align="end"))
        shapes += _share_bar(parts, gutter, y, width - gutter, height)
        y += height + 5
    return _assemble(chart, width, shapes, y)


def _is_dark(color: Color) -> bool:
    return bool(0.299 * color.red + 0.587 * color.green + 0.114 * color.blue < 0.55)


def _by_category(chart: Chart) -> Iterator[tuple[str, tuple[Decimal | int | None, ...]]]:
    for place, category in enumerate(chart.categories):
        yield category, tuple(series.values[place] for series in chart.series)


def _share_bar(
    parts: tuple[Decimal | int | None, ...], x: float, y: float, width: float, height: float
) -> Iterator[Any]:
    whole = sum(Decimal(part or 0) for part in parts)
    if not whole:
        yield box(x, y, width, height, None, RULE)
        return
    for position, part in enumerate(parts):
        share = Decimal(part or 0) / whole
        length = float(share) * width
        color = series_color(position)
        yield box(x, y, max(length - 0.8, 0), height, color)
        for label in (f"{number(part)} ({100 * share:.1f} %)", number(part)):
            if text_width(label, BOLD, 6.8) + 6 <= length:
                ink = white if _is_dark(color) else INK
                middle = y + height / 2 - 2.4
                yield text(x + length / 2, middle, label, size=6.8, font=BOLD, color=ink,
                            align="center")  # fmt: skip
                break
        x += length


def _values(chart: Chart) -> list[Decimal]:
    return [Decimal(v) for series in chart.series for v in series.values if v is not None]
