"""A table's header, laid out as in HTML: which cell covers which rows and columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.kernel.document import HeaderCell, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A header cell in its place; lines and columns count from 0, the last ones included."""

    cell: HeaderCell
    line: int
    column: int
    last_line: int
    last_column: int


def place_header(table: Table) -> tuple[Placed, ...]:
    return tuple(_place(table))


def _place(table: Table) -> Iterator[Placed]:
    taken: set[tuple[int, int]] = set()
    lines = len(table.header)
    for line, cells in enumerate(table.header):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            last_line = min(line + cell.rowspan, lines) - 1
            last_column = column + cell.colspan - 1
            taken.update(
                (covered_line, covered_column)
                for covered_line in range(line, last_line + 1)
                for covered_column in range(column, last_column + 1)
            )
            yield Placed(cell, line, column, last_line, last_column)
            column = last_column + 1


def column_count(table: Table, header: tuple[Placed, ...]) -> int:
    """The widest of header, rows and alignments: a table may lack any of them."""
    in_header = max((placed.last_column + 1 for placed in header), default=0)
    in_rows = max((len(row.cells) for row in table.rows), default=0)
    return max(in_header, in_rows, len(table.align), 1)


def units_of_count(header: tuple[Placed, ...], columns: int) -> tuple[str, ...]:
    """The unit of each column: that of the lowest header cell above it that has one."""
    units = [""] * columns
    for placed in sorted(header, key=lambda placed: placed.last_line):
        if placed.cell.unit:
            for column in range(placed.column, placed.last_column + 1):
                units[column] = placed.cell.unit
    return tuple(units)
