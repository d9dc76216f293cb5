"""What the hidden sheet says: which report, which revision, which template, and what stands where.

The whole is signed: a map that somebody changed, or a text that a program cut, is found out.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing

from reporting.exports.form_workbook import HIDDEN_SHEET, PlacedSheet
from reporting.forms.reports_names import plain
from reporting.models import Edit, Report, Revision
from reporting.queries.forms import form_cells
from strategies.workbooks import ReadSheet

VERSION = "1"  # of the layout: raise it when an older workbook can no longer be read
SALT = "report-workbook"
MAP = "map"


@dataclass(frozen=True)
class MappedInput:
    row: int
    column: int
    name: str
    kind: str
    places: int
    original: str
    title: str


@dataclass(frozen=True)
class MappedSheet:
    """`rows`: key -> row; `columns`: key -> (row, column)."""

    name: str
    rows: Mapping[str, int]
    columns: Mapping[str, tuple[int, int]]
    merged: frozenset[str]
    inputs: tuple[MappedInput, ...]

    def row_title(self, row: int) -> str:
        """What a person calls the row: the title of its first input without the column."""
        titles = (one.title for one in self.inputs if one.row == row)
        return next(titles, str(row)).rpartition(": ")[0] or str(row)


@dataclass(frozen=True)
class Stamp:
    facts: Mapping[str, str]
    sheets: tuple[MappedSheet, ...]


class NoStamp(LookupError):
    """The workbook has no hidden sheet of ours."""


class BrokenStamp(ValueError):
    """The hidden sheet is not as the portal wrote it."""


def report_id(report: Report) -> str:
    return f"{report.organisation_unit.code}/{report.data_set.code}/{report.period.url}"


def form_version(report: Report) -> str:
    """A fingerprint of the form's tables and cells, as the catalogue has them now."""
    cells = form_cells(report)
    known = json.dumps([sorted(cells.tables), sorted(cells.cells)])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def facts_of(revision: Revision, *, editable: bool) -> dict[str, str]:
    newest = Edit.objects.filter(revision=revision).order_by("-pk").values_list("pk", flat=True)
    return {
        "report": report_id(revision.report),
        "revision": str(revision.number),
        "template": VERSION,
        "form": form_version(revision.report),
        "edit": str(newest.first() or 0),
        "editable": "yes" if editable else "no",
    }


def stamp_lines(facts: Mapping[str, str], placed: Sequence[PlacedSheet]) -> list[tuple[str, str]]:
    sheets = [_sheet_json(one) for one in placed]
    digest = hashlib.sha256(json.dumps(sheets).encode()).hexdigest()
    told = {**facts, "hash": digest}
    signed = signing.dumps({"facts": told, "sheets": sheets}, salt=SALT, compress=True)
    return [*told.items(), (MAP, signed)]


def _sheet_json(placed: PlacedSheet) -> dict[str, Any]:
    return {
        "name": placed.name,
        "rows": {key: row for block in placed.blocks for row, key in block.row_keys()},
        "columns": {
            key: [row, column]
            for block in placed.blocks
            for row, column, key in block.column_keys()
        },
        "merged": placed.merged_ranges(),
        "inputs": [
            [row, column, one.name, one.kind, one.places, plain(one.stands), one.title]
            for row, column, one in placed.inputs()
        ],
    }


def read_stamp(sheets: Mapping[str, ReadSheet]) -> Stamp:
    if HIDDEN_SHEET not in sheets:
        raise NoStamp
    told: dict[str, str] = {}
    lines: dict[int, dict[int, str]] = {}
    for cell in sheets[HIDDEN_SHEET].cells:
        lines.setdefault(cell.row, {})[cell.column] = str(cell.value)
    for _row, line in sorted(lines.items()):
        name = line.get(1, "")
        told[name] = told.get(name, "") + line.get(2, "")
    try:
        found = signing.loads(told.pop(MAP, ""), salt=SALT)
    except (signing.BadSignature, zlib.error) as error:
        raise BrokenStamp from error
    if found["facts"] != told:
        raise BrokenStamp
    return Stamp(found["facts"], tuple(_sheet(one) for one in found["sheets"]))


def _sheet(found: Mapping[str, Any]) -> MappedSheet:
    return MappedSheet(
        name=found["name"],
        rows=found["rows"],
        columns={key: (row, column) for key, (row, column) in found["columns"].items()},
        merged=frozenset(found["merged"]),
        inputs=tuple(MappedInput(*one) for one in found["inputs"]),
    )
