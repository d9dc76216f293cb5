"""python reading_child.py WANTED < workbook > cells as JSON. Run on its own, under limits.

It knows nothing of the portal: what a hostile workbook could do here, it does to this process.
WANTED is JSON: `sheets` (names, or null for all), and how many `rows`, `columns` and letters of a
`text` are read at most.
"""

import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from reporting.core.workbooks.limits import answer, limited
from reporting.core.workbooks.sheets import Limits, Sheet, SheetTooLarge, WorkbookFile

MOST_LETTERS = 20_000_000  # one shared text may stand in a million cells


def read(stream: BinaryIO, wanted: dict[str, Any]) -> dict[str, Any]:
    book = WorkbookFile(stream)
    limits = Limits(wanted["rows"], wanted["columns"], wanted["text"])
    names = list(book.states) if wanted["sheets"] is None else wanted["sheets"]
    sheets, letters = {}, 0
    for name in names:
        if name in book.paths:
            sheet = book.sheet(name, limits)
            letters += sum(len(str(cell.value)) for cell in sheet.cells.values())
            if letters > MOST_LETTERS:
                raise SheetTooLarge
            sheets[name] = as_json(sheet)
    return {"sheets": sheets}


def as_json(sheet: Sheet) -> dict[str, Any]:
    return {"cells": [cell.as_list() for cell in sheet.cells.values()], **sheet.shape()}


if __name__ == "__main__":
    limited()
    answer(read, json.loads(sys.argv[1]))
