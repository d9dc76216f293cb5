"""python child.py SHEET... < workbook > cells as JSON. Run on its own, under limits.

It knows nothing of the portal: what a hostile workbook could do here, it does to this process.
"""

import json
import resource
import sys
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any

MEMORY = 768 * 1024 * 1024
SECONDS = 20
MOST_ROWS = 2000
MOST_COLUMNS = 20
MOST_TEXT = 4000


def main(names: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from openpyxl import load_workbook

    content = sys.stdin.buffer.read()
    results = load_workbook(BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(BytesIO(content), read_only=True, data_only=False)
    sheets = {
        name: _sheet(results[name], formulas[name]) for name in names if name in results.sheetnames
    }
    json.dump({"names": results.sheetnames, "sheets": sheets}, sys.stdout)


def _sheet(results: Any, formulas: Any) -> dict[str, Any]:
    bounds = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    is_formula = {
        (cell.row, cell.column)
        for row in formulas.iter_rows(**bounds)
        for cell in row
        if cell.value is not None and cell.data_type == "f"
    }
    cells = [
        found
        for row in results.iter_rows(**bounds)
        for found in (_cell(cell, is_formula) for cell in row)
        if found is not None
    ]
    empty = {(cell[0], cell[1]) for cell in cells}
    cells += [[row, column, "formula", ""] for row, column in is_formula - empty]
    beyond = any(
        cell.value is not None
        for row in islice(results.iter_rows(min_row=MOST_ROWS + 1, max_col=1), 1)
        for cell in row
    )
    return {"cells": cells, "beyond": beyond}


def _cell(cell: Any, is_formula: set[tuple[int, int]]) -> list[Any] | None:
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
    return [cell.row, cell.column, "text", str(value)[:MOST_TEXT]]


if __name__ == "__main__":
    main(sys.argv[1:])
