"""Where a number stands among its peers, and what it is of a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
