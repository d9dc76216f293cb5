"""The YAML files of the catalogue read as plain rows and checked, before anything is stored.

Errors: `CatalogueError` names the file's table, row or column and what is wrong.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from reporting.catalogue.rules.dimensions import CatalogueError as CatalogueError
from reporting.catalogue.rules.dimensions import Dimensions
from reporting.catalogue.rules.key_figures import (
    DIRECTIONS,
    UNITS_OF_COUNT,
    check_charts,
    check_key_figures,
)

REFERENCE = re.compile(r"^[a-z][a-z0-9_]*(\[[a-z0-9_]+\])?\.[a-z][a-z0-9_]*$")
PERIOD_KINDS = ["month", "quarter", "semester", "ten_month", "year"]
KINDS = ["narrative", "fixed", "single", "open", "derived", "show"]
SHARED_KINDS = ("narrative", "fixed", "single", "open")
DEFAULT_LAYOUT = {
    "narrative": "text",
    "fixed": "rows",
    "single": "single",
    "open": "entries",
    "derived": "rows",
    "show": "rows",
}


@dataclass
class Files:
    """The columns of a table are those that are stored: divided ones are written out."""

    data_sets: list[dict[str, Any]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)
    comparisons: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    key_figures: list[dict[str, Any]] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)
    dimensions: Dimensions = field(default_factory=Dimensions)
    digest: str = ""

    def tables(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Each table with its section, in the order of the report."""
        for section in self.sections:
            for table in section.get("tables") or []:
                yield section, table


def read_files(folder: Path) -> Files:
    files = Files()
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        raw = path.read_bytes()
        digest.update(raw)
        content = yaml.safe_load(raw) or {}
        files.data_sets += content.get("data_sets") or []
        files.sections += content.get("sections") or []
        files.indicators += content.get("indicators") or []
        files.key_figures += content.get("key_figures") or []
        files.charts += content.get("charts") or []
        files.dimensions.dimensions += content.get("dimensions") or []
        files.dimensions.measures += content.get("measures") or []
        for comparison in content.get("comparisons") or []:
            first = (content.get("sections") or [{"id": ""}])[0]["id"]
            files.comparisons.append({"section": first, **comparison})
    files.digest = digest.hexdigest()
    for section in files.sections:
        files.charts += [{"section": section["id"], **c} for c in section.get("charts") or []]
    _share_tables(files)
    _check(files)
    return files


def _share_tables(files: Files) -> None:
    """`same_tables_as: committee`: the form of the smaller places carries every table of the larger
    one's that all its units fill; which of them a place fills, its province says."""
    same = {
        row["code"]: row["same_tables_as"] for row in files.data_sets if row.get("same_tables_as")
    }
    for _section, table in files.tables():
        if table.get("kind") not in SHARED_KINDS:
            continue
        places = [place for place in places_of(table) if not place["units"]]
        table.get("data_sets", []).extend(
            {**place, "code": code}
            for code, other in same.items()
            for place in places
            if place["code"] == other and not place.get("compared")
        )


def _check(files: Files) -> None:
    _once("section", [s["id"] for s in files.sections])
    _once("data set", [d["code"] for d in files.data_sets])
    files.dimensions.check()
    _check_indicators(files)
    check_key_figures(files.key_figures)
    check_charts(files.charts, {section["id"] for section in files.sections})
    known_sets = {d["code"] for d in files.data_sets}
    unknown = {d["same_tables_as"] for d in files.data_sets if "same_tables_as" in d} - known_sets
    if unknown:
        raise CatalogueError(f"same_tables_as: no data set is called {', '.join(sorted(unknown))}.")
    _once("table", [t["code"] for _, t in files.tables() if "code" in t])
    for section, table in files.tables():
        if "show" in table:
            continue
        where = f"{section['id']} {table['code']}"
        if table.get("kind") not in KINDS:
            raise CatalogueError(f"{where}: the kind {table.get('kind')!r} is not known.")
        missing = {place["code"] for place in places_of(table)} - known_sets
        if missing:
            raise CatalogueError(f"{where}: no data set is called {', '.join(sorted(missing))}.")
        _once(f"place of {where}", [str(place) for place in places_of(table)])
        if "columns" in table:
            table["columns"] = files.dimensions.columns(where, table)
        _check_parts(where, table)
        _check_measures(where, table, files.dimensions)


def _check_indicators(files: Files) -> None:
    _once("indicator", [row["code"] for row in files.indicators])
    for row in files.indicators:
        where = f"indicator {row['code']}"
        missing = {"strategy", "numerator", "unit", "better"} - row.keys()
        if missing:
            raise CatalogueError(f"{where}: it is not said {', '.join(sorted(missing))}.")
        if row["unit"] not in UNITS_OF_COUNT:
            raise CatalogueError(f"{where}: the unit {row['unit']!r} is not known.")
        if row["better"] not in DIRECTIONS:
            raise CatalogueError(f"{where}: the direction {row['better']!r} is not known.")
        if row.get("times", 1) != 1 and not row.get("denominator"):
            raise CatalogueError(f"{where}: a count has no denominator and is taken once.")
        if row.get("baseline") and row["baseline"].keys() != {"year", "value"}:
            raise CatalogueError(f"{where}: a baseline is a value of a year.")


def _check_measures(where: str, table: dict[str, Any], dimensions: Dimensions) -> None:
    for column in table.get("columns") or []:
        dimensions.check_column(where, column)
        if "derived_from" in column and not column.get("derived"):
            raise CatalogueError(f"{where} {column['code']}: it is not said how it is derived.")
    dimensions.check_rows(where, table)


PLACE = {"code", "units", "from", "to", "compared"}
COMPARED = (None, False, True, "whole")


def places_of(table: dict[str, Any]) -> list[dict[str, Any]]:
    """In which forms a table stands: `ministry`, or `{code: police, units: [GRK], from: 2021,
    compared: true}` (`compared: whole` where all of them together give what the source of record
    gives). Units that the table itself names are those of its places that name none."""
    found = []
    for place in table.get("data_sets") or []:
        said = place if isinstance(place, dict) else {"code": place}
        if not {"code"} <= said.keys() <= PLACE or said.get("compared") not in COMPARED:
            raise CatalogueError(f"{table['code']}: a place in a form is not understood: {place!r}")
        found.append({"units": table.get("units") or [], **said})
    return found


def _check_parts(where: str, table: dict[str, Any]) -> None:
    columns = table.get("columns") or []
    codes = [c["code"] for c in columns]
    _once(f"column of {where}", codes)
    _once(f"row of {where}", [r["code"] for r in table.get("rows") or []])
    for column in columns:
        if column.get("unit") not in UNITS_OF_COUNT:
            unit = column.get("unit")
            raise CatalogueError(f"{where} {column['code']}: the unit {unit!r} is not known.")
        whole = column.get("part_of")
        if whole and whole not in codes:
            raise CatalogueError(f"{where} {column['code']}: there is no column {whole}.")
    if table["kind"] in ("fixed", "single", "derived") and not columns:
        raise CatalogueError(f"{where}: a table needs columns.")


def _once(what: str, codes: list[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise CatalogueError(f"More than one {what} is called {', '.join(twice)}.")


def sum_of_cells(expression: str) -> list[str] | None:
    """The cells that an expression adds up, or None where it is more than a plain sum."""
    parts = [part.strip() for part in expression.split("+")]
    return parts if all(REFERENCE.match(part) for part in parts) else None


def label(titles: dict[str, Any] | str | None) -> tuple[str, str]:
    """(English, Khmer) of a `{en:, km:}` mapping."""
    if not titles:
        return "", ""
    if isinstance(titles, str):
        return titles, ""
    return titles.get("en") or "", titles.get("km") or ""


def is_certain(titles: dict[str, Any] | str | None) -> bool:
    """Whether the Khmer was seen in an official text, as the file says; else it is proposed."""
    return isinstance(titles, dict) and bool(titles.get("certain"))
