"""Where each row and each input of a book stands: sheets, rows and columns, counted from 1.

A sheet begins with its title. Column A and, over each table, one row are hidden: they hold the
keys by which rows and columns are recognised when the workbook comes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reporting.document.workbook.sheet_plan import SheetNames
from reporting.entry.workbook.exports.workbook_words import INSTRUCTIONS
from reporting.entry.workbook.rules import (
    Book,
    BookSheet,
    EarlierNumber,
    LineCell,
    WorkbookInput,
    WorkbookRow,
    WorkbookSum,
    WorkbookTable,
    stands,
)

KEYS = 1  # the hidden column
STUB = 2
FIRST = STUB + 1
TITLE_ROWS = 2
LEAST_COLUMNS = 7  # so that text has room
HIDDEN_SHEET = "_report"


Fixed = tuple[int, int, str, str]  # row, column, what it is ("" where nobody minds), what it says


@dataclass(frozen=True)
class PlacedBlock:
    block: WorkbookTable
    top: int  # the row of its title

    @property
    def key_row(self) -> int:
        return self.top + 1

    @property
    def head_row(self) -> int | None:
        return None if self.block.is_text else self.top + 2

    @property
    def unit_row(self) -> int | None:
        has_units = any(column.unit for column in self.block.columns)
        return self.top + 3 if has_units else None

    @property
    def first(self) -> int:
        return 1 + max(row for row in (self.key_row, self.head_row, self.unit_row) if row)

    @property
    def nothing_row(self) -> int | None:
        return self.first + len(self.block.lines) if self.block.nothing else None

    @property
    def after(self) -> int:
        return self.first + len(self.block.lines) + (2 if self.block.nothing else 0)

    def lines(self) -> Iterator[tuple[int, WorkbookRow]]:
        yield from enumerate(self.block.lines, self.first)

    def inputs(self) -> Iterator[tuple[int, int, WorkbookInput]]:
        for row, line in self.lines():
            for column, cell in enumerate(line.cells, STUB):
                if isinstance(cell, WorkbookInput):
                    yield row, column, cell
        if self.nothing_row and self.block.nothing:
            for row, cell in enumerate(self.block.nothing, self.nothing_row):
                yield row, FIRST, cell

    def row_keys(self) -> Iterator[tuple[int, str]]:
        yield self.key_row, f"{self.block.code}:columns"
        for row, line in self.lines():
            if line.key:
                yield row, line.key
        if self.nothing_row:
            yield self.nothing_row, f"{self.block.code}:nothing"
            yield self.nothing_row + 1, f"{self.block.code}:reason"

    def column_keys(self) -> Iterator[tuple[int, int, str]]:
        for column, heading in enumerate(self.block.columns, STUB):
            yield self.key_row, column, f"{self.block.code}:{heading.key}"

    def fixed(self) -> Iterator[Fixed]:
        """Every cell of the table that is not to be filled and is no key."""
        yield self.top, STUB, "", ""
        for column, head in enumerate(self.block.columns, STUB):
            if self.head_row:
                yield self.head_row, column, "head", head.title
            if self.unit_row:
                yield self.unit_row, column, "", ""
        for row, line in self.lines():
            for column, cell in enumerate(line.cells, STUB):
                if not isinstance(cell, WorkbookInput):
                    is_name = column == STUB and bool(line.key)
                    yield row, column, *_said(cell, is_name=is_name)
        if self.nothing_row:
            yield self.nothing_row, STUB, "", ""
            yield self.nothing_row + 1, STUB, "", ""


def _said(cell: LineCell, *, is_name: bool) -> tuple[str, str]:
    match cell:
        case WorkbookSum():
            return "sum", ""
        case EarlierNumber():
            return "beside", stands(cell.value)
        case str() if is_name:
            return "row", cell
    return "", ""


@dataclass(frozen=True)
class PlacedSheet:
    sheet: BookSheet
    name: str
    blocks: tuple[PlacedBlock, ...]

    @property
    def last_column(self) -> int:
        widest = max((len(block.block.columns) for block in self.blocks), default=0)
        return max(widest + STUB - 1, LEAST_COLUMNS)

    def inputs(self) -> Iterator[tuple[int, int, WorkbookInput]]:
        for block in self.blocks:
            yield from block.inputs()

    def fixed(self) -> Iterator[Fixed]:
        yield 1, STUB, "", ""
        yield 2, STUB, "", ""
        for block in self.blocks:
            yield from block.fixed()

    def merged(self) -> list[tuple[int, int]]:
        """(row, first column) of what reaches to the last column: text, and reasons."""
        found = [(1, STUB), (2, STUB)]
        for block in self.blocks:
            found.append((block.top, STUB))
            if block.block.is_text:
                found += [(row, STUB) for row, _line in block.lines()]
            if block.nothing_row:
                found.append((block.nothing_row + 1, FIRST))
        return found

    def merged_ranges(self) -> list[str]:
        last = get_column_letter(self.last_column)
        return [f"{get_column_letter(column)}{row}:{last}{row}" for row, column in self.merged()]


def place(book: Book) -> tuple[PlacedSheet, ...]:
    names = SheetNames()
    names.take(INSTRUCTIONS.said(book.language))
    names.take(HIDDEN_SHEET)
    return tuple(
        PlacedSheet(sheet, names.take(f"{sheet.code} {sheet.title}"), tuple(_blocks(sheet)))
        for sheet in book.sheets
    )


def _blocks(sheet: BookSheet) -> Iterator[PlacedBlock]:
    top = TITLE_ROWS + 2
    for block in sheet.blocks:
        placed = PlacedBlock(block, top)
        yield placed
        top = placed.after + 1
