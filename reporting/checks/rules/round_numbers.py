"""A table of which nearly all numbers are round: guessed, not counted. What is usual is learned
from the unit's other tables and from the table's other reports: who always gives round numbers, or
of what everybody does, is not asked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.checks.rules.surprise import odds
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

KIND = "round_numbers"
ROUND = _(
    "%(unit)s, %(table)s: %(round)s of %(count)s numbers end in noughts, %(noughts)s noughts "
    "together. Were they estimated? By chance about one table in %(odds)s is so round."
)
LEAST = 10  # smaller numbers have no noughts to end in
FEWEST = 2
FEWEST_TABLES = 20  # from fewer nothing is learned of what is usual
BY_CHANCE = (
    0.12  # every tenth digit is a nought, of small numbers a few more (10 is oftener than 19)
)
MOST_OF = 0.5  # of a table's numbers: one round number beside many others is no table of guesses
LEANING = 30.0  # so many digits weigh as much as what a unit or a table shows itself


@dataclass
class _Sheet:
    row: ReportedRow
    cells: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


@dataclass
class _Habit:
    """How many digits could have been a nought, and were."""

    noughts: int = 0
    digits: int = 0

    def without(self, other: "_Habit") -> float:
        noughts, digits = self.noughts - other.noughts, self.digits - other.digits
        return max((noughts + BY_CHANCE * LEANING) / (digits + LEANING), BY_CHANCE)

    def add(self, other: "_Habit") -> None:
        self.noughts += other.noughts
        self.digits += other.digits


def check_round(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]
) -> Iterator[FoundDiscrepancy]:
    sheets = _sheets(tables, rows)
    if len(sheets) < FEWEST_TABLES:
        return
    own = [_habit(sheet.numbers) for sheet in sheets]
    units: dict[str, _Habit] = defaultdict(_Habit)
    by_table: dict[str, _Habit] = defaultdict(_Habit)
    for sheet, habit in zip(sheets, own, strict=True):
        units[sheet.row.unit].add(habit)
        by_table[sheet.row.table].add(habit)
    limits = {name: float(number) for name, number in KINDS[KIND].thresholds.items()}
    limit = min(limits["expected"] / max(len(sheets), 1), limits["chance"])
    for sheet, habit in zip(sheets, own, strict=True):
        usual = max(units[sheet.row.unit].without(habit), by_table[sheet.row.table].without(habit))
        if sum(map(bool, map(noughts, sheet.numbers))) < max(MOST_OF * len(sheet.numbers), FEWEST):
            continue
        chance = as_round_by_chance(sheet.numbers, usual)
        if chance < limit:
            yield _found(tables[sheet.row.table], sheet, habit, chance)


def noughts(number: int) -> int:
    """At its end; at most one fewer than it has digits."""
    text = str(number)
    return len(text) - len(text.rstrip("0"))


def as_round_by_chance(numbers: Sequence[int], usual: float) -> float:
    """That so many numbers end in so many noughts together, or more, where a digit is one with the
    chance `usual`."""
    wanted = sum(map(noughts, numbers))
    chances = [1.0]  # of 0, 1, 2 ... noughts together
    for number in numbers:
        most = len(str(number)) - 1
        own = [usual**count * (1 - usual) for count in range(most)] + [usual**most]
        longer = [0.0] * (len(chances) + most)
        for before, chance in enumerate(chances):
            for count, other in enumerate(own):
                longer[before + count] += chance * other
        chances = longer
    return sum(chances[wanted:])


def _sheets(tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]) -> list[_Sheet]:
    found: dict[tuple[str, str, str], _Sheet] = {}
    for row in rows:
        if row.table not in tables:
            continue
        sheet = found.setdefault((row.table, row.unit, row.period), _Sheet(row))
        for element in tables[row.table].entered():
            number = row.values.get(element.code, Decimal(0))
            if number >= LEAST and number == int(number):
                sheet.numbers.append(int(number))
                sheet.cells.append(cell_code(row.table, row.option, element.code, row.entry))
    return [sheet for sheet in found.values() if len(sheet.numbers) >= FEWEST]


def _habit(numbers: Sequence[int]) -> _Habit:
    habit = _Habit()
    for number in numbers:
        ending = noughts(number)
        habit.noughts += ending
        habit.digits += min(ending + 1, len(str(number)) - 1)
    return habit


def _found(table: TableSpec, sheet: _Sheet, habit: _Habit, chance: float) -> FoundDiscrepancy:
    row = sheet.row
    named = [
        cell for cell, number in zip(sheet.cells, sheet.numbers, strict=True) if noughts(number)
    ]
    return FoundDiscrepancy(
        kind=KIND,
        severity=KINDS[KIND].severity,
        section=row.section,
        table=table.code,
        unit=row.unit,
        period=row.period,
        cells=tuple(f"{cell}@{row.unit}:{row.period}" for cell in named),
        template=ROUND,
        params={
            "unit": row.unit_name,
            "table": table.title,
            "round": len(named),
            "count": len(sheet.numbers),
            "noughts": habit.noughts,
            "odds": odds(chance),
        },
    )
