"""How a number stands to an earlier one or to its peers: what a reader should not overlook."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

STRONG = Decimal(2)  # twice or half
FAR = Decimal(5)  # from the peers, who differ among themselves anyhow
SMALLEST = Decimal(10)  # a change from 2 to 5 is nothing
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
    if now is None or then is None or abs(now - then) < SMALLEST:
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
