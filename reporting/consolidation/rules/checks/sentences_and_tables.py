"""A sentence against the tables beside it: the same thing counted in the same section, nearly the
same and not the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.sentence_parts import counts_of, pairs_of
from reporting.checks.rules.sentences import Contradiction
from reporting.checks.rules.slips import slip
from reporting.document.sentences.counted import CountedNumber, ParsedPassage, read_runs
from reporting.document.value import HeaderCell, Number, Row, Run, Table
from reporting.kernel.numbers import format_number

_ = str  # marks a template for translation

TABLE = _("%(number)s here, but the table “%(caption)s” in this section gives %(total)s.")
NEAR = KINDS["sentence"].thresholds["beside"]
LEAST = 10  # of smaller numbers that are nearly the same there are too many


@dataclass(frozen=True)
class ColumnNumbers:
    """What a table says of one thing. `total`: the last total of a column, the only number of a
    table of one row, or the last number of a row that is called so."""

    caption: str
    title: str
    total: Decimal
    numbers: frozenset[Decimal]


def check_beside(
    runs: tuple[Run, ...], text: str, columns: Sequence[ColumnNumbers]
) -> Iterator[Contradiction]:
    """`columns`: of the tables of the section."""
    if not columns:
        return
    reading = read_runs(runs, text)
    counts = [
        count for count in counts_of(reading, pairs_of(reading)) if not count.inside and count.noun
    ]
    said = {number.value for number in reading.numbers}
    for count in counts:
        found = next((column for column in columns if _contradicts(count, column, said)), None)
        if found is not None:
            yield _found(reading, count, found)


def _contradicts(count: CountedNumber, column: ColumnNumbers, said: set[Decimal]) -> bool:
    """A sentence that says the table's number as well says something else with this one."""
    if count.value == column.total or count.value in column.numbers or column.total in said:
        return False
    if count.value < LEAST or not _names(column.title, count.noun):
        return False
    near = abs(count.value - column.total) <= NEAR * column.total
    return near or bool(slip(count.value, column.total))


def _names(title: str, noun: str) -> bool:
    stem = re.sub(r"(?:ies|y|s)$", "", noun.lower()) if noun.isascii() else noun
    return stem in title.lower()


def _found(reading: ParsedPassage, count: CountedNumber, column: ColumnNumbers) -> Contradiction:
    total = format_number(column.total)
    return Contradiction(
        template=TABLE,
        params={"number": count.words, "caption": column.caption, "total": total},
        sentence=reading.sentence_of(count.sentence),
        shown=(count.shown, total),
    )


def columns_of(tables: Sequence[Table]) -> list[ColumnNumbers]:
    return [column for table in tables for column in (*_columns(table), *_facts(table))]


def _facts(table: Table) -> Iterator[ColumnNumbers]:
    """Of a table that has a row for each thing that it counts: the last number of “Cases”."""
    for row in table.rows:
        label = row.cells[0] if row.cells else None
        numbers = [Decimal(cell.value) for cell in row.cells if isinstance(cell, Number)]
        if row.kind == "body" and isinstance(label, str) and label.isalpha() and numbers:
            yield ColumnNumbers(table.caption, label, numbers[-1], frozenset(numbers))


def _columns(table: Table) -> Iterator[ColumnNumbers]:
    body = [row for row in table.rows if row.kind == "body"]
    last = [row for row in table.rows if row.kind == "total"][-1:]
    for at, title in enumerate(_titles(table.header, len(table.align))):
        totals = [_number(row, at) for row in (*last, *(body if len(body) == 1 else ()))]
        total = next((cell for cell in totals if cell is not None), None)
        if total is not None and title:
            numbers = {_number(row, at) for row in table.rows} - {None}
            yield ColumnNumbers(
                table.caption, title, total, frozenset(number for number in numbers if number)
            )


def _number(row: Row, at: int) -> Decimal | None:
    cell = row.cells[at] if at < len(row.cells) else None
    return Decimal(cell.value) if isinstance(cell, Number) else None


def _titles(header: Sequence[Sequence[HeaderCell]], width: int) -> list[str]:
    """Of each column the words above it, from the top, with what it counts."""
    titles: list[list[str]] = [[] for _at in range(width)]
    taken: dict[tuple[int, int], bool] = {}
    for line, cells in enumerate(header):
        at = 0
        for cell in cells:
            while taken.get((line, at)):
                at += 1
            for place in range(at, min(at + cell.colspan, width)):
                titles[place].append(f"{cell.text} {cell.unit}".strip())
                taken |= {(line + below, place): True for below in range(cell.rowspan)}
            at += cell.colspan
    return [" ".join(words) for words in titles]
