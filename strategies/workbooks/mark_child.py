"""python mark_child.py < marks and workbook > the workbook with cells marked. Under limits.

The input is a line of JSON (sheet -> cell -> note) and then the workbook. Marks of an earlier time
are taken away; what else stands in the workbook stays.
"""

import json
import resource
import sys
from io import BytesIO
from typing import Any

MEMORY = 768 * 1024 * 1024
SECONDS = 20
LARGEST = 64 * 1024 * 1024
AUTHOR = "NSP Portal"
WRONG, PLAIN = "FFF4B6B6", "FFFFF8DC"
NOTE_WIDTH, NOTE_HEIGHT = 320, 120


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))  # openpyxl writes sheets to /tmp
    from openpyxl import load_workbook

    marks = json.loads(sys.stdin.buffer.readline())
    book = load_workbook(BytesIO(sys.stdin.buffer.read()))
    for sheet in book.worksheets:
        _unmark(sheet)
        for place, note in marks.get(sheet.title, {}).items():
            _mark(sheet[place], note)
    stream = BytesIO()
    book.save(stream)
    sys.stdout.buffer.write(stream.getvalue())


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
    main()
