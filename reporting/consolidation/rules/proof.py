"""A figure worked out once more from the data values that stand behind it.

The consolidation is one SQL statement; this is the same in plain Python, a figure at a time, so
that each is proved by something that did not make it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CountedValue:
    """A data value where it counts: `unit` is the reporter (`own`), or the place above into whose
    figure it goes. `pk` is the number of the value, `last_month` of its report 1 to 12. `coded`:
    what the row says of a code list."""

    pk: int
    cell: str
    entry: str
    unit: str
    kind: str
    period_key: int
    revision: int
    own: bool
    last_month: int
    value: Decimal
    coded: str = ""

    @property
    def report(self) -> int:
        """What places below reported for one period counts as one report of the place above."""
        return self.revision if self.own else 0


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit gives: by the values that count, of all that it gave."""

    unit: str
    value: Decimal
    counted: tuple[CountedValue, ...]
    given: int


def of_units(
    values: Iterable[CountedValue], aggregation: str, outside: Collection[str] = ()
) -> list[UnitShare]:
    """Unit by unit in the order of the values; `outside`: kinds that never count by themselves."""
    by_unit: dict[str, list[CountedValue]] = defaultdict(list)
    for value in values:
        if value.kind not in outside:
            by_unit[value.unit].append(value)
    return [
        UnitShare(unit, total(counted), tuple(counted), len(given))
        for unit, given in by_unit.items()
        for counted in [over_time(given, aggregation)]
    ]


def over_time(values: Sequence[CountedValue], aggregation: str) -> list[CountedValue]:
    """The values of one unit that make its figure: all of them, or those of the report that gave
    the most or the last. Values of one report belong together: rows of a total are added up."""
    if aggregation not in ("max", "last") or not values:
        return list(values)
    reports: dict[tuple[int, int], list[CountedValue]] = defaultdict(list)
    for value in values:
        reports[value.period_key, value.report].append(value)
    if aggregation == "max":
        return max(reports.values(), key=total)
    return max(reports.values(), key=lambda report: report[0].last_month)


def total(values: Iterable[CountedValue]) -> Decimal:
    return sum((value.value for value in values), Decimal(0))


def in_scope(unit: str, kind: str, scope: Collection[str]) -> bool:
    """() is the nation; capitals name a unit, small letters a kind of unit."""
    return not scope or unit in scope or kind in scope
