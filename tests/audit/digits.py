"""Slips of the hand in one number."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

from tests.audit.reported import Plant, Reported

Slip = Callable[[str, Random], str]

# On a keypad: 7 8 9 above 4 5 6 above 1 2 3 above 0.
NEIGHBOURS = {
    "0": "12", "1": "024", "2": "0135", "3": "26", "4": "157", "5": "2468", "6": "359",
    "7": "48", "8": "579", "9": "68",
}  # fmt: skip


def exchanged(digits: str, by: Random) -> str:
    places = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1]]
    if not places:
        return digits
    at = by.choice(places)
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def mistyped(digits: str, by: Random) -> str:
    at = by.randrange(len(digits))
    return digits[:at] + by.choice(NEIGHBOURS[digits[at]]) + digits[at + 1 :]


def lost_or_doubled(digits: str, by: Random) -> str:
    at = by.randrange(len(digits))
    if by.random() < 0.5 and len(digits) > 1:
        return digits[:at] + digits[at + 1 :]
    return digits[: at + 1] + digits[at] + digits[at + 1 :]


def wrong_magnitude(digits: str, by: Random) -> str:
    """A zero too many or too few, or thousands read as ones where the separator was lost."""
    number = int(digits)
    times = [number * 10, number * 1000]
    parts = [number // by_what for by_what in (10, 1000) if number >= 10 * by_what]
    return str(by.choice(times + parts))


def slips_of(kind: str, slip: Slip) -> Callable[[Reported, Random], Iterator[Plant]]:
    def plants(reported: Reported, by: Random) -> Iterator[Plant]:
        for at in reported.cells(by):
            number = reported.number(at)
            if number is None or number <= 0 or number != int(number):
                continue
            yield Plant(kind, (reported.change(at, Decimal(int(slip(str(int(number)), by)))),))

    return plants
