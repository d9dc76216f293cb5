"""Which of many improbable numbers are asked about, and on what that rests: one way for counts,
shares and rates."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from reporting.checks.rules.expected_numbers import FEWEST_OWN, FEWEST_PEERS, Column
from reporting.checks.rules.items import Expected, Item
from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy
from reporting.checks.rules.surprise import Tails, odds, surprising
from reporting.kernel.messages import Nested, Param
from reporting.kernel.tables import ElementSpec, TableSpec, cell_code

_ = str  # marks a template for translation

BY_OWN = _("So say %(reports)s other reports of this unit.")
BY_PEERS = _("There is little of its own to compare with; so say %(peers)s similar units.")
BY_BOTH = _("So say %(reports)s other reports of this unit and %(peers)s similar units.")
SCALED = _("Reports of another length were reckoned by the month.")


@dataclass(frozen=True)
class Surprise:
    """An item that is improbable, once in `odds`, among `looked_at`."""

    item: Item
    expected: Expected
    column: Column
    away: float
    odds: int
    looked_at: int


def judged(
    found: Iterable[tuple[Column, Item, Expected]],
    distance: Callable[[Item, Expected, float, float], float],
    far: Callable[[Item, Expected], bool],
    false_alarms: Decimal,
    telling: Callable[[Item, Expected], bool] = lambda _item, _expected: True,
) -> Iterator[Surprise]:
    """`distance` of an item from a measure with a variance, in standard deviations; `far`: it would
    matter in print; `telling`: it is large enough to show how numbers are distributed."""
    looked_at = 0
    away: list[float] = []
    candidates: list[tuple[Column, Item, Expected, float]] = []
    for column, item, expected in found:
        looked_at += 1
        matters = far(item, expected)
        tells = telling(item, expected)
        if not matters and not tells:
            continue
        at = distance(item, expected, expected.measure, expected.variance)
        if tells:
            away.append(at)
        if matters:
            candidates.append(
                (column, item, expected, nearest(at, expected, partial(distance, item, expected)))
            )
    far_ones = [
        (at, expected.freedom, 0.0 if item.number else _lone_zeros(column))
        for column, item, expected, at in candidates
    ]
    for place, rare in improbable_ones(far_ones, Tails(away), looked_at, false_alarms).items():
        column, item, expected, at = candidates[place]
        yield Surprise(item, expected, column, at, rare, looked_at)


def nearest(at: float, expected: Expected, distance: Callable[[float, float], float]) -> float:
    """How far it is from what is expected (`at`) or from the same part of other years, whichever is
    less: a number like that of the same month of another year is no surprise."""
    for before in expected.before:
        other = distance(before, 2 * expected.variance)
        at = 0.0 if at * other <= 0 else min(at, other, key=abs)
    return at


def improbable_ones(
    candidates: Sequence[tuple[float, float, float]],
    tails: Tails,
    looked_at: int,
    false_alarms: Decimal,
) -> dict[int, int]:
    """Which of (distance, freedom, least probability) are asked about: place -> once in how
    many."""
    most = float(false_alarms)
    chances = {
        place: max(tails.probability(at, freedom), least)
        for place, (at, freedom, least) in enumerate(candidates)
        if least <= most and not tails.is_near(at)
    }
    return {place: odds(chances[place]) for place in sorted(surprising(chances, looked_at, most))}


def _lone_zeros(column: Column) -> float:
    """How often else a unit that always has a number has none."""
    zeros = sum(item.usable and not item.number for item in column.items)
    return max(zeros - 1, 0) / len(column.items)


def whole(number: float) -> Decimal:
    return Decimal(round(number))


def basis(expected: Expected, scaled: bool) -> Nested:
    """On what an expectation rests, in words."""
    params = {"reports": expected.own, "peers": expected.peers}
    with_peers = BY_PEERS if expected.own < FEWEST_OWN else BY_BOTH
    template = with_peers if expected.peers else BY_OWN
    said: list[dict[str, Any]] = [{"template": template, "params": params}]
    return [*said, {"template": SCALED, "params": {}}] if scaled else said


def found_in(
    kind: str,
    table: TableSpec,
    surprise: Surprise,
    elements: Sequence[ElementSpec],
    template: str,
    params: Mapping[str, Param],
) -> FoundDiscrepancy:
    row = surprise.item.row
    scaled = any(other.scaled and other.unit == row.unit for other in surprise.column.items)
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
        params={
            "unit": row.unit_name,
            "row": row.label or table.title,
            "basis": basis(surprise.expected, scaled),
            "odds": surprise.odds,
            "looked_at": surprise.looked_at,
            **params,
        },
    )


def by_kind_of_unit(
    groups: Mapping[tuple[str, ...], Sequence[Item]],
) -> dict[tuple[tuple[str, ...], str], Column]:
    """Ratios need no size: units of a kind with too few of it are compared with everybody. `groups`
    by what is compared."""
    columns: dict[tuple[tuple[str, ...], str], Column] = {}
    for key, items in groups.items():
        by_kind: dict[str, list[Item]] = defaultdict(list)
        units: dict[str, set[str]] = defaultdict(set)
        for item in items:
            by_kind[item.row.unit_kind].append(item)
            units[item.row.unit_kind].add(item.unit)
        few = {kind for kind, names in units.items() if len(names) <= FEWEST_PEERS}
        for kind, own in by_kind.items():
            if kind not in few and any(item.now for item in own):
                columns[key, kind] = Column(own)
        if any(item.now for kind in few for item in by_kind[kind]):
            columns[key, ""] = Column([
                item if item.row.unit_kind in few else item.beside() for item in items
            ])  # fmt: skip
    return columns
