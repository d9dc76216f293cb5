"""python marking_child.py MARKS < workbook > the workbook with cells marked. Under limits.

MARKS is a file of JSON: sheet -> cell -> note. Marks of an earlier time are taken away; what else
stands in the workbook stays.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from reporting.core.workbooks.limits import limited

LARGEST = 64 * 1024 * 1024
AUTHOR = "NSP Portal"
WRONG, PLAIN = "FFF4B6B6", "FFFFF8DC"
NOTE_WIDTH, NOTE_HEIGHT = 320, 120


def main(marks: dict[str, dict[str, str]]) -> None:
    from openpyxl import load_workbook
    from openpyxl.reader import excel

    vars(excel)["read_string_table"] = _strings
    book = load_workbook(sys.stdin.buffer)
    for sheet in book.worksheets:
        _unmark(sheet)
        for place, note in marks.get(sheet.title, {}).items():
            _mark(sheet[place], note)
    book.save(sys.stdout.buffer)


def _strings(source: Any) -> list[str]:
    """As they stand in the file, escapes too: openpyxl takes them away and does not put them
    back."""
    return list(_strings_of(source))


def _strings_of(source: Any) -> Iterator[str]:
    from openpyxl.cell.text import Text
    from openpyxl.xml.constants import SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    for _event, element in iterparse(source):
        if element.tag == f"{{{SHEET_MAIN_NS}}}si":
            found: Any = Text.from_tree(element)
            yield str(found.content)
            element.clear()


def _unmark(sheet: Any) -> None:
    from openpyxl.styles import PatternFill

    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill("solid", start_color=PLAIN)


def _mark(cell: Any, note: str) -> None:
    from openpyxl.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        return  # covered by merged cells: it has no looks of its own
    cell.fill = PatternFill("solid", start_color=WRONG)
    cell.comment = Comment(note, AUTHOR, height=NOTE_HEIGHT, width=NOTE_WIDTH)


if __name__ == "__main__":
    limited(largest_file=LARGEST)  # openpyxl writes sheets to /tmp
    main(json.loads(Path(sys.argv[1]).read_text()))
