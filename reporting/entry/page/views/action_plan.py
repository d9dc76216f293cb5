"""The page on which a unit enters its annual action plan, and the steps that it takes with it."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from provinces.queries import unit_name
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.queries.period_words import short_month
from reporting.core.views.portal import portal_view
from reporting.entry.page.actions import plan_steps
from reporting.entry.page.actions.action_plan import draft_from_last_year, save_action_plan
from reporting.entry.page.forms.action_plan import (
    GroupForm,
    InputProblem,
    PlanRow,
    planned_of,
    posted_row,
    stored_row,
)
from reporting.entry.page.queries.activities import activities_of, groups_of_year, planned_by
from reporting.entry.page.queries.unit_plans import unit_plan
from reporting.entry.page.rules.action_plan import Planned
from reporting.entry.page.views.plan_presenters import planned_presenter
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
    found = unit_plan(actor.unit, year)
    by_activity = {planned.activity_id: planned for planned in found.rows}
    activities = [
        activity
        for activity in (activities_of(group, year) if group else [])
        if activity.is_asked or activity.pk in by_activity
    ]
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
        "code": actor.unit.code,
        "year": str(year),
        "last_year": str(year - 1),
        "has_last_year": bool(planned_by(actor.unit, year - 1)),
        "found": found,
        "may_approve": plan_steps.may_approve(actor, found),
        "may_amend": not found.is_open and actor.may(Permission.REPORT_SIGN),
        "form": form,
        "group": next((candidate for candidate in groups if candidate.code == group), None),
        "planned": [planned_presenter(planned) for planned in found.rows],
        "rows": rows,
        "problems": sum(bool(row.problem) for row in rows),
        "units": UnitOfCount.choices,
        "currencies": PlannedActivity.Currency.choices,
        "months": [(number, short_month(number)) for number in range(1, 13)],
    }
    status = UNPROCESSABLE if context["problems"] else 200
    return render(request, "entry/action_plan.html", context, status=status)


@require_POST
@portal_view(Permission.REPORT_ENTER)
def action_plan_step(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """Drafted from last year's, approved, or opened to be amended."""
    match request.POST.get("step"):
        case "draft":
            drafted = draft_from_last_year(by=actor, year=year)
            taken = len(drafted.taken)
            messages.success(
                request,
                ngettext(
                    "%(count)d row was taken over from last year's plan.",
                    "%(count)d rows were taken over from last year's plan.",
                    taken,
                )
                % {"count": taken},
            )
            if drafted.left:
                messages.warning(
                    request,
                    _("Not taken over, because they have ended or have no title: %(codes)s.")
                    % {"codes": ", ".join(drafted.left)},
                )
        case "approve":
            plan_steps.approve(by=actor, year=year)
            messages.success(request, _("The action plan is approved. The Secretariat reads it."))
        case "amend":
            plan_steps.amend(by=actor, year=year, reason=request.POST.get("reason", ""))
            messages.success(request, _("The plan can be changed now. Approve it when it is done."))
        case _:
            raise NotHere
    return redirect("reporting:action_plan", year)


def _checked(row: PlanRow) -> PlanRow:
    if not row.chosen:
        return row
    try:
        planned_of(row)
    except InputProblem as problem:
        return replace(row, problem=str(problem), problem_part=problem.part)
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
