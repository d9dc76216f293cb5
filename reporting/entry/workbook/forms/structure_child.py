"""python structure_child.py BOUNDS < workbook > what is not as it was handed out, as JSON.

It runs under limits. It reads the map of the hidden sheet and answers only what differs from it, so
that the web process holds no more than one form, whatever somebody sent. It has no key: whether the
map is one of ours is asked of the signature, by whoever reads the answer.
"""

import base64
import json
import sys
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
from reporting.core.workbooks.limits import answer, limited
from reporting.core.workbooks.sheets import (
    Limits,
    Sheet,
    SheetCell,
    SheetTooLarge,
    WorkbookFile,
    as_date,
)

HIDDEN_SHEET, MAP, KEYS = "_report", "map", 1
MOST_MAP = 32 * 1024 * 1024  # unpacked
MOST_HIDDEN_TEXT = 2_000_000  # letters of the hidden sheet
MOST_LETTERS = 2_000_000  # of the answer
MOST_OUTSIDE = 40  # cells of a sheet that are named
Mapped = dict[str, Any]


def read(stream: BinaryIO, wanted: dict[str, Any]) -> dict[str, Any]:
    book = WorkbookFile(stream)
    limits = Limits(wanted["rows"], wanted["columns"], wanted["text"])
    found: dict[str, Any] = {"names": list(book.paths), "stamp": None, "sheets": {}, "far": False}
    if HIDDEN_SHEET not in book.paths:
        return found
    found["stamp"] = hidden_lines(book.sheet(HIDDEN_SHEET, limits))
    for mapped in sheets_of(found["stamp"].get(MAP, "")):
        if mapped["name"] in book.paths:
            sheet = book.sheet(mapped["name"], limits)
            state = book.states[mapped["name"]]
            found["sheets"][mapped["name"]] = {
                **differing(mapped, sheet, book), "hidden": state != "visible"
            }  # fmt: skip
            found["far"] = found["far"] or bool(sheet.far)
            require_little(found["sheets"])
    found["far"] = found["far"] or any(_is_far(book, name, limits) for name in _others(found))
    return found


def _others(found: dict[str, Any]) -> Iterator[str]:
    yield from (name for name in found["names"] if name not in found["sheets"])


def _is_far(book: WorkbookFile, name: str, limits: Limits) -> bool:
    return bool(book.sheet(name, limits).far)


def require_little(sheets: dict[str, Any]) -> None:
    if (
        sum(len(str(cell[3])) for sheet in sheets.values() for cell in sheet["cells"])
        > MOST_LETTERS
    ):
        raise SheetTooLarge


def hidden_lines(sheet: Sheet) -> dict[str, str]:
    """Name -> text, of a long one all rows together."""
    lines: dict[int, dict[int, str]] = {}
    for cell in sheet.cells.values():
        lines.setdefault(cell.row, {})[cell.column] = str(cell.value)
    found: dict[str, str] = {}
    for _row, line in sorted(lines.items()):
        name = line.get(1, "")
        found[name] = found.get(name, "") + line.get(2, "")
    if sum(map(len, found.values())) > MOST_HIDDEN_TEXT:
        raise SheetTooLarge
    return found


def sheets_of(text: str) -> list[Mapped]:
    """Of the map, which may be nobody's; nothing where it is no map."""
    payload = text.replace("~", "_").split(":")[0]
    try:
        packed = base64.urlsafe_b64decode(payload.removeprefix(".") + "===")
        if payload.startswith("."):
            packed = zlib.decompressobj().decompress(packed, MOST_MAP)
        return list(json.loads(packed)["sheets"])
    except (ValueError, KeyError, TypeError, zlib.error):
        return []


def differing(mapped: Mapped, sheet: Sheet, book: WorkbookFile) -> dict[str, Any]:
    inputs = {(mapped_cell[0], mapped_cell[1]): mapped_cell for mapped_cell in mapped["inputs"]}
    fixed = {(row, column): (kind, text) for row, column, kind, text in mapped.get("fixed", [])}
    rows, columns = moved(mapped, sheet)
    strangers = list(outside(mapped, {*inputs, *fixed}, sheet)) if fixed else []
    return {
        "cells": [cell.as_list() for cell in changed(inputs, sheet, book)],
        "rows": rows,
        "columns": columns,
        "fixed": [cell.as_list() for cell in rewritten(fixed, sheet)],
        "outside": [stranger.as_list() for stranger in strangers[:MOST_OUTSIDE]],
        "more": max(0, len(strangers) - MOST_OUTSIDE),
        **sheet.shape(),
        "merged": [area for area in sheet.merged if area not in mapped["merged"]],
    }


def changed(
    inputs: dict[tuple[int, int], list[Any]], sheet: Sheet, book: WorkbookFile
) -> Iterator[SheetCell]:
    """The inputs that do not say what they said, the emptied ones too."""
    for (row, column), field in inputs.items():
        kind, original = field[3], field[5]
        cell = sheet.cells.get((row, column))
        if cell is None:
            if original:
                yield SheetCell(row, column, "blank", "")
        elif not is_as_before(cell, original):
            if kind == "date" and cell.kind == "number" and not cell.note:
                cell.note = day_of(cell, book)
            yield cell


def is_as_before(cell: SheetCell, original: str) -> bool:
    """Surely: what is not sure is looked at by who knows the form."""
    if cell.formula or cell.note:
        return False
    if cell.kind == "number":
        return Decimal(str(cell.value)) == _decimal(original)
    return cell.kind == "text" and cell.value == original


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else None


def day_of(cell: SheetCell, book: WorkbookFile) -> str:
    """The day that a number without a format of days stands for; "" where it hardly is one."""
    number = float(cell.value)
    found = as_date(number, book) if number >= 1 else None
    if isinstance(found, datetime | date) and 1900 < found.year < 2200:
        return found.isoformat()[:10]
    return ""


def moved(mapped: Mapped, sheet: Sheet) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Where the keys stand that do not stand where they belong."""
    keys = {*mapped["rows"], *mapped["columns"]}
    found: dict[str, list[tuple[int, int]]] = {}
    for cell in sheet.cells.values():
        if cell.kind == "text" and cell.value in keys:
            found.setdefault(str(cell.value), []).append((cell.row, cell.column))
    rows = {}
    for key, row in mapped["rows"].items():
        places = [at for at, column in found.get(key, []) if column == KEYS]
        if places != [row]:
            rows[key] = places
    columns = {}
    for key, (_row, column) in mapped["columns"].items():
        letters = [at for _row_of_key, at in found.get(key, [])]
        if column not in letters:
            columns[key] = letters
    return rows, columns


def rewritten(fixed: dict[tuple[int, int], tuple[str, str]], sheet: Sheet) -> Iterator[SheetCell]:
    """What is ours in a sheet and does not stand there any more."""
    for (row, column), (kind, text) in fixed.items():
        cell = sheet.cells.get((row, column)) or SheetCell(row, column, "blank", "")
        is_label = kind in ("row", "head")
        if kind == "sum":
            differs = not cell.formula and cell.kind != "blank"
        else:
            differs = kind != "" and not is_as_before(cell, text)
        if differs and (is_label or str(cell.value).strip()):
            yield cell


def outside(mapped: Mapped, known: set[tuple[int, int]], sheet: Sheet) -> Iterator[SheetCell]:
    """What was typed where nothing is read."""
    key_rows = {row for row, _column in mapped["columns"].values()}
    for place, cell in sorted(sheet.cells.items()):
        is_ours = cell.column == KEYS or cell.row in key_rows or place in known
        if not is_ours and str(cell.value or cell.formula).strip():
            yield cell


if __name__ == "__main__":
    limited()
    answer(read, json.loads(sys.argv[1]))
