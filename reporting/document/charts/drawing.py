"""Charts as drawings: vector in the PDF, SVG on the page, a number on every bar.

The shapes are few (rectangles, lines, paths, marks, strings), so that the page's SVG is written
here from the same drawing, with a title and a description for those who cannot see it.
"""

from decimal import Decimal
from html import escape
from typing import Any

from reportlab.graphics.shapes import Drawing, Line

from reporting.document.charts.bars import bars, shares
from reporting.document.charts.line_charts import lines
from reporting.document.charts.painting import svg_element
from reporting.document.charts.shapes import (
    GREY,
    SIZE,
    SMALL,
    bar,
    dash,
    leading_of,
    lines_of,
    mark,
    number,
    series_color,
    share,
    text,
)
from reporting.document.charts.tile_maps import tiles
from reporting.document.fonts import BOLD, FAMILY, REGULAR, register_fonts
from reporting.document.line_breaks import wrap
from reporting.document.script_text import text_width
from reporting.document.value import Chart

WIDTH = 453.0
NARROW = 240.0  # of a phone
TOP = 8.0
BUILDERS = {"bars": bars, "lines": lines, "shares": shares, "tiles": tiles}
KEY, LEADING, TITLE = 8.0, 12.0, 10.0


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


def titled_drawing(chart: Chart, width: float = WIDTH) -> Drawing:
    """With its caption on top, for a file that stands alone."""
    drawing = chart_drawing(chart, width)
    caption = wrap(chart.caption, BOLD, TITLE, width)
    leading = leading_of(*caption) * TITLE / SMALL
    for place, line in enumerate(reversed(caption)):
        y = drawing.height + leading * place + 6
        drawing.add(text(0, y, line, size=TITLE, font=BOLD))
    drawing.height += leading * len(caption) + 6
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
    return _svg(chart, chart_drawing(chart, width), width)


def chart_file_svg(chart: Chart, width: float = WIDTH) -> str:
    """As a file that stands alone, with its caption."""
    return _svg(chart, titled_drawing(chart, width), width)


def _svg(chart: Chart, drawing: Drawing, width: float) -> str:
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
        shown = (f"{name} {number(value, chart)}" for name, value in pairs)
        parts.append(f"{series.name}: {', '.join(shown)}")
    return "; ".join(parts) + (f" ({chart.unit})" if chart.unit else "")


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
            f"{name}: {number(value, chart)}{_share(value, whole, chart)}"
            for name, value in zip(chart.categories, values, strict=False)
        ]
    names = [series.name for series in chart.series]
    return names if len(names) > 1 else []


def _share(value: Decimal | int | None, whole: Decimal, chart: Chart) -> str:
    return "" if value is None or not whole else f" ({share(Decimal(value), whole, chart)})"


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
    leading = leading_of(*lines)
    shapes = [
        text(0, 2 + leading * place, line, color=GREY) for place, line in enumerate(reversed(lines))
    ]
    return shapes, leading * len(lines) + 6 if lines else 0.0
