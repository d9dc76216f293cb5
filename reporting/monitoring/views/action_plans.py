"""The action plans of units: who has one and where it stands; one of them, and its
reading by the Secretariat."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.queries import descendants, unit_name
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.consolidation.queries.plan_progress import plan_years
from reporting.core.views.portal import portal_view
from reporting.entry.page.actions import plan_steps
from reporting.entry.page.queries.unit_plans import State, unit_plan
from reporting.entry.page.views.plan_presenters import planned_presenter
from reporting.monitoring.queries.action_plan_states import plan_lines, tallies
from reporting.monitoring.queries.completeness import known_year
from reporting.monitoring.views.plan_progress import unit_of


@require_safe
@portal_view(Permission.REPORT_VIEW)
def action_plans(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """Everybody's for the Secretariat; a unit sees its own and that of the units below it."""
    language = get_language() or "en"
    ids = (
        None
        if actor.is_national
        else list(descendants(actor.unit, itself=True).values_list("pk", flat=True))
    )
    lines = plan_lines(known_year(year), language, ids)
    counts = tallies(lines)
    show = request.GET.get("show", "")
    context = {
        "year": year,
        "years": plan_years(),
        "tallies": counts,
        "all": len(lines),
        "show": show if show in {state for state, _words, _count in counts} else "",
        "lines": [line for line in lines if _fits(line.state, line.has_plan, show)],
        "own": reverse("reporting:action_plan", args=[year])
        if actor.may(Permission.REPORT_ENTER)
        else "",
    }
    return render(request, "monitoring/action_plans.html", context)


def _fits(state: str, has_plan: bool, show: str) -> bool:
    if show == "none":
        return not has_plan
    return not show or show not in State.values or (has_plan and state == show)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def action_plan_of_unit(
    request: PortalRequest, actor: Actor, year: int, unit: str
) -> HttpResponseBase:
    of = unit_of(actor, unit)
    if of is None:
        raise NotHere
    found = unit_plan(of, known_year(year))
    reads = actor.is_national and actor.may(Permission.REPORT_REVIEW)
    context = {
        "year": year,
        "unit": of,
        "name": unit_name(of, year, get_language() or "en"),
        "found": found,
        "planned": [planned_presenter(row) for row in found.rows],
        "may_read": reads and found.state == State.APPROVED,
        "may_return": reads and found.state in (State.APPROVED, State.READ),
        "own": reverse("reporting:action_plan", args=[year])
        if of == actor.unit and actor.may(Permission.REPORT_ENTER)
        else "",
    }
    return render(request, "monitoring/action_plan.html", context)


@require_POST
@portal_view(Permission.REPORT_REVIEW)
def action_plan_decision(
    request: PortalRequest, actor: Actor, year: int, unit: str
) -> HttpResponseBase:
    """Read, with or without a word; or returned with a reason."""
    of = unit_of(actor, unit)
    if of is None:
        raise NotHere
    text = request.POST.get("text", "")
    if request.POST.get("step") == "return":
        plan_steps.send_back(by=actor, unit=of, year=year, reason=text)
        messages.success(request, _("The action plan is returned with your reason."))
    elif request.POST.get("step") == "read":
        plan_steps.read(by=actor, unit=of, year=year, comment=text)
        messages.success(request, _("The action plan is marked as read."))
    else:
        raise NotHere
    return redirect("reporting:action_plan_of_unit", year, unit)
