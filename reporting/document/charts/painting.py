"""A drawing on a PDF page and as SVG: only the shapes that our charts are made of."""

from html import escape
from typing import Any

from reportlab.graphics.shapes import (
    Circle,
    Drawing,
    Line,
    Path,
    Polygon,
    PolyLine,
    Rect,
    String,
)
from reportlab.lib.colors import Color, black
from reportlab.pdfgen.canvas import Canvas

from reporting.document.fonts import BOLD
from reporting.document.script_text import draw_text

ALIGN = {"start": "start", "middle": "center", "end": "end"}


def draw_chart(drawing: Drawing, canvas: Canvas, x: float, y: float) -> None:
    """Paint the drawing with its lower left corner at x, y; its text in any script."""
    canvas.saveState()
    canvas.translate(x, y)
    for shape in drawing.contents:
        _paint(canvas, shape)
    canvas.restoreState()


def _paint(canvas: Canvas, shape: Any) -> None:
    if isinstance(shape, String):
        canvas.setFillColor(shape.fillColor or black)
        align = ALIGN[shape.textAnchor]
        draw_text(canvas, shape.x, shape.y, shape.text, shape.fontName, shape.fontSize, align)
        return
    fill, stroke = getattr(shape, "fillColor", None), shape.strokeColor
    if fill is not None:
        canvas.setFillColor(fill)
    if stroke is not None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(shape.strokeWidth)
    painted = {"fill": int(fill is not None), "stroke": int(stroke is not None)}
    dashes = getattr(shape, "strokeDashArray", None)
    canvas.setDash(list(dashes) if dashes else [])
    if isinstance(shape, Rect):
        canvas.rect(shape.x, shape.y, shape.width, shape.height, **painted)
    elif isinstance(shape, Circle):
        canvas.circle(shape.cx, shape.cy, shape.r, **painted)
    elif isinstance(shape, Line):
        canvas.line(shape.x1, shape.y1, shape.x2, shape.y2)
    else:
        path = canvas.beginPath()
        for place, (x, y) in enumerate(_corners(shape)):
            (path.moveTo if _begins(shape, place) else path.lineTo)(x, y)
        if isinstance(shape, Polygon):
            path.close()
        canvas.drawPath(path, **painted)


def _corners(shape: Any) -> list[tuple[float, float]]:
    return list(zip(shape.points[::2], shape.points[1::2], strict=True))


def _begins(shape: Any, place: int) -> bool:
    """Whether a stroke begins there: a hatching is pairs of points, a line is one stroke."""
    return place % 2 == 0 if isinstance(shape, Path) else place == 0


def svg_element(shape: Any, height: float) -> str:
    """One shape in SVG, whose y runs downwards from `height`."""
    if isinstance(shape, String):
        weight = ' font-weight="600"' if shape.fontName == BOLD else ""
        return (
            f'<text x="{shape.x:.1f}" y="{height - shape.y:.1f}" fill="{_hex(shape.fillColor)}" '
            f'font-size="{shape.fontSize:g}" text-anchor="{shape.textAnchor}"{weight}>'
            f"{escape(shape.text)}</text>"
        )
    if isinstance(shape, Rect):
        place = f'x="{shape.x:.1f}" y="{height - shape.y - shape.height:.1f}" '
        return (
            f'<rect {place}width="{shape.width:.1f}" height="{shape.height:.1f}" {_look(shape)}/>'
        )
    if isinstance(shape, Circle):
        centre = f'cx="{shape.cx:.1f}" cy="{height - shape.cy:.1f}"'
        return f'<circle {centre} r="{shape.r:g}" {_look(shape)}/>'
    if isinstance(shape, Line):
        ends = (shape.x1, height - shape.y1, shape.x2, height - shape.y2)
        names = ("x1", "y1", "x2", "y2")
        at = " ".join(f'{name}="{end:.1f}"' for name, end in zip(names, ends, strict=True))
        return f"<line {at} {_look(shape)}/>"
    if isinstance(shape, Path):
        strokes = "".join(
            f"{'M' if _begins(shape, place) else 'L'}{x:.1f} {height - y:.1f}"
            for place, (x, y) in enumerate(_corners(shape))
        )
        return f'<path d="{strokes}" {_look(shape)}/>'
    if isinstance(shape, PolyLine | Polygon):
        tag = "polygon" if isinstance(shape, Polygon) else "polyline"
        points = " ".join(f"{x:.1f},{height - y:.1f}" for x, y in _corners(shape))
        return f'<{tag} points="{points}" {_look(shape)}/>'
    raise TypeError(f"A chart has no {type(shape).__name__}.")


def _look(shape: Any) -> str:
    fill = getattr(shape, "fillColor", None)
    look = f'fill="{_hex(fill)}"'
    if shape.strokeColor is not None:
        look += f' stroke="{_hex(shape.strokeColor)}" stroke-width="{shape.strokeWidth:g}"'
        dashes = getattr(shape, "strokeDashArray", None)
        if dashes:
            look += f' stroke-dasharray="{" ".join(f"{dash:g}" for dash in dashes)}"'
    return look


def _hex(color: Color | None) -> str:
    return "none" if color is None else "#" + str(color.hexval())[2:]
