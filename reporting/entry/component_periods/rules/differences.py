"""What the shorter reports add up to in each cell of a longer one, where the longer one differs,
and what the checks then ask of the unit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.entry.component_periods.rules.comparison_words import (
    OF_PERIODS,
    ComparisonWords,
)
from reporting.entry.component_periods.rules.component_reports import (
    CommonRow,
    ReportData,
    common_rows,
)
from reporting.kernel.coverage import PeriodCoverage, coverage_by_components
from reporting.kernel.messages import Param
from reporting.kernel.periods import Period
from reporting.kernel.tables import Aggregation, CellKey, ElementSpec, TableSpec, Value


@dataclass(frozen=True)
class ComponentReports:
    """The accepted shorter reports that stand for `period`, oldest first."""

    period: Period
    cover: PeriodCoverage
    reports: tuple[ReportData, ...]

    @property
    def months(self) -> int:
        return len(self.cover.covered_months)

    @property
    def expected(self) -> int:
        return len(self.period.months)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing that would change a sum; else a sum is a lower bound."""
        return self.cover.complete

    @property
    def is_last_complete(self) -> bool:
        """Whether the last month, where it is covered, is so by everybody."""
        return True

    @property
    def places(self) -> tuple[int, int] | None:
        """Of those below: how many reported the whole period, and how many are asked."""
        return None

    @property
    def is_last_least(self) -> bool:
        """Whether the last number there is can only be raised by what is unknown: not where the
        last month is."""
        return False

    @property
    def is_part(self) -> bool:
        """Whether they are only a part of what the longer report says: it may say more, not less,
        and is not filled from them."""
        return False

    @property
    def fills_form(self) -> bool:
        """Whether a report begins with any of them."""
        return True

    def of_table(self, table: str) -> "Sequence[ComponentReports]":
        """With which of them the table is compared."""
        return (self,)

    def filling(self, table: str) -> "ComponentReports | None":
        """With which of them the table begins."""
        return self

    @property
    def words(self) -> ComparisonWords:
        return OF_PERIODS

    @property
    def params(self) -> dict[str, Param]:
        """How many of how many there are, for the templates."""
        return {"months": self.months, "expected": self.expected}

    def fills(self, table: str) -> bool:
        return any(report.numbers(table) for report in self.reports)


def components_within(period: Period, accepted: Mapping[Period, ReportData]) -> ComponentReports:
    chosen = coverage_by_components(period, accepted)
    return ComponentReports(
        period, chosen, tuple(accepted[report_data] for report_data in chosen.chosen)
    )


@dataclass(frozen=True)
class Computed:
    """What shorter reports give for a cell. `is_whole`: nothing that could change it is unknown;
    `is_least`: what is unknown could only raise it."""

    value: Value | None
    is_whole: bool
    is_least: bool = True

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


def compute(
    spec: TableSpec, row: CommonRow, element: ElementSpec, components: ComponentReports
) -> Computed:
    return compute_from(element, row.values(spec, element, components.reports), components)


def compute_from(
    element: ElementSpec, given: Sequence[Value | None], components: ComponentReports
) -> Computed:
    """`given`: the cell in each of the shorter reports."""
    value = combine(element.aggregation, given)
    if element.aggregation == "last":
        whole = bool(given) and _is_last(components, given[-1])
        return Computed(value, whole, is_least=components.is_last_least)
    unknown = any(amount is not None and amount.not_available for amount in given)
    return Computed(value, components.is_complete and not unknown)


def _is_last(components: ComponentReports, value: Value | None) -> bool:
    """Whether the last month of the period was reported, with a number."""
    there = components.period.months[-1] in components.cover.covered_months
    there = there and components.is_last_complete
    return there and value is not None and value.number is not None


@dataclass(frozen=True)
class ComponentDifference:
    """`key` as the longer report has it, or would have it; `row`: what its row says; `against`:
    what it differs from."""

    table: str
    key: CellKey
    entered: Value | None
    computed: Computed
    row: CommonRow
    against: ComponentReports

    @property
    def is_left_out(self) -> bool:
        """The shorter reports have a number here, the longer one has none."""
        return self.entered is None


def differs(
    aggregation: Aggregation, entered: Value | None, computed: Computed, *, filled: bool
) -> bool:
    """`filled`: the shorter reports gave the table numbers at all; a table that only the longer
    report fills has nothing to be compared with."""
    if aggregation == "none":
        return False
    own, there = entered.number if entered else None, computed.number
    if there is None:
        return own is not None and computed.value is None and computed.is_whole and filled
    if own is None or own == there:
        return own is None
    if computed.is_whole:
        return True
    return computed.is_least and own < there


def differences(
    spec: TableSpec, own: ReportData, components: ComponentReports
) -> Iterator[ComponentDifference]:
    """Where the numbers of a longer report are not those of its shorter ones, in table order."""
    for against in components.of_table(spec.code):
        if against.reports:
            yield from _differences(spec, own, against)


def _differences(
    spec: TableSpec, own: ReportData, components: ComponentReports
) -> Iterator[ComponentDifference]:
    filled = components.fills(spec.code)
    if not filled:
        return
    taken = {row.key for row in own.rows.get(spec.code, ())}
    for row in common_rows(spec, (*components.reports, own)):
        place = _entry(row, own.period, taken)
        for element in spec.entered():
            entered = row.value(spec, element, own)
            if components.is_part and (entered is None or entered.number is None):
                continue
            found = compute(spec, row, element, components)
            if differs(element.aggregation, entered, found, filled=filled):
                key = CellKey(row.option, element.code, place)
                yield ComponentDifference(spec.code, key, entered, found, row, components)


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
    specs: Iterable[TableSpec], own: ReportData, components: ComponentReports
) -> dict[str, list[ComponentDifference]]:
    """By table; tables without any are left out."""
    found = {spec.code: list(differences(spec, own, components)) for spec in specs if spec.elements}
    return {table: differing for table, differing in found.items() if differing}
