"""Years with a calendar for tests: their clock stands still, as in a year to practise on."""

from dataclasses import asdict
from datetime import date
from typing import Any

from provinces.models import User
from reporting.calendar import actions as extensions
from reporting.calendar.rules.deadlines import USUAL, Rule
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import DeadlineRule, Extension, ReportingYear
from strategies.models import DataSet
from tests.factories import REVIEWER, SECRETARY_GENERAL, acting, secretariat, unit


def opened_year(
    year: int,
    today: str | None = None,
    *,
    rules: dict[PeriodKind, Rule] | None = None,
    cut_off: str | None = None,
) -> ReportingYear:
    """With the usual rules, or those given for some kinds; with `today` a year to practise on."""
    with secretariat():
        made = ReportingYear.objects.create(
            year=year,
            cut_off=date.fromisoformat(cut_off) if cut_off else None,
            is_practice=today is not None,
            today=date.fromisoformat(today) if today else None,
            opened_by=User.objects.get(username=SECRETARY_GENERAL),
        )
        DeadlineRule.objects.bulk_create(
            DeadlineRule(reporting_year=made, period_kind=kind.value, **asdict(rule))
            for kind, rule in (USUAL | (rules or {})).items()
        )
    return made


def it_is(year: int, day: str) -> None:
    """Turns the clock of a year to practise on."""
    with secretariat():
        ReportingYear.objects.filter(year=year).update(today=date.fromisoformat(day))


def extended(
    code: str, period: str, due_on: str, *, data_set: str = "", **given: Any
) -> list[Extension]:
    with acting(REVIEWER) as reviewer:
        return extensions.extend(
            by=reviewer,
            units=[unit(code)],
            data_set=DataSet.objects.get(code=data_set) if data_set else None,
            period=Period.parse(period),
            due_on=date.fromisoformat(due_on),
            reason=given.get("reason", "The line was down."),
        )
