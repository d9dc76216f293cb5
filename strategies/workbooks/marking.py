"""The workbook that somebody sent, back with the wrong cells marked."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from strategies.workbooks.reading import run_child

CHILD = Path(__file__).with_name("mark_child.py")
Marks = Mapping[str, Mapping[str, str]]  # sheet -> cell -> note


def mark_workbook(
    workbook: BinaryIO | IO[bytes], marks: Marks, into: BinaryIO, keep: Sequence[int] = ()
) -> None:
    """Of a workbook that was read. Raises `BadWorkbook`; about a second."""
    with NamedTemporaryFile("w", suffix=".json") as notes:
        json.dump(marks, notes)
        notes.flush()
        run_child([str(CHILD), notes.name], workbook, into=into, keep=keep)
