"""Texts and numbers put into cells, and how wide and how many lines a text is.

Widths are in digits of the standard font, Excel's unit. Excel does not say where it will break a
line, and LibreOffice does not fit a row whose height is set, so that rows are made as high as the
letters need. The widths are Calibri's, in thousandths of the letters' size; LibreOffice sets
Carlito, which has the same.
"""

import math
import re
import unicodedata
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.spreadsheet_text import escaped, looks_like_formula, printable
from reporting.document.workbook.looks import Look, Looks
from reporting.kernel.numbers import to_ascii

SIZE = 10.0  # of the letters
DIGIT = (
    5.25  # points: a digit of the standard font (Calibri 11) on the screen, 7 of 96 dots an inch
)
KHMER_SUBSCRIPT_SIGN = "\u17d2"
KHMER_FROM, KHMER_TO = "\u1780", "\u17ff"
KHMER = 1.3  # digits

_LOWER = (479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799,
          525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395)  # fmt: skip
_UPPER = (579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855,
          646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468)  # fmt: skip
_SIGNS = {
    " ": 226, ".": 252, ",": 250, "-": 306, "/": 386, ":": 268, ";": 268, "(": 303, ")": 303,
    "'": 221, '"': 401, "&": 682, "%": 715, "\u2013": 498, "\u2014": 905, "\u2019": 250,
    "\u201c": 418, "\u201d": 418, "[": 307, "]": 307, "{": 314, "}": 314, "@": 894, "_": 498,
}  # fmt: skip
_WIDTHS = {
    **{chr(ord("a") + place): width for place, width in enumerate(_LOWER)},
    **{chr(ord("A") + place): width for place, width in enumerate(_UPPER)},
    **dict.fromkeys("0123456789", 507),
    **_SIGNS,
}
OTHER = 600  # any sign that is not listed


@lru_cache(maxsize=65536)
def line_width(line: str) -> float:
    """The width of one line, in digits."""
    wide, before = 0.0, ""
    for sign in line:
        if before != KHMER_SUBSCRIPT_SIGN:  # what follows it stands below, and takes no room
            wide += _sign_width(sign)
        before = sign
    return wide


def _sign_width(sign: str) -> float:
    known = _WIDTHS.get(sign)
    if known is not None:
        return known * SIZE / 1000 / DIGIT
    if unicodedata.category(sign) in ("Mn", "Cf"):
        return 0.0
    if KHMER_FROM <= sign <= KHMER_TO:
        return KHMER
    return OTHER * SIZE / 1000 / DIGIT


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
    digits = to_ascii(text)
    if ORDINAL.fullmatch(digits):
        number_look = replace(look, number_format="0")
        return put_number(sheet, row, column, int(digits), looks, number_look)
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
