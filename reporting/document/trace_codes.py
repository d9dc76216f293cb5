"""Short codes by which a printed table, or a figure in it, is found again in the portal.

    NSP-2020-1-T12          table 12 of edition 1 of the report of 2020
    NSP-2021-Q1-2-T3-R4-C2  the second column of the fourth row of table 3 of edition 2, as printed
    NSP-2020-D-T12          the same table of the draft that is being written

Rows and columns are counted from 1 in the body of the table: headings are not counted, headings of
groups and totals are, and the first column is the one that names the rows. What is published keeps
its numbers, so its codes stay; those of a draft move with it. `A` instead of the number stands in
older prints, from before a consolidation began an edition: it leads to the same table of
the edition that is read of the period.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from provinces.spelling import plain
from reporting.document.value import Document, Number, Table
from reporting.kernel.numbers import to_ascii
from reporting.kernel.periods import Period

DRAFT: Literal["D"] = "D"
WITHOUT_EDITION: Literal["A"] = "A"
_CODE = re.compile(
    r"NSP-(\d{4}(?:-(?:Q[1-4]|S[12]|T10))?)-([1-9]\d{0,3}|[DA])"
    r"(?:-T([1-9]\d{0,3})(?:-R([1-9]\d{0,4})-C([1-9]\d{0,3}))?)?"
)
_SEPARATORS = re.compile(r"[\s\u2010-\u2015_.]+")


@dataclass(frozen=True)
class TraceCode:
    """`edition` 0: no published one, and `letter` says which. `table` 0: the whole document; `row`
    and `column` 0: the whole table."""

    period: Period
    edition: int
    letter: str = ""
    table: int = 0
    row: int = 0
    column: int = 0

    @property
    def document(self) -> "TraceCode":
        return replace(self, table=0, row=0, column=0)

    @property
    def of_table(self) -> "TraceCode":
        return replace(self, row=0, column=0)

    def figure(self, row: int, column: int) -> "TraceCode":
        """At its place in the body, counted from 1."""
        return replace(self, row=row, column=column)

    def __str__(self) -> str:
        place = [f"T{self.table}"] if self.table else []
        place += [f"R{self.row}", f"C{self.column}"] if self.row else []
        return "-".join(["NSP", self.period.url, str(self.edition or self.letter), *place])


def document_code(period: Period, edition: int = 0) -> TraceCode:
    """`edition`: the number of what is published; 0: of the draft."""
    return TraceCode(period, edition, "" if edition else DRAFT)


def parse_code(text: str) -> TraceCode:
    """As it was read out or typed: small letters, spaces, other dashes and Khmer digits are the
    same. ValueError where it is no code."""
    match = _CODE.fullmatch(_tidy(text))
    if match is None:
        raise ValueError(f"not a code: {text!r}")
    period, edition, table, row, column = match.groups()
    letter = edition if edition in (DRAFT, WITHOUT_EDITION) else ""
    return TraceCode(
        Period.parse(period),
        0 if letter else int(edition),
        letter,
        int(table or 0),
        int(row or 0),
        int(column or 0),
    )


def _tidy(text: str) -> str:
    return re.sub(r"-+", "-", _SEPARATORS.sub("-", to_ascii(plain(text)))).strip("-").upper()


def is_code(text: str) -> bool:
    return _CODE.fullmatch(_tidy(text)) is not None


def table_at(document: Document, number: int) -> Table | None:
    """The table that is printed with this number."""
    return next((block for block in tables_of(document) if block.number == str(number)), None)


def tables_of(document: Document) -> list[Table]:
    return [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
    ]


def figures_in(table: Table) -> list[tuple[int, int, Number]]:
    """(row, column, figure) of each figure that can be traced, counted from 1 in the body."""
    return [
        (at, column, cell)
        for at, row in enumerate(table.rows, 1)
        for column, cell in enumerate(row.cells, 1)
        if isinstance(cell, Number) and cell.trace
    ]


def figure_code(table: Table, row: int, column: int) -> str:
    """ "" where the table has no code."""
    return f"{table.code}-R{row}-C{column}" if table.code else ""
