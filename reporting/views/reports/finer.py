"""What the page of a report says of its shorter reports and of the activities of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.forms import reports_names as names
from reporting.forms.reports_entry import Posted
from reporting.kernel.finer_findings import RULE
from reporting.kernel.periods import PeriodKind
from reporting.models import ActivityProgress, Report
from reporting.queries.activities import AssignedActivity
from reporting.queries.finer import Prefilled, finer_of, prefilled_from
from reporting.queries.period_words import listed
from reporting.queries.plan_words import activity_title, months_words
from reporting.queries.report_pages import Content
from reporting.report_access import Door
from reporting.views.reports.doors import report_address
from reporting.views.reports.inputs import Input
from reporting.views.reports.rows import unit_words


def _statuses() -> dict[str, str]:
    return {code: str(words) for code, words in ActivityProgress.Status.choices}


@dataclass(frozen=True)
class FinerShape:
    """`then`: from what it was filled when it was begun; `now`: what is accepted by now."""

    then: Prefilled | None
    now: Prefilled | None
    differences: int
    take_over: str
    is_month: bool

    @property
    def more_now(self) -> bool:
        return self.now is not None and self.now != self.then


@dataclass(frozen=True)
class ActivityShape:
    code: str
    title: str
    target: Decimal | None
    unit: str
    months: str
    so_far: Decimal
    status: Input
    status_words: str
    times: Input
    obstacle: Input


def finer_context(
    found: Door, content: Content, posted: Posted, *, may_enter: bool
) -> dict[str, Any]:
    report = found.report
    own_plan = found.is_own and found.actor.may(Permission.REPORT_ENTER)
    return {
        "finer": _finer(found, content, may_enter=may_enter),
        "reconciliation": reconciliation_address(report),
        "activities": list(activity_shapes(content, posted)),
        "action_plan": reverse("reporting:action_plan", args=[report.year]) if own_plan else "",
    }


def reconciliation_address(report: Report) -> str:
    place = [report.organisation_unit.code, report.data_set.code, report.year]
    return reverse("reporting:reconciliation", args=place)


def _finer(found: Door, content: Content, *, may_enter: bool) -> FinerShape:
    report = found.report
    finer = None if report.transcribed_from else finer_of(report)
    now = None
    if finer is not None:
        now = Prefilled(finer.months, finer.expected, listed(finer.cover.chosen))
    open_ones = [check for check in content.open_checks if check.finding.rule == RULE]
    offered = may_enter and bool(open_ones)
    return FinerShape(
        then=prefilled_from(report),
        now=now,
        differences=len(open_ones),
        take_over=report_address(report, "reporting:take_over") if offered else "",
        is_month=report.period.kind is PeriodKind.MONTH,
    )


def activity_shapes(content: Content, posted: Posted) -> Iterator[ActivityShape]:
    for assigned in content.activities:
        texts = names.activity_texts(assigned.progress)
        inputs = [
            Input(
                name=name,
                text=posted.typed.get(name, text),
                kind=kind,
                label=f"{label}: {assigned.activity.code}",
                problem=posted.problems.get(name, ""),
                choices=_statuses() if kind == "choice" else {},
                nothing=_("choose one"),
            )
            for (name, text), kind, label in zip(
                texts.items(),
                ("choice", "number", "long"),
                (_("Status"), _("Times done"), _("Obstacle")),
                strict=True,
            )
        ]
        yield _activity(assigned, *inputs)


def _activity(one: AssignedActivity, status: Input, times: Input, obstacle: Input) -> ActivityShape:
    planned = one.planned
    statuses = dict(ActivityProgress.Status.choices)
    return ActivityShape(
        code=one.activity.code,
        title=activity_title(one.activity, get_language() or "en"),
        target=planned.target if planned else None,
        unit=unit_words(planned.unit_of_count) if planned else "",
        months=months_words(planned.months) if planned else "",
        so_far=one.progress.so_far,
        status=status,
        status_words=str(statuses.get(status.text, "")),
        times=times,
        obstacle=obstacle,
    )
