"""The transcribed files of a year as plain rows, sorted to the reports that they belong to.

Errors: `TranscriptionError` names the file and the line.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from reporting.entry.page.actions.draft_changes import EntryKey, EntryText, SourceNote
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.kernel.tables import Value, cell_code

ReportKey = tuple[str, str]  # (unit, period)


class TranscriptionError(Exception):
    """A row of the files makes no sense; nothing of the year was loaded."""


@dataclass
class TranscribedContent:
    """What the files hold for one unit and period; a table belongs to one report of the unit."""

    entries: dict[EntryKey, EntryText] = field(default_factory=dict)
    values: dict[CellAddress, Value] = field(default_factory=dict)
    notes: dict[CellAddress, SourceNote] = field(default_factory=dict)

    def tables(self) -> set[str]:
        return {table for table, _ in self.entries} | {cell.table for cell in self.values}

    def only(self, tables: set[str]) -> "TranscribedContent":
        return TranscribedContent(
            {key: entry for key, entry in self.entries.items() if key[0] in tables},
            {cell: value for cell, value in self.values.items() if cell.table in tables},
            {cell: note for cell, note in self.notes.items() if cell.table in tables},
        )


def read_year(folder: Path, open_tables: set[str]) -> dict[ReportKey, TranscribedContent]:
    """`open_tables`: those whose row is the key of an entry, not an option."""
    found: dict[ReportKey, TranscribedContent] = defaultdict(TranscribedContent)
    for path, line, row in _rows(folder / "entries"):
        content = found[row["organisation_unit"], row["period"]]
        key = (row["table"], row["key"])
        if key in content.entries:
            raise TranscriptionError(f"{path.name}:{line}: {key} stands twice.")
        content.entries[key] = _entry(path, line, row)
    for path, line, row in _rows(folder / "values"):
        content = found[row["organisation_unit"], row["period"]]
        address = _address(row, open_tables)
        if address in content.values:
            raise TranscriptionError(f"{path.name}:{line}: {address} stands twice.")
        content.values[address] = _value(path, line, row)
        content.notes[address] = SourceNote(row["printed"], int(row["line"]), row["note"])
    return dict(found)


def _rows(folder: Path) -> Iterator[tuple[Path, int, dict[str, str]]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                yield path, line, row


def _address(row: dict[str, str], open_tables: set[str]) -> CellAddress:
    if row["table"] in open_tables:
        return CellAddress(cell_code(row["table"], None, row["column"]), row["row"] or None)
    return CellAddress(cell_code(row["table"], row["row"] or None, row["column"]))


def _value(path: Path, line: int, row: dict[str, str]) -> Value:
    if row["value"] == "NA":
        return Value(None, not_available=True, printed=row["printed"])
    try:
        number = Decimal(row["value"])
    except InvalidOperation:
        message = f"{path.name}:{line}: {row['value']!r} is not a number."
        raise TranscriptionError(message) from None
    if number < 0:
        raise TranscriptionError(f"{path.name}:{line}: {row['value']!r} is less than 0.")
    return Value(number, printed=row["printed"])


def _entry(path: Path, line: int, row: dict[str, str]) -> EntryText:
    try:
        day = date.fromisoformat(row["date"]) if row["date"] else None
    except ValueError:
        message = f"{path.name}:{line}: {row['date']!r} is not a date."
        raise TranscriptionError(message) from None
    return EntryText(
        position=int(row["position"]),
        level=int(row["level"] or 0),
        kind=row["kind"],
        title=row["title"],
        number=row["number"],
        date=day,
        partner=row["partner"],
        text=row["text"],
    )


def read_claims(path: Path) -> Iterator[dict[str, str]]:
    """The printed totals and quoted figures, in the order of the report."""
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
