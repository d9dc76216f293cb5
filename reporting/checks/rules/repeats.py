"""Two reporters whose rows of one table are the same, nearly digit for digit; and the same number
from one reporter in two tables: one activity may be counted twice."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.kernel.number_comparisons import (
    CLOSENESS,
    FEWEST_CELLS,
    SMALLEST_ALIKE,
    Likeness,
    too_alike,
)
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
Cell = tuple[str | None, str]
Figures = Mapping[Cell, Decimal]
TWICE = _(
    "%(unit)s gives %(number)s twice: in %(row)s (%(section)s) and in %(other_row)s "
    "(%(other_section)s). Was one activity counted twice?"
)
Place = tuple[ReportedRow, str]


def check_repeats(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]
) -> Iterator[FoundDiscrepancy]:
    """All rows of one reporter in one table and period are compared with another's at once."""
    groups: dict[tuple[str, str], dict[str, list[ReportedRow]]] = {}
    for row in rows:
        if row.entry is None and row.table in tables:
            by_unit = groups.setdefault((row.table, row.period), {})
            by_unit.setdefault(row.unit, []).append(row)
    for (table, _period), by_unit in groups.items():
        figures = {unit: _figures(own) for unit, own in by_unit.items()}
        for one, other in _candidates(figures):
            if likeness := too_alike(figures[one], figures[other]):
                cells = [cell for cell in figures[one] if cell in figures[other]]
                yield _repeated(tables[table], by_unit[one][0], by_unit[other][0], cells, likeness)


def _figures(rows: Sequence[ReportedRow]) -> Figures:
    return {
        (row.option, element): number
        for row in rows
        for element, number in row.values.items()
        if number >= SMALLEST_ALIKE * (1 - CLOSENESS)
    }


def _candidates(figures: Mapping[str, Figures]) -> Iterator[tuple[str, str]]:
    """Pairs with enough neighbouring cells, found by sorting each cell, not by trying all pairs.

    The later of a pair in the order of the rows is named first: it is taken to repeat the other.
    """
    columns: dict[Cell, list[tuple[Decimal, str]]] = {}
    for unit, own in figures.items():
        for cell, number in own.items():
            columns.setdefault(cell, []).append((number, unit))
    near: Counter[frozenset[str]] = Counter()
    for column in columns.values():
        column.sort()
        for at, (number, unit) in enumerate(column):
            last = bisect_right(column, (number / (1 - CLOSENESS), "\uffff"))
            near.update(frozenset((unit, other)) for _number, other in column[at + 1 : last])
    order = {unit: at for at, unit in enumerate(figures)}
    for pair, count in near.items():
        if count >= FEWEST_CELLS:
            first, second = sorted(pair, key=lambda unit: order[unit])
            yield second, first


def _repeated(
    table: TableSpec,
    row: ReportedRow,
    other: ReportedRow,
    cells: Sequence[Cell],
    likeness: Likeness,
) -> FoundDiscrepancy:
    percent = (likeness.furthest * 100).quantize(Decimal("0.1"))
    references = tuple(
        f"{cell_code(table.code, option, element)}@{unit.unit}:{unit.period}"
        for unit in (row, other)
        for option, element in cells
    )
    return FoundDiscrepancy(
        kind="repeated_row",
        severity=KINDS["repeated_row"].severity,
        section=row.section,
        table=row.table,
        unit=row.unit,
        period=row.period,
        cells=references,
        template=REPEATED if percent else REPEATED_EXACTLY,
        params={
            "unit": row.unit_name,
            "other": other.unit_name,
            "table": table.title,
            "cells": likeness.cells,
            "percent": percent,
        },
    )


def check_twice(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]
) -> Iterator[FoundDiscrepancy]:
    """Persons only, parts left out; the first place in each of two tables is named."""
    places: dict[tuple[str, str, Decimal], dict[str, Place]] = {}
    for row in rows:
        for element, number in _persons(tables.get(row.table), row):
            by_table = places.setdefault((row.unit, row.period, number), {})
            by_table.setdefault(row.table, (row, element))
    for (_unit, _period, number), by_table in places.items():
        first, *others = by_table.values()
        for other in others:
            yield _found(tables, first, other, number)


def _persons(table: TableSpec | None, row: ReportedRow) -> Iterator[tuple[str, Decimal]]:
    smallest = KINDS["counted_twice"].thresholds["smallest_figure"]
    for element in table.entered() if table else ():
        number = row.values.get(element.code, Decimal(0))
        if element.unit == "person" and not element.part_of and number >= smallest:
            yield element.code, number


def _found(
    tables: Mapping[str, TableSpec], first: Place, other: Place, number: Decimal
) -> FoundDiscrepancy:
    row, other_row = first[0], other[0]
    return FoundDiscrepancy(
        kind="counted_twice",
        severity=KINDS["counted_twice"].severity,
        section=row.section,
        table=row.table,
        unit=row.unit,
        period=row.period,
        cells=tuple(
            f"{cell_code(at.table, at.option, element, at.entry)}@{at.unit}:{at.period}"
            for at, element in (first, other)
        ),
        template=TWICE,
        params={
            "unit": row.unit_name,
            "number": number,
            "row": row.label or tables[row.table].title,
            "section": row.section,
            "other_row": other_row.label or tables[other_row.table].title,
            "other_section": other_row.section,
        },
    )
