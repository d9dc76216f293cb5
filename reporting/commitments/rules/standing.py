"""Where a commitment stands: what was said last, by whom it counts, and whether its day is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SOON_DAYS = 30  # from when on a due day is shown before the others
WARN_DAYS = (14, 3)  # how long before the day the units are told


class Standing(StrEnum):
    """As ActivityProgress.Status; besides, without an answer and withdrawn."""

    UNANSWERED = "unanswered"
    NOT_BEGUN = "not_begun"
    GOING_ON = "going_on"
    HELD_UP = "held_up"
    DONE = "done"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


CLOSED = frozenset({Standing.DONE, Standing.DROPPED, Standing.WITHDRAWN})


@dataclass(frozen=True)
class Said:
    """One answer that stands. `told_on`: the day up to which it tells, the last of a report's
    period; `at`: when it was given or accepted; `key` sets apart what was said at once."""

    unit: int
    status: str
    told_on: date
    at: datetime
    key: int

    @property
    def age(self) -> tuple[date, datetime, int]:
        return self.told_on, self.at, self.key


def newest(said: Sequence[Said], lead: int | None, keeper: int) -> Said | None:
    """What stands for the whole: the newest of who leads or keeps it; only where neither has said
    anything, the newest of any unit."""
    told = [one for one in said if one.status]
    of_leads = [one for one in told if one.unit in (lead, keeper)]
    return max(of_leads or told, key=lambda one: one.age, default=None)


def standing(said: Said | None, *, is_withdrawn: bool) -> Standing:
    if is_withdrawn:
        return Standing.WITHDRAWN
    return Standing(said.status) if said else Standing.UNANSWERED


def is_overdue(stands: Standing, due: date | None, today: date) -> bool:
    return due is not None and due < today and stands not in CLOSED


def is_due_soon(stands: Standing, due: date | None, today: date) -> bool:
    if due is None or stands in CLOSED:
        return False
    return 0 <= (due - today).days <= SOON_DAYS


def urgency(stands: Standing, due: date | None, today: date) -> tuple[int, date]:
    """In lists: what is overdue first, then by the day, then what has none, then what is closed."""
    if stands in CLOSED:
        return 3, due or date.max
    if due is None:
        return 2, date.max
    return (0 if due < today else 1), due
