"""Reported numbers as the audit changes them: cells of rows, and the errors put into them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import NamedTuple

from reporting.checks.rules.model import ReportedRow
from reporting.kernel.periods import Period
from reporting.kernel.tables import ElementSpec, TableSpec, cell_code

LEAST_CHANGE = Decimal(10)
LEAST_SHARE = Decimal("0.20")


class At(NamedTuple):
    """A cell: the place of its row, and its column."""

    row: int
    element: str


@dataclass(frozen=True)
class Change:
    """`number` None: the cell is left blank."""

    at: At
    before: Decimal | None
    number: Decimal | None

    @property
    def is_material(self) -> bool:
        """Whoever reads the number is misled: by at least 10, and by a fifth of the larger."""
        before, number = self.before or Decimal(0), self.number or Decimal(0)
        moved = abs(number - before)
        return moved >= max(LEAST_CHANGE, LEAST_SHARE * max(before, number))


@dataclass(frozen=True)
class Plant:
    """One error, in one cell or in several at once."""

    kind: str
    changes: tuple[Change, ...]

    @property
    def rows(self) -> frozenset[int]:
        return frozenset(change.at.row for change in self.changes)

    @property
    def told(self) -> tuple[Change, ...]:
        """Those that mislead: at one of them it is to be named."""
        return tuple(change for change in self.changes if change.is_material)


class Reported:
    """The rows of the period that is checked, and of the one before it."""

    def __init__(
        self,
        tables: Mapping[str, TableSpec],
        rows: Sequence[ReportedRow],
        before: Sequence[ReportedRow] = (),
    ) -> None:
        self.tables = tables
        self.rows = [row for row in rows if row.table in tables]
        self.before = [row for row in before if row.table in tables]

    @property
    def year(self) -> str:
        """That is checked."""
        return str(Period.parse(self.rows[0].period).year)

    def elements(self, row: int) -> tuple[ElementSpec, ...]:
        return self.tables[self.rows[row].table].entered()

    def number(self, at: At) -> Decimal | None:
        return self.rows[at.row].values.get(at.element)

    def change(self, at: At, number: Decimal | None) -> Change:
        return Change(at, self.number(at), number)

    def cells(self, by: Random) -> Iterator[At]:
        """Those with a number, in the order of chance."""
        found = [At(place, code) for place, row in enumerate(self.rows) for code in row.values]
        by.shuffle(found)
        yield from found

    def shuffled_rows(self, by: Random) -> Iterator[int]:
        found = [place for place, row in enumerate(self.rows) if row.values]
        by.shuffle(found)
        yield from found

    def name(self, at: At) -> str:
        row = self.rows[at.row]
        cell = cell_code(row.table, row.option, at.element, row.entry)
        return f"{cell}@{row.unit}:{row.period}"

    @cached_property
    def sheets(self) -> dict[tuple[str, str, str], list[int]]:
        """(table, unit, period) -> its rows, as they stand below each other."""
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            found[row.table, row.unit, row.period].append(place)
        return found

    def sheet(self, row: int) -> list[int]:
        one = self.rows[row]
        return self.sheets[one.table, one.unit, one.period]

    @cached_property
    def earlier(self) -> dict[tuple[str, str, str | None, str | None], list[ReportedRow]]:
        """The same row of the same unit in whatever period, the oldest first."""
        found: dict[tuple[str, str, str | None, str | None], list[ReportedRow]] = defaultdict(list)
        for row in (*self.before, *self.rows):
            found[row.table, row.unit, row.option, row.entry].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: Period.parse(row.period).months[0])
        return found

    def last(self, row: int) -> ReportedRow | None:
        """The same row in the period of the same length before it."""
        one = self.rows[row]
        period = Period.parse(one.period)
        known = self.earlier[one.table, one.unit, one.option, one.entry]
        wanted = period.previous.code
        return next((earlier for earlier in known if earlier.period == wanted), None)

    def with_plants(self, plants: Iterable[Plant]) -> list[ReportedRow]:
        """The rows as they would have been reported with these errors."""
        return self.with_changes(change for plant in plants for change in plant.changes)

    def with_changes(self, changes: Iterable[Change]) -> list[ReportedRow]:
        rows = list(self.rows)
        for change in changes:
            rows[change.at.row] = _changed(rows[change.at.row], change)
        return rows


def _changed(row: ReportedRow, change: Change) -> ReportedRow:
    code = change.at.element
    values = {key: value for key, value in row.values.items() if key != code}
    if change.number is not None:
        values[code] = change.number
    return replace(
        row,
        values=values,
        printed={key: text for key, text in row.printed.items() if key != code},
        not_available=row.not_available - {code},
    )
