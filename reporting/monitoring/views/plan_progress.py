"""Progress of the plan: strategies, groups and activities, planned against done."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.models import OrganisationUnit
from provinces.queries import UnknownUnit, descendants, unit_by_code, unit_name
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.consolidation.queries.plan_lines import ActivityLine, GroupLine
from reporting.consolidation.queries.plan_progress import PlanProgress, plan_years
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import portal_view
from reporting.monitoring.queries.completeness import known_year
from reporting.monitoring.queries.plan_document import notes, plan_document, units_table
from reporting.monitoring.queries.plan_sources import commitments_of
from reporting.monitoring.queries.plan_years import PlanYears, following
from strategies.models import Strategy

SHOWN = ("all", "planned", "held_up", "unplanned")


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_now(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    years = plan_years()
    if years:
        return redirect("reporting:plan_year", years[0])
    return render(request, "monitoring/no_plan.html")


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_year(
    request: PortalRequest, actor: Actor, year: int, unit: str | None = None
) -> HttpResponseBase:
    """Everybody's for the Secretariat; a unit sees its own and that of the units below it."""
    of, progress = progress_of(actor, known_year(year), unit)
    if progress.plan is None:
        return render(request, "monitoring/no_plan.html", {"year": year, "years": plan_years()})
    show = request.GET.get("show", "all")
    show = show if show in SHOWN else "all"
    context = {
        **_about(progress, of, year),
        "show": show,
        "strategies": _shown(progress, show),
        "tallies": _tallies(progress),
        "is_of_one_unit": of is not None and not _has_others(progress, of),
    }
    return render(request, "monitoring/plan_progress.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_activity(
    request: PortalRequest, actor: Actor, year: int, activity: str
) -> HttpResponseBase:
    _of, progress = progress_of(actor, known_year(year), None)
    line = next(
        (candidate for candidate in progress.lines if candidate.activity.code == activity), None
    )
    if line is None:
        raise NotHere
    if line.activity.is_whole_group:
        return redirect("reporting:plan_group", year, activity)
    context = {
        "year": year,
        "line": line,
        "notes": notes(),
        "progress": progress,
        "years": PlanYears(progress).by_year([line.activity]),
        "obstacles": [unit for unit in line.units if unit.is_held_up or unit.obstacle],
        "follows": following(line.activity),
        "commitments": commitments_of(actor, [activity], year, progress.language),
    }
    return render(request, "monitoring/plan_activity.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_file(
    request: PortalRequest, actor: Actor, year: int, ending: str, unit: str | None = None
) -> HttpResponse:
    require(actor, Permission.DOWNLOAD)
    of, progress = progress_of(actor, known_year(year), unit)
    if progress.plan is None:
        raise NotHere
    name = f"plan-{year}-{of.code}" if of else f"plan-{year}"
    if ending == "csv":
        return as_csv(units_table(progress), name, [year])
    return as_workbook(plan_document(progress, name_of(of, progress)), name, [year])


def progress_of(
    actor: Actor, year: int, code: str | None
) -> tuple[OrganisationUnit | None, PlanProgress]:
    language = get_language() or "en"
    of = unit_of(actor, code)
    if of is None:
        return None, PlanProgress(year, language)
    below = list(descendants(of, itself=True).values_list("pk", flat=True))
    return of, PlanProgress(year, language, unit_ids=below)


def unit_of(actor: Actor, code: str | None) -> OrganisationUnit | None:
    """The unit asked for, if this person may see it; None for everybody's."""
    if code is None:
        return None if actor.is_national else actor.unit
    try:
        found = unit_by_code(code)
    except UnknownUnit as error:
        raise NotHere from error
    if not (actor.is_national or descendants(actor.unit, itself=True).contains(found)):
        raise NotHere
    return found


def name_of(of: OrganisationUnit | None, progress: PlanProgress) -> str:
    return unit_name(of, progress.year, progress.language) if of else ""


def _about(progress: PlanProgress, of: OrganisationUnit | None, year: int) -> dict[str, Any]:
    here = [year, of.code] if of else [year]
    name = "plan_unit" if of else "plan"
    return {
        "year": year,
        "years": plan_years(),
        "unit": of,
        "name": name_of(of, progress),
        "progress": progress,
        "notes": notes(),
        "workbook": reverse(f"reporting:{name}_workbook", args=here),
        "schedule": reverse(f"reporting:{name}_schedule_pdf", args=here),
        "schedule_workbook": reverse(f"reporting:{name}_schedule_xlsx", args=here),
        "csv": reverse(f"reporting:{name}_csv", args=here),
    }


def _has_others(progress: PlanProgress, of: OrganisationUnit) -> bool:
    return any(pk != of.pk for pk in progress.units)


def _shown(progress: PlanProgress, show: str) -> list[tuple[Strategy, list[GroupLine]]]:
    """The strategies, each with those of its groups that have something to show."""
    assert progress.plan is not None
    by_strategy: dict[int, list[GroupLine]] = {}
    for group in progress.groups:
        unplanned = {activity.pk for activity in group.unplanned}
        lines = [
            line
            for line in group.lines
            if (line.activity.pk in unplanned if show == "unplanned" else _fits(line, show))
        ]
        if lines or show == "all":
            narrowed = GroupLine(group.group, lines)
            by_strategy.setdefault(group.group.strategy_id, []).append(narrowed)
    return [
        (strategy, by_strategy[strategy.pk])
        for strategy in progress.plan.strategies.all()
        if strategy.pk in by_strategy
    ]


def _fits(line: ActivityLine, show: str) -> bool:
    match show:
        case "planned":
            return line.planned_by > 0
        case "held_up":
            return line.is_held_up
        case _:
            return True


def _tallies(progress: PlanProgress) -> dict[str, int]:
    lines = [line for group in progress.groups for line in group.activities]
    wholes = [group.whole for group in progress.groups if group.whole]
    return {
        "groups": len(progress.groups),
        "groups_planned": sum(line.planned_by > 0 for line in wholes),
        "groups_begun": sum(line.has_begun for line in wholes),
        "groups_held_up": sum(line.is_held_up for line in wholes),
        "rows_planned": sum(line.planned_by > 0 for line in progress.lines),
        "rows_held_up": sum(line.is_held_up for line in progress.lines),
        "all": len(lines),
        "planned": sum(line.planned_by > 0 for line in lines),
        "begun": sum(line.has_begun for line in lines),
        "held_up": sum(line.is_held_up for line in lines),
        "unplanned": sum(len(group.unplanned) for group in progress.groups),
        "unconfirmed": sum(not line.activity.confirmed for line in lines),
    }
