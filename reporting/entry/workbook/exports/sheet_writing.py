"""One section's sheet: its tables below each other, inputs open, everything else locked. What Excel
says while one types is a warning that one may override, for the portal reads Khmer digits too and
checks all of it again."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.spreadsheet_text import escaped, looks_like_formula
from reporting.document.workbook.cell_texts import (
    cell_at,
    line_count,
    put_number,
    put_text,
    storable,
)
from reporting.document.workbook.looks import Look
from reporting.entry.workbook.exports import cell_looks as looks
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.exports.cell_looks import Dress
from reporting.entry.workbook.exports.sheet_layout import (
    FIRST,
    KEYS,
    STUB,
    PlacedBlock,
    PlacedSheet,
)
from reporting.entry.workbook.exports.workbook_words import Label
from reporting.entry.workbook.rules import (
    Content,
    EarlierNumber,
    LineCell,
    WorkbookInput,
    WorkbookRow,
    WorkbookSum,
)

WIDTHS = {"stub": 46.0, "number": 14.0, "text": 26.0, "date": 14.0, "beside": 15.0}
ROOM = 14.0  # of a column that only text reaches over
LINE_LOOK = {"heading": looks.HEADING, "group": looks.TOTAL, "total": looks.TOTAL}
Placed = tuple[int, int, WorkbookInput]
COUNTED = 'OR({cell}="n/a",AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell})))'
AMOUNT = 'OR({cell}="n/a",AND(ISNUMBER({cell}),{cell}>=0,ROUND({cell},2)={cell}))'
LONGEST_HELP = 225


class SheetWriter:
    def __init__(self, sheet: Worksheet, placed: PlacedSheet, dress: Dress) -> None:
        self.sheet, self.placed, self.dress = sheet, placed, dress
        self.at = {
            field.name: (row, column) for row, column, field in placed.inputs()
        }  # where the sums find what they add up
        self.widths = self._widths()

    def write(self, subtitle: str) -> None:
        for column, wide in self.widths.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = wide
        self.sheet.column_dimensions[get_column_letter(KEYS)].hidden = True
        title = f"{self.placed.sheet.code}  {self.placed.sheet.title}"
        self._text(1, STUB, title, looks.SECTION, self._reach(STUB))
        self._text(2, STUB, subtitle, looks.SUB)
        for block in self.placed.blocks:
            self._block(block)
        for merged in self.placed.merged_ranges():
            # Not `merge_cells`: it works out borders anew for each, half of the time of a book.
            self.sheet.merged_cells.add(CellRange(merged))

    def _widths(self) -> dict[int, float]:
        found = {STUB: WIDTHS["stub"]} | dict.fromkeys(
            range(FIRST, self.placed.last_column + 1), ROOM
        )
        for block in self.placed.blocks:
            for column, head in enumerate(block.block.columns, STUB):
                found[column] = max(found[column], WIDTHS[head.look])
        return found

    def _reach(self, column: int) -> float:
        """The room from a column to the last one."""
        return sum(wide for place, wide in self.widths.items() if place >= column)

    def _block(self, placed: PlacedBlock) -> None:
        block = placed.block
        self._text(placed.top, STUB, block.title, looks.TABLE, self._reach(STUB))
        for row, key in placed.row_keys():
            self._text(row, KEYS, key, looks.KEY)
        for row, column, key in placed.column_keys():
            self._text(row, column, key, looks.KEY)
        self.sheet.row_dimensions[placed.key_row].hidden = True
        self._heads(placed)
        for row, line in placed.lines():
            self._line(row, line)
        if placed.nothing_row and block.nothing:
            pairs = zip((words.NOTHING, words.REASON), block.nothing, strict=True)
            for row, (label, cell) in enumerate(pairs, placed.nothing_row):
                self._text(row, STUB, self.dress.say(label), looks.NOTE, self.widths[STUB])
                self._input(row, FIRST, cell)
            self._reach_over(placed.nothing_row + 1, FIRST + 1, "text")
        if self.dress.editable:
            add_checks(self.sheet, placed, self.dress)

    def _heads(self, placed: PlacedBlock) -> None:
        if placed.head_row is None:
            return
        lines = 1
        for column, head in enumerate(placed.block.columns, STUB):
            look = {"stub": looks.STUB_HEAD, "beside": looks.GREY_HEAD}.get(head.look, looks.COLUMN)
            text = head.title
            self._text(placed.head_row, column, text, look)
            lines = max(lines, line_count(text, self.widths[column] / 1.2))
            if placed.unit_row:
                self._text(placed.unit_row, column, head.unit, looks.UNITS)
        font = self.dress.of("".join(column.title for column in placed.block.columns))
        self.sheet.row_dimensions[placed.head_row].height = font.height(lines)

    def _line(self, row: int, line: WorkbookRow) -> None:
        look = LINE_LOOK.get(line.kind, looks.LABEL)
        for column, cell in enumerate(line.cells, STUB):
            self._cell(row, column, cell, look)
        if line.kind == "text":
            self._reach_over(row, FIRST, "long")
        if line.kind in ("text", "entry"):
            self._fit_texts(row, line)

    def _reach_over(self, row: int, column: int, kind: str) -> None:
        """The cells that a merged one covers, so that its box has a right side."""
        for covered in range(column, self.placed.last_column + 1):
            self.dress.input(cell_at(self.sheet, row, covered), kind)

    def _fit_texts(self, row: int, line: WorkbookRow) -> None:
        """High enough for what is written: Excel fits no row that has merged cells."""
        least = 2 if line.kind == "text" else 1
        high = 0.0
        for column, cell in enumerate(line.cells, STUB):
            text = cell.value if isinstance(cell, WorkbookInput) else None
            if isinstance(text, str) and text:
                room = self._reach(STUB) if line.kind == "text" else self.widths[column]
                lines = max(least, line_count(text, room - 2))
                high = max(high, self.dress.of(text).height(lines))
        if high or line.kind == "text":
            self.sheet.row_dimensions[row].height = high or self.dress.of("").height(least)

    def _cell(self, row: int, column: int, cell: LineCell, look: Look) -> None:
        match cell:
            case WorkbookInput():
                self._input(row, column, cell)
            case WorkbookSum():
                self._sum(row, column, cell)
            case EarlierNumber():
                self._beside(row, column, cell)
            case str():
                self._text(row, column, cell, look, self.widths[column])
            case None:
                self._text(row, column, "", look)

    def _text(self, row: int, column: int, text: str, look: Look, room: float = 0) -> None:
        font = self.dress.of(text)
        put_text(self.sheet, row, column, text, font, look)
        lines = line_count(text, room / look.size * 10 - 1) if room and text else 1
        if lines > 1 or look.size > 10:
            high = font.height(lines, look.size)
            now = self.sheet.row_dimensions[row].height or 0
            self.sheet.row_dimensions[row].height = max(high, now)

    def _input(self, row: int, column: int, field: WorkbookInput) -> None:
        cell = cell_at(self.sheet, row, column)
        kind = "money" if field.kind == "number" and field.places else field.kind
        self.dress.input(cell, kind)
        value: Content = field.value
        if isinstance(value, str):
            value = self.dress.choices.get(value, value) if kind == "choice" else value
            value = escaped(storable(value))
        if value is None or value == "":
            return
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl has made a formula of "=..."
            cell.quotePrefix = looks_like_formula(value)  # text also after somebody edits it

    def _sum(self, row: int, column: int, total: WorkbookSum) -> None:
        cell = cell_at(self.sheet, row, column)
        self.dress.of("").apply(cell, looks.SUM)
        columns: dict[int, list[int]] = {}
        for name in total.of:
            if name in self.at:
                found, place = self.at[name]
                columns.setdefault(place, []).append(found)
        parts = [
            f"{letter}{first}:{letter}{last}"
            for place, rows in sorted(columns.items())
            for letter in [get_column_letter(place)]
            for first, last in ranges(sorted(rows))
        ]
        if parts:
            cells = ",".join(parts)
            cell.value = f'=IF(COUNT({cells})=0,"",SUM({cells}))'

    def _beside(self, row: int, column: int, earlier: EarlierNumber) -> None:
        if isinstance(earlier.value, Decimal):
            put_number(self.sheet, row, column, earlier.value, self.dress.of(""), looks.GREY)
        else:
            self._text(row, column, earlier.value or "", looks.GREY)


def add_checks(sheet: Worksheet, block: PlacedBlock, dress: Dress) -> None:
    by_column: dict[int, list[Placed]] = {}
    for placed in block.inputs():
        by_column.setdefault(placed[1], []).append(placed)
    for column, found in by_column.items():
        for (kind, places, choices), run in groupby(found, key=_sort):
            check = _check(kind, places, choices, _runs(column, run), dress)
            if check is not None:
                sheet.add_data_validation(check)


def _sort(placed: Placed) -> tuple[str, int, tuple[str, ...]]:
    return placed[2].kind, placed[2].places, placed[2].choices


def _runs(column: int, run: Iterable[Placed]) -> list[str]:
    """The cells as ranges of rows that follow each other."""
    letter = get_column_letter(column)
    return [f"{letter}{a}:{letter}{b}" for a, b in ranges(row for row, _column, _input in run)]


def ranges(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for row in rows:
        if last is not None and first is not None and row != last + 1:
            yield first, last
            first = row
        first = row if first is None else first
        last = row
    if first is not None and last is not None:
        yield first, last


def _check(
    kind: str, places: int, choices: tuple[str, ...], cells: list[str], dress: Dress
) -> DataValidation | None:
    if kind == "number":
        first = cells[0].partition(":")[0]
        formula = (AMOUNT if places else COUNTED).format(cell=first)
        check = DataValidation(type="custom", formula1=formula, errorStyle="warning")
        titles = (words.MONEY_TITLE, words.MONEY_HELP) if places else (words.NUMBER_TITLE, None)
        _say(check, dress, titles[0], titles[1] or words.NUMBER_HELP)
    elif kind == "choice":
        shown = ",".join(dress.choices.get(one, one) for one in choices)
        check = DataValidation(type="list", formula1=f'"{shown}"')
        _say(check, dress, words.CHOICE_TITLE, words.CHOICE_HELP)
    elif kind == "date":
        check = DataValidation(
            type="date", operator="greaterThan", formula1="36526", errorStyle="warning"
        )
        _say(check, dress, words.DATE_TITLE, words.DATE_HELP)
    else:
        return None
    check.allow_blank = True
    check.sqref = type(check.sqref)(" ".join(cells))
    return check


def _say(check: DataValidation, dress: Dress, title: Label, text: Label) -> None:
    check.errorTitle = dress.say(title)[:32]
    check.error = dress.say(text)[:LONGEST_HELP]
    check.showErrorMessage = True
