"""When a report opens, is due and closes; where it stands on a day, and why."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from reporting.kernel.messages import Message, Param
from reporting.kernel.periods import Period, PeriodKind

_ = str  # marks a template for translation
LAST_MONTH_OF_REVIEW = 10
WEEKEND = {5, 6}


@dataclass(frozen=True)
class Rule:
    """`opens_days` after the period's last day (negative: before it); due on `due_day` of the
    month `due_months` after the period; closes `closes_days` after that, None: never."""

    due_day: int
    due_months: int = 1
    opens_days: int = -5
    closes_days: int | None = None
    owed: bool = True


# What the Secretariat begins a year with; it changes each of them on the calendar's page.
USUAL = {
    PeriodKind.MONTH: Rule(due_day=5),
    PeriodKind.QUARTER: Rule(due_day=10),
    PeriodKind.SEMESTER: Rule(due_day=15),
    PeriodKind.TEN_MONTH: Rule(due_day=15),
    PeriodKind.YEAR: Rule(due_day=20),
}


@dataclass(frozen=True)
class Dates:
    opens: date
    due: date
    closes: date | None = None
    extended: bool = False

    def is_on_time(self, day: date) -> bool:
        return day <= self.due


def last_day(period: Period) -> date:
    year, month = period.months[-1]
    return _first_of(year, month + 1) - timedelta(days=1)


def first_day(period: Period) -> date:
    return _first_of(*period.months[0])


def first_day_after(period: Period) -> date:
    return last_day(period) + timedelta(days=1)


def dates(
    period: Period,
    rule: Rule,
    *,
    holidays: Set[date] = frozenset(),
    cut_off: date | None = None,
    extension: date | None = None,
) -> Dates:
    """An extension moves the due day, also past the cut-off, and never closes before it."""
    end = last_day(period)
    due = working_day(_day_of(*period.months[-1], rule.due_months, rule.due_day), holidays)
    closes = due + timedelta(days=rule.closes_days) if rule.closes_days is not None else None
    if cut_off is not None and _before_the_review(period):
        closes = min(closes or cut_off, cut_off)
        due = min(due, closes)
    if extension is not None:
        due = extension
        closes = max(closes, extension) if closes else None
    opens = min(end + timedelta(days=rule.opens_days), due)
    return Dates(opens, due, closes, extended=extension is not None)


def _before_the_review(period: Period) -> bool:
    """Shorter reports on January to October: the ten-month report is made from them."""
    coarse = (PeriodKind.TEN_MONTH, PeriodKind.YEAR)
    return period.kind not in coarse and period.months[-1][1] <= LAST_MONTH_OF_REVIEW


def working_day(day: date, holidays: Set[date]) -> date:
    """The day itself, or the next one that is neither a weekend's nor a holiday."""
    while day.weekday() in WEEKEND or day in holidays:
        day += timedelta(days=1)
    return day


def _first_of(year: int, month: int) -> date:
    """Months may be counted on past December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _day_of(year: int, month: int, months_on: int, day: int) -> date:
    """That day of the month, or its last one."""
    first = _first_of(year, month + months_on)
    last = _first_of(year, month + months_on + 1) - timedelta(days=1)
    return min(first + timedelta(days=day - 1), last)


@dataclass(frozen=True)
class CalendarRevision:
    """How often the calendar was changed, and when last: phones take over what is newer."""

    number: int
    at: datetime


class ReportStatus(StrEnum):
    """Where an owed report stands. The first four are of reports that have not come in."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"
    RETURNED = "returned"
    REOPENED = "reopened"
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


# The most urgent first.
URGENCY = (
    ReportStatus.RETURNED,
    ReportStatus.REOPENED,
    ReportStatus.OVERDUE,
    ReportStatus.PREPARED,
    ReportStatus.OPEN,
    ReportStatus.CLOSED,
    ReportStatus.SUBMITTED,
    ReportStatus.NOT_OPEN,
    ReportStatus.ACCEPTED,
)
NOT_IN = frozenset(
    {ReportStatus.NOT_OPEN, ReportStatus.OPEN, ReportStatus.OVERDUE, ReportStatus.CLOSED}
)


@dataclass(frozen=True)
class ExplainedStatus:
    """A report's status on a day: `why` it is so, and what to do (`todo`), for the unit."""

    status: ReportStatus
    why: Message
    todo: Message


WHY_NOT_OPEN = _("Opens on %(day)s.")
WHY_DUE = _("Due in %(days)d days, on %(day)s.")
WHY_DUE_TOMORROW = _("Due tomorrow, on %(day)s.")
WHY_DUE_TODAY = _("Due today.")
WHY_OVERDUE = _("Overdue by %(days)d days: it was due on %(day)s.")
WHY_OVERDUE_ONE = _("Overdue since yesterday: it was due on %(day)s.")
WHY_CLOSED = _("Closed on %(day)s without a report.")
WHY_RETURNED = _("Returned by the Secretariat.")
WHY_REOPENED = _("Re-opened by the Secretariat.")
WHY_PREPARED = _("Waits for the signature of an approver.")
WHY_SUBMITTED = _("Submitted; the Secretariat reads it.")
WHY_RETURNED_BELOW = _("Returned by the unit above.")
WHY_REOPENED_BELOW = _("Re-opened by the unit above.")
WHY_SUBMITTED_BELOW = _("Submitted; the unit above reads it.")
WHY_ACCEPTED_BELOW = _("Accepted by the unit above. It is locked and counts in its province.")
WHY_ACCEPTED = _("Accepted. It is locked and counts in the national figures.")
DO_WAIT = _("Nothing to do yet.")
DO_BEGIN = _("Begin the report")
DO_GO_ON = _("Go on with the report")
DO_ASK = _("Ask the Secretariat for an extension.")
DO_CORRECT = _("Read the comments and correct it")
DO_SIGN = _("Read it and sign")
DO_NOTHING = _("Nothing to do.")
DO_REOPEN = _("To change it, ask the Secretariat to re-open it.")
DO_REOPEN_BELOW = _("To change it, ask the unit above to re-open it.")
# Of a unit that stands below another reporter.
BELOW = {
    WHY_RETURNED: WHY_RETURNED_BELOW,
    WHY_REOPENED: WHY_REOPENED_BELOW,
    WHY_SUBMITTED: WHY_SUBMITTED_BELOW,
    WHY_ACCEPTED: WHY_ACCEPTED_BELOW,
    DO_REOPEN: DO_REOPEN_BELOW,
}


def place(
    state: str | None,
    when: Dates,
    today: date,
    *,
    reopened: bool = False,
    revision: int = 1,
    below: bool = False,
) -> ExplainedStatus:
    """`state`: of the newest revision, None where nobody has begun; a draft that came back is
    returned or re-opened still (`revision` is its number). `below`: of a unit below another
    reporter, which reads it."""
    found = _place(state, when, today, reopened=reopened, revision=revision)
    return replace(found, why=_by_above(found.why), todo=_by_above(found.todo)) if below else found


def _by_above(said: Message) -> Message:
    return replace(said, template=BELOW.get(said.template, said.template))


def _place(
    state: str | None, when: Dates, today: date, *, reopened: bool, revision: int
) -> ExplainedStatus:
    if state == "accepted":
        if reopened:
            return ExplainedStatus(ReportStatus.REOPENED, _say(WHY_REOPENED), _say(DO_CORRECT))
        return ExplainedStatus(ReportStatus.ACCEPTED, _say(WHY_ACCEPTED), _say(DO_REOPEN))
    if state == "submitted":
        return ExplainedStatus(ReportStatus.SUBMITTED, _say(WHY_SUBMITTED), _say(DO_NOTHING))
    if state == "prepared":
        return ExplainedStatus(ReportStatus.PREPARED, _say(WHY_PREPARED), _say(DO_SIGN))
    if state == "returned" or (state == "draft" and revision > 1):
        status, why = (
            (ReportStatus.REOPENED, WHY_REOPENED)
            if reopened
            else (ReportStatus.RETURNED, WHY_RETURNED)
        )
        return ExplainedStatus(status, _say(why), _say(DO_CORRECT))
    return _not_in(when, today, begun=state == "draft")


def _not_in(when: Dates, today: date, *, begun: bool) -> ExplainedStatus:
    todo = _say(DO_GO_ON if begun else DO_BEGIN)
    if when.closes is not None and today > when.closes:
        return ExplainedStatus(ReportStatus.CLOSED, _say(WHY_CLOSED, day=when.closes), _say(DO_ASK))
    if today > when.due:
        late = (today - when.due).days
        template = WHY_OVERDUE_ONE if late == 1 else WHY_OVERDUE
        return ExplainedStatus(ReportStatus.OVERDUE, _say(template, day=when.due, days=late), todo)
    if today < when.opens and not begun:
        return ExplainedStatus(
            ReportStatus.NOT_OPEN, _say(WHY_NOT_OPEN, day=when.opens), _say(DO_WAIT)
        )
    left = (when.due - today).days
    template = {0: WHY_DUE_TODAY, 1: WHY_DUE_TOMORROW}.get(left, WHY_DUE)
    return ExplainedStatus(ReportStatus.OPEN, _say(template, day=when.due, days=left), todo)


def _say(template: str, **params: Param) -> Message:
    return Message(template=template, params=params)
