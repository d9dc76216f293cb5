"""A planned report with its rounds, and when each step was taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal

from reporting.kernel.calendar import Dates
from reporting.kernel.periods import Period
from reporting.kernel.practice.content import Content

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
    content: Content
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

    content: Content
    periods: tuple[Period, ...]
    months: int
    expected: int


@dataclass(frozen=True)
class PlannedReport:
    slot: Slot
    revisions: tuple[PlannedRevision, ...]
    prefill: Prefill | None = None

    def start(self, number: int) -> Content:
        """What a revision says before anybody enters anything."""
        if number > 1:
            return self.revisions[number - 2].content
        return self.prefill.content if self.prefill else Content()

    @property
    def accepted(self) -> Content | None:
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
