"""How far one number stands from its peers, when a few of them may be wild themselves."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Generic, TypeVar

from reporting.kernel.checks.model import ReportedRow
from reporting.kernel.periods import Period

Item = TypeVar("Item")

MAD_TO_SIGMA = 0.6745
MEAN_TO_SIGMA = 0.7979


def robust_z(numbers: Sequence[float]) -> list[float]:
    """Distances from the median in robust standard deviations (Iglewicz and Hoaglin 1993).

    Where more than half are equal the mean absolute deviation stands in for the median's.
    """
    middle = median(numbers)
    away = [abs(number - middle) for number in numbers]
    if spread := median(away):
        return [MAD_TO_SIGMA * (number - middle) / spread for number in numbers]
    spread = fmean(away)
    return [MEAN_TO_SIGMA * (number - middle) / spread if spread else 0.0 for number in numbers]


def peer_groups(rows: Iterable[ReportedRow], fewest: int) -> Iterator[list[ReportedRow]]:
    """Reporters of one row and period, and periods of one reporter's row.

    The rows of an open table are peers of each other.
    """
    for key in (_across_units, _across_periods):
        groups: dict[Hashable, list[ReportedRow]] = {}
        for row in rows:
            groups.setdefault(key(row), []).append(row)
        yield from (group for group in groups.values() if len(group) >= fewest)


def _across_units(row: ReportedRow) -> Hashable:
    return row.table, row.option, row.period


def _across_periods(row: ReportedRow) -> Hashable:
    kind = Period.parse(row.period).kind
    return row.table, row.option, row.unit, kind if row.entry is None else (row.period, row.entry)


@dataclass(frozen=True)
class Standing(Generic[Item]):
    """Where one item stands: its robust z-score, and the median of the measure."""

    item: Item
    z: float
    middle: float


def standings(
    items: Sequence[Item], measure: Callable[[Item], float], fewest: int
) -> Iterator[Standing[Item]]:
    """Nothing where there are too few to compare."""
    if len(items) < fewest:
        return
    measures = [measure(item) for item in items]
    middle = median(measures)
    for item, z in zip(items, robust_z(measures), strict=True):
        yield Standing(item, z, middle)
