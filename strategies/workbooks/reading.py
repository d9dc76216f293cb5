"""The cells of some sheets of a workbook that was inspected, read by a child under limits."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _

from strategies.workbooks.inspection import BadWorkbook, inspect

CHILD = Path(__file__).with_name("child.py")
SECONDS = 20
Kind = Literal["text", "number", "bool", "date", "error", "formula"]


@dataclass(frozen=True)
class Bounds:
    """How much of a sheet is read."""

    rows: int = 2000
    columns: int = 20
    text: int = 4000


@dataclass(frozen=True)
class ReadCell:
    """A number is text as Python writes it. `formula`: what computes the value; of the kind
    `formula` it has no stored result."""

    row: int
    column: int
    kind: Kind
    value: str | bool
    formula: str = ""


@dataclass(frozen=True)
class ReadSheet:
    """`far`: the first cell with contents beyond the bounds, or ""; `beyond`: there are more rows
    than are read."""

    cells: tuple[ReadCell, ...]
    beyond: bool = False
    far: str = ""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[str, ...] = ()


def read_workbook(
    content: bytes, sheets: list[str] | None, bounds: Bounds | None = None
) -> dict[str, ReadSheet]:
    """Those of `sheets` (None: all) that there are. Raises `BadWorkbook`; half a second."""
    inspect(content)
    wanted = {"sheets": sheets, **asdict(bounds or Bounds())}
    done = run_child([str(CHILD), json.dumps(wanted)], content)
    try:
        found = json.loads(done)["sheets"]
    except (ValueError, KeyError) as error:
        raise cannot_be_read() from error
    return {name: _sheet(one) for name, one in found.items()}


def _sheet(found: dict[str, Any]) -> ReadSheet:
    return ReadSheet(
        cells=tuple(ReadCell(*cell) for cell in found["cells"]),
        beyond=found["beyond"],
        far=found["far"],
        hidden_rows=frozenset(found["hidden_rows"]),
        hidden_columns=frozenset(found["hidden_columns"]),
        merged=tuple(found["merged"]),
    )


def run_child(program: list[str], content: bytes) -> bytes:
    """What a program of ours writes, given the workbook; raises `BadWorkbook` when it fails."""
    try:
        done = subprocess.run(  # noqa: S603  (our own program, no shell)
            [sys.executable, "-I", *program],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise cannot_be_read() from error
    return done.stdout


def cannot_be_read() -> BadWorkbook:
    return BadWorkbook(_("The workbook could not be read. Copy your text into a new template."))
