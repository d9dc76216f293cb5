"""When somebody is told: the moments of the calendar, and when an e-mail is due.

Of several moments that have passed only the newest one is told, so that a portal that was down for
two days loses nothing and does not flood anybody.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from reporting.calendar.rules.deadlines import Dates, ReportStatus

EARLY, LATE = 7, 2  # days before a report is due
WEEK = 7
MORNING = time(7)  # when e-mails of the day go out
MONDAY, FRIDAY = 0, 4
MOST_ATTEMPTS = 8


class MomentKind(StrEnum):
    OPENS = "opens"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Moment:
    """`stage` tells two moments of one kind apart: days before or after the due day. `day`: when
    it came."""

    kind: MomentKind
    stage: int
    day: date

    @property
    def code(self) -> str:
        return f"{self.kind}:{self.stage}"


WANTED = frozenset({ReportStatus.OPEN, ReportStatus.OVERDUE, ReportStatus.PREPARED})


def moment(status: ReportStatus, when: Dates, today: date) -> Moment | None:
    """The newest one of an owed report that has not come in; None where nothing is to be said.

    Overdue is said on the first day, on the seventh and then each week. An extension moves the
    due day, and with it everything that is said of it.
    """
    if status not in WANTED or today < when.opens:
        return None
    left = (when.due - today).days
    if left < 0:
        stage = _overdue_stage(-left)
        return Moment(MomentKind.OVERDUE, stage, when.due + timedelta(days=stage))
    for stage in (LATE, EARLY):
        if left <= stage:
            return Moment(MomentKind.DUE, stage, when.due - timedelta(days=stage))
    return Moment(MomentKind.OPENS, 0, when.opens)


def _overdue_stage(late: int) -> int:
    return late // WEEK * WEEK or 1


class Frequency(StrEnum):
    """As provinces.models.MailFrequency."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


def mail_time(frequency: Frequency, now: datetime, *, by_day: bool = False) -> datetime | None:
    """When the e-mail of a notice that is told at `now` goes out; None: never.

    `by_day`: it belongs to a day and not to a moment, and does not go out in the night.
    """
    match frequency:
        case Frequency.NEVER:
            return None
        case Frequency.DAILY:
            return _next_morning(now)
        case Frequency.WEEKLY:
            morning = _next_morning(now)
            return morning + timedelta(days=(MONDAY - morning.weekday()) % WEEK)
        case Frequency.AT_ONCE:
            return max(now, _at_morning(now)) if by_day else now


def _at_morning(day: datetime) -> datetime:
    return day.replace(hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0)


def _next_morning(now: datetime) -> datetime:
    morning = _at_morning(now)
    return morning if now <= morning else morning + timedelta(days=1)


# Minutes until an e-mail is tried again, by how often it was tried.
DELAYS = (2, 10, 60, 4 * 60, 12 * 60)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after this many attempts; None: no more, the administrator sees to it."""
    if attempts >= MOST_ATTEMPTS:
        return None
    minutes = DELAYS[min(attempts, len(DELAYS)) - 1]
    return now + timedelta(minutes=minutes)


def digest_days(frequency: Frequency, today: date) -> tuple[date, date]:
    """First and last day of the newest digest: since the working day before, or the last week.

    Who wants e-mails weekly or never gets a weekly one. None is made at the weekend; Monday's
    reaches back to Friday.
    """
    if frequency in (Frequency.AT_ONCE, Frequency.DAILY):
        made = _working_day_until(today)
        return _working_day_until(made - timedelta(days=1)), made - timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(days=WEEK), monday - timedelta(days=1)


def _working_day_until(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))
