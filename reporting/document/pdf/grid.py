"""A table laid out for a measure: wrapped cells, row heights, and rows that share a label."""

from dataclasses import dataclass, field, replace

from reporting.document.fonts import BOLD, REGULAR
from reporting.document.line_breaks import wrap
from reporting.document.pdf.columns import (
    PADDING,
    SetHead,
    edges_in,
    mark_rooms,
    place_heads,
    show,
    size_in,
)
from reporting.document.pdf.styles import COLUMN_HEIGHT
from reporting.document.value import CellContent, Missing, Row, Table

LEADING = 1.34
TALLEST_ROW = COLUMN_HEIGHT * 0.3  # a longer text runs on in a further line of the table


@dataclass(slots=True)
class SetCell:
    lines: list[str]
    align: str = "start"
    mark: int | None = None
    trace: str = ""
    faint: bool = False
    to: str = ""  # key of a place in the document that the cell leads to
    sign: str = ""  # that a check doubts the number


@dataclass(slots=True)
class SetRow:
    kind: str
    cells: list[SetCell]
    height: float
    runs_on: bool = False  # the rest of its text stands in the next row
    # The same row with the label that it shares with the row above it, for the top of a page.
    full: "SetRow | None" = None
    place: int = 0  # of the row in its table, counted from 1


@dataclass(slots=True)
class TableGrid:
    size: float
    edges: list[float]  # x of each column's start, and of the end of the last
    heads: list[SetHead]
    head_heights: list[float]
    rows: list[SetRow]
    mark_room: list[float]  # right of the numbers of a column
    missing: dict[str, str] = field(default_factory=lambda: {"blank": "", "nothing": "\u2014"})
    khmer_digits: bool = False

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def pad(self) -> float:
        return self.size * PADDING

    @property
    def width(self) -> float:
        return self.edges[-1]


def lay_out(
    table: Table, measure: float, not_available: str = "n/a", stretch: float = 1
) -> TableGrid:
    """The grid in the largest type in which no word or number need be broken."""
    size = size_in(table, measure, not_available)
    edges = edges_in(table, size, measure, not_available)
    grid = TableGrid(size, edges, [], [], [], mark_rooms(table))
    grid.missing["not_available"] = not_available
    grid.khmer_digits = table.khmer_digits
    leading = grid.leading * stretch
    grid.heads = place_heads(table.header)
    grid.head_heights = _head_heights(grid, len(table.header), leading)
    above: Row | None = None
    for place, row in enumerate(table.rows, 1):
        for set_row in _set_row(row, table, grid, leading, above):
            set_row.place = place
            grid.rows.append(set_row)
        above = row
    return grid


def _head_heights(grid: TableGrid, count: int, leading: float) -> list[float]:
    heights = [0.0] * count
    feet = {min(head.line + head.cell.rowspan, count) for head in grid.heads if head.cell.unit}
    for head in sorted(grid.heads, key=lambda head: head.cell.rowspan):
        end = min(head.column + head.cell.colspan, len(grid.edges) - 1)
        room = grid.edges[end] - grid.edges[head.column] - 2 * grid.pad
        if head.cell.colspan == 1 and head.column < len(grid.mark_room):
            room -= grid.mark_room[head.column]
        head.lines = wrap(head.cell.text, BOLD, grid.size, room + 0.1)
        last = min(head.line + head.cell.rowspan, count)
        head.over_unit = last in feet
        height = (
            len(head.lines) * leading + (0.86 * leading if head.over_unit else 0) + 2 * grid.pad
        )
        lacking = height - sum(heights[head.line : last])
        if lacking > 0:
            heights[last - 1] += lacking
    return heights


def _set_row(
    row: Row, table: Table, grid: TableGrid, leading: float, above: Row | None
) -> list[SetRow]:
    if row.kind == "group":
        label = show(row.cells[0]) if row.cells else ""
        lines = wrap(label, BOLD, grid.size, grid.width - 2 * grid.pad)
        return [SetRow("group", [SetCell(lines)], len(lines) * leading + 2.6 * grid.pad)]
    font = REGULAR if row.kind == "body" else BOLD
    cells = [
        _set_cell(content, grid.edges[column + 1] - grid.edges[column] - 2 * grid.pad,
                  table.align[column], font, grid)
        for column, content in enumerate(row.cells)
    ]  # fmt: skip
    rows = _in_reach(row.kind, cells, leading, grid.pad)
    if above is None or not _shares_label(row, above, table):
        return rows
    cells = [SetCell([]), *cells[1:]]
    short = _in_reach(row.kind, cells, leading, grid.pad)
    short[0].full = rows[0] if len(rows) == 1 else None
    return short if short[0].full else rows


def _shares_label(row: Row, above: Row, table: Table) -> bool:
    """Whether the row is one more measure of the same thing: what it is need not be said again."""
    if row.kind != "body" or above.kind != "body" or table.align[:2] != ("start", "start"):
        return False
    label = row.cells[0] if row.cells else ""
    return isinstance(label, str) and len(label) > 1 and label == above.cells[0]


def _set_cell(content: CellContent, room: float, align: str, font: str, grid: TableGrid) -> SetCell:
    if isinstance(content, str):
        return SetCell(wrap(content, font, grid.size, room + 0.1), align)
    if isinstance(content, Missing):
        text = grid.missing[content.reason]
        return SetCell(wrap(text, font, grid.size, room + 0.1) if text else [], align, faint=True)
    return SetCell(
        [show(content, grid.khmer_digits)], align, content.mark, content.trace, sign=content.sign
    )


def _in_reach(kind: str, cells: list[SetCell], leading: float, pad: float) -> list[SetRow]:
    """One row, or several where its text would be too tall to be moved to the next page."""
    most = max(int(TALLEST_ROW / leading), 1)
    rows: list[SetRow] = []
    while True:
        lines = max((len(cell.lines) for cell in cells), default=0) or 1
        height = min(lines, most) * leading + 1.3 * pad
        if lines <= most:
            return [*rows, SetRow(kind, cells, height)]
        head = [replace(cell, lines=cell.lines[:most], to="") for cell in cells]
        rows.append(SetRow(kind, head, height, runs_on=True))
        cells = [SetCell(cell.lines[most:], cell.align) for cell in cells]
