"""Rows that repeat each other: another reporter's, or those of another period. What counts is how
improbable it is that two observations agree so, among all pairs that were compared; not how many
cells there are."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.kernel.coincidences import (
    CLOSENESS,
    GIVEN_ONE,
    NOTHING_KNOWN,
    OWN_PAST,
    Likeness,
    Spread,
    alone,
    likeness,
    width,
)
from reporting.kernel.periods import Period
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation
REPEATED = _(
    "%(unit)s repeats %(other)s in %(table)s: %(cells)s figures, none more than %(percent)s%% "
    "apart. One row was probably copied."
)
REPEATED_EXACTLY = _(
    "%(unit)s repeats %(other)s in %(table)s: all %(cells)s figures are the same. One row was "
    "probably copied."
)
REPEATED_BUT_ONE = _(
    "%(unit)s repeats %(other)s in %(table)s: %(cells)s figures are the same or nearly so, and one "
    "differs. One row was probably copied."
)
SAME_AS_BEFORE = _(
    "%(unit)s repeats itself in %(table)s: %(cells)s figures of %(period)s are those of "
    "%(other_period)s, or nearly so. One of the two was probably copied."
)
Cell = tuple[str | None, str]
Figures = dict[Cell, float]
# A number that one of five others would be near says nothing: pairs are not looked up by it.
TELLING = 0.2


@dataclass(frozen=True)
class RowsOfTable:
    """What one reporter gave in one table for one period; `row` the first of its rows."""

    row: ReportedRow
    figures: Figures = field(default_factory=dict)


Spreads = Mapping[Cell, Spread]
Group = tuple[str, Sequence[RowsOfTable]]  # of one table: all of them are compared


class Sheets:
    """The rows of a period by table and reporter: put together once, for all checks of copies."""

    def __init__(self, tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]) -> None:
        self.by_table = _sheets(tables, rows)
        self._spreads: dict[str, Spreads] = {}

    def spreads(self, table: str) -> Spreads:
        """What is usual in each cell of a table, among all reporters and periods."""
        if table not in self._spreads:
            self._spreads[table] = _spreads_of(self.by_table[table])
        return self._spreads[table]


def check_repeats(
    tables: Mapping[str, TableSpec],
    rows: Sequence[ReportedRow],
    above: Mapping[str, str] | None = None,
    sheets: Sheets | None = None,
) -> Iterator[FoundDiscrepancy]:
    """Another reporter's rows of the same table and period. `above`: code of a reporter -> of the
    one that it reports to, which may give the same numbers. `sheets`: of these rows, where they
    are put together already."""
    sheets = sheets or Sheets(tables, rows)
    groups = _groups(sheets.by_table, lambda given: given.row.period)
    above = above or {}
    limit = _limit("repeated_row", sum(len(group) * (len(group) - 1) // 2 for _, group in groups))
    for table, group in groups:
        spreads = sheets.spreads(table)
        for one, other in _candidates(group, spreads):
            units = one.row.unit, other.row.unit
            if above.get(units[0]) == units[1] or above.get(units[1]) == units[0]:
                continue
            found = _agreeing(one, other, spreads, GIVEN_ONE)
            if found and found[1].chance < limit:
                yield _repeated(tables[table], one, other, *found, "repeated_row")


def check_repeated_periods(
    tables: Mapping[str, TableSpec],
    rows: Sequence[ReportedRow],
    past: Sequence[ReportedRow] = (),
) -> Iterator[FoundDiscrepancy]:
    """A reporter's own rows of another period of the same length, in `rows` or in the `past`. Only
    what is counted anew in each period: a number of houses may stay as it is. Half of the alarms
    that are allowed are those of two periods that follow each other, where a copy is likeliest."""
    sheets = Sheets(tables, [*past, *rows])
    now = {(row.table, row.unit, row.period) for row in rows}
    groups = [
        (table, sorted(_flows(tables[table], group), key=lambda given: given.row.period))
        for table, group in _groups(sheets.by_table, _unit_and_length)
        if any((table, given.row.unit, given.row.period) in now for given in group)
    ]
    asked = [
        place
        for table, group in groups
        for place, given in enumerate(group)
        if (table, given.row.unit, given.row.period) in now
    ]
    following = sum(place > 0 for place in asked)
    apart = sum(max(place - 1, 0) for place in asked)
    for table, group in groups:
        order = {given.row.period: place for place, given in enumerate(group)}
        for one, other in _candidates(group, {}, OWN_PAST):
            if (table, one.row.unit, one.row.period) not in now:
                continue
            near = order[one.row.period] - order[other.row.period] == 1
            limit = _limit("repeated_period", 2 * (following if near else apart))
            found = _agreeing(one, other, {}, OWN_PAST, OWN_PAST)
            if found and found[1].chance < limit:
                yield _repeated(tables[table], one, other, *found, "repeated_period")


def _unit_and_length(given: RowsOfTable) -> str:
    return f"{given.row.unit} {Period.parse(given.row.period).kind}"


def _limit(kind: str, compared: int) -> float:
    """How improbable a pair must be, where so many are compared, and where few are."""
    thresholds = KINDS[kind].thresholds
    return min(float(thresholds["expected"]) / max(compared, 1), float(thresholds["chance"]))


def _sheets(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]
) -> dict[str, list[RowsOfTable]]:
    """By table; rows of open lists are left out: which of them would be compared is not known."""
    found: dict[tuple[str, str, str], RowsOfTable] = {}
    by_table: dict[str, list[RowsOfTable]] = defaultdict(list)
    for row in rows:
        if row.entry is not None or row.table not in tables:
            continue
        key = row.table, row.unit, row.period
        if key not in found:
            found[key] = RowsOfTable(row)
            by_table[row.table].append(found[key])
        for element, number in row.values.items():
            found[key].figures[row.option, element] = float(number)
    return by_table


def _spreads_of(sheets: Sequence[RowsOfTable]) -> Spreads:
    numbers: dict[Cell, list[float]] = defaultdict(list)
    for given in sheets:
        for cell, number in given.figures.items():
            numbers[cell].append(number)
    return {cell: Spread(found) for cell, found in numbers.items()}


def _groups(
    sheets: Mapping[str, Sequence[RowsOfTable]], key: Callable[[RowsOfTable], str]
) -> list[Group]:
    found: dict[tuple[str, str], list[RowsOfTable]] = defaultdict(list)
    for table, own in sheets.items():
        for given in own:
            if any(alone(number) < TELLING for number in given.figures.values()):
                found[table, key(given)].append(given)
    return [(table, group) for (table, _key), group in found.items() if len(group) > 1]


def _flows(table: TableSpec, group: Sequence[RowsOfTable]) -> list[RowsOfTable]:
    flows = {element.code for element in table.entered() if element.aggregation == "sum"}
    return [
        replace(given, figures={cell: n for cell, n in given.figures.items() if cell[1] in flows})
        for given in group
    ]


def _candidates(
    group: Sequence[RowsOfTable], spreads: Spreads, least: float = 0.0
) -> Iterator[tuple[RowsOfTable, RowsOfTable]]:
    """Pairs with a telling number in common, found by sorting each cell, not by trying all pairs.

    The later of a pair in the order of the rows comes first: it is taken to repeat the other.
    """
    columns: dict[Cell, list[tuple[float, int]]] = defaultdict(list)
    for at, given in enumerate(group):
        for cell, number in given.figures.items():
            if number > 0:
                columns[cell].append((number, at))
    pairs: set[tuple[int, int]] = set()
    for cell, column in columns.items():
        column.sort()
        spread = spreads.get(cell, NOTHING_KNOWN)
        for place, (number, at) in enumerate(column):
            last = bisect_right(column, (number / (1 - CLOSENESS), len(group)), place + 1)
            if last == place + 1 or max(least, spread.at(number)) * width(number) >= TELLING:
                continue
            pairs.update(
                (max(at, other), min(at, other)) for _number, other in column[place + 1 : last]
            )
    for later, earlier in sorted(pairs):
        yield group[later], group[earlier]


def _agreeing(
    one: RowsOfTable, other: RowsOfTable, spreads: Spreads, given: float, least: float = 0.0
) -> tuple[list[Cell], Likeness] | None:
    """The whole table, else those of its rows that agree: then the ways of choosing them count."""
    shared = [cell for cell in one.figures if cell in other.figures]
    whole = likeness(one.figures, other.figures, spreads, given=given, least=least)
    if whole:
        return _near(one, other, shared), whole
    by_row: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in shared:
        by_row[cell[0]].append(cell)
    alike = []
    for cells in by_row.values():
        own = {cell: one.figures[cell] for cell in cells}
        if likeness(own, other.figures, spreads, given=given, least=least):
            alike += cells
    rows = {cell: one.figures[cell] for cell in _near(one, other, alike)}
    found = likeness(rows, other.figures, spreads, given=given, least=least)
    if not found:
        return None
    left_out = len(alike) - len(rows)
    ways = 2 ** len(by_row) * (len(alike) + 1) ** left_out
    return list(rows), replace(found, chance=min(1.0, found.chance * ways), left_out=left_out)


def _near(one: RowsOfTable, other: RowsOfTable, cells: Sequence[Cell]) -> list[Cell]:
    return [
        cell
        for cell in cells
        if max(one.figures[cell], other.figures[cell]) > 0
        and abs(one.figures[cell] - other.figures[cell])
        <= CLOSENESS * max(one.figures[cell], other.figures[cell])
    ]


def _repeated(
    table: TableSpec,
    one: RowsOfTable,
    other: RowsOfTable,
    cells: Sequence[Cell],
    likeness: Likeness,
    kind: str,
) -> FoundDiscrepancy:
    row = one.row
    percent = Decimal(likeness.furthest * 100).quantize(Decimal("0.1"))
    template = REPEATED if percent else REPEATED_EXACTLY
    if kind == "repeated_period":
        template = SAME_AS_BEFORE
    elif likeness.left_out:
        template = REPEATED_BUT_ONE
    return FoundDiscrepancy(
        kind=kind,
        severity=KINDS[kind].severity,
        section=row.section,
        table=row.table,
        unit=row.unit,
        period=row.period,
        cells=tuple(
            f"{cell_code(table.code, option, element)}@{given.row.unit}:{given.row.period}"
            for given in (one, other)
            for option, element in cells
        ),
        template=template,
        params={
            "unit": row.unit_name,
            "other": other.row.unit_name,
            "table": table.title,
            "cells": len(cells),
            "percent": percent,
            "period": row.period,
            "other_period": other.row.period,
        },
    )
