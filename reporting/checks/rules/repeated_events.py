"""Two rows of a list that are probably one event: two reporters gave it, or one gave it twice. What
counts is how improbable it is that their words, their day and their numbers agree so by chance,
among all pairs of rows that were compared."""

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.checks.rules.repeats import TELLING
from reporting.kernel.coincidences import (
    CLOSENESS,
    GIVEN_ONE,
    OWN_PAST,
    Spread,
    likeness,
    width,
)
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

KIND = "repeated_event"
ONE_EVENT = _(
    "%(unit)s, “%(row)s” (%(period)s), and %(other)s, “%(other_row)s” (%(other_period)s), in "
    "%(table)s: the words are alike and %(cells)s figures are the same or nearly so. They may be "
    "one event that is counted twice."
)
ALIKE = 0.6  # of the groups of three letters that either has, so many are in both
_CLOSE = Decimal(str(CLOSENESS))
DAYS = 30  # two events of a month fall on one day once in so many times
Spreads = Mapping[str, Spread]


@dataclass(frozen=True)
class RepeatedEvent:
    """`cells` figures agree; `chance`: that two rows agree so in words, day and numbers."""

    row: ReportedRow
    other: ReportedRow
    columns: tuple[str, ...]
    chance: float


def check_events(
    tables: Mapping[str, TableSpec],
    rows: Sequence[ReportedRow],
    above: Mapping[str, str] | None = None,
) -> Iterator[FoundDiscrepancy]:
    """Rows that reporters name themselves, of one table. `above`: code of a reporter -> of the one
    that it reports to, which may give the same event."""
    for found in repeated_events(tables, rows, above):
        row, other, table = found.row, found.other, tables[found.row.table]
        yield FoundDiscrepancy(
            kind=KIND,
            severity=KINDS[KIND].severity,
            section=row.section,
            table=row.table,
            unit=row.unit,
            period=row.period,
            cells=tuple(
                f"{cell_code(at.table, None, code, at.entry)}@{at.unit}:{at.period}"
                for at in (row, other)
                for code in found.columns
            ),
            template=ONE_EVENT,
            params={
                "unit": row.unit_name,
                "row": row.label,
                "period": row.period,
                "other": other.unit_name,
                "other_row": other.label,
                "other_period": other.period,
                "table": table.title,
                "cells": len(found.columns),
            },
        )


def repeated_events(
    tables: Mapping[str, TableSpec],
    rows: Sequence[ReportedRow],
    above: Mapping[str, str] | None = None,
) -> Iterator[RepeatedEvent]:
    lists: dict[str, list[ReportedRow]] = defaultdict(list)
    for row in rows:
        table = tables.get(row.table)
        named = row.entry is not None and row.label
        if named and table is not None and table.kind == "open" and not table.coded:
            lists[row.table].append(row)
    compared = sum(len(own) * (len(own) - 1) // 2 for own in lists.values())
    thresholds = {name: float(number) for name, number in KINDS[KIND].thresholds.items()}
    limit = min(thresholds["expected"] / max(compared, 1), thresholds["chance"])
    for own in lists.values():
        spreads = _spreads(own)
        for later, earlier in _candidates(own):
            one, other = own[later], own[earlier]
            if _is_above(one, other, above or {}):
                continue
            found = _agreement(one, other, own, spreads)
            if found is not None and found.chance < limit:
                yield found


def _is_above(one: ReportedRow, other: ReportedRow, above: Mapping[str, str]) -> bool:
    return above.get(one.unit) == other.unit or above.get(other.unit) == one.unit


def _spreads(rows: Sequence[ReportedRow]) -> Spreads:
    numbers: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for code, value in row.values.items():
            numbers[code].append(float(value))
    return {code: Spread(found) for code, found in numbers.items()}


def _candidates(rows: Sequence[ReportedRow]) -> list[tuple[int, int]]:
    """Pairs with a telling number in common, found by sorting each column."""
    columns: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for at, row in enumerate(rows):
        for code, value in row.values.items():
            if width(value) < TELLING:
                columns[code].append((float(value), at))
    pairs: set[tuple[int, int]] = set()
    for column in columns.values():
        column.sort()
        for place, (number, at) in enumerate(column):
            last = bisect_right(column, (number / (1 - CLOSENESS), len(rows)), place + 1)
            pairs.update(
                (max(at, other), min(at, other)) for _number, other in column[place + 1 : last]
            )
    return sorted(pairs)


def _agreement(
    one: ReportedRow, other: ReportedRow, rows: Sequence[ReportedRow], spreads: Spreads
) -> RepeatedEvent | None:
    if one.day and other.day and one.day != other.day:
        return None
    alike = words_alike(one.label, other.label)
    if alike < ALIKE:
        return None
    own = OWN_PAST if one.unit == other.unit else 0.0
    numbers = likeness(one.values, other.values, spreads, given=GIVEN_ONE, least=own)
    if numbers is None:
        return None
    same_day = 1 / DAYS if one.day and other.day else 1.0
    chance = numbers.chance * same_day * _by_words(one, other, alike, rows)
    columns = tuple(
        code
        for code, number in one.values.items()
        if number > 0 and abs(number - other.values.get(code, 0)) <= number * _CLOSE
    )
    return RepeatedEvent(one, other, columns, chance)


def _by_words(
    one: ReportedRow, other: ReportedRow, alike: float, rows: Sequence[ReportedRow]
) -> float:
    """How often another row of the list is called so: where half of them are “training”, the word
    says little."""
    others = [row for row in rows if row is not one and row is not other]
    same = sum(words_alike(one.label, row.label) >= alike for row in others)
    return (same + 1) / (len(others) + 1)


def words_alike(one: str, other: str) -> float:
    """0 to 1: of the groups of three letters that either text has, how many both have. Khmer
    writes no spaces between words, so letters are compared and not words."""
    first, second = _threes(one), _threes(other)
    either = len(first | second)
    return len(first & second) / either if either else 0.0


@lru_cache(maxsize=8192)
def _threes(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(
        sign for sign in plain if unicodedata.category(sign)[0] in "LMN" and sign != "\u200b"
    )
    starts = range(max(len(letters) - 2, 1)) if letters else ()
    return frozenset(letters[at : at + 3] for at in starts)
