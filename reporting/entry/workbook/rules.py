"""The form of one report as a book of sheets to be filled offline: what stands where, no layout.

A book is in one language; the same form can be had in the other one.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

InputKind = Literal["number", "text", "long", "date", "choice"]
LineKind = Literal["heading", "body", "group", "total", "entry", "text"]
Content = Decimal | datetime.date | str | None  # a number may be the text "n/a"
NOT_AVAILABLE = "n/a"


@dataclass(frozen=True)
class WorkbookInput:
    """A cell to be filled. `name` is that of the report page's input; `title` is for messages."""

    name: str
    kind: InputKind
    title: str
    value: Content = None
    places: int = 0
    choices: tuple[str, ...] = ()

    @property
    def stands(self) -> str:
        """The contents as one text that does not depend on language or format."""
        return stands(self.value)


@dataclass(frozen=True)
class WorkbookSum:
    """A total for the eye: of the inputs with these names."""

    of: tuple[str, ...]


@dataclass(frozen=True)
class EarlierNumber:
    """A number of another period, to be looked at."""

    value: Decimal | str | None


LineCell = WorkbookInput | WorkbookSum | EarlierNumber | str | None


@dataclass(frozen=True)
class WorkbookColumn:
    """`key` says it to the machine: the columns of a table are found again by it."""

    key: str
    title: str
    unit: str = ""
    look: Literal["stub", "number", "text", "date", "beside"] = "number"


@dataclass(frozen=True)
class WorkbookRow:
    key: str
    kind: LineKind
    cells: tuple[LineCell, ...]


@dataclass(frozen=True)
class WorkbookTable:
    """One table. `nothing`: the answer to "nothing to report?", and its reason."""

    code: str
    title: str
    columns: tuple[WorkbookColumn, ...]
    lines: tuple[WorkbookRow, ...]
    nothing: tuple[WorkbookInput, WorkbookInput] | None = None

    @property
    def is_text(self) -> bool:
        return not self.columns

    def inputs(self) -> Iterator[WorkbookInput]:
        for line in self.lines:
            yield from (cell for cell in line.cells if isinstance(cell, WorkbookInput))
        yield from self.nothing or ()


@dataclass(frozen=True)
class BookSheet:
    """One section of the form."""

    code: str
    title: str
    blocks: tuple[WorkbookTable, ...]


@dataclass(frozen=True)
class Book:
    """`editable`: else it is a copy to be read, with every cell locked. `choices`: what is chosen,
    and the word for it in the book's language. `evidence`: names of files that are attached in the
    portal: they are not in the book."""

    unit: str
    form: str
    period: str
    state: str
    editable: bool
    language: str
    choices: Mapping[str, str]
    sheets: tuple[BookSheet, ...]
    evidence: tuple[str, ...] = ()


def stands(value: Content) -> str:
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return str(int(value)) if whole else f"{value:f}".rstrip("0")
    return value.isoformat() if isinstance(value, datetime.date) else value or ""
