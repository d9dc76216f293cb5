"""What is to be expected of a number: from the unit's own other reports, from how its peers moved
in that period, and from the peers' level at the unit's size. Reckoned with logarithms (of counts,
of persons per event) or log odds (of shares), by medians, so that a wrong number among them moves
nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import median
from typing import Any

from reporting.checks.rules.items import Expected, Item
from reporting.checks.rules.medians import (
    median_without,
    middle_of,
    robust_variance,
    variance_of,
)

FEWEST_OWN = 3
FEWEST_PEERS = 5
OF_MEDIAN = 1.57  # how much less a median knows than a mean
USUAL = 0.25  # the variance where nothing tells: about half as many or twice as many
PRIOR = 10.0  # how many numbers the variance of all columns weighs beside a column's own
HALVES = 3.0  # with so many peers half of their movement is believed
LITTLE_NOISE = 0.05  # of numbers from 20 on
MANY = 20
LEAST_SPREAD, LEAST_FREEDOM = 0.01, 3.0
ROUNDS = 2


@dataclass
class Column:
    """The comparable numbers: of one cell, one kind of unit and one length of period. What is
    reckoned stands below the items."""

    items: list[Item]
    compare_levels: bool = True
    units: dict[str, list[Item]] = field(default_factory=dict)
    by_period: dict[str, list[Item]] = field(default_factory=dict)
    ordered: dict[str, list[float]] = field(default_factory=dict)
    levels: dict[str, float] = field(default_factory=dict)
    middle: float = 0.0
    season: dict[str, tuple[list[float], dict[str, float]]] = field(default_factory=dict)
    common: dict[str, float] = field(default_factory=dict)
    residuals: int = 0
    strays: Sequence[tuple[float, float]] = ()  # chance's variance and distance of each residual
    variance: float | None = None
    unit_variance: dict[str, float] = field(default_factory=dict)
    unit_noise: dict[str, float] = field(default_factory=dict)
    spread: float = 0.0  # of the peers' levels, as a variance
    by_size: bool = False

    def prepare(self) -> None:
        units: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            if item.usable:
                units[item.unit].append(item)
        self.units = dict(units)
        if len(self.units) > 1:
            for item in self.items:
                self.by_period.setdefault(item.period, []).append(item)
        self._find_noise()
        for _round in range(ROUNDS if len(self.units) > 1 else 0):  # alone, nobody moves with it
            self._find_levels()
            self._find_season()
            self._find_moves()
        self._find_levels()
        self._find_variance()

    def _find_noise(self) -> None:
        for unit, items in self.units.items():
            self.unit_noise[unit] = middle_of([item.noise for item in items])

    def _find_levels(self) -> None:
        for unit, items in self.units.items():
            measures = sorted([item.measure - item.moved for item in items])
            self.ordered[unit], self.levels[unit] = measures, median_without(measures, None)
        self.middle = median(self.levels.values()) if self.levels else 0.0

    def _find_season(self) -> None:
        moves: dict[str, dict[str, float]] = defaultdict(dict)
        for unit, items in self.units.items():
            for item in items if len(items) >= FEWEST_OWN else ():
                moves[item.period][unit] = item.measure - self.levels[unit]
        self.season = {period: (sorted(by.values()), by) for period, by in moves.items()}
        self.common = {
            period: median_without(ordered, None) * len(ordered) / (len(ordered) + HALVES)
            for period, (ordered, _by) in self.season.items()
            if len(ordered) >= MANY
        }

    def _find_moves(self) -> None:
        """How the others moved in each item's period: 0 where they are few. Where they are many,
        the unit itself weighs nothing. Found once a round, and kept with the item."""
        for period, items in self.by_period.items():
            ordered, by_unit = self.season.get(period, ([], {}))
            if period in self.common or not ordered:
                moved = self.common.get(period, 0.0)
                for item in items:
                    item.moved = moved
                continue
            of_others = median_without(ordered, None) * len(ordered) / (len(ordered) + HALVES)
            rest = len(ordered) - 1
            for item in items:
                own = by_unit.get(item.unit)
                if own is None:
                    item.moved = of_others
                else:
                    item.moved = (
                        median_without(ordered, own) * rest / (rest + HALVES) if rest else 0.0
                    )

    def _find_variance(self) -> None:
        """By the large numbers, if there are enough: chance alone moves small ones as much."""
        found: list[tuple[float, float]] = []
        for unit, items in self.units.items():
            if len(items) < FEWEST_OWN:
                continue
            # A median stands nearer to its own numbers than to a further one.
            level, wider = self.levels[unit], sqrt(len(items) / (len(items) - 1))
            own = [(it.noise, abs(it.measure - it.moved - level) * wider) for it in items]
            self.unit_variance[unit] = variance_of(own)
            found += own
        self.strays = by_large_ones(found)
        self.residuals = len(self.strays)
        if self.strays:
            self.variance = variance_of(self.strays)

    def variance_of(self, unit: str) -> float:
        """A unit's own, leaning on the others' where its reports are few."""
        usual = self.variance or USUAL
        count = len(self.units.get(unit, ()))
        if unit not in self.unit_variance:
            return usual
        return (count * self.unit_variance[unit] + PRIOR * usual) / (count + PRIOR)

    def own_level(self, item: Item) -> tuple[float, int]:
        """Of the unit's other reports, and how many they are."""
        ordered = self.ordered.get(item.unit, [])
        own = item.measure - item.moved if item.usable else None
        count = len(ordered) - (own is not None)
        return (median_without(ordered, own), count) if count > 0 else (0.0, 0)


def by_large_ones(found: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Chance alone moves small numbers much: those are left out where there are enough others."""
    large = [pair for pair in found if pair[0] <= LITTLE_NOISE]
    return large if len(large) >= 2 * PRIOR else found


def variance_together(found: Sequence[tuple[float, float]], enough: float) -> float:
    """Of numbers of any size: by the large ones, else without taking chance's own off, which is
    another one for each size."""
    large = [pair for pair in found if pair[0] <= LITTLE_NOISE]
    if len(large) >= enough:
        return variance_of(large)
    return robust_variance([away for _noise, away in found])


def prepared(columns: Mapping[Any, Column], *, together: bool = False) -> float:
    """Reckons all columns; the variance that is usual among them. `together`: they are of one unit,
    too short to tell each by itself, and all of them tell how much its numbers stray."""
    for column in columns.values():
        column.prepare()
    strays = [pair for column in columns.values() for pair in column.strays] if together else []
    if len(strays) >= 2 * PRIOR:
        return _lean_on(columns, variance_together(strays, 2 * PRIOR))
    known = [
        column.variance
        for column in columns.values()
        if column.variance is not None and column.residuals >= 2 * PRIOR
    ]
    return _lean_on(columns, median(known) if known else USUAL)


def _lean_on(columns: Mapping[Any, Column], usual: float) -> float:
    for column in columns.values():
        own = column.variance if column.variance is not None else usual
        weight = column.residuals / (column.residuals + PRIOR)
        column.variance = weight * own + (1 - weight) * usual
    return usual


def sizes_of(columns: Mapping[Any, Column]) -> dict[str, list[float]]:
    """How far each unit usually stands above or below its peers (logarithms, sorted): one for each
    column with enough of them."""
    found: dict[str, list[float]] = defaultdict(list)
    for column in columns.values():
        if len(column.levels) > FEWEST_PEERS:
            for unit, level in column.levels.items():
                found[unit].append(level - column.middle)
    return {unit: sorted(values) for unit, values in found.items()}


def _size(sizes: Mapping[str, list[float]], column: Column, unit: str) -> float:
    """By the other columns; nearer to 0 where they are few."""
    ordered = sizes.get(unit, [])
    own = column.levels[unit] - column.middle if unit in column.levels else None
    if own is not None and len(column.levels) <= FEWEST_PEERS:
        own = None
    count = len(ordered) - (own is not None)
    return median_without(ordered, own) * count / (count + HALVES) if count > 0 else 0.0


def expectations(
    columns: Mapping[Any, Column], sizes: Mapping[str, list[float]]
) -> Iterator[tuple[Column, Item, Expected]]:
    """Of all items that are asked about and of which anything can be said. `sizes` empty: peers
    are compared as they are (shares, persons per event)."""
    for column in columns.values():
        _find_spread(column, sizes)
        before = _same_season(column)
        for item in column.items:
            if item.now and (expected := _expected(column, item, sizes, before)):
                yield column, item, expected


def _find_spread(column: Column, sizes: Mapping[str, list[float]]) -> None:
    """How far peers lie from the middle, with or without regard to size: what tells more."""
    if len(column.levels) <= FEWEST_PEERS or not column.compare_levels:
        return
    plain = robust_variance([abs(level - column.middle) for level in column.levels.values()])
    sized = plain
    if sizes:
        sized = robust_variance([
            abs(level - column.middle - _size(sizes, column, unit))
            for unit, level in column.levels.items()
        ])  # fmt: skip
    column.by_size = sized < plain
    usual = median(map(len, column.ordered.values()))
    noise = median(item.noise for item in column.items)
    if not column.residuals:  # of one report each: what lies between them is all of it
        column.variance = min(column.variance or 0.0, max(min(sized, plain) - noise, 0.0))
    known = (OF_MEDIAN if usual >= FEWEST_OWN else 1.0) / usual
    column.spread = max(min(sized, plain) - known * ((column.variance or 0.0) + noise), 0.0)


def _expected(
    column: Column,
    item: Item,
    sizes: Mapping[str, list[float]],
    before: Mapping[tuple[str, int], list[Item]],
) -> Expected | None:
    level, own = column.own_level(item)
    variance = column.variance_of(item.unit)
    peers = len(column.levels) - (item.unit in column.levels) if column.compare_levels else 0
    if peers < FEWEST_PEERS:
        peers = 0
    if own < FEWEST_OWN and not peers:
        return None
    own_weight = peers_weight = middle = own_freedom = peers_freedom = 0.0
    if own:
        noise = column.unit_noise[item.unit]
        own_weight = own / (OF_MEDIAN * (variance + noise))
        own_freedom = column.residuals / 2
    if peers:
        middle = column.middle + (_size(sizes, column, item.unit) if column.by_size else 0.0)
        # The more of its own reports stand apart from the peers, the less those say of it.
        apart = (level - middle) ** 2 * own / (own + HALVES) if own else 0.0
        peers_weight = 1 / max(column.spread, apart, LEAST_SPREAD)
        peers_freedom = (peers - 1) / 2
    total = own_weight + peers_weight
    leaning = own_weight / total
    mixed = leaning * level + (1 - leaning) * middle
    return Expected(
        measure=mixed + item.moved,
        variance=variance + 1 / total,
        own=own,
        # The peers are named where they weigh.
        peers=peers if leaning < 0.9 or own < FEWEST_OWN else 0,
        freedom=max(leaning * own_freedom + (1 - leaning) * peers_freedom, LEAST_FREEDOM),
        before=tuple(
            other.measure
            for other in before.get((item.unit, item.season), ())
            if other.period != item.period and other.usable
        ),
    )


def _same_season(column: Column) -> dict[tuple[str, int], list[Item]]:
    """Of the items that are asked about."""
    found: dict[tuple[str, int], list[Item]] = {
        (item.unit, item.season): [] for item in column.items if item.now
    }
    for item in column.items:
        same = found.get((item.unit, item.season))
        if same is not None:
            same.append(item)
    return found
