"""The cells of some sheets of a workbook, read by a child under limits; and the workbook back with
its wrong cells marked."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, Any, BinaryIO, Literal

from django.utils.translation import gettext as _

from reporting.core.workbooks.inspection import BUSY, MOST_BYTES, TOO_LARGE, UNREADABLE, BadWorkbook

CHILD = Path(__file__).with_name("reading_child.py")
SECONDS = 60  # on the clock; of the processor it gets 20 (see `limits`)
Kind = Literal["text", "number", "bool", "date", "error", "formula", "odd", "blank"]
MARKING_CHILD = Path(__file__).with_name("marking_child.py")
Marks = Mapping[str, Mapping[str, str]]  # sheet -> cell -> note


@dataclass(frozen=True)
class Bounds:
    """How much of a sheet is read."""

    rows: int = 2000
    columns: int = 20
    text: int = 4000


@dataclass(frozen=True)
class ReadCell:
    """A number is text as Python writes it. `formula`: what computes the value; of the kind
    `formula` it has no stored result. `note`: what is odd about it, as `SheetCell` has it; of a
    number in a column of dates, the date that it stands for."""

    row: int
    column: int
    kind: Kind
    value: str | bool
    formula: str = ""
    note: str = ""


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


@dataclass(frozen=True)
class CellError:
    """Why nothing of a filled workbook is taken, where it stands, and what to do."""

    sheet: str
    cell: str
    reason: str
    remedy: str


def read_workbook(
    content: bytes, sheets: list[str] | None, bounds: Bounds | None = None
) -> dict[str, ReadSheet]:
    """Those of `sheets` (None: all) that there are. Raises `BadWorkbook`; half a second."""
    wanted = {"sheets": sheets, **asdict(bounds or Bounds())}
    if len(content) > MOST_BYTES:
        raise BadWorkbook(_(TOO_LARGE))
    with TemporaryFile() as stream:
        stream.write(content)
        found = child_answer(CHILD, [json.dumps(wanted)], stream)
    return {name: _sheet(sheet) for name, sheet in found["sheets"].items()}


def _sheet(found: dict[str, Any]) -> ReadSheet:
    return ReadSheet(
        cells=tuple(ReadCell(*cell) for cell in found["cells"]),
        beyond=found["beyond"],
        far=found["far"],
        hidden_rows=frozenset(found["hidden_rows"]),
        hidden_columns=frozenset(found["hidden_columns"]),
        merged=tuple(found["merged"]),
    )


def child_answer(
    program: Path,
    arguments: Sequence[str],
    workbook: BinaryIO | IO[bytes],
    keep: Sequence[int] = (),
) -> dict[str, Any]:
    """What a program of ours says of an open workbook, as JSON; raises `BadWorkbook`."""
    done = run_child([str(program), *arguments], workbook, keep=keep)
    try:
        found: dict[str, Any] = json.loads(done)
    except ValueError as error:
        raise cannot_be_read() from error
    if "refused" in found:
        raise BadWorkbook(_(found["refused"]))
    return found


def run_child(
    program: Sequence[str],
    workbook: BinaryIO | IO[bytes],
    *,
    into: BinaryIO | None = None,
    keep: Sequence[int] = (),
) -> bytes:
    """What a program of ours writes, given the workbook; raises `BadWorkbook` when it fails.

    `into`: a file that it is written to, past this process. `keep`: what the program holds open
    with us, so that a lock lasts for as long as it runs, should this process die before it.
    """
    workbook.seek(0)
    try:
        done = subprocess.run(  # noqa: S603  (our own program, no shell)
            [sys.executable, "-I", *program],
            stdin=workbook,
            stdout=subprocess.PIPE if into is None else into,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
            pass_fds=keep,
        )
    except subprocess.TimeoutExpired as error:
        raise BadWorkbook(_(BUSY), "busy") from error
    except subprocess.SubprocessError as error:
        raise cannot_be_read() from error
    return done.stdout or b""


def cannot_be_read() -> BadWorkbook:
    return BadWorkbook(_(UNREADABLE))


def mark_workbook(
    workbook: BinaryIO | IO[bytes], marks: Marks, into: BinaryIO, keep: Sequence[int] = ()
) -> None:
    """Of a workbook that was read. Raises `BadWorkbook`; about a second."""
    with NamedTemporaryFile("w", suffix=".json") as notes:
        json.dump(marks, notes)
        notes.flush()
        run_child([str(MARKING_CHILD), notes.name], workbook, into=into, keep=keep)
