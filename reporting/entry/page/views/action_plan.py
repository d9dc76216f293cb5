"""The page on which a unit enters its annual action plan."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.queries import unit_name
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.queries.period_words import short_month
from reporting.core.views.portal import portal_view
from reporting.entry.page.actions.action_plan import Planned, save_action_plan
from reporting.entry.page.forms.action_plan import (
    GroupForm,
    PlanRow,
    planned_of,
    posted_row,
    stored_row,
)
from reporting.entry.page.queries.activities import (
    activities_of,
    activity_title,
    groups_of_year,
    months_words,
    planned_by,
)
from reporting.entry.page.views.open_rows import unit_words
from reporting.models import PlannedActivity
from strategies.models.cells import UnitOfCount

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_ENTER)
def action_plan(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    groups = groups_of_year(year)
    if not groups:
        raise NotHere
    form = GroupForm(request.GET, groups=groups)
    group = form.chosen()
    stored = planned_by(actor.unit, year)
    by_activity = {planned.activity_id: planned for planned in stored}
    activities = activities_of(group, year) if group else []
    before = [stored_row(activity, by_activity.get(activity.pk)) for activity in activities]
    rows = before
    if request.method == "POST" and group:
        rows = [_checked(posted_row(request.POST, activity)) for activity in activities]
        if not any(row.problem for row in rows):
            _save(actor, year, before, rows)
            messages.success(request, _("Your action plan is saved."))
            return redirect(f"{reverse('reporting:action_plan', args=[year])}?group={group}")
    context = {
        "unit": unit_name(actor.unit, year, get_language() or "en"),
        "year": str(year),
        "form": form,
        "group": next((candidate for candidate in groups if candidate.code == group), None),
        "planned": [_planned_words(planned) for planned in stored],
        "rows": [(row, activity_title(row.activity, get_language() or "en"))
                 for row in rows],
        "problems": sum(bool(row.problem) for row in rows),
        "units": UnitOfCount.choices,
        "months": [(number, short_month(number)) for number in range(1, 13)],
    }  # fmt: skip
    status = UNPROCESSABLE if context["problems"] else 200
    return render(request, "entry/action_plan.html", context, status=status)


def _checked(row: PlanRow) -> PlanRow:
    if not row.chosen:
        return row
    try:
        planned_of(row)
    except ValueError as problem:
        return replace(row, problem=str(problem))
    return row


def _save(actor: Actor, year: int, before: Iterable[PlanRow], rows: Iterable[PlanRow]) -> None:
    """Only what changed is written."""
    changed = [(old, row) for old, row in zip(before, rows, strict=True) if old.said != row.said]
    planned: dict[str, Planned] = {
        row.activity.code: planned_of(row) for _old, row in changed if row.chosen
    }
    removed = [row.activity.code for old, row in changed if old.chosen and not row.chosen]
    if planned or removed:
        save_action_plan(by=actor, year=year, planned=planned, removed=removed)


def _planned_words(planned: PlannedActivity) -> dict[str, object]:
    return {
        "activity": planned.activity,
        "title": activity_title(planned.activity, get_language() or "en"),
        "target": planned.target,
        "unit": unit_words(planned.unit_of_count),
        "months": months_words(planned.months),
        "note": planned.note,
    }
