"""What becomes of each report that is owed, in known numbers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from reporting.kernel.practice.rounds import Slot


class Fate(StrEnum):
    PLAIN = "plain"  # on time, clean; accepted, or waits for the reviewer
    LATE = "late"
    RETURNED = "returned"  # and not mended yet
    MENDED = "mended"  # returned, mended, accepted
    MISSING = "missing"
    WAITING = "waiting"  # signed, and not read by the Secretariat yet
    EXPLAINED = "explained"  # females are left out, with an explanation
    CONTRADICTION = "contradiction"  # a draft with more females than persons
    COPIED_PERIOD = "copied_period"  # a table repeats the last period's
    COPIED_UNIT = "copied_unit"  # a table repeats another unit's
    DIFFERENT = "different"  # a longer report that is not the sum of its months, explained


# For all who owe a report; fewer units have fewer mistakes, but at least one of each kind.
COUNTS: Mapping[Fate, int] = {
    Fate.COPIED_UNIT: 2,
    Fate.COPIED_PERIOD: 3,
    Fate.DIFFERENT: 4,
    Fate.EXPLAINED: 6,
    Fate.MENDED: 5,
    Fate.RETURNED: 3,
    Fate.CONTRADICTION: 3,
    Fate.WAITING: 9,
    Fate.LATE: 12,
    Fate.MISSING: 10,
}
ALL_UNITS = 58
# How long before today a report was due, so that what is to happen to it has happened.
SETTLED = {
    Fate.MENDED: 28, Fate.LATE: 20, Fate.RETURNED: 12, Fate.EXPLAINED: 12, Fate.COPIED_PERIOD: 12,
    Fate.DIFFERENT: 12, Fate.CONTRADICTION: 1, Fate.MISSING: 1, Fate.WAITING: 1,
}  # fmt: skip

Fits = Callable[[Fate, Slot], bool]


def counts_for(units: int) -> dict[Fate, int]:
    return {fate: max(1, round(count * units / ALL_UNITS)) for fate, count in COUNTS.items()}


def assign(
    slots: Iterable[Slot],
    taken: dict[tuple[str, str, int], Fate],
    counts: Mapping[Fate, int],
    today: date,
    fits: Fits,
    by: Random,
) -> None:
    """Adds to `taken` until each fate has its count, or nobody is left whom it fits."""
    waiting = sorted(slots, key=lambda slot: slot.key)
    by.shuffle(waiting)
    for fate, count in counts.items():
        left = count
        for slot in waiting:
            if not left:
                break
            due_before = today - timedelta(days=SETTLED.get(fate, 0))
            if slot.key in taken or slot.dates.due >= due_before or not fits(fate, slot):
                continue
            taken[slot.key] = fate
            left -= 1
