"""Charts: a number on every bar, in the drawing and in the page's SVG."""

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from reportlab.graphics.shapes import Circle, Drawing, Path, PolyLine, Rect, String

from reporting.document.charts.drawing import chart_drawing, chart_svg
from reporting.document.charts.shapes import bar, ticks
from reporting.document.value import Chart, Series
from tests.reporting.document.sample_document import (
    bar_chart,
    line_chart,
    province_chart,
    share_chart,
)

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


def many(count: int, series: int = 1, name: str = "A row with a rather long name, number") -> Chart:
    rows = tuple(f"{name} {at}" for at in range(count))
    values = tuple(at * 37 % 1900 for at in range(count))
    return Chart("m", "1", "Many", "bars", rows, (Series("s", values),) * series, "persons")


@pytest.mark.parametrize(("count", "series"), [(60, 1), (30, 2), (10, 6), (25, 1)])
def test_a_chart_of_many_bars_fits_on_a_page(count, series) -> None:
    drawing = chart_drawing(many(count, series))
    assert drawing.height < 640
    assert strings(drawing).count("37") == series


def test_names_that_are_too_long_end_in_an_ellipsis() -> None:
    shown = strings(chart_drawing(many(60, name="A very long name of a row that goes on and on")))
    assert any(words.endswith("\u2026") for words in shown)


def test_series_differ_without_colour() -> None:
    """Each has its hatching on bars, its mark and its dashes on lines."""
    bars = Chart("c", "1", "B", "bars", ("A",), (Series("s", (5,)), Series("t", (6,))))
    hatched = [shape for shape in chart_drawing(bars).contents if isinstance(shape, Path)]
    assert len(hatched) == 2  # the second series: its bar and its key
    lines = [s for s in chart_drawing(line_chart()).contents if isinstance(s, PolyLine)]
    assert len({str(line.strokeDashArray) for line in lines}) == 2
    assert "stroke-dasharray" in chart_svg(line_chart())


def test_hatching_stays_inside_its_bar() -> None:
    for position in range(6):
        for width, height in ((30.0, 8.0), (3.0, 90.0), (200.0, 9.0)):
            for shape in bar(position, 10, 20, width, height):
                points = getattr(shape, "points", [10, 20])
                xs, ys = points[::2], points[1::2]
                assert all(10 - 0.01 <= x <= 10 + width + 0.01 for x in xs)
                assert all(20 - 0.01 <= y <= 20 + height + 0.01 for y in ys)


def test_a_month_without_a_number_leaves_a_gap() -> None:
    values = (3, 4, None, 5, None, 6, 7)
    chart = Chart("c", "1", "Gaps", "lines", tuple("JFMAMJJ"), (Series("s", values),))
    contents = chart_drawing(chart).contents
    assert len([shape for shape in contents if isinstance(shape, PolyLine)]) == 2
    assert len([shape for shape in contents if isinstance(shape, Circle)]) == 5


def test_notes_stand_under_the_drawing() -> None:
    chart = replace(line_chart(), notes=("By month from 20 of 25 reporters.",))
    drawing = chart_drawing(chart)
    assert "By month from 20 of 25 reporters." in strings(drawing)
    assert drawing.height > chart_drawing(line_chart()).height


def test_small_shares_are_told_in_the_legend() -> None:
    parts = Series("All", (990, 9, 1))
    shown = strings(chart_drawing(Chart("c", "1", "S", "shares", ("A", "B", "C"), (parts,))))
    assert "C: 1 (0.1 %)" in shown


def test_a_whole_of_several_parts_is_a_line_of_its_own() -> None:
    chart = Chart("c", "1", "S", "shares", ("Kandal", "Takeo"), (
        Series("Females", (10, None)), Series("Males", (30, 5)),
    ))  # fmt: skip
    assert {"Kandal", "40", "10 (25.0 %)", "5 (100.0 %)"} <= set(strings(chart_drawing(chart)))
