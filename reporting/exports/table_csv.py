"""One table as CSV, as it stands on the page: for a person with a spreadsheet, so with the mark
that makes Excel read Khmer (see `csv`)."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from reporting.exports.csv import plain_number
from reporting.exports.files import binary_target
from reporting.exports.spreadsheet_text import harmless
from reporting.exports.workbook.cells import missing_word
from reporting.exports.workbook.grid import column_count, place_header
from reporting.kernel.document import CellContent, Missing, Number, Row, Table

BETWEEN_LINES = " – "


def write_table_csv(table: Table, words: Mapping[str, str], out: Path | BinaryIO) -> None:
    """A line of headings, then the rows; notes follow after a blank line."""
    with binary_target(out) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow([harmless(heading) for heading in _headings(table)])
            writer.writerows(_fields(row, words) for row in table.rows)
            if table.notes:
                writer.writerow([])
                writer.writerows([harmless(note)] for note in table.notes)
        finally:
            text.detach()  # or the wrapper would close a stream that is not ours


def _headings(table: Table) -> list[str]:
    """The lines of the head, one under the other, and the unit of count, in one text a column."""
    placed = place_header(table)
    parts: list[list[str]] = [[] for _ in range(column_count(table, placed))]
    for sheet in placed:
        unit = f" ({sheet.cell.unit})" if sheet.cell.unit else ""
        for column in range(sheet.column, sheet.last_column + 1):
            parts[column].append(sheet.cell.text + unit)
    return [BETWEEN_LINES.join(filter(None, texts)) for texts in parts]


def _fields(row: Row, words: Mapping[str, str]) -> Iterator[str]:
    return (_field(cell, words) for cell in row.cells)


def _field(cell: CellContent, words: Mapping[str, str]) -> str:
    match cell:
        case Number(value):
            return plain_number(value)
        case Missing():
            return harmless(missing_word(cell, words))
        case _:
            return harmless(cell)
