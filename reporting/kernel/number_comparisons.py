"""Numbers beside each other: ranks among peers, shares, and what moved strongly from one period to
another."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


def distance(one: Decimal, other: Decimal) -> Decimal:
    """Relative to the larger: 0 for equal, 1 where one of them is 0."""
    larger = max(abs(one), abs(other))
    return abs(one - other) / larger if larger else Decimal(0)


HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rank:
    """`place` 1 is the greatest; `of` counts who has a number at all; `tied`: others share it."""

    place: int
    of: int
    tied: bool = False


def ranks(values: Mapping[str, Decimal | None]) -> dict[str, Rank]:
    """By the key of whoever has a number: equal numbers share a place, and the next place counts
    them (1, 2, 2, 4). Who has none has no rank: it is not the last."""
    given = {key: value for key, value in values.items() if value is not None}
    ordered = sorted(given.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for place, value in enumerate(ordered, 1):
        first.setdefault(value, place)
    return {
        key: Rank(first[value], len(given), ordered.count(value) > 1)
        for key, value in given.items()
    }


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Of a hundred; None where one of them is missing or the whole is 0."""
    if part is None or not whole:
        return None
    return HUNDRED * part / whole


def ordinal(number: int) -> str:
    """In English: 1st, 2nd, 3rd, 11th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


STRONG = Decimal(2)  # twice or half
FAR = Decimal(5)  # from the peers, who differ among themselves anyhow
SMALLEST_MOVE = Decimal(10)  # a change from 2 to 5 is nothing
FEWEST_PEERS = 5


class Way(StrEnum):
    UP = "up"
    DOWN = "down"
    APPEARED = "appeared"
    VANISHED = "vanished"


@dataclass(frozen=True)
class Movement:
    """`factor`: how many times as much, or (down) the how manyth part; None from or to 0."""

    way: Way
    factor: Decimal | None = None


def moved(
    now: Decimal | None, then: Decimal | None, *, strong: Decimal = STRONG
) -> Movement | None:
    """None where it did not move strongly, or one of the two is not known."""
    if now is None or then is None or abs(now - then) < SMALLEST_MOVE:
        return None
    if then == 0:
        return Movement(Way.APPEARED)
    if now == 0:
        return Movement(Way.VANISHED)
    smaller, larger = sorted((now, then))
    factor = larger / smaller
    if factor < strong:
        return None
    return Movement(Way.UP if now > then else Way.DOWN, factor)


def whole_percent(part: int, whole: int) -> int | None:
    """In whole percent; 100 only where it is all, 0 only where it is none, None of nothing."""
    if not whole:
        return None
    if part in (0, whole):
        return 100 * part // whole
    return min(max(round(100 * part / whole), 1), 99)
