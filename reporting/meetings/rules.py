"""Which figures moved, in what order an agenda stands, and what a signed meeting is sealed by."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

LEAST = 20  # in one of the two months: below it a change says little
SHARE = 50  # percent of the earlier month
MOST_MOVED = 3
MOST_OF_A_SOURCE = 8


@dataclass(frozen=True)
class Moved:
    """A figure in two months that follow each other."""

    cell: str
    before: Decimal
    now: Decimal

    @property
    def percent(self) -> int:
        """Of the earlier number, or of one where that was zero."""
        return round(100 * (self.now - self.before) / max(self.before, Decimal(1)))


def moved(before: Mapping[str, Decimal], now: Mapping[str, Decimal]) -> list[Moved]:
    """The largest relative changes of figures that both months have."""
    both = [Moved(cell, before[cell], now[cell]) for cell in sorted(before.keys() & now.keys())]
    found = [
        change
        for change in both
        if max(change.before, change.now) >= LEAST and abs(change.percent) >= SHARE
    ]
    return sorted(found, key=lambda change: -abs(change.percent))[:MOST_MOVED]


def in_order(keys: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """As its keeper has put them; what is new stands where it would, after all that has a place."""
    placed = sorted((key for key in keys if key in places), key=places.__getitem__)
    return [*placed, *(key for key in keys if key not in places)]


def swapped(keys: Sequence[str], key: str, *, up: bool) -> list[str]:
    """One place up or down; at the end it stays."""
    found = list(keys)
    place = found.index(key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return found


def seal(lines: Iterable[object]) -> str:
    """Of all that a meeting says, each with its length: nothing slips from one to the next."""
    said = "".join(f"{len(text)}:{text}\n" for text in map(str, lines))
    return hashlib.sha256(said.encode()).hexdigest()
