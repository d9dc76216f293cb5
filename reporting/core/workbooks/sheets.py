"""A plain reader of the sheets in a workbook's file, for the child: it names what is odd."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, BinaryIO

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TRUE = ("1", "true", "on")
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def text_in(element: Any) -> tuple[str, bool]:
    """The text of a shared or inline string, without readings beside it; whether a part of it is
    struck through."""
    texts, struck = [], False
    for part in element:
        if part.tag == f"{MAIN}t":
            texts.append(part.text or "")
        elif part.tag == f"{MAIN}r":
            text = part.findtext(f"{MAIN}t") or ""
            texts.append(text)
            line = part.find(f"{MAIN}rPr/{MAIN}strike")
            if line is not None and line.get("val", "1") in TRUE and text.strip():
                struck = True
    return unescaped("".join(texts)), struck


def unescaped(text: str) -> str:
    """`_x0041_` is an A, `_x005F_` the "_" that it begins with (ECMA-376, ST_Xstring); what no text
    can hold is left out."""
    return ESCAPE.sub(_sign, text) if "_x" in text else text


def _sign(escape: re.Match[str]) -> str:
    sign = chr(int(escape[1], 16))
    return "" if UNPRINTABLE.fullmatch(sign) else sign


MOST_CELLS = 300_000  # of a workbook
MOST_NAMED = 500  # of what is listed of a sheet: hidden rows and columns, merged cells
LONGEST_FORMULA = 200
LONGEST_ODD = 60
NUMBER = re.compile(r"[+-]?(\d{1,400}\.?\d*|\.\d+)([eE][+-]?\d{1,5})?", re.ASCII)
PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)


class SheetTooLarge(Exception):
    """More than a form holds."""


@dataclass(slots=True)
class SheetCell:
    """`note` is "" or what is odd: struck, twice, two_values, unknown_type, not_a_number."""

    row: int
    column: int
    kind: str
    value: str | bool
    formula: str = ""
    note: str = ""

    def as_list(self) -> list[Any]:
        return [self.row, self.column, self.kind, self.value, self.formula, self.note]


@dataclass(slots=True)
class Sheet:
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    far: str = ""
    beyond: bool = False

    def shape(self) -> dict[str, Any]:
        return {
            "hidden_rows": self.hidden_rows, "hidden_columns": self.hidden_columns,
            "merged": self.merged, "far": self.far, "beyond": self.beyond,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    rows: int
    columns: int
    text: int


class WorkbookFile:
    """`states`: the name of each sheet -> visible, hidden or veryHidden."""

    def __init__(self, stream: BinaryIO) -> None:
        from openpyxl.packaging.manifest import Manifest
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet

        reader: Any = ExcelReader(stream, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self.archive, self.book = reader.archive, reader.wb
        package: Manifest = reader.package
        self.strings = list(self._strings(package))
        found = [(sheet, rel) for sheet, rel in reader.parser.find_sheets()]
        self.states = {sheet.name: str(sheet.state or "visible") for sheet, _rel in found}
        names = set(self.archive.namelist())
        self.paths = {
            sheet.name: rel.target
            for sheet, rel in found
            if rel.target in names and "chartsheet" not in rel.Type
        }
        self.read_cells = 0

    def _strings(self, package: Any) -> Iterator[tuple[str, bool]]:
        from openpyxl.xml.constants import SHARED_STRINGS
        from openpyxl.xml.functions import iterparse

        part = package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _event, element in iterparse(source):
                if element.tag == f"{MAIN}si":
                    yield text_in(element)
                    element.clear()

    def sheet(self, name: str, limits: Limits) -> Sheet:
        from openpyxl.xml.functions import iterparse

        with self.archive.open(self.paths[name]) as source:
            reader = _SheetReader(self, limits)
            for event, element in iterparse(source, events=("start", "end")):
                reader.take(event, element)
        return reader.sheet


class _SheetReader:
    def __init__(self, book: WorkbookFile, limits: Limits) -> None:
        self.book, self.limits, self.sheet = book, limits, Sheet()
        self.row = self.column = 0

    def take(self, event: str, element: Any) -> None:
        tag = element.tag.removeprefix(MAIN)
        if event == "start":
            if tag == "row":
                self.row = int(element.get("r", self.row + 1))
                self.column = 0
                self._note_row(element)
            return
        if tag == "c":
            self._cell(element)
        elif tag == "col" and element.get("hidden") in TRUE:
            first, last = int(element.get("min", 1)), int(element.get("max", 1))
            self.sheet.hidden_columns += range(first, min(last, self.limits.columns) + 1)
        elif tag == "mergeCell" and len(self.sheet.merged) < MOST_NAMED:
            self.sheet.merged.append(element.get("ref", ""))
        if tag in ("c", "row"):
            element.clear()

    def _note_row(self, element: Any) -> None:
        flat = element.get("ht") == "0" and element.get("customHeight") in TRUE
        if (element.get("hidden") in TRUE or flat) and len(self.sheet.hidden_rows) < MOST_NAMED:
            self.sheet.hidden_rows.append(self.row)

    def _cell(self, element: Any) -> None:
        place = element.get("r")
        row, self.column = _place(place) if place else (self.row, self.column + 1)
        if not len(element):
            return
        if row > self.limits.rows or self.column > self.limits.columns:
            self.sheet.far = self.sheet.far or place or f"row {row}"
            self.sheet.beyond = self.sheet.beyond or self.column <= self.limits.columns
            return
        cell = _CellReader(self.book, element, row, self.column).read()
        if cell is None:
            return
        self.book.read_cells += 1
        if self.book.read_cells > MOST_CELLS:
            raise SheetTooLarge
        if isinstance(cell.value, str):
            cell.value = cell.value[: self.limits.text]
        first = self.sheet.cells.setdefault((row, self.column), cell)
        if first is not cell:
            first.kind, first.note = "odd", "twice"
            first.value = f"{first.value}, {cell.value}"[:LONGEST_ODD]


class _CellReader:
    """One `<c>`."""

    def __init__(self, book: WorkbookFile, element: Any, row: int, column: int) -> None:
        self.book, self.element = book, element
        self.row, self.column = row, column
        self.style = int(element.get("s", 0) or 0)
        self.texts = [node.text or "" for node in element if node.tag in (f"{MAIN}v", f"{MAIN}is")]
        self.formula = self._formula()

    def _formula(self) -> str:
        found = self.element.find(f"{MAIN}f")
        return "" if found is None else f"={found.text or '…'}"[:LONGEST_FORMULA]

    def read(self) -> SheetCell | None:
        if len(self.texts) > 1:
            return self._odd("two_values")
        kind = self.element.get("t", "n")
        text = self.texts[0] if self.texts else ""
        inline = self.element.find(f"{MAIN}is")
        if kind == "inlineStr" and inline is not None:
            return self._text(*text_in(inline))
        if text == "":
            return self._made("formula", "") if self.formula else None
        return self._typed(kind, text)

    def _typed(self, kind: str, text: str) -> SheetCell | None:
        match kind:
            case "n":
                return self._number(text)
            case "s" if text.isdecimal() and int(text[:9]) < len(self.book.strings):
                return self._text(*self.book.strings[int(text[:9])])
            case "str":
                return self._text(unescaped(text), struck=False)
            case "b" if text in ("0", "1", "true", "false"):
                return self._made("bool", text in TRUE)
            case "e":
                return self._made("error", text)
            case "d":
                return self._iso(text)
        return self._odd("unknown_type")

    def _number(self, text: str) -> SheetCell:
        text = text.strip()
        if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
            return self._odd("not_a_number")
        number = int(text) if text.lstrip("+-").isdecimal() else float(text)
        if self.style in self.book.book._date_formats:
            return self._date(number, text)
        return self._made("number", repr(number))

    def _date(self, number: float, text: str) -> SheetCell:
        found = as_date(number, self.book, self.style)
        if found is None:
            return self._made("error", text)
        if isinstance(found, datetime | date | time):
            return self._made("date", found.isoformat())
        return self._made("text", str(found))

    def _iso(self, text: str) -> SheetCell:
        try:
            return self._made("date", datetime.fromisoformat(text).isoformat())
        except ValueError:
            return self._odd("unknown_type")

    def _text(self, text: str, struck: bool) -> SheetCell | None:
        if not text and not self.formula:
            return None
        cell = self._made("text", text)
        if struck and text.strip():
            cell.note = "struck"
        return cell

    def _odd(self, note: str) -> SheetCell:
        said = ", ".join(self.texts)[:LONGEST_ODD]
        return SheetCell(self.row, self.column, "odd", said, self.formula, note)

    def _made(self, kind: str, value: str | bool) -> SheetCell:
        cell = SheetCell(self.row, self.column, kind, value, self.formula)
        if value != "" and self._is_struck():
            cell.note = "struck"
        return cell

    def _is_struck(self) -> bool:
        styles, fonts = self.book.book._cell_styles, self.book.book._fonts
        if self.style >= len(styles):
            return False
        font = styles[self.style].fontId
        return font < len(fonts) and bool(fonts[font].strike)


def as_date(number: float, book: WorkbookFile, style: int | None = None) -> Any:
    """None where it is outside of what is a date."""
    from openpyxl.utils.datetime import from_excel

    length = style is not None and style in book.book._timedelta_formats
    try:
        return from_excel(number, book.book.epoch, timedelta=length)
    except (OverflowError, ValueError):
        return None


def _place(reference: str) -> tuple[int, int]:
    from openpyxl.utils.cell import column_index_from_string

    found = PLACE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    return int(found[2]), column_index_from_string(found[1])
