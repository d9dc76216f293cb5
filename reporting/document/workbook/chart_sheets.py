"""The sheet of one chart: its numbers as a small table, and beside them Excel's own chart."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.drawing.text import Paragraph as TitleParagraph
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.value import Chart, Series
from reporting.document.workbook.cell_texts import cell_at, put_number, put_text, storable, width
from reporting.document.workbook.cell_writing import number_format
from reporting.document.workbook.looks import BODY, HAIR, HEAD, Look
from reporting.document.workbook.setup import Setting, set_up_page
from reporting.document.workbook.sheet_heads import FIRST_HEAD_ROW, set_widths, write_titles
from reporting.document.workbook.sheet_plan import SheetPlan

# Blue first; told apart by lightness and hatching too, for a black-and-white printer and for who
# does not see colours.
COLOURS = ("1F3A68", "C58B2A", "6E8FC1", "7A4B2A", "A9BCD9", "5F7A3A", "D9C08F", "8A8F98")
HATCHES: tuple[Any, ...] = (
    None,
    "wdUpDiag",
    "narHorz",
    None,
    "wdDnDiag",
    "narVert",
    "pct20",
    "smGrid",
)
MARKS: tuple[Any, ...] = ("circle", "square", "triangle", "diamond", "x", "star", "plus", "dash")
DASHES: tuple[Any, ...] = (
    "solid",
    "dash",
    "sysDot",
    "dashDot",
    "sysDash",
    "lgDash",
    "lgDashDot",
    "sysDashDot",
)
CHART_WIDTH_CM, CHART_HEIGHT_CM = 20, 11
LONG_CATEGORIES = 60.0  # digits in all: beyond them the names stand beside lying bars
CM_PER_BAR = 0.7
TALLEST_CM = 27
CHART_ROOM = 100.0  # digits of width that the chart takes, for the choice of landscape

TITLE_SIZE, UNIT_SIZE = 1100, 900  # hundredths of a point
NEVER_SHOWN = ("showSerName", "showCatName", "showLegendKey", "showBubbleSize")
LINE_WIDTH = 28_575  # EMU: 2.25 points

SERIES_HEAD = replace(HEAD, horizontal="right", below="medium")
UNIT_HEAD = replace(HEAD, horizontal="left", bold=False, italic=True, below="medium")
NOTE = Look(italic=True)
SERIES_CELL = Look(horizontal="right", below="hair")

ExcelChart = BarChart | LineChart | PieChart


def write_chart(sheet: Worksheet, plan: SheetPlan, chart: Chart, setting: Setting) -> None:
    widths = _column_widths(chart)
    set_widths(sheet, widths)
    write_titles(sheet, plan, setting, widths)
    _write_data(sheet, chart, setting)
    drawn = _drawn(chart)
    first, last = FIRST_HEAD_ROW, FIRST_HEAD_ROW + len(chart.categories)
    if chart.categories and chart.series:
        data = Reference(
            sheet, min_col=2, max_col=1 + len(chart.series), min_row=first, max_row=last
        )
        drawn.add_data(data, titles_from_data=True)
        drawn.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=last))
        _colour(drawn, len(chart.categories))
        sheet.add_chart(drawn, f"{get_column_letter(len(widths) + 2)}{first}")
    for row, note in enumerate(chart.notes, last + 2):
        put_text(sheet, row, 1, note, setting.looks, NOTE)
    sheet.freeze_panes = f"B{first + 1}"
    set_up_page(sheet, setting.document, sum(widths) + CHART_ROOM, None)


def _column_widths(chart: Chart) -> list[float]:
    names = max((width(category) for category in chart.categories), default=0.0)
    return [
        min(max(names * 1.05, 10.0) + 2, 44.0),
        *(min(max(width(series.name) * 1.1, 9.0) + 2, 20.0) for series in chart.series),
    ]


def _write_data(sheet: Worksheet, chart: Chart, setting: Setting) -> None:
    looks = setting.looks
    put_text(sheet, FIRST_HEAD_ROW, 1, chart.unit, looks, UNIT_HEAD)
    for row, category in enumerate(chart.categories, FIRST_HEAD_ROW + 1):
        put_text(sheet, row, 1, category, looks, BODY)
    for column, series in enumerate(chart.series, 2):
        put_text(sheet, FIRST_HEAD_ROW, column, series.name, looks, SERIES_HEAD)
        look = replace(SERIES_CELL, number_format=number_format(_places(series)))
        for row, value in enumerate(series.values, FIRST_HEAD_ROW + 1):
            if value is None:
                looks.apply(cell_at(sheet, row, column), look)
            else:
                put_number(sheet, row, column, value, looks, look)


def _places(series: Series) -> int:
    """The decimals that the most exact value of the series has."""
    exponents = (value.as_tuple().exponent for value in series.values if isinstance(value, Decimal))
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def _drawn(chart: Chart) -> ExcelChart:
    if chart.kind == "shares" and len(chart.series) == 1:
        drawn: ExcelChart = PieChart()
        drawn.dataLabels = _labels("showPercent")
        drawn.dataLabels.position = "outEnd"  # a label on dark blue cannot be read
    elif chart.kind == "lines":
        drawn = _with_axes(LineChart(), chart)
        drawn.display_blanks = "gap"
    else:
        drawn = _with_axes(_bars(chart), chart)
    drawn.title = _title(chart.caption, TITLE_SIZE)
    drawn.width, drawn.height = CHART_WIDTH_CM, CHART_HEIGHT_CM
    if isinstance(drawn, BarChart) and drawn.barDir == "bar":
        bars = len(chart.categories) * (1 if drawn.overlap else len(chart.series))
        drawn.height = min(max(CHART_HEIGHT_CM, 3 + CM_PER_BAR * bars), TALLEST_CM)
    if len(chart.series) == 1 and not isinstance(drawn, PieChart):
        drawn.legend = None
    elif drawn.legend:
        drawn.legend.position = "b"
    return drawn


def _bars(chart: Chart) -> BarChart:
    bars = BarChart()
    bars.gapWidth = 60
    if sum(width(category) for category in chart.categories) > LONG_CATEGORIES:
        bars.barDir = "bar"
        bars.x_axis.scaling.orientation = "maxMin"  # the first category on top
    if chart.kind == "shares":
        bars.grouping, bars.overlap = "percentStacked", 100
    return bars


def _with_axes(drawn: BarChart | LineChart, chart: Chart) -> BarChart | LineChart:
    # openpyxl leaves this unsaid, and Excel then shows a chart without axes.
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format = "0%" if chart.kind == "shares" else "#,##0"
    hair = GraphicalProperties(ln=LineProperties(solidFill=HAIR))
    drawn.y_axis.majorGridlines = ChartLines(spPr=hair)
    lying = isinstance(drawn, BarChart) and drawn.barDir == "bar"
    drawn.y_axis.crosses = "max" if lying else "autoZero"
    if chart.unit and chart.kind != "shares":
        drawn.y_axis.title = _title(chart.unit, UNIT_SIZE)
    if chart.kind == "bars":
        drawn.dataLabels = _labels("showVal")
    return drawn


def _labels(only: str) -> DataLabelList:
    """Labels with one thing in them: what is not refused, LibreOffice shows."""
    shown = dict.fromkeys(("showVal", "showPercent", *NEVER_SHOWN), False) | {only: True}
    return DataLabelList(**shown)


def _title(text: str, size: int) -> Title:
    """A title beside the chart, not over it; `size` in hundredths of a point."""
    letters = CharacterProperties(sz=size, b=size == TITLE_SIZE)
    run = RegularTextRun(rPr=letters, t=storable(text))
    paragraph = TitleParagraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _colour(drawn: ExcelChart, slices: int) -> None:
    """And whatever tells series apart in black and white: hatching, marks, dashes."""
    if isinstance(drawn, PieChart):
        drawn.series[0].dPt = [DataPoint(idx=at, spPr=_filled(at)) for at in range(slices)]
        return
    for number, series in enumerate(drawn.series):
        if isinstance(drawn, LineChart):
            series.spPr = GraphicalProperties(
                ln=LineProperties(
                    solidFill=_colour_of(number),
                    w=LINE_WIDTH,
                    prstDash=DASHES[number % len(DASHES)],
                )
            )
            series.marker = Marker(
                symbol=MARKS[number % len(MARKS)], size=6, spPr=_plain(_colour_of(number))
            )
            series.smooth = False
        else:
            series.spPr = _filled(number)


def _colour_of(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _plain(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))


def _filled(number: int) -> GraphicalProperties:
    colour, hatch = _colour_of(number), HATCHES[number % len(HATCHES)]
    if hatch is None:
        return _plain(colour)
    ink: Any = {"srgbClr": "FFFFFF"}
    paper: Any = {"srgbClr": colour}
    pattern = PatternFillProperties(
        prst=hatch, fgClr=ColorChoice(**ink), bgClr=ColorChoice(**paper)
    )
    return GraphicalProperties(pattFill=pattern, ln=LineProperties(solidFill=colour))
