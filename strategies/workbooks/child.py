"""python child.py WANTED < workbook > cells as JSON. Run on its own, under limits.

It knows nothing of the portal: what a hostile workbook could do here, it does to this process.
WANTED is JSON: `sheets` (names, or null for all), and how many `rows`, `columns` and letters of a
`text` are read at most.
"""

import json
import resource
import sys
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

MEMORY = 768 * 1024 * 1024
SECONDS = 20
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TRUE = ("1", "true")
MOST_CELLS = 300_000  # of the whole workbook
MOST_LETTERS = 20_000_000  # one shared text may stand in a million cells
MOST_NAMED = 500  # of what is listed of a sheet: hidden rows and columns, merged cells


def main(wanted: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from openpyxl import load_workbook

    content = sys.stdin.buffer.read()
    results = load_workbook(BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(BytesIO(content), read_only=True, data_only=False)
    worksheets = {sheet.title for sheet in results.worksheets}
    names = results.sheetnames if wanted["sheets"] is None else wanted["sheets"]
    sheets = {}
    cells = letters = 0
    for name in names:
        if name in worksheets:
            sheets[name] = _sheet(results[name], formulas[name], wanted)
            cells += len(sheets[name]["cells"])
            letters += sum(len(str(cell[3])) for cell in sheets[name]["cells"])
            if cells > MOST_CELLS or letters > MOST_LETTERS:
                sys.exit("more than a form holds")
    json.dump({"names": results.sheetnames, "sheets": sheets}, sys.stdout)


def _sheet(results: Any, formulas: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    shape = _shape(results, wanted)
    bounds = {"max_row": wanted["rows"], "max_col": wanted["columns"]}
    formula_at = {
        (cell.row, cell.column): str(getattr(cell.value, "text", cell.value))[:200]
        for row in formulas.iter_rows(**bounds)
        for cell in row
        if cell.value is not None and cell.data_type == "f"
    }
    cells = [
        [*found, formula_at.get((found[0], found[1]), "")]
        for row in results.iter_rows(**bounds)
        for found in (_cell(cell, wanted["text"]) for cell in row)
        if found is not None
    ]
    seen = {(cell[0], cell[1]) for cell in cells}
    for (row, column), text in formula_at.items():
        if (row, column) not in seen:
            cells.append([row, column, "formula", "", text])
    return {"cells": cells, **shape}


def _shape(sheet: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """What openpyxl does not say of a sheet that it only reads."""
    from openpyxl.xml.functions import iterparse

    found: dict[str, Any] = {"hidden_rows": [], "hidden_columns": [], "merged": [], "far": ""}
    found["beyond"] = False
    at_row = 0
    with sheet._get_source() as source:
        for event, element in iterparse(source, events=("start", "end")):
            tag = element.tag.removeprefix(MAIN)
            if event == "start":
                if tag == "row":
                    at_row = int(element.get("r", at_row + 1))
                    _note_row(found, element, at_row)
                continue
            if tag == "c":
                place = element.get("r", "")
                if place and len(element):
                    _note_far(found, place, wanted)
            elif tag == "col" and element.get("hidden") in TRUE:
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                found["hidden_columns"] += range(first, min(last, wanted["columns"]) + 1)
            elif tag == "mergeCell" and len(found["merged"]) < MOST_NAMED:
                found["merged"].append(element.get("ref", ""))
            if tag in ("c", "row"):
                element.clear()
    return found


def _note_far(found: dict[str, Any], place: str, wanted: dict[str, Any]) -> None:
    """A cell beyond what is read; `beyond`: below it, in a column that is read."""
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    letters, row = coordinate_from_string(place)
    column = column_index_from_string(letters)
    if row > wanted["rows"] or column > wanted["columns"]:
        found["far"] = found["far"] or place
        found["beyond"] = found["beyond"] or column <= wanted["columns"]


def _note_row(found: dict[str, Any], element: Any, row: int) -> None:
    flat = element.get("ht") == "0" and element.get("customHeight") in TRUE
    if (element.get("hidden") in TRUE or flat) and len(found["hidden_rows"]) < MOST_NAMED:
        found["hidden_rows"].append(row)


def _cell(cell: Any, most_text: int) -> list[Any] | None:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        return [cell.row, cell.column, "error", str(value)]
    if isinstance(value, bool):
        return [cell.row, cell.column, "bool", value]
    if isinstance(value, datetime | date | time):
        return [cell.row, cell.column, "date", value.isoformat()]
    if isinstance(value, int | float):
        return [cell.row, cell.column, "number", repr(value)]
    return [cell.row, cell.column, "text", str(value)[:most_text]]


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
