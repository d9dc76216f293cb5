"""The same drawing as a PNG, for a slide or a text of one's own."""

from io import BytesIO
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.graphics.shapes import Circle, Line, Path, Polygon, PolyLine, Rect, String

from reporting.document.charts.drawing import WIDTH, titled_drawing
from reporting.document.fonts import default_cache, static_instance
from reporting.document.value import Chart

SCALE = 3.0  # pixels a point: sharp on a slide and in print
MARGIN = 12.0
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
Point = tuple[float, float]


def chart_png(chart: Chart, width: float = WIDTH) -> bytes:
    """With its caption and its unit of count, on white."""
    drawing = titled_drawing(chart, width)
    size = (round((width + 2 * MARGIN) * SCALE), round((drawing.height + 2 * MARGIN) * SCALE))
    image = Image.new("RGB", size, "white")
    brush = _Brush(ImageDraw.Draw(image), drawing.height)
    for shape in drawing.contents:
        brush.draw(shape)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


class _Brush:
    def __init__(self, canvas: ImageDraw.ImageDraw, height: float) -> None:
        self.canvas, self.height = canvas, height
        self._fonts: dict[tuple[str, float], ImageFont.FreeTypeFont] = {}

    def at(self, x: float, y: float) -> Point:
        """From a point of the drawing, whose y runs upwards, to a pixel."""
        return (x + MARGIN) * SCALE, (self.height - y + MARGIN) * SCALE

    def draw(self, shape: Any) -> None:
        if isinstance(shape, String):
            self._text(shape)
        elif isinstance(shape, Rect):
            corners = (
                self.at(shape.x, shape.y),
                self.at(shape.x + shape.width, shape.y + shape.height),
            )
            (left, bottom), (right, top) = corners
            if right - left >= 1 and bottom - top >= 1:
                self.canvas.rectangle(
                    (left, top, right, bottom), _rgb(shape.fillColor), _rgb(shape.strokeColor),
                    _thick(shape),
                )  # fmt: skip
        elif isinstance(shape, Circle):
            x, y = self.at(shape.cx, shape.cy)
            r = shape.r * SCALE
            self.canvas.ellipse(
                (x - r, y - r, x + r, y + r), _rgb(shape.fillColor), _rgb(shape.strokeColor),
                _thick(shape),
            )  # fmt: skip
        elif isinstance(shape, Line):
            self._stroke(shape, [self.at(shape.x1, shape.y1), self.at(shape.x2, shape.y2)])
        else:
            self._points(shape)

    def _points(self, shape: Any) -> None:
        points = [self.at(x, y) for x, y in zip(shape.points[::2], shape.points[1::2], strict=True)]
        if isinstance(shape, Path):  # a hatching: pairs of points
            for begins, ends in zip(points[::2], points[1::2], strict=True):
                self._stroke(shape, [begins, ends])
        elif isinstance(shape, Polygon):
            fill, outline = _rgb(shape.fillColor), _rgb(shape.strokeColor)
            self.canvas.polygon(points, fill, outline, _thick(shape))
        elif isinstance(shape, PolyLine):
            self._stroke(shape, points)
        else:
            raise TypeError(f"A chart has no {type(shape).__name__}.")

    def _stroke(self, shape: Any, points: list[Point]) -> None:
        color, thick = _rgb(shape.strokeColor), _thick(shape)
        dashes = [length * SCALE for length in getattr(shape, "strokeDashArray", None) or ()]
        if not dashes:
            self.canvas.line(points, color, thick, joint="curve")
            return
        for begins, ends in _dashed(points, dashes):
            self.canvas.line((begins, ends), color, thick)

    def _text(self, shape: Any) -> None:
        key = shape.fontName, shape.fontSize
        if key not in self._fonts:
            path = static_instance(shape.fontName, default_cache())
            self._fonts[key] = ImageFont.truetype(str(path), shape.fontSize * SCALE)
        self.canvas.text(
            self.at(shape.x, shape.y), shape.text, _rgb(shape.fillColor), self._fonts[key],
            anchor=ANCHORS[shape.textAnchor],
        )  # fmt: skip


def _dashed(points: list[Point], dashes: list[float]) -> list[tuple[Point, Point]]:
    """The strokes of a dashed line; the pattern goes on around its corners."""
    found, place, left, is_drawn = [], 0, dashes[0], True
    for (x1, y1), (x2, y2) in pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        gone = 0.0
        while length - gone > 1e-6:
            step = min(left, length - gone)
            part = [
                (x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length)
                for at in (gone, gone + step)
            ]
            if is_drawn:
                found.append((part[0], part[1]))
            gone, left = gone + step, left - step
            if left <= 1e-6:
                place = (place + 1) % len(dashes)
                left, is_drawn = dashes[place], not is_drawn
    return found


def _rgb(color: Any) -> str | None:
    return None if color is None else "#" + str(color.hexval())[2:]


def _thick(shape: Any) -> int:
    return max(1, round((shape.strokeWidth or 0) * SCALE)) if shape.strokeColor else 0
