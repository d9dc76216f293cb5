"""Maps of tiles, and the PNG of a chart: each number can be read, in any script and width."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from reportlab.graphics.shapes import Rect, String

from reporting.document.charts.drawing import (
    NARROW,
    WIDTH,
    chart_drawing,
    chart_file_svg,
    chart_svg,
)
from reporting.document.charts.raster import chart_png
from reporting.document.charts.tile_maps import shade_limits
from reporting.document.json_files import from_json, to_json
from reporting.document.value import Chart, Series
from tests.reporting.document.sample_document import bar_chart, line_chart, share_chart

MAP = Chart(
    id="map", number="1", caption="Workers who returned ពលករវិលត្រឡប់", kind="tiles",
    categories=("Kandal", "Phnom Penh", "Pailin", "Kep"),
    series=(Series("Workers", (1940, 198, None, 1_234_567)),),
    unit="persons", notes=("3 of 4 provinces gave a number; a dash: none was given.",),
    tiles=((1, 1), (1, 2), (2, 1), (4, 6)), short_names=("KDL", "PNH", "PLN", "KEP"),
)  # fmt: skip


@pytest.mark.parametrize("width", [WIDTH, NARROW])
def test_each_province_says_its_name_and_its_number_inside_the_drawing(width):
    drawing = chart_drawing(MAP, width)
    shown = [shape.text for shape in drawing.contents if isinstance(shape, String)]
    assert {"KDL", "1,940", "PNH", "198", "PLN", "KEP", "1,234,567"} <= set(shown)
    assert shown.count("\u2014") == 1
    squares = [shape for shape in drawing.contents if isinstance(shape, Rect)]
    assert all(one.x >= 0 and one.x + one.width <= width + 0.1 for one in squares)
    assert all(one.y >= 0 and one.y + one.height <= drawing.height for one in squares)


def test_a_province_lies_where_it_lies_and_is_darker_where_the_number_is_higher():
    squares = [
        shape
        for shape in chart_drawing(MAP).contents
        if isinstance(shape, Rect) and shape.width > 20
    ]
    kandal, phnom_penh, pailin, kep = squares
    assert kandal.x < phnom_penh.x and kandal.y == phnom_penh.y
    assert pailin.y < kandal.y and kep.y < pailin.y

    def light(square):
        color = square.fillColor
        return color.red + color.green + color.blue

    assert light(pailin) == 3  # no number: white
    assert light(phnom_penh) > light(kandal) > light(kep)


@pytest.mark.parametrize(
    ("values", "limits"),
    [((), []), ((5, None, 5), [5]), ((1, 2, 3), [1, 2, 3]), (tuple(range(10)), [0, 2, 4, 6, 8])],
)
def test_about_as_many_provinces_have_each_shade(values, limits):
    assert shade_limits(values) == limits


def test_a_map_is_stored_and_read_back():
    assert from_json(to_json(MAP)) == MAP
    assert "tiles" not in to_json(replace(MAP, tiles=(), short_names=()))


@pytest.mark.parametrize(
    "chart", [MAP, bar_chart(), line_chart(), share_chart()], ids=lambda chart: chart.kind
)
def test_a_png_has_the_drawing_with_its_caption(chart):
    image = Image.open(BytesIO(chart_png(chart)))
    assert image.format == "PNG"
    assert len(image.getcolors(1_000_000) or []) > 20  # shades and the edges of letters
    caption = image.crop((0, 0, image.width, 100))
    assert len(caption.getcolors(1_000_000) or []) > 1


def test_a_file_says_its_caption_and_the_page_says_it_beside():
    assert chart_file_svg(MAP).count("<text") > chart_svg(MAP).count("<text")
    assert "style=" not in chart_file_svg(MAP)
