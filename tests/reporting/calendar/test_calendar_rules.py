"""When reports open, are due and close; and where one stands on a day, with the reason."""

from datetime import date

import pytest

from reporting.calendar.rules.deadlines import (
    NOT_IN,
    URGENCY,
    USUAL,
    Dates,
    ReportStatus,
    Rule,
    dates,
    last_day,
    place,
    working_day,
)
from reporting.kernel.periods import Period, PeriodKind

FIFTH = Rule(due_day=5)
CLOSING = Rule(due_day=5, closes_days=10)


def on(text: str) -> date:
    return date.fromisoformat(text)


def of(period: str, rule: Rule | None = None, **given: object) -> Dates:
    found = Period.parse(period)
    return dates(found, rule or USUAL[found.kind], **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2021-01", "2021-01-31"),
        ("2021-02", "2021-02-28"),
        ("2024-02", "2024-02-29"),
        ("2021-12", "2021-12-31"),
        ("2021-Q1", "2021-03-31"),
        ("2021-S1", "2021-06-30"),
        ("2021-T10", "2021-10-31"),
        ("2021", "2021-12-31"),
    ],
)
def test_the_last_day_of_a_period(period, day):
    assert last_day(Period.parse(period)) == on(day)


@pytest.mark.parametrize(
    ("period", "opens", "due"),
    [
        ("2021-01", "2021-01-26", "2021-02-05"),
        ("2021-02", "2021-02-23", "2021-03-05"),
        ("2024-02", "2024-02-24", "2024-03-05"),
        ("2021-05", "2021-05-26", "2021-06-07"),  # the 5th of June is a Saturday
        ("2021-08", "2021-08-26", "2021-09-06"),  # the 5th of September a Sunday
        ("2021-12", "2021-12-26", "2022-01-05"),  # of the next year
        ("2021-Q1", "2021-03-26", "2021-04-12"),
        ("2021-Q4", "2021-12-26", "2022-01-10"),
        ("2021-S1", "2021-06-25", "2021-07-15"),
        ("2021-T10", "2021-10-26", "2021-11-15"),
        ("2021", "2021-12-26", "2022-01-20"),
    ],
)
def test_the_usual_year(period, opens, due):
    assert of(period) == Dates(on(opens), on(due), None)


@pytest.mark.parametrize(
    ("rule", "period", "due"),
    [
        (Rule(due_day=31), "2021-01", "2021-03-01"),  # the 28th of February is a Sunday
        (Rule(due_day=31), "2024-01", "2024-02-29"),
        (Rule(due_day=31), "2021-03", "2021-04-30"),
        (Rule(due_day=1, due_months=2), "2021-11", "2022-01-03"),
        (Rule(due_day=15, due_months=3), "2021-12", "2022-03-15"),
        (Rule(due_day=30, due_months=0), "2021-03", "2021-03-30"),
    ],
)
def test_a_day_that_the_month_does_not_have_is_its_last(rule, period, due):
    assert of(period, rule).due == on(due)


@pytest.mark.parametrize(
    ("holidays", "due"),
    [
        ([], "2021-04-05"),
        (["2021-04-05"], "2021-04-06"),
        (["2021-04-06"], "2021-04-05"),  # another day off moves nothing
        (["2021-04-05", "2021-04-06", "2021-04-07", "2021-04-08", "2021-04-09"], "2021-04-12"),
    ],
)
def test_holidays_and_the_weekend_behind_them_move_the_day(holidays, due):
    assert of("2021-03", holidays={on(day) for day in holidays}).due == on(due)


def test_a_working_day_stays():
    assert working_day(on("2021-04-05"), frozenset()) == on("2021-04-05")


@pytest.mark.parametrize(
    ("period", "rule", "due", "closes"),
    [
        ("2021-10", FIFTH, "2021-11-03", "2021-11-03"),  # due and closed by the cut-off
        ("2021-09", FIFTH, "2021-10-05", "2021-11-03"),  # due before, open until then
        ("2021-09", CLOSING, "2021-10-05", "2021-10-15"),  # its own end comes first
        ("2021-10", CLOSING, "2021-11-03", "2021-11-03"),
        ("2021-Q3", USUAL[PeriodKind.QUARTER], "2021-10-11", "2021-11-03"),
        ("2021-S1", USUAL[PeriodKind.SEMESTER], "2021-07-15", "2021-11-03"),
        ("2021-11", FIFTH, "2021-12-06", None),  # behind the review
        ("2021-Q4", USUAL[PeriodKind.QUARTER], "2022-01-10", None),
        ("2021-T10", USUAL[PeriodKind.TEN_MONTH], "2021-11-15", None),  # the review itself
        ("2021", USUAL[PeriodKind.YEAR], "2022-01-20", None),
    ],
)
def test_the_cut_off_before_the_ten_month_review(period, rule, due, closes):
    found = of(period, rule, cut_off=on("2021-11-03"))
    assert (found.due, found.closes) == (on(due), on(closes) if closes else None)


@pytest.mark.parametrize(
    ("rule", "given", "closes"),
    [
        (FIFTH, {}, None),
        (CLOSING, {}, "2021-12-01"),  # not before the new day
        (Rule(due_day=5, closes_days=60), {}, "2022-01-04"),  # nor earlier than without it
        (FIFTH, {"cut_off": on("2021-11-03")}, "2021-12-01"),
    ],
)
def test_an_extension_moves_the_day_and_what_closes_before_it(rule, given, closes):
    found = of("2021-10", rule, extension=on("2021-12-01"), **given)
    assert found == Dates(
        on("2021-10-26"), on("2021-12-01"), on(closes) if closes else None, extended=True
    )


def test_a_report_never_opens_behind_its_due_day():
    found = of("2021-03", Rule(due_day=5, opens_days=10))
    assert found.opens == found.due == on("2021-04-05")


def test_what_comes_on_the_day_is_on_time():
    found = of("2021-03")
    assert found.is_on_time(on("2021-04-05"))
    assert not found.is_on_time(on("2021-04-06"))


MARCH = Dates(on("2021-03-26"), on("2021-04-05"), on("2021-04-15"))


@pytest.mark.parametrize(
    ("today", "status", "why"),
    [
        ("2021-03-25", "not_open", "Opens on 2021-03-26."),
        ("2021-03-26", "open", "Due in 10 days, on 2021-04-05."),
        ("2021-04-03", "open", "Due in 2 days, on 2021-04-05."),
        ("2021-04-04", "open", "Due tomorrow, on 2021-04-05."),
        ("2021-04-05", "open", "Due today."),
        ("2021-04-06", "overdue", "Overdue since yesterday: it was due on 2021-04-05."),
        ("2021-04-15", "overdue", "Overdue by 10 days: it was due on 2021-04-05."),
        ("2021-04-16", "closed", "Closed on 2021-04-15 without a report."),
    ],
)
def test_a_report_that_nobody_has_begun(today, status, why):
    placed = place(None, MARCH, on(today))
    assert placed.status == ReportStatus(status)
    assert placed.why.words() == why


@pytest.mark.parametrize(
    ("today", "todo"),
    [
        ("2021-03-01", "Go on with the report"),  # begun before it opened, by an extension
        ("2021-04-01", "Go on with the report"),
        ("2021-04-07", "Go on with the report"),
        ("2021-05-01", "Ask the Secretariat for an extension."),
    ],
)
def test_a_draft_goes_on_until_it_closes(today, todo):
    assert place("draft", MARCH, on(today)).todo.words() == todo


@pytest.mark.parametrize("today", ["2021-03-01", "2021-04-05", "2021-06-01"])
@pytest.mark.parametrize(
    ("state", "given", "status", "todo"),
    [
        ("prepared", {}, "prepared", "Read it and sign"),
        ("submitted", {}, "submitted", "Nothing to do."),
        ("accepted", {}, "accepted", "To change it, ask the Secretariat to re-open it."),
        ("accepted", {"reopened": True}, "reopened", "Read the comments and correct it"),
        ("returned", {}, "returned", "Read the comments and correct it"),
        ("draft", {"revision": 2}, "returned", "Read the comments and correct it"),
        (
            "draft",
            {"revision": 2, "reopened": True},
            "reopened",
            "Read the comments and correct it",
        ),
        ("returned", {"reopened": True}, "reopened", "Read the comments and correct it"),
    ],
)
def test_what_has_come_in_does_not_grow_late(today, state, given, status, todo):
    placed = place(state, MARCH, on(today), **given)
    assert (placed.status, placed.todo.words()) == (ReportStatus(status), todo)


def test_every_status_has_its_place_in_the_order_of_urgency():
    assert sorted(URGENCY) == sorted(ReportStatus)
    assert set(USUAL) == set(PeriodKind)
    assert {ReportStatus.OPEN, ReportStatus.CLOSED} <= NOT_IN
