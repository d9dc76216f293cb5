"""Rows whose share of females, or persons per event, is far from that of their peers; a robust
measure, since a few of the peers may be wild themselves."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log
from statistics import fmean, median
from typing import Generic, TypeVar

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.kernel.messages import Param
from reporting.kernel.periods import Period
from reporting.kernel.table_values import inside
from reporting.kernel.tables import ElementSpec, TableSpec, cell_code

_ = str  # marks a template for translation
SHARE = _(
    "%(unit)s, %(row)s: %(part)s %(part_number)s, %(whole)s %(whole_number)s. That is %(share)s%%; "
    "in the middle of the others it is %(middle)s%%."
)
EXTREME = _(
    "%(unit)s, %(row)s: %(part)s %(part_number)s, %(whole)s %(whole_number)s. That is %(share)s%%."
)
RATE = _(
    "%(unit)s, %(row)s: %(events)s %(times)s, %(whole)s %(whole_number)s. That is %(rate)s each; "
    "in the middle of the others it is %(middle)s."
)
EVENT_UNITS = frozenset({"event", "place"})
Tables = Mapping[str, TableSpec]
Item = TypeVar("Item")
MAD_TO_SIGMA = 0.6745
MEAN_TO_SIGMA = 0.7979


@dataclass(frozen=True)
class AmongPeers(Generic[Item]):
    """Where one item lies among its peers: its robust z-score, and the median of the measure."""

    item: Item
    z: float
    middle: float


@dataclass(frozen=True)
class _Ratio:
    row: ReportedRow
    upper: Decimal
    lower: Decimal

    @property
    def number(self) -> float:
        return float(self.upper / self.lower)


def check_shares(tables: Tables, rows: Sequence[ReportedRow]) -> Iterator[FoundDiscrepancy]:
    limits = KINDS["share_outlier"].thresholds
    fewest = int(limits["fewest_peers"])
    for table, group in _groups(tables, rows, fewest):
        for part, whole in _female_parts(table):
            shares = _ratios(group, part, whole, limits["smallest_peer"])
            for placed in among_peers(shares, _log_odds, fewest):
                share, middle = placed.item, 1 / (1 + exp(-placed.middle))
                odd = abs(placed.z) > limits["robust_z"] or share.upper in (0, share.lower)
                far = abs(share.number - middle) >= limits["least_points"]
                if odd and far and share.lower >= limits["smallest_whole"]:
                    yield _share(table, part, whole, share, middle)


def check_extreme_shares(tables: Tables, rows: Sequence[ReportedRow]) -> Iterator[FoundDiscrepancy]:
    """Of rows that stand alone or nearly so; the others are compared with their peers."""
    limits = KINDS["share_extreme"].thresholds
    compared = _compared(tables, rows)
    for row in rows:
        for part, whole in _female_parts(tables[row.table]) if row.table in tables else ():
            for share in _ratios([row], part, whole, limits["smallest_whole"]):
                nearest = Decimal(min(share.number, 1 - share.number))
                if nearest < limits["least_share"] and (id(row), part.code) not in compared:
                    yield _extreme(tables[row.table], part, whole, share)


def _compared(tables: Tables, rows: Sequence[ReportedRow]) -> set[tuple[int, str]]:
    """(row, column of females) of the rows that have enough peers."""
    limits = KINDS["share_outlier"].thresholds
    fewest = int(limits["fewest_peers"])
    found: set[tuple[int, str]] = set()
    for table, group in _groups(tables, rows, fewest):
        for part, whole in _female_parts(table):
            shares = _ratios(group, part, whole, limits["smallest_peer"])
            if len(shares) >= fewest:
                found |= {(id(share.row), part.code) for share in shares}
    return found


def check_rates(tables: Tables, rows: Sequence[ReportedRow]) -> Iterator[FoundDiscrepancy]:
    limits = KINDS["rate_outlier"].thresholds
    fewest = int(limits["fewest_peers"])
    for table, group in _groups(tables, rows, fewest):
        for persons, events in _persons_and_events(table):
            rates = [ratio for ratio in _ratios(group, persons, events, Decimal(1)) if ratio.upper]
            for placed in among_peers(rates, _log_rate, fewest):
                large = placed.item.upper >= limits["smallest_count"]
                factor = exp(abs(_log_rate(placed.item) - placed.middle))
                if (
                    abs(placed.z) > limits["robust_z"]
                    and factor >= limits["least_factor"]
                    and large
                ):
                    yield _rate(table, persons, events, placed.item, exp(placed.middle))


def _groups(
    tables: Tables, rows: Sequence[ReportedRow], fewest: int
) -> Iterator[tuple[TableSpec, list[ReportedRow]]]:
    known = [row for row in rows if row.table in tables]
    for group in peer_groups(known, fewest):
        yield tables[group[0].table], group


def _female_parts(table: TableSpec) -> Iterator[tuple[ElementSpec, ElementSpec]]:
    for part in table.entered():
        whole = table.element(part.part_of)
        if part.role == "females" and whole is not None:
            yield part, whole


def _persons_and_events(table: TableSpec) -> Iterator[tuple[ElementSpec, ElementSpec]]:
    events = [
        element
        for element in table.entered()
        if element.unit in EVENT_UNITS and not element.part_of
    ]
    persons = [
        element for element in table.entered() if element.unit == "person" and not element.part_of
    ]
    if len(events) == 1 and len(persons) == 1:
        yield persons[0], events[0]


def _ratios(
    rows: Sequence[ReportedRow], upper: ElementSpec, lower: ElementSpec, smallest: Decimal
) -> list[_Ratio]:
    return [
        _Ratio(row, row.values[upper.code], row.values[lower.code])
        for row in rows
        if upper.code in row.values and row.values.get(lower.code, Decimal(0)) >= smallest
    ]


def _log_odds(share: _Ratio) -> float:
    """With half a person added to either side, so that none and all have odds too."""
    females, others = float(share.upper), float(max(share.lower - share.upper, Decimal(0)))
    return log((females + 0.5) / (others + 0.5))


def _log_rate(rate: _Ratio) -> float:
    return log(rate.number)


def _share(
    table: TableSpec, part: ElementSpec, whole: ElementSpec, share: _Ratio, middle: float
) -> FoundDiscrepancy:
    params = {**_share_params(part, whole, share), "middle": _percent(middle)}
    return _found("share_outlier", table, share.row, (part, whole), SHARE, params)


def _extreme(
    table: TableSpec, part: ElementSpec, whole: ElementSpec, share: _Ratio
) -> FoundDiscrepancy:
    params = _share_params(part, whole, share)
    return _found("share_extreme", table, share.row, (part, whole), EXTREME, params)


def _share_params(part: ElementSpec, whole: ElementSpec, share: _Ratio) -> dict[str, Param]:
    return {
        "part_number": share.upper,
        "whole_number": share.lower,
        "part": inside(part.title),
        "whole": inside(whole.title),
        "share": _percent(share.number),
    }


def _percent(share: float) -> Decimal:
    return Decimal(round(share * 100, 1)).quantize(Decimal("0.1"))


def _rate(
    table: TableSpec, persons: ElementSpec, events: ElementSpec, rate: _Ratio, middle: float
) -> FoundDiscrepancy:
    params: dict[str, Param] = {
        "whole_number": rate.upper,
        "times": rate.lower,
        "whole": inside(persons.title),
        "events": inside(events.title),
        "rate": _short(rate.number),
        "middle": _short(middle),
    }
    return _found("rate_outlier", table, rate.row, (persons, events), RATE, params)


def _short(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal(1) if number >= 10 else Decimal("0.1"))


def _found(
    kind: str,
    table: TableSpec,
    row: ReportedRow,
    elements: tuple[ElementSpec, ElementSpec],
    template: str,
    params: dict[str, Param],
) -> FoundDiscrepancy:
    codes = (cell_code(table.code, row.option, element.code, row.entry) for element in elements)
    return FoundDiscrepancy(
        kind=kind,
        severity=KINDS[kind].severity,
        section=row.section,
        table=row.table,
        unit=row.unit,
        period=row.period,
        cells=tuple(f"{code}@{row.unit}:{row.period}" for code in codes),
        template=template,
        params={"unit": row.unit_name, "row": row.label or table.title, **params},
    )


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


def among_peers(
    items: Sequence[Item], measure: Callable[[Item], float], fewest: int
) -> Iterator[AmongPeers[Item]]:
    """Nothing where there are too few to compare."""
    if len(items) < fewest:
        return
    measures = [measure(item) for item in items]
    middle = median(measures)
    for item, z in zip(items, robust_z(measures), strict=True):
        yield AmongPeers(item, z, middle)
