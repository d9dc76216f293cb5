"""Figures, discrepancies and sentences as CSV for machines (RFC 4180, UTF-8), and one table of a
page as CSV for people.

They begin without a byte order mark unless one is asked for. Most readers (Python's and R's
defaults, PostgreSQL's COPY) take it for a part of the first column's name, and have nothing else to
read; a person with Excel has the workbook. Excel itself shows Khmer in a CSV only with the mark: a
download offered to people passes `for_excel=True`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from reporting.document.files import binary_target
from reporting.document.listing_rows import DiscrepancyRow, FigureRow, SentenceRow
from reporting.document.spreadsheet_text import harmless
from reporting.document.value import CellContent, Missing, Number, Table
from reporting.document.value import Row as TableRow
from reporting.document.workbook.cell_writing import column_count, missing_word, place_header

FIGURE_COLUMNS = (
    "section",
    "table",
    "row",
    "row_label",
    "column",
    "column_label",
    "organisation_unit",
    "organisation_unit_name",
    "period",
    "value",
    "received",
    "expected",
    "reports",
    "not_explained",
    "status",
)
DISCREPANCY_COLUMNS = (
    "kind",
    "severity",
    "section",
    "table",
    "organisation_unit",
    "period",
    "cells",
    "printed",
    "computed",
    "message",
    "state",
    "explanation",
    "footnote",
)
SENTENCE_COLUMNS = (
    "section",
    "number",
    "kind",
    "text",
    "linked",
    "kept",
    "missing",
    "units",
    "reports",
    "language",
)
BETWEEN_ITEMS = "; "  # inside a field that holds several report or cell addresses
BETWEEN_LINES = " – "


def write_figures(
    rows: Iterable[FigureRow],
    out: Path | BinaryIO,
    *,
    for_excel: bool = False,
    practice: str = "",
) -> None:
    """Write `figures.csv`; a path is replaced whole or not at all. `practice`: said in a column of
    its own, in each row, where the figures are invented."""
    _write(FIGURE_COLUMNS, rows, out, for_excel, practice)


def write_discrepancies(
    rows: Iterable[DiscrepancyRow],
    out: Path | BinaryIO,
    *,
    for_excel: bool = False,
    practice: str = "",
) -> None:
    """Write `discrepancies.csv`; a path is replaced whole or not at all."""
    _write(DISCREPANCY_COLUMNS, rows, out, for_excel, practice)


def write_sentences(
    rows: Iterable[SentenceRow],
    out: Path | BinaryIO,
    *,
    for_excel: bool = False,
    practice: str = "",
) -> None:
    """Write `sentences.csv`; a path is replaced whole or not at all."""
    _write(SENTENCE_COLUMNS, rows, out, for_excel, practice)


ListingRow = FigureRow | DiscrepancyRow | SentenceRow


def _write(
    columns: tuple[str, ...],
    rows: Iterable[ListingRow],
    out: Path | BinaryIO,
    for_excel: bool,
    practice: str,
) -> None:
    mark = (practice,) if practice else ()
    with binary_target(out) as stream:
        text = io.TextIOWrapper(
            stream, encoding="utf-8-sig" if for_excel else "utf-8", newline="", write_through=True
        )
        try:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow((*columns, "practice") if mark else columns)
            writer.writerows((*_fields(row, columns), *mark) for row in rows)
        finally:
            text.detach()  # or the wrapper would close a stream that is not ours


def _fields(row: ListingRow, columns: tuple[str, ...]) -> Iterator[str]:
    return (_field(getattr(row, column)) for column in columns)


def _field(value: str | int | Decimal | tuple[str, ...] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return harmless(BETWEEN_ITEMS.join(value))
    if isinstance(value, str):
        return harmless(value)
    return plain_number(value)


def plain_number(value: int | Decimal) -> str:
    """Digits with a point, no grouping and no exponent: `Decimal("1E+3")` is `1000`.

    Raises ValueError for what is not a finite number.
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"not a figure: {value}")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def write_table_csv(table: Table, words: Mapping[str, str], out: Path | BinaryIO) -> None:
    """As it stands on the page, for a person with a spreadsheet, so with the mark: a line of
    headings, then the rows; notes follow after a blank line. Numbers stay numbers: where a check
    doubts one, the last column says which of the row, and what is known of it."""
    with binary_target(out) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text, lineterminator="\r\n")
            headings = _headings(table)
            stated = any(cell.state != "sound" for row in table.rows for cell in _numbers(row))
            last = [words["status"]] if stated else []
            writer.writerow([harmless(heading) for heading in (*headings, *last)])
            for row in table.rows:
                cells = list(_cells(row, words))
                if stated:
                    cells += [""] * (len(headings) - len(cells))
                    cells.append(harmless(_status(row, headings, words)))
                writer.writerow(cells)
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


def _numbers(row: TableRow) -> Iterator[Number]:
    return (cell for cell in row.cells if isinstance(cell, Number))


def _status(row: TableRow, headings: list[str], words: Mapping[str, str]) -> str:
    return BETWEEN_ITEMS.join(
        f"{headings[at]}: {words['state_' + cell.state]}"
        for at, cell in enumerate(row.cells)
        if isinstance(cell, Number) and cell.state != "sound"
    )


def _cells(row: TableRow, words: Mapping[str, str]) -> Iterator[str]:
    return (_cell(cell, words) for cell in row.cells)


def _cell(cell: CellContent, words: Mapping[str, str]) -> str:
    match cell:
        case Number(value):
            return plain_number(value)
        case Missing():
            return harmless(missing_word(cell, words))
        case _:
            return harmless(cell)
