"""The workbook as a file: a sheet of instructions with links to the others, a sheet for each
section, and the hidden one with the stamp."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.spreadsheet_text import escaped, printable
from reporting.document.workbook.cell_texts import line_count, link, put_text
from reporting.document.workbook.looks import LINK, TITLE, Look
from reporting.entry.workbook.exports import cell_looks as looks
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.exports.cell_looks import Dress
from reporting.entry.workbook.exports.sheet_layout import HIDDEN_SHEET, TITLE_ROWS, PlacedSheet
from reporting.entry.workbook.exports.sheet_writing import SheetWriter
from reporting.entry.workbook.exports.workbook_words import Label
from reporting.entry.workbook.rules import Book

LONGEST_PART = 30_000  # of what a cell holds
A4 = 9
ROW_HEIGHT = 18.0
WIDTHS = {"A": 6.0, "B": 60.0, "C": 60.0}
STEP = Look(wrap=True, vertical="top", below="hair")
NUMBER = Look(bold=True, vertical="top", horizontal="center", below="hair", colour=TITLE.colour)


def render_form(
    book: Book, placed: Sequence[PlacedSheet], stamp: Iterable[tuple[str, str]]
) -> bytes:
    """The `.xlsx`. `stamp`: (name, text) for the hidden sheet; a long text takes several rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    dress = Dress(editable=book.editable, language=book.language, choices=book.choices)
    first: Worksheet = workbook.create_sheet(dress.say(words.INSTRUCTIONS))
    write_instructions(first, book, placed, dress)
    _set_up(first, book)
    for placed_sheet in placed:
        sheet: Worksheet = workbook.create_sheet(placed_sheet.name)
        SheetWriter(sheet, placed_sheet, dress).write(f"{book.unit} · {book.period}")
        _freeze(sheet, placed_sheet)
        _set_up(sheet, book)
    _hide(workbook, stamp)
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.calculation.fullCalcOnLoad = True
    workbook.properties.title = printable(f"{book.unit}, {book.period}")
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
    foot = printable(f"{book.unit}, {book.period}")[:100].replace("&", "&&")
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


def write_instructions(
    sheet: Worksheet, book: Book, placed: Sequence[PlacedSheet], dress: Dress
) -> None:
    for letter, wide in WIDTHS.items():
        sheet.column_dimensions[letter].width = wide
    head = words.HEADLINE if book.editable else words.HEADLINE_COPY
    _line(sheet, 1, head, TITLE, dress)
    facts = (
        (words.ORGANISATION, book.unit),
        (words.FORM, book.form),
        (words.PERIOD, book.period),
        (words.STATE, book.state),
    )
    row = 3
    for name, value in facts:
        title = dress.say(name)
        put_text(sheet, row, 2, title, dress.of(title), looks.HEADING)
        put_text(sheet, row, 3, value, dress.of(value), looks.LABEL)
        row += 1
    row = _steps(sheet, row + 1, book, dress)
    row = _ways(sheet, row + 1, placed, dress)
    _evidence(sheet, row + 2, book, dress)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _steps(sheet: Worksheet, row: int, book: Book, dress: Dress) -> int:
    _line(sheet, row, words.HOW, looks.TABLE, dress)
    steps = words.STEPS if book.editable else (words.READ_ONLY,)
    for number, step in enumerate(steps, 1):
        row += 1
        put_text(sheet, row, 1, f"{number}.", dress.of(""), NUMBER)
        _line(sheet, row, step, STEP, dress)
    return row + 1


def _line(sheet: Worksheet, row: int, label: Label, look: Look, dress: Dress) -> None:
    """As wide as the sheet."""
    text = dress.say(label)
    font = dress.of(text)
    put_text(sheet, row, 2, text, font, look)
    put_text(sheet, row, 3, "", font, look)
    sheet.merged_cells.add(CellRange(f"B{row}:C{row}"))
    lines = line_count(text, (WIDTHS["B"] + WIDTHS["C"]) * 10 / look.size)
    sheet.row_dimensions[row].height = font.height(lines, look.size)


def _ways(sheet: Worksheet, row: int, placed: Sequence[PlacedSheet], dress: Dress) -> int:
    _line(sheet, row, words.SHEETS, looks.TABLE, dress)
    for placed_sheet in placed:
        row += 1
        text = f"{placed_sheet.sheet.code}  {placed_sheet.sheet.title}"
        link(put_text(sheet, row, 2, text, dress.of(text), LINK), placed_sheet.name, "B1")
    return row


def _evidence(sheet: Worksheet, row: int, book: Book, dress: Dress) -> None:
    """The names of the files, and that they are not here."""
    _line(sheet, row, words.EVIDENCE, STEP, dress)
    for number, name in enumerate(book.evidence, 1):
        put_text(sheet, row + number, 2, name, dress.of(name), looks.LABEL)
