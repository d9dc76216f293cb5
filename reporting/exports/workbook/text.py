"""Putting text into cells, and how wide it will be."""

import math
import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.spreadsheet_text import escaped, looks_like_formula, printable
from reporting.exports.workbook.letters import KHMER_SUBSCRIPT_SIGN, line_width
from reporting.exports.workbook.looks import Look, Looks

LONGEST_TEXT = 32_767  # Excel's limit for a cell, in UTF-16 code units
ORDINAL = re.compile("0|[1-9][0-9]{0,8}")
SPACE = line_width(" ")
BREAKS = re.compile("[\\s\u200b/]+")


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} is covered by a merged cell")
    return cell


def put_text(sheet: Worksheet, row: int, column: int, text: str, looks: Looks, look: Look) -> Cell:
    """Write `text` as text, whatever it looks like: it never becomes a formula or an error."""
    cell = cell_at(sheet, row, column)
    looks.apply(cell, look)
    kept = storable(text)
    if kept:
        cell.value = escaped(kept)
        cell.data_type = "s"  # openpyxl has made a formula of "=..." and an error of "#N/A"
        if looks_like_formula(kept):
            cell.quotePrefix = True  # it stays text when a person edits the cell
    return cell


def put_number(
    sheet: Worksheet, row: int, column: int, value: Decimal | int, looks: Looks, look: Look
) -> Cell:
    """Raises ValueError for what is not a finite number: no workbook can hold it."""
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"not a figure: {value}")
    cell = cell_at(sheet, row, column)
    looks.apply(cell, look)
    cell.value = value
    return cell


def put_label(sheet: Worksheet, row: int, column: int, text: str, looks: Looks, look: Look) -> Cell:
    """Write a label; one of digits alone (a row's number, a year) as a number that looks alike.

    Excel would flag each of those, as text, with a green corner.
    """
    if ORDINAL.fullmatch(text):
        number_look = replace(look, number_format="0")
        return put_number(sheet, row, column, int(text), looks, number_look)
    return put_text(sheet, row, column, text, looks, look)


def storable(text: str) -> str:
    """The text as a workbook can hold it: printable, one kind of line end, not too long."""
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    if utf16_length(text) > LONGEST_TEXT:
        text = cut(text, LONGEST_TEXT - 1) + "…"
    return text


def link(cell: Cell, sheet: str, target: str, tooltip: str = "") -> None:
    """Make the cell lead to `target` ("A1") of another sheet of the workbook."""
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, location=f"'{quoted}'!{target}", tooltip=tooltip[:255] or None
    )


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, length: int) -> str:
    """At most `length` UTF-16 code units of the text, never half of a written sign."""
    if utf16_length(text) <= length:
        return text
    end = length
    while end and (utf16_length(text[:end]) > length or not _starts_sign(text, end)):
        end -= 1
    return text[:end]


def _starts_sign(text: str, at: int) -> bool:
    """Whether a sign of its own starts there: no accent, Khmer vowel or subscript."""
    if at >= len(text):
        return True
    follows_sign = unicodedata.category(text[at]).startswith("M")
    return not follows_sign and text[at - 1] != KHMER_SUBSCRIPT_SIGN


def width(text: str) -> float:
    """The width of the widest line, in digits of the workbook's font (Excel's unit), roughly."""
    return max((line_width(line) for line in text.splitlines()), default=0.0)


def longest_word(text: str) -> float:
    return max((line_width(word) for word in BREAKS.split(text)), default=0.0)


def line_count(text: str, room: float) -> int:
    """How many lines the text takes in a column (or merged columns) `room` digits wide."""
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    if line_width(line) <= room:
        return 1
    count, used = 1, 0.0
    for word in line.split(" "):
        wide = line_width(word + " ")
        if used and used + wide - SPACE > room:
            count, used = count + 1, 0.0
        used += wide
        over = math.ceil((used - SPACE) / room) - 1  # Khmer has no spaces, and breaks anywhere
        if over > 0:
            count, used = count + over, used - over * room
    return count
