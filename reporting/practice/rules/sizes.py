"""How large the numbers of a unit's year are, after last year's; drawn by a chance that can be
repeated: the same seed and the same words give the same numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random
from statistics import median
from typing import Protocol

from reporting.kernel.tables import CellKey, ElementSpec, TableSpec


def chance(seed: int, *what: object) -> Random:
    return Random("/".join(map(str, (seed, *what))))


def poisson(mean: float, by: Random) -> int:
    """How often something rare happens (Knuth's method: for small means)."""
    limit, product, count = exp(-mean), by.random(), 0
    while product > limit:
        product *= by.random()
        count += 1
    return count


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in these proportions that add up to the total (largest remainders)."""
    whole = sum(weights)
    if not whole:
        return [total, *[0] * (len(weights) - 1)]
    exact = [total * weight / whole for weight in weights]
    found = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda at: found[at] - exact[at])
    for at in order[: total - sum(found)]:
        found[at] += 1
    return found


Typical = dict[CellKey, float]
YearOf = Mapping[str, Mapping[CellKey, float]]  # table -> cell -> last year's number

# A year's number of what is counted, where no unit gave any last year.
USUAL = {
    "case": 30, "person": 900, "event": 40, "item": 1500, "usd": 3000, "family": 250,
    "place": 30, "pair": 40, "view": 20_000,
}  # fmt: skip
FEMALES = 0.45
OTHER_PART = 0.12
GROWS = (0.85, 1.2)


@dataclass(frozen=True)
class LastYearFigures:
    """Last year's accepted figures: by unit, and what the units of a kind have in common."""

    units: Mapping[str, YearOf] = field(default_factory=dict)

    def peers(self, table: str, codes: frozenset[str]) -> tuple[float, Typical]:
        """Which share of these units filled the table, and the median of each cell."""
        filled = [self.units[code][table] for code in codes if table in self.units.get(code, {})]
        cells: dict[CellKey, list[float]] = {}
        for numbers in filled:
            for key, number in numbers.items():
                cells.setdefault(key, []).append(number)
        middle = {key: median(numbers) for key, numbers in cells.items()}
        return len(filled) / max(len(codes), 1), middle


Enterable = Callable[[str, CellKey], bool]


class Sized(Protocol):
    """What the size depends on, of a `PracticeReporter`."""

    @property
    def code(self) -> str: ...
    @property
    def province(self) -> str: ...
    @property
    def share(self) -> float: ...


def typical_year(
    spec: TableSpec,
    unit: Sized,
    peers: frozenset[str],
    base: LastYearFigures,
    seed: int,
    enterable: Enterable,
    *,
    every_cell: bool = False,
) -> Typical:
    """Empty where the unit has nothing to say in this table. `every_cell`: a district's or
    commune's never is, in no cell."""
    by = chance(seed, "sizes", unit.code, spec.code)
    if every_cell and unit.province:
        return _whole(spec, _usual(spec, unit.share, by), enterable, every_cell=True)
    own = dict(base.units.get(unit.province or unit.code, {}).get(spec.code, {}))
    if own:
        spread = by.lognormvariate(0, 0.4) if unit.province else 1
        factor = by.uniform(*GROWS) * unit.share * spread
        return _whole(spec, {key: number * factor for key, number in own.items()}, enterable)
    share, middle = base.peers(spec.code, peers - {unit.code})
    weight = by.lognormvariate(0, 0.5) * unit.share
    if middle and by.random() < max(share, 0.15):
        return _whole(spec, {key: number * weight for key, number in middle.items()}, enterable)
    if not middle and by.random() < 0.5:
        return _whole(spec, _usual(spec, weight, by), enterable)
    return {}


def rows_of(spec: TableSpec) -> list[str | None]:
    """The rows with numbers of their own; of a table without rows, None."""
    return [row.code for row in spec.rows()] or [None]


def _usual(spec: TableSpec, weight: float, by: Random) -> Typical:
    options = rows_of(spec)
    return {
        CellKey(option, element.code): USUAL.get(element.unit, 100)
        * weight
        * by.uniform(0.4, 1.6)
        / len(options)
        for option in options
        for element in spec.entered()
        if not element.part_of
    }


def _whole(
    spec: TableSpec, given: Typical, enterable: Enterable, *, every_cell: bool = False
) -> Typical:
    """Females where only persons are known, and no part larger than its whole."""
    found: Typical = {}
    for element in sorted(spec.entered(), key=lambda column: bool(column.part_of)):
        for option in rows_of(spec):
            key = CellKey(option, element.code)
            number = _number(element, key, given, found)
            if number is None and every_cell:
                number = OTHER_PART * found.get(CellKey(option, element.part_of), 1)
            if number and enterable(spec.code, key):
                found[key] = number
    return found


def _number(element: ElementSpec, key: CellKey, given: Typical, found: Typical) -> float | None:
    number = given.get(key)
    if not element.part_of:
        return number
    whole = found.get(CellKey(key.option, element.part_of))
    if whole is None:
        return None
    if number:
        return min(number, whole * 0.95)
    if element.role == "females":
        return whole * FEMALES
    return number if number is None else whole * OTHER_PART
