"""When two sets of figures are too much alike to be two observations."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

FEWEST_CELLS = 4
SMALLEST = Decimal(100)
CLOSENESS = Decimal("0.015")


@dataclass(frozen=True)
class Likeness:
    """`cells` figures compared, the furthest pair `furthest` apart (0.01 is one percent)."""

    cells: int
    furthest: Decimal


def distance(one: Decimal, other: Decimal) -> Decimal:
    """Relative to the larger: 0 for equal, 1 where one of them is 0."""
    larger = max(abs(one), abs(other))
    return abs(one - other) / larger if larger else Decimal(0)


def too_alike(one: Mapping[Key, Decimal], other: Mapping[Key, Decimal]) -> Likeness | None:
    """Compares the cells that both have and that count at least `SMALLEST` in either."""
    shared = [
        distance(one[key], other[key])
        for key in one.keys() & other.keys()
        if max(one[key], other[key]) >= SMALLEST
    ]
    if len(shared) < FEWEST_CELLS or max(shared) > CLOSENESS:
        return None
    return Likeness(len(shared), max(shared))
