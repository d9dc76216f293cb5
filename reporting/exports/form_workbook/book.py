"""The workbook as a whole: instructions, a sheet a section, and the hidden one."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.form_workbook.dress import Dress
from reporting.exports.form_workbook.instructions import write_instructions
from reporting.exports.form_workbook.layout import (
    HIDDEN_SHEET,
    INSTRUCTIONS,
    TITLE_ROWS,
    PlacedSheet,
)
from reporting.exports.form_workbook.sheet import SheetWriter
from reporting.exports.spreadsheet_text import escaped, printable
from reporting.kernel.form_book import Book

LONGEST_PART = 30_000  # of what a cell holds
A4 = 9
ROW_HEIGHT = 18.0


def render_form(
    book: Book, placed: Sequence[PlacedSheet], stamp: Iterable[tuple[str, str]]
) -> bytes:
    """The `.xlsx`. `stamp`: (name, text) for the hidden sheet; a long text takes several rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    dress = Dress(editable=book.editable)
    first: Worksheet = workbook.create_sheet(INSTRUCTIONS)
    write_instructions(first, book, placed, dress)
    _set_up(first, book)
    for one in placed:
        sheet: Worksheet = workbook.create_sheet(one.name)
        SheetWriter(sheet, one, dress).write(f"{book.unit.in_line} · {book.period.in_line}")
        _freeze(sheet, one)
        _set_up(sheet, book)
    _hide(workbook, stamp)
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.calculation.fullCalcOnLoad = True
    workbook.properties.title = printable(f"{book.unit.en}, {book.period.en}")
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _freeze(sheet: Worksheet, placed: PlacedSheet) -> None:
    """Titles stay in sight, the heads too where there is one table and nothing above it. On paper
    the heads of the only table are repeated, on the pages after the one where they stand."""
    tables = [block for block in placed.blocks if not block.block.is_text]
    alone = len(placed.blocks) == len(tables) == 1
    first = tables[0].first if alone else TITLE_ROWS + 1
    sheet.freeze_panes = f"{'C' if alone else 'B'}{first}"
    repeated = (1, first - 1)
    if len(tables) == 1 and not alone:
        repeated = (tables[0].key_row, tables[0].first - 1)
    sheet.print_title_rows = f"{repeated[0]}:{repeated[1]}"


def _set_up(sheet: Worksheet, book: Book) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight = ROW_HEIGHT
    sheet.sheet_format.customHeight = True
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    foot = printable(f"{book.unit.en}, {book.period.en}")[:100].replace("&", "&&")
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(foot), right=_HeaderFooterPart("&P / &N")
    )
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False  # one may widen a column


def _hide(workbook: Workbook, stamp: Iterable[tuple[str, str]]) -> None:
    sheet: Worksheet = workbook.create_sheet(HIDDEN_SHEET)
    for name, text in stamp:
        for start in range(0, max(len(text), 1), LONGEST_PART):
            sheet.append([name, escaped(text[start : start + LONGEST_PART])])
    for row in sheet.iter_rows(min_col=2, max_col=2):
        row[0].data_type = "s"
        row[0].number_format = "@"
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
