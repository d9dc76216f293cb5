"""The rounds of a planned report, its days, and its fate: which mistake is put into which report,
in known numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import Literal

from reporting.calendar.rules.deadlines import Dates
from reporting.kernel.periods import Period
from reporting.practice.rules.invented_content import InventedContent

Decision = Literal["", "accepted", "returned"]


@dataclass(frozen=True)
class Slot:
    """A report that is owed."""

    unit: str
    data_set: str
    period: Period
    dates: Dates

    @property
    def key(self) -> tuple[str, str, int]:
        return self.unit, self.data_set, self.period.key


@dataclass(frozen=True)
class PlannedRevision:
    """A step without a time was not taken. `asked`: the cell that a reviewer comments on."""

    number: int
    content: InventedContent
    created_at: datetime
    prepared_at: datetime | None = None
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decision: Decision = ""
    comment: str = ""
    asked: str = ""

    @property
    def state(self) -> str:
        if self.decision:
            return self.decision
        if self.submitted_at:
            return "submitted"
        return "prepared" if self.prepared_at else "draft"


@dataclass(frozen=True)
class Prefill:
    """What a longer report begins with: the accepted shorter ones of these periods."""

    content: InventedContent
    periods: tuple[Period, ...]
    months: int
    expected: int


@dataclass(frozen=True)
class PlannedReport:
    slot: Slot
    revisions: tuple[PlannedRevision, ...]
    prefill: Prefill | None = None

    def start(self, number: int) -> InventedContent:
        """What a revision says before anybody enters anything."""
        if number > 1:
            return self.revisions[number - 2].content
        return self.prefill.content if self.prefill else InventedContent()

    @property
    def accepted(self) -> InventedContent | None:
        found = [revision.content for revision in self.revisions if revision.decision == "accepted"]
        return found[-1] if found else None


@dataclass(frozen=True)
class Clock:
    """Working hours of the practice year: 8 to 17, in the country's time; never after `today`."""

    today: date
    local: Callable[[datetime], datetime]

    def at(self, day: date, by: Random) -> datetime:
        return self.local(datetime.combine(day, time(by.randint(8, 16), by.randint(0, 59))))


@dataclass(frozen=True)
class Days:
    created: date
    prepared: date
    submitted: date


def days_of(when: Dates, by: Random, *, late: int = 0) -> Days:
    """By the deadline, or so many days after it; begun before, but not before it opens."""
    submitted = when.due + timedelta(days=late) if late else when.due - timedelta(by.randint(0, 3))
    submitted = max(submitted, when.opens)
    prepared = max(submitted - timedelta(by.randint(0, 1)), when.opens)
    created = max(prepared - timedelta(by.randint(0, 2)), when.opens)
    return Days(created, prepared, submitted)


class Fate(StrEnum):
    """What happens to a report."""

    PLAIN = "plain"  # on time, clean; accepted, or waits for the reviewer
    LATE = "late"
    RETURNED = "returned"  # and not corrected yet
    CORRECTED = "corrected"  # returned, corrected, accepted
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
    Fate.CORRECTED: 5,
    Fate.RETURNED: 3,
    Fate.CONTRADICTION: 3,
    Fate.WAITING: 9,
    Fate.LATE: 12,
    Fate.MISSING: 10,
}
ALL_UNITS = 58
# How many days before today a report was due, so that what is to happen to it has happened.
DAYS_NEEDED = {
    Fate.CORRECTED: 28, Fate.LATE: 20, Fate.RETURNED: 12, Fate.EXPLAINED: 12,
    Fate.COPIED_PERIOD: 12, Fate.DIFFERENT: 12, Fate.CONTRADICTION: 1, Fate.MISSING: 1,
    Fate.WAITING: 1,
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
            due_before = today - timedelta(days=DAYS_NEEDED.get(fate, 0))
            if slot.key in taken or slot.dates.due >= due_before or not fits(fate, slot):
                continue
            taken[slot.key] = fate
            left -= 1
