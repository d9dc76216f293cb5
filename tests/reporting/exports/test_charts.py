"""Charts: a number on every bar, in the drawing and in the page's SVG."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from reportlab.graphics.shapes import Drawing, Rect, String

from reporting.exports.chart_shapes import ticks
from reporting.exports.charts import chart_drawing, chart_svg
from reporting.kernel.document import Chart, Series
from tests.reporting.exports.sample import bar_chart, line_chart, province_chart, share_chart

CHARTS = [bar_chart(), line_chart(), share_chart(), province_chart(), province_chart("5", "km")]


def strings(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.kind}-{chart.number}")
def test_svg_is_well_formed_titled_and_as_large_as_the_drawing(chart: Chart) -> None:
    drawing = chart_drawing(chart)
    root = ElementTree.fromstring(chart_svg(chart))
    assert root.get("viewBox") == f"0 0 {drawing.width:g} {drawing.height:g}"
    assert root[0].text == chart.caption
    assert len(root) == len(drawing.contents) + 2


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.kind}-{chart.number}")
def test_nothing_stands_outside_the_drawing(chart: Chart) -> None:
    drawing = chart_drawing(chart)
    for shape in drawing.contents:
        if isinstance(shape, Rect):
            assert -0.1 <= shape.x <= shape.x + shape.width <= drawing.width + 0.1
            assert -0.1 <= shape.y <= shape.y + shape.height <= drawing.height + 0.1


def test_every_bar_has_its_number_and_a_missing_one_says_so() -> None:
    shown = strings(chart_drawing(bar_chart()))
    assert {"44", "51", "38", "48", "108", "122", "72", "111"} <= set(shown)
    assert shown.count("\u2014") == 1


def test_bars_are_as_long_as_their_values() -> None:
    chart = Chart("c", "1", "Two", "bars", ("A", "B"), (Series("s", (50, 100)),))
    short, long = [s.height for s in chart_drawing(chart).contents if isinstance(s, Rect)]
    assert long == pytest.approx(2 * short)


def test_long_names_lay_the_bars_down() -> None:
    upright = chart_drawing(bar_chart())
    lying = chart_drawing(province_chart())
    assert "Banteay Meanchey" in strings(lying)
    assert max(s.height for s in lying.contents if isinstance(s, Rect)) < 12
    assert max(s.height for s in upright.contents if isinstance(s, Rect)) > 100


def test_shares_give_number_and_per_cent() -> None:
    assert "298 (63.8 %)" in strings(chart_drawing(share_chart()))


def test_text_in_svg_is_escaped() -> None:
    chart = Chart('a"b', "1", "<b>", "bars", ("<script>",), (Series("s", (1,)),))
    svg = chart_svg(chart)
    assert "<script>" not in svg and "<b>" not in svg and 'a"b' not in svg


@pytest.mark.parametrize("kind", ["bars", "lines", "shares"])
@pytest.mark.parametrize("values", [(), (None,), (0,), (-5,), (Decimal("0.5"),)])
def test_odd_values_draw(kind, values) -> None:
    names = tuple("ABC"[: len(values)])
    chart = Chart("c", "1", "Odd", kind, names, (Series("s", values),))
    assert chart_svg(chart).startswith("<svg")
    assert chart_svg(Chart("c", "1", "None", kind, (), ())).startswith("<svg")


def test_ticks_are_round_and_embrace_zero() -> None:
    assert ticks([Decimal(41210)]) == [0, 10000, 20000, 30000, 40000, 50000]
    assert ticks([]) == [0, 1]
    assert ticks([Decimal(-3), Decimal(4)])[0] < 0
