"""Charts as drawings: vector in the PDF, SVG on the page, a number on every bar.

The shapes are few (rectangles, lines, paths, marks, strings), so that the page's SVG is written
here from the same drawing, with a title and a description for those who cannot see it.
"""

from html import escape
from typing import Any

from reportlab.graphics.shapes import Drawing

from reporting.exports.chart_bars import bars
from reporting.exports.chart_legend import legend, notes
from reporting.exports.chart_lines import lines
from reporting.exports.chart_painting import svg_element
from reporting.exports.chart_shapes import number
from reporting.exports.chart_shares import shares
from reporting.exports.fonts import FAMILY, register_fonts
from reporting.kernel.document import Chart

WIDTH = 453.0
NARROW = 240.0  # of a phone
TOP = 8.0
BUILDERS = {"bars": bars, "lines": lines, "shares": shares}


def chart_drawing(chart: Chart, width: float = WIDTH) -> Drawing:
    """The chart without its caption, `width` points wide and as tall as it needs."""
    register_fonts()
    shapes, height = BUILDERS[chart.kind](chart, width)
    keys, above = legend(chart, width)
    words, below = notes(chart, width)
    drawing = Drawing(width, height + above + below + TOP)
    for shape in keys:
        move(shape, height + above + below + TOP)
        drawing.add(shape)
    for shape in shapes:
        move(shape, below)
        drawing.add(shape)
    for shape in words:
        drawing.add(shape)
    return drawing


def move(shape: Any, up: float) -> None:
    """Whatever kind of shape it is, so far upwards."""
    if not up:
        return
    for name in ("y", "y1", "y2", "cy"):
        if hasattr(shape, name):
            setattr(shape, name, getattr(shape, name) + up)
    points = getattr(shape, "points", None)
    if points:
        shape.points = [part + up if place % 2 else part for place, part in enumerate(points)]


def chart_svg(chart: Chart, width: float = WIDTH) -> str:
    """The same drawing as an `<svg>` element that scales to the page's column."""
    drawing = chart_drawing(chart, width)
    height = drawing.height
    shapes = "".join(svg_element(shape, height) for shape in drawing.contents)
    name = f"chart-{escape(chart.id)}" + ("" if width == WIDTH else f"-{width:g}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'class="chart" role="img" aria-labelledby="{name}-title {name}-text" '
        f"font-family=\"'{FAMILY}', sans-serif\">"
        f'<title id="{name}-title">{escape(chart.caption)}</title>'
        f'<desc id="{name}-text">{escape(description(chart))}</desc>{shapes}</svg>'
    )


def description(chart: Chart) -> str:
    """What the chart shows, in words: for those who cannot see it."""
    parts = []
    for series in chart.series:
        pairs = zip(chart.categories, series.values, strict=False)
        parts.append(f"{series.name}: " + ", ".join(f"{name} {number(v)}" for name, v in pairs))
    return "; ".join(parts) + (f" ({chart.unit})" if chart.unit else "")
