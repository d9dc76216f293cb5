"""What the page of a report shows besides its own tables: from which shorter reports it was filled,
what differs from them by now, and the activities of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.core.queries.period_words import listed
from reporting.entry.access import ReportAccess
from reporting.entry.component_periods.queries.accepted_components import (
    PrefilledFrom,
    components_of,
    prefilled_from,
)
from reporting.entry.component_periods.rules.comparison_words import RULES, TAKEN_OVER
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.activities import AssignedActivity, activity_title, months_words
from reporting.entry.page.queries.report_content import ReportContent
from reporting.entry.page.views.entry_inputs import EntryInput
from reporting.entry.page.views.open_rows import unit_words
from reporting.entry.page.views.report_access import report_address
from reporting.kernel.periods import PeriodKind
from reporting.models import ActivityProgress, Report


def _statuses() -> dict[str, str]:
    return {code: str(words) for code, words in ActivityProgress.Status.choices}


@dataclass(frozen=True)
class ComponentNotesPresenter:
    """`then`: from what it was filled when it was begun; `now`: what is accepted by now."""

    then: PrefilledFrom | None
    now: PrefilledFrom | None
    differences: int
    adopt_url: str
    is_month: bool

    @property
    def more_now(self) -> bool:
        return self.now is not None and self.now != self.then


@dataclass(frozen=True)
class ActivityPresenter:
    code: str
    title: str
    target: Decimal | None
    unit: str
    months: str
    so_far: Decimal
    status: EntryInput
    status_words: str
    times: EntryInput
    obstacle: EntryInput


def components_context(
    found: ReportAccess, content: ReportContent, posted: Posted, *, may_enter: bool
) -> dict[str, Any]:
    report = found.report
    own_plan = found.is_own and found.actor.may(Permission.REPORT_ENTER)
    return {
        "components": _component_notes(found, content, may_enter=may_enter),
        "component_periods_url": component_periods_address(report),
        "activities": list(activity_presenters(content, posted)),
        "action_plan": reverse("reporting:action_plan", args=[report.year]) if own_plan else "",
    }


def component_periods_address(report: Report) -> str:
    place = [report.organisation_unit.code, report.data_set.code, report.year]
    return reverse("reporting:component_periods", args=place)


def _component_notes(
    found: ReportAccess, content: ReportContent, *, may_enter: bool
) -> ComponentNotesPresenter:
    report = found.report
    components = None if report.transcribed_from else components_of(report)
    now = None
    if components is not None and components.fills_form:
        now = PrefilledFrom(
            components.months,
            components.expected,
            listed(components.cover.chosen),
            places=components.places,
        )
    open_ones = [check for check in content.open_checks if check.finding.rule in RULES]
    offered = may_enter and any(check.finding.rule in TAKEN_OVER for check in open_ones)
    return ComponentNotesPresenter(
        then=prefilled_from(report),
        now=now,
        differences=len(open_ones),
        adopt_url=report_address(report, "reporting:component_adoption") if offered else "",
        is_month=report.period.kind is PeriodKind.MONTH,
    )


def activity_presenters(content: ReportContent, posted: Posted) -> Iterator[ActivityPresenter]:
    for assigned in content.activities:
        texts = names.activity_texts(assigned.progress)
        inputs = [
            EntryInput(
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


def _activity(
    assigned: AssignedActivity, status: EntryInput, times: EntryInput, obstacle: EntryInput
) -> ActivityPresenter:
    planned = assigned.planned
    statuses = dict(ActivityProgress.Status.choices)
    return ActivityPresenter(
        code=assigned.activity.code,
        title=activity_title(assigned.activity, get_language() or "en"),
        target=planned.target if planned else None,
        unit=unit_words(planned.unit_of_count) if planned else "",
        months=months_words(planned.months) if planned else "",
        so_far=assigned.progress.so_far,
        status=status,
        status_words=str(statuses.get(status.text, "")),
        times=times,
        obstacle=obstacle,
    )
