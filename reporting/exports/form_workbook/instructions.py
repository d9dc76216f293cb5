"""The first sheet: whose report it is, how it is filled, and a way to every other sheet."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.form_workbook import dress as looks
from reporting.exports.form_workbook import words
from reporting.exports.form_workbook.dress import Dress
from reporting.exports.form_workbook.layout import PlacedSheet
from reporting.exports.workbook.looks import LINK, TITLE, Look
from reporting.exports.workbook.text import line_count, link, put_text
from reporting.kernel.form_book import Book, Label

WIDTHS = {"A": 6.0, "B": 60.0, "C": 60.0}
STEP = Look(wrap=True, vertical="top", below="hair")
NUMBER = Look(bold=True, vertical="top", horizontal="center", below="hair", colour=TITLE.colour)


def write_instructions(
    sheet: Worksheet, book: Book, placed: Sequence[PlacedSheet], dress: Dress
) -> None:
    for letter, wide in WIDTHS.items():
        sheet.column_dimensions[letter].width = wide
    head = words.HEADLINE if book.editable else words.HEADLINE_COPY
    _pair(sheet, 1, head, TITLE, dress)
    facts = (
        (words.ORGANISATION, book.unit),
        (words.FORM, book.form),
        (words.PERIOD, book.period),
        (words.STATE, Label(book.state)),
    )
    row = 3
    for name, value in facts:
        put_text(sheet, row, 2, name.in_line, dress.of(name.km), looks.HEADING)
        put_text(sheet, row, 3, value.in_line, dress.of(value.in_line), looks.LABEL)
        row += 1
    row = _steps(sheet, row + 1, book, dress)
    _ways(sheet, row + 1, placed, dress)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _steps(sheet: Worksheet, row: int, book: Book, dress: Dress) -> int:
    _pair(sheet, row, words.HOW, looks.TABLE, dress)
    steps = words.STEPS if book.editable else (words.READ_ONLY,)
    for number, step in enumerate(steps, 1):
        row += 1
        put_text(sheet, row, 1, f"{number}.", dress.of(""), NUMBER)
        _pair(sheet, row, step, STEP, dress)
    return row + 1


def _pair(sheet: Worksheet, row: int, label: Label, look: Look, dress: Dress) -> None:
    """Khmer at the left, English at the right."""
    high = 0.0
    for column, text in ((2, label.km), (3, label.en)):
        font = dress.of(text)
        put_text(sheet, row, column, text, font, look)
        high = max(high, font.height(line_count(text, WIDTHS["B"] * 10 / look.size), look.size))
    sheet.row_dimensions[row].height = high


def _ways(sheet: Worksheet, row: int, placed: Sequence[PlacedSheet], dress: Dress) -> None:
    _pair(sheet, row, words.SHEETS, looks.TABLE, dress)
    for one in placed:
        row += 1
        text = f"{one.sheet.code}  {one.sheet.title.in_line}"
        link(put_text(sheet, row, 2, text, dress.of(text), LINK), one.name, "B1")
