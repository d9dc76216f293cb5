"""A year to monitor: its calendar is open and it has its own today."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from reporting.calendar.rules.deadlines import USUAL
from reporting.entry.access import ReportAccess, access_to_report
from reporting.models import (
    ActivityProgress,
    DeadlineRule,
    PlannedActivity,
    ReportingYear,
    Revision,
)
from reporting.review.actions import approval
from strategies.models import Activity
from tests import factories

YEAR = 2021


def opened(today: date) -> None:
    """Opens 2021, or moves its clock: what happens next happens on that day."""
    with factories.acting(factories.SECRETARY_GENERAL) as actor:
        year, is_new = ReportingYear.objects.update_or_create(
            year=YEAR, defaults={"is_practice": True, "today": today, "opened_by": actor.user}
        )
        if is_new:
            DeadlineRule.objects.bulk_create(
                DeadlineRule(reporting_year=year, period_kind=kind.value, due_day=rule.due_day)
                for kind, rule in USUAL.items()
            )


def charts_in(workbook: bytes) -> int:
    with ZipFile(BytesIO(workbook)) as parts:
        return sum("charts/chart" in one for one in parts.namelist())


def activity(code: str) -> Activity:
    return Activity.everything.get(code=code)


def planned(unit: str, code: str, target: int | None, **more: Any) -> None:
    with factories.acting(factories.person_of(unit, "officer")) as officer:
        PlannedActivity.objects.create(
            organisation_unit=officer.unit,
            activity=activity(code),
            year=YEAR,
            target=target,
            **more,
        )


def progressed(
    unit: str,
    form: str,
    period: str,
    said: Mapping[str, tuple[int | None, str, str]],
    *,
    accept: bool = True,
) -> Revision:
    """A report that says this of activities: times done, status, obstacle."""
    revision = factories.drafted(unit, form, period, {})
    with factories.acting(factories.person_of(unit, "officer")) as officer:
        for code, (times, status, obstacle) in said.items():
            ActivityProgress.objects.update_or_create(  # a longer report begins prefilled
                revision=revision,
                organisation_unit=officer.unit,
                activity=activity(code),
                defaults={
                    "times_done": None if times is None else Decimal(times),
                    "status": status,
                    "obstacle": obstacle,
                },
            )
        factories.answered(officer, ReportAccess(officer, revision.report, revision))
    factories.handed_over(unit, form, period)
    where: Any = {"unit": unit, "data_set": form, "period": period}
    with factories.acting(factories.person_of(unit, "approver")) as signer:
        approval.submit(by=signer, access=access_to_report(signer, **where))
    if accept:
        with factories.acting(factories.REVIEWER) as reviewer:
            approval.accept(by=reviewer, access=access_to_report(reviewer, **where))
    return revision
