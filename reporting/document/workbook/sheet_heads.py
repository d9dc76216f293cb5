"""The head of a sheet: the way back to the contents, its titles, and the head of its table."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.value import Table
from reporting.document.workbook.cell_texts import cell_at, line_count, link, put_text
from reporting.document.workbook.cell_writing import PlacedHeader
from reporting.document.workbook.looks import (
    HEAD,
    LINK,
    SUBTITLE,
    TITLE,
    UNIT,
    WARNING,
    Horizontal,
    Look,
    Looks,
)
from reporting.document.workbook.setup import Setting
from reporting.document.workbook.sheet_plan import SheetPlan

FIRST_HEAD_ROW = 5  # above it: the way back, the caption, the section, a blank row
LEAST_ROOM = 70.0  # a caption or note may run on beyond a narrow table


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for column, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide


def write_way_back(sheet: Worksheet, setting: Setting) -> None:
    cell = put_text(sheet, 1, 1, f"← {setting.words['contents']}", setting.looks, LINK)
    link(cell, setting.contents, "A1")
    if words := setting.document.practice_words:
        put_text(sheet, 1, 2, words, setting.looks, WARNING)


def fit_row(
    sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float], looks: Looks
) -> None:
    """Make the row as high as its wrapped texts need: LibreOffice would not, on opening."""
    pairs = zip(texts, widths, strict=False)
    lines = max((line_count(text, wide - 1) for text, wide in pairs if text), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = looks.height(lines)


def write_titles(
    sheet: Worksheet, plan: SheetPlan, setting: Setting, widths: Sequence[float]
) -> None:
    write_way_back(sheet, setting)
    caption = f"{plan.label}. {plan.block.caption}"
    section = f"{plan.section.number} {plan.section.title}".strip()
    write_across(sheet, 2, caption, setting.looks, TITLE, widths)
    code = plan.block.code if isinstance(plan.block, Table) else ""
    line = f"{section}   \u00b7   {setting.words['trace']} {code}" if code else section
    write_across(sheet, 3, line, setting.looks, SUBTITLE, widths)
    if code and setting.code_url:
        cell_at(sheet, 3, 1).hyperlink = setting.code_url + quote(code, safe="")


def write_across(
    sheet: Worksheet, row: int, text: str, looks: Looks, look: Look, widths: Sequence[float]
) -> None:
    """Write a text over all the columns of the sheet, wrapped, in a row that is high enough.

    Excel does not fit a row to merged cells, so its height is reckoned here. Over a table that
    is too narrow to read in, the text takes some of the empty columns beside it too.
    """
    room, columns = sum(widths), len(widths)
    while room < LEAST_ROOM:
        room += 8.43  # Excel's width of a column that nobody set
        columns += 1
    put_text(sheet, row, 1, text, looks, look)
    if columns > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    letters = room * 10 / look.size / 1.05
    height = looks.height(line_count(text, letters), look.size)
    sheet.row_dimensions[row].height = height


def write_header(
    sheet: Worksheet,
    header: Sequence[PlacedHeader],
    units: Sequence[str],
    sides: Sequence[Horizontal],
    widths: Sequence[float],
    looks: Looks,
) -> int:
    """Write the head of a table and its row of units; return the first row of the body.

    `sides`: where the contents of each column stand. The head of a column stands there too, that
    of several in the middle.
    """
    lines = max((placed.last_line + 1 for placed in header), default=0)
    body = FIRST_HEAD_ROW + lines + (1 if any(units) else 0)
    for placed in header:
        side = sides[placed.column] if placed.column == placed.last_column else "center"
        _write_head_cell(sheet, placed, units, FIRST_HEAD_ROW + lines, body, side, looks)
    for row, height in enumerate(_heights(header, lines, widths, looks), FIRST_HEAD_ROW):
        sheet.row_dimensions[row].height = height
    for column, unit in enumerate(units, 1):
        if unit:
            look = replace(UNIT, horizontal=sides[column - 1])
            put_text(sheet, body - 1, column, unit, looks, look)
    return body


def _write_head_cell(
    sheet: Worksheet,
    placed: PlacedHeader,
    units: Sequence[str],
    after_lines: int,
    body: int,
    horizontal: Horizontal,
    looks: Looks,
) -> None:
    row, column = FIRST_HEAD_ROW + placed.line, placed.column + 1
    last_row, last_column = FIRST_HEAD_ROW + placed.last_line, placed.last_column + 1
    if last_row + 1 == after_lines and not any(units[placed.column : last_column]):
        last_row = body - 1  # without a unit below, the cell reaches down to the body
    look = replace(HEAD, horizontal=horizontal)
    if last_row + 1 == body:
        look = replace(look, below="medium")
    elif last_row + 1 < after_lines:
        look = replace(look, below="thin")
    put_text(sheet, row, column, placed.cell.text, looks, look)
    if (last_row, last_column) != (row, column):
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=last_row, end_column=last_column
        )


def _heights(
    header: Sequence[PlacedHeader], lines: int, widths: Sequence[float], looks: Looks
) -> list[float]:
    counts = [1] * lines
    for placed in sorted(header, key=lambda placed: placed.last_line - placed.line):
        room = sum(widths[placed.column : placed.last_column + 1]) / 1.2  # bold is wider
        lacking = line_count(placed.cell.text, room) - sum(
            counts[placed.line : placed.last_line + 1]
        )
        counts[placed.last_line] += max(0, lacking)
    return [looks.height(count) for count in counts]
