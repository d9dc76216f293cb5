"""The cells of some sheets of a workbook that was inspected, read by a child under limits."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from strategies.workbooks.inspection import BadWorkbook, inspect

CHILD = Path(__file__).with_name("child.py")
SECONDS = 20
Kind = Literal["text", "number", "bool", "date", "error", "formula"]


@dataclass(frozen=True)
class ReadCell:
    """`formula` is a formula without a stored result; a number is text as Python writes it."""

    row: int
    column: int
    kind: Kind
    value: str | bool


@dataclass(frozen=True)
class ReadSheet:
    cells: tuple[ReadCell, ...]
    beyond: bool  # more rows than are read


def read_workbook(content: bytes, sheets: list[str]) -> dict[str, ReadSheet]:
    """Those of `sheets` that there are. Raises `BadWorkbook`; about half a second."""
    inspect(content)
    try:
        done = subprocess.run(  # noqa: S603  (our own program, no shell)
            [sys.executable, "-I", str(CHILD), *sheets],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        found = json.loads(done.stdout)["sheets"]
    except (subprocess.SubprocessError, ValueError, KeyError) as error:
        raise BadWorkbook(
            _("The workbook could not be read. Copy your text into a new template.")
        ) from error
    return {
        name: ReadSheet(tuple(ReadCell(*cell) for cell in sheet["cells"]), bool(sheet["beyond"]))
        for name, sheet in found.items()
    }
