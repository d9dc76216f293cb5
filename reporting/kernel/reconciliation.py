"""A coarser report beside the accepted finer ones: what they add up to, and where it differs.

The finer ones are chosen by the cover: coarsest first, no month twice. What the months that are
not covered would add is not known; so is a cell that a finer report calls not available. There a
sum may be larger than what is known of it, never smaller.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.kernel.cover import Cover, cover_of_finer
from reporting.kernel.filed import CommonRow, Filed, common_rows
from reporting.kernel.periods import Period
from reporting.kernel.tables import Aggregation, CellKey, Element, TableSpec, Value


@dataclass(frozen=True)
class Finer:
    """The accepted finer reports that stand for `period`, oldest first."""

    period: Period
    cover: Cover
    reports: tuple[Filed, ...]

    @property
    def months(self) -> int:
        return len(self.cover.covered_months)

    @property
    def expected(self) -> int:
        return len(self.period.months)

    def fills(self, table: str) -> bool:
        return any(report.numbers(table) for report in self.reports)


def finer_within(period: Period, accepted: Mapping[Period, Filed]) -> Finer:
    chosen = cover_of_finer(period, accepted)
    return Finer(period, chosen, tuple(accepted[filed] for filed in chosen.chosen))


@dataclass(frozen=True)
class Computed:
    """What finer reports give for a cell. `is_whole`: nothing that could change it is unknown."""

    value: Value | None
    is_whole: bool

    @property
    def number(self) -> Decimal | None:
        return self.value.number if self.value else None


def combine(aggregation: Aggregation, given: Sequence[Value | None]) -> Value | None:
    """The values of one cell, oldest first, as the aggregation puts them together over time."""
    if aggregation == "none":
        return None
    numbers = [
        amount.number for amount in given if amount is not None and amount.number is not None
    ]
    if not numbers:
        return Value(None, not_available=True) if any(given) else None
    if aggregation == "last":
        return Value(numbers[-1])
    return Value(max(numbers) if aggregation == "max" else sum(numbers, Decimal(0)))


def compute(spec: TableSpec, row: CommonRow, element: Element, finer: Finer) -> Computed:
    return compute_from(element, row.values(spec, element, finer.reports), finer)


def compute_from(element: Element, given: Sequence[Value | None], finer: Finer) -> Computed:
    """`given`: the cell in each of the finer reports."""
    value = combine(element.aggregation, given)
    if element.aggregation == "last":
        return Computed(value, bool(given) and _is_last(finer, given[-1]))
    unknown = any(amount is not None and amount.not_available for amount in given)
    return Computed(value, finer.cover.complete and not unknown)


def _is_last(finer: Finer, value: Value | None) -> bool:
    """Whether the last month of the period was reported, with a number."""
    there = finer.period.months[-1] in finer.cover.covered_months
    return there and value is not None and value.number is not None


@dataclass(frozen=True)
class Difference:
    """`key` as the coarser report has it, or would have it; `row` tells what its row says."""

    table: str
    key: CellKey
    entered: Value | None
    computed: Computed
    row: CommonRow

    @property
    def is_left_out(self) -> bool:
        """The finer reports have a number here, the coarser one has none."""
        return self.entered is None


def differs(
    aggregation: Aggregation, entered: Value | None, computed: Computed, *, filled: bool
) -> bool:
    """`filled`: the finer reports gave the table numbers at all; a table that only the coarser
    report fills is nothing to reconcile."""
    if aggregation == "none":
        return False
    here, there = entered.number if entered else None, computed.number
    if there is None:
        return here is not None and computed.value is None and computed.is_whole and filled
    if here is None or here == there:
        return here is None
    if computed.is_whole:
        return True
    return aggregation != "last" and here < there


def differences(spec: TableSpec, own: Filed, finer: Finer) -> Iterator[Difference]:
    """Where the numbers of a coarser report are not those of its finer ones, in table order."""
    if not finer.reports:
        return
    filled = finer.fills(spec.code)
    if not filled:
        return
    taken = {row.key for row in own.rows.get(spec.code, ())}
    for row in common_rows(spec, (*finer.reports, own)):
        place = _entry(row, own.period, taken)
        for element in spec.entered():
            entered = row.value(spec, element, own)
            found = compute(spec, row, element, finer)
            if differs(element.aggregation, entered, found, filled=filled):
                key = CellKey(row.option, element.code, place)
                yield Difference(spec.code, key, entered, found, row)


def _entry(row: CommonRow, period: Period, taken: set[str]) -> str | None:
    """The row's key in this report; where it has none yet, one that is free."""
    if row.first is None:
        return None
    own = row.keys.get(period)
    return own or free_key(row.first.key, taken)


def free_key(key: str, taken: set[str]) -> str:
    """`key`, or with a number where another row has it; it is taken then."""
    found, number = key, 2
    while found in taken:
        found = f"{key[:36]}-{number}"
        number += 1
    taken.add(found)
    return found


def all_differences(
    specs: Iterable[TableSpec], own: Filed, finer: Finer
) -> dict[str, list[Difference]]:
    """By table; tables without any are left out."""
    found = {spec.code: list(differences(spec, own, finer)) for spec in specs if spec.elements}
    return {table: differing for table, differing in found.items() if differing}
