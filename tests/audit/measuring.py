"""What the checks say of each planted error, and what they say where nothing was planted."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from reporting.checks.rules.model import FoundDiscrepancy
from reporting.checks.rules.roots import roots_of
from reporting.consolidation.rules.checks.all_checks import CheckedPeriod, check_period
from reporting.kernel.expressions import ExpressionError, Reference, references
from tests.audit.reported import Change, Plant, Reported

if TYPE_CHECKING:
    from tests.audit.data import Data

Check = Callable[[CheckedPeriod], Sequence[FoundDiscrepancy]]
Planted = Callable[[Sequence[Plant]], CheckedPeriod]
FoundKey = tuple[str, tuple[str, ...]]

MOST_CELLS = 24  # a finding about more cells than this says where only roughly
TIMES = 3


@dataclass(frozen=True)
class Answer:
    """What was found of one error. `by`: the kinds of check that name it."""

    plant: Plant
    cells: tuple[str, ...]
    at_cell: bool
    at_table: bool
    rows: int
    by: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """`rows_together`: what there is to read when all errors stand in one period."""

    title: str
    untouched: Sequence[FoundDiscrepancy]
    false_alarms: Sequence[FoundDiscrepancy]
    alone: Sequence[Answer]
    together: Sequence[Answer]
    rows_together: int
    seconds: float
    control: int
    numbers: int
    is_announced: bool


def measured(data: "Data", plants: Sequence[Plant], *, alone: bool) -> Measured:
    """`alone`: each error by itself as well, not only all at once."""
    untouched = check_period(data.inputs)
    given = data.reported, plants
    together, rows = answers_together(*given, untouched, data.planted)
    off = answers(*given, (), data.planted, nothing)
    is_announced = data.is_announced
    return Measured(
        title=data.title,
        untouched=untouched,
        false_alarms=[found for found in untouched if is_announced and not is_announced(found)],
        alone=answers(*given, untouched, data.planted) if alone else together,
        together=together,
        rows_together=rows,
        seconds=seconds(data.inputs),
        control=sum(one.at_table for one in off),
        numbers=sum(len(row.values) for row in data.reported.rows),
        is_announced=is_announced is not None,
    )


def nothing(_inputs: CheckedPeriod) -> Sequence[FoundDiscrepancy]:
    """The control: checks that are off."""
    return ()


def rows_to_read(found: Sequence[FoundDiscrepancy], period: str) -> list[FoundDiscrepancy]:
    """What the list of discrepancies shows: roots, with their consequences folded under them."""
    roots = roots_of(found, period)
    return [one for one, root in zip(found, roots, strict=True) if root is None]


def key(found: FoundDiscrepancy) -> FoundKey:
    """By which two runs say the same; the numbers in it may differ."""
    return found.kind, found.cells


def answers(
    reported: Reported,
    plants: Sequence[Plant],
    untouched: Iterable[FoundDiscrepancy],
    planted: Planted,
    check: Check = check_period,
) -> list[Answer]:
    """Each error by itself."""
    known = {key(found) for found in untouched}
    made = []
    for plant in plants:
        new = [found for found in check(planted([plant])) if key(found) not in known]
        made.append(answer(reported, plant, new, len(rows_to_read(new, reported.year))))
    return made


def answers_together(
    reported: Reported,
    plants: Sequence[Plant],
    untouched: Iterable[FoundDiscrepancy],
    planted: Planted,
    check: Check = check_period,
) -> tuple[list[Answer], int]:
    """All at once: which of them are named, and how many rows there are to read."""
    known = {key(found) for found in untouched}
    found = check(planted(plants))
    new = [one for one in found if key(one) not in known]
    return [answer(reported, plant, new, 0) for plant in plants], len(
        rows_to_read(found, reported.year)
    )


def answer(reported: Reported, plant: Plant, new: Sequence[FoundDiscrepancy], rows: int) -> Answer:
    at_cell = [found for found in new if _names_cell(reported, plant, found)]
    at_table = [found for found in new if _names_table(reported, plant, found)]
    return Answer(
        plant=plant,
        cells=tuple(reported.name(change.at) for change in plant.told),
        at_cell=bool(at_cell),
        at_table=bool(at_cell or at_table),
        rows=rows,
        by=tuple(sorted({found.kind for found in (at_cell or at_table)})),
        numbers=tuple(_said(change) for change in plant.told),
    )


def _said(change: Change) -> str:
    before, number = (_number(one) for one in (change.before, change.number))
    return f"{before} > {number}"


def _number(number: Decimal | None) -> str:
    return "blank" if number is None else f"{number:f}"


def _references(found: FoundDiscrepancy) -> list[Reference]:
    try:
        return [reference for cell in found.cells for reference in references(cell)]
    except ExpressionError:
        return []


def _names_cell(reported: Reported, plant: Plant, found: FoundDiscrepancy) -> bool:
    """Of a reference without a period the one that is checked is meant."""
    if len(found.cells) > MOST_CELLS:
        return False
    named = {
        (str(reference.name), unit, reference.period)
        for reference in _references(found)
        for unit in reference.scope
    }
    for change in plant.told:
        row = reported.rows[change.at.row]
        cell = reported.name(change.at).partition("@")[0]
        if {(cell, row.unit, row.period), (cell, row.unit, None)} & named:
            return True
    return False


def _names_table(reported: Reported, plant: Plant, found: FoundDiscrepancy) -> bool:
    """The table of this unit, or the whole table and no other unit of it."""
    tables = {(found.table, found.unit)} if found.table else set()
    for reference in _references(found):
        for unit in reference.scope or ("",):
            tables.add((reference.name.table, "" if unit.islower() else unit))
    for change in plant.told:
        row = reported.rows[change.at.row]
        of_table = {unit for table, unit in tables if table == row.table}
        if row.unit in of_table or of_table == {""}:
            return True
    return False


def seconds(inputs: CheckedPeriod) -> float:
    """All checks of the period, the middle of some goes."""
    taken = []
    for _time in range(TIMES):
        started = time.perf_counter()
        check_period(inputs)
        taken.append(time.perf_counter() - started)
    return median(taken)


def without_print(inputs: CheckedPeriod) -> CheckedPeriod:
    return replace(inputs, claims=())
