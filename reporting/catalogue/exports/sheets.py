"""How the sheets look that the General Secretariat fills: text in every cell, heads that stay."""

from collections.abc import Iterable, Mapping

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Khmer OS Battambang"
RULE = Side(style="thin", color="FFDFE3E8")


def write_row(sheet: Worksheet, texts: Iterable[str]) -> None:
    row = sheet.max_row + 1
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column, text or None)
        if cell.data_type == "f":  # a text that begins with "=" is text
            cell.data_type = "s"
            cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name=FONT)
        cell.number_format = "@"
        cell.border = Border(bottom=RULE)


def dress(sheet: Worksheet, widths: Mapping[str, int], *, yes_or_no: str) -> None:
    """`yes_or_no`: the column in which one of the two is chosen."""
    for cell in sheet[1]:
        cell.font = Font(name=FONT, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF123C69")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    choice = DataValidation(type="list", formula1='"yes,no"', allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(f"{yes_or_no}2:{yes_or_no}{max(sheet.max_row, 2)}")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:1"
