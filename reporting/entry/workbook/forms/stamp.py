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

from reporting.entry.page.queries.form_tables import form_of_revision
from reporting.entry.page.queries.input_names import plain
from reporting.entry.workbook.exports.sheet_layout import PlacedSheet
from reporting.models import Edit, Report, Revision

VERSION = "1"  # of the layout: raise it when an older workbook can no longer be read
SALT = "report-workbook"
MAP = "map"
# LibreOffice takes `_x6_` in a text for an escape: a signed text holds no "_" in the workbook.
TO_FILE, FROM_FILE = str.maketrans("_", "~"), str.maketrans("~", "_")


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
    """`rows`: key -> row; `columns`: key -> (row, column); `fixed`: what stands beside the inputs,
    (row, column) -> what it is (row, head, sum, beside or "") and says."""

    name: str
    rows: Mapping[str, int]
    columns: Mapping[str, tuple[int, int]]
    inputs: tuple[MappedInput, ...]
    fixed: Mapping[tuple[int, int], tuple[str, str]]

    def row_title(self, row: int) -> str:
        """What a person calls the row: the title of its first input without the column."""
        titles = (cell.title for cell in self.inputs if cell.row == row)
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


def form_version(revision: Revision) -> str:
    """A fingerprint of the form's tables and cells, as the revision has them now."""
    cells = form_of_revision(revision).cells
    known = json.dumps([sorted(cells.tables), sorted(cells.cells)])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def facts_of(revision: Revision, *, editable: bool) -> dict[str, str]:
    newest = Edit.objects.filter(revision=revision).order_by("-pk").values_list("pk", flat=True)
    return {
        "report": report_id(revision.report),
        "revision": str(revision.number),
        "template": VERSION,
        "form": form_version(revision),
        "edit": str(newest.first() or 0),
        "editable": "yes" if editable else "no",
    }


def stamp_lines(facts: Mapping[str, str], placed: Sequence[PlacedSheet]) -> list[tuple[str, str]]:
    sheets = [_sheet_json(sheet) for sheet in placed]
    digest = hashlib.sha256(json.dumps(sheets).encode()).hexdigest()
    hashed = {**facts, "hash": digest}
    signed = signing.dumps({"facts": hashed, "sheets": sheets}, salt=SALT, compress=True)
    return [*hashed.items(), (MAP, signed.translate(TO_FILE))]


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
            [row, column, field.name, field.kind, field.places, plain(field.stands), field.title]
            for row, column, field in placed.inputs()
        ],
        "fixed": [list(cell) for cell in placed.fixed()],
    }


def read_stamp(lines: Mapping[str, str] | None) -> Stamp:
    """`lines`: what the hidden sheet says; None where there is none."""
    if lines is None:
        raise NoStamp
    facts = dict(lines)
    try:
        found = signing.loads(facts.pop(MAP, "").translate(FROM_FILE), salt=SALT)
    except (signing.BadSignature, zlib.error) as error:
        raise BrokenStamp from error
    if found["facts"] != facts:
        raise BrokenStamp
    return Stamp(found["facts"], tuple(_sheet(sheet) for sheet in found["sheets"]))


def _sheet(found: Mapping[str, Any]) -> MappedSheet:
    return MappedSheet(
        name=found["name"],
        rows=found["rows"],
        columns={key: (row, column) for key, (row, column) in found["columns"].items()},
        inputs=tuple(MappedInput(*cell) for cell in found["inputs"]),
        fixed={(row, column): (kind, text) for row, column, kind, text in found.get("fixed", [])},
    )
