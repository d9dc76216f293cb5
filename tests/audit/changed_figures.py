"""What a consolidation would look up, and compare, if some reporters had given other numbers.

As the consolidation adds up (`consolidation_sql.py`): a changed cell changes every total that it
counts towards, for its unit, for its kind of unit and for the nation, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal

from provinces.models import BELOW
from reporting.checks.rules.model import ReportedRow
from reporting.consolidation.queries.figures import FigureBook, StoredFigure
from reporting.consolidation.rules.checks.record_sources import RecordedCell
from reporting.kernel.expressions import Lookup, evaluate, parse
from reporting.kernel.periods import Period
from reporting.kernel.tables import TableSpec, cell_code, cell_name
from reporting.models import Consolidation
from strategies.models import CellRollup
from tests.audit.reported import Change, Reported

UnitCell = tuple[str, str, int]  # cell, unit, key of the period


class ChangedFigures:
    """Made once for a consolidation; then it answers for any changes, in memory."""

    def __init__(self, consolidation: Consolidation, tables: Mapping[str, TableSpec]) -> None:
        self.book = FigureBook(consolidation)
        self.book.read_ahead()
        self.tables = tables
        self.totals: dict[str, list[str]] = defaultdict(list)
        rollups = CellRollup.objects.values_list("leaf__code", "target__code")
        for leaf, target in rollups:
            self.totals[leaf].append(target)
        self.leaves: dict[str, set[str]] = defaultdict(set)
        for leaf, target in rollups:
            self.leaves[target].add(leaf)

    def lookup(
        self, reported: Reported, rows: Sequence[ReportedRow], changes: Iterable[Change]
    ) -> Lookup:
        return self.book_with(reported, rows, changes).look_up

    def book_with(
        self, reported: Reported, rows: Sequence[ReportedRow], changes: Iterable[Change]
    ) -> FigureBook:
        """`rows`: those of `reported` with the changes in them."""
        book = copy(self.book)
        book.rows = dict(self.book.rows)
        book.by_cell = defaultdict(list, self.book.by_cell)
        by_key, by_code = ({**values} for values in self.book._entry_values)
        book.__dict__["_entry_values"] = (by_key, by_code)
        book.__dict__["entry_values"], book.__dict__["coded_values"] = by_key, by_code
        moved: dict[UnitCell, Decimal] = defaultdict(Decimal)
        for change in changes:
            row = reported.rows[change.at.row]
            leaf = cell_code(row.table, row.option, change.at.element)
            if row.entry is not None:
                self._entry(book, leaf, row, change)
            for target in self.totals.get(leaf, ()):
                self._collect(moved, target, row, change, rows)
        for (cell, unit, key), difference in moved.items():
            self._move(book, cell, unit, key, difference)
        return book

    def recorded(self, cells: Sequence[RecordedCell], lookup: Lookup) -> list[RecordedCell]:
        """The comparisons with the source of record, with what is looked up now."""
        return [
            replace(
                cell,
                number=_asked(cell.cell, lookup) or Decimal(0),
                compared=tuple(
                    replace(
                        source,
                        number=_asked(f"{cell.cell}@{source.scope}", lookup) or Decimal(0),
                    )
                    for source in cell.compared
                ),
            )
            for cell in cells
        ]

    def _collect(
        self,
        moved: dict[UnitCell, Decimal],
        target: str,
        row: ReportedRow,
        change: Change,
        rows: Sequence[ReportedRow],
    ) -> None:
        """By how much the unit's figure moves. Of a cell of which the newest or the largest counts,
        it is found again in the changed rows."""
        name = cell_name(target)
        table = self.tables[row.table]
        element = table.element(name.element or "")
        difference = (change.number or Decimal(0)) - (change.before or Decimal(0))
        key, own = self.book.period.key, Period.parse(row.period).key
        how = element.aggregation if element else "sum"
        if table.layout == "months" and own != key:
            moved[target, row.unit, own] += difference
        if how == "sum":
            moved[target, row.unit, key] += difference
        elif how != "none":
            stands = self.book.get(target, unit=row.unit)
            number = self._again(target, row, rows, how)
            moved[target, row.unit, key] = number - (stands.value if stands else Decimal(0))

    def _again(
        self, target: str, row: ReportedRow, rows: Sequence[ReportedRow], how: str
    ) -> Decimal:
        by_period: dict[Period, Decimal] = defaultdict(Decimal)
        for one in rows:
            if (one.table, one.unit) != (row.table, row.unit):
                continue
            for code, number in one.values.items():
                if cell_code(one.table, one.option, code) in self.leaves[target]:
                    by_period[Period.parse(one.period)] += number
        if not by_period:
            return Decimal(0)
        if how == "max":
            return max(by_period.values())
        return by_period[max(by_period, key=lambda period: period.months[-1])]

    def _move(self, book: FigureBook, cell: str, unit: str, key: int, difference: Decimal) -> None:
        kind = book._kinds.get(unit, "")
        in_nation = self._in_nation(book, cell, unit, kind, key)
        of_kind = any(
            book._kinds.get(row.unit, "") == kind
            and self._in_nation(book, cell, row.unit, kind, key)
            for row in book.by_cell.get((cell, key), ())
        )
        self._add(book, cell, unit, "", key, difference)
        if in_nation:
            self._add(book, cell, "", "", key, difference)
        if in_nation or not of_kind:
            self._add(book, cell, "", kind, key, difference)

    def _in_nation(self, book: FigureBook, cell: str, unit: str, kind: str, key: int) -> bool:
        beside = (key // 100, cell_name(cell).table, unit) in book.beside
        return not beside and kind not in BELOW

    def _add(
        self, book: FigureBook, cell: str, unit: str, kind: str, key: int, difference: Decimal
    ) -> None:
        stands = book.rows.get((cell, unit, kind, key))
        old = stands or StoredFigure(cell, unit, kind, key, Decimal(0), 1, 1)
        new = replace(old, value=old.value + difference)
        book.rows[cell, unit, kind, key] = new
        if unit:
            others = [row for row in book.by_cell.get((cell, key), ()) if row.unit != unit]
            book.by_cell[cell, key] = [*others, new]

    def _entry(self, book: FigureBook, cell: str, row: ReportedRow, change: Change) -> None:
        """A row of an open table, by its key and by what it says of a code list."""
        entry, period = row.entry or "", Period.parse(row.period)
        at = book.period.in_year(period.year).key
        code = book.codes.code(row.table, entry, row.label)
        places = [(book.entry_values, entry)]
        if code and code != entry:
            places.append((book.coded_values, code))
        for values, name in places:
            found = list(values.get((cell, name, at), ()))
            stands = (row.unit, row.unit_kind, change.before)
            if change.before is not None and stands in found:
                found.remove((row.unit, row.unit_kind, change.before))
            if change.number is not None:
                found.append((row.unit, row.unit_kind, change.number))
            values[cell, name, at] = found


def _asked(cell: str, lookup: Lookup) -> Decimal | None:
    return evaluate(parse(cell), lookup)
