"""Pages of a strategy, a group and an activity of the plan; which titles are missing."""

from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.consolidation.queries.indicators import rule_words
from reporting.consolidation.queries.plan_lines import GroupLine, UnitProgress
from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.core.views.portal import paged, portal_view
from reporting.monitoring.queries.completeness import known_year
from reporting.monitoring.queries.indicator_pages import IndicatorYear
from reporting.monitoring.queries.plan_document import notes
from reporting.monitoring.queries.plan_sources import (
    commitments_of,
    evidence_of_group,
    groups_without_table,
    tables_of,
    texts_of,
)
from reporting.monitoring.queries.plan_years import PlanYears
from reporting.monitoring.views.plan_progress import progress_of
from strategies.models import ActivityGroup, Strategy

TEXTS_A_PAGE = 20
MOST_EVIDENCE = 50


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_strategy(request: PortalRequest, actor: Actor, year: int, number: int) -> HttpResponseBase:
    _of, progress = progress_of(actor, known_year(year), None)
    strategies = list(progress.plan.strategies.all()) if progress.plan else []
    strategy = next((found for found in strategies if found.number == number), None)
    if strategy is None:
        raise NotHere
    groups = [line for line in progress.groups if line.group.strategy_id == strategy.pk]
    activities = [line.activity for group in groups for line in group.lines]
    codes = [line.group.code for line in groups]
    context = {
        **_around(progress, strategy, strategies),
        "groups": groups,
        "without_table": {
            group.pk for group in groups_without_table([line.group for line in groups], year)
        },
        "years": PlanYears(progress).by_year(_rows_of(groups)),
        "planners": _planners(unit for line in groups for unit in _units(line)),
        "obstacles": [unit for line in groups for unit in _units(line) if _hinders(unit)],
        "untitled": sum(not activity.is_asked for activity in activities),
        "commitments": commitments_of(actor, codes, year, progress.language),
        **_indicators(actor, strategy, year),
    }
    return render(request, "monitoring/plan_strategy.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_group(request: PortalRequest, actor: Actor, year: int, group: str) -> HttpResponseBase:
    of, progress = progress_of(actor, known_year(year), None)
    line = next((found for found in progress.groups if found.group.code == group), None)
    if line is None or progress.plan is None:
        raise NotHere
    strategies = list(progress.plan.strategies.all())
    strategy = next(found for found in strategies if found.pk == line.group.strategy_id)
    siblings = [found.group for found in progress.groups if found.group.strategy_id == strategy.pk]
    tables = tables_of([_with(strategy, line.group)], year)
    texts, query = paged(
        request.GET, texts_of([line.group.code], year, progress.unit_ids), TEXTS_A_PAGE
    )
    evidence = evidence_of_group([line.group.code], tables, year, progress.unit_ids)
    context = {
        **_around(progress, strategy, strategies),
        "line": line,
        "group": line.group,
        "siblings": siblings,
        "tables": tables,
        "has_numbers": not all(one.is_text for one in tables),
        "texts": texts,
        "query": query,
        "evidence": evidence[:MOST_EVIDENCE],
        "names": unit_names(year, progress.language),
        "years": PlanYears(progress).by_year(_rows_of([line])),
        "planners": _planners(_units(line)),
        "obstacles": [unit for unit in _units(line) if _hinders(unit)],
        "untitled": sum(not found.activity.is_asked for found in line.activities),
        "is_of_one_unit": of is not None,
        "may_change_catalogue": actor.may(Permission.CATALOGUE_MANAGE),
        "commitments": commitments_of(actor, [line.group.code], year, progress.language),
        **_indicators(actor, strategy, year, line.group.code),
        "notes": notes(),
    }
    return render(request, "monitoring/plan_group.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_titles(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """What the portal has no title of, and who can supply it."""
    progress = PlanProgress(known_year(year), get_language() or "en")
    if progress.plan is None:
        raise NotHere
    missing = [
        (group, [line.activity for line in group.activities if not line.activity.is_asked])
        for group in progress.groups
    ]
    unconfirmed = [group.group for group in progress.groups if not group.group.title_confirmed]
    context = {
        "year": year,
        "plan": progress.plan,
        "all": sum(len(group.activities) for group in progress.groups),
        "count": sum(len(activities) for _group, activities in missing),
        "missing": [pair for pair in missing if pair[1]],
        "unconfirmed": unconfirmed,
        "without_table": groups_without_table(
            [_with(strategy, group) for strategy in progress.plan.strategies.all()
             for group in strategy.groups.all()],
            year,
        ),
        "may_supply": actor.may(Permission.CATALOGUE_MANAGE),
    }  # fmt: skip
    return render(request, "monitoring/plan_titles.html", context)


def _around(
    progress: PlanProgress, strategy: Strategy, strategies: list[Strategy]
) -> dict[str, Any]:
    return {
        "year": progress.year,
        "progress": progress,
        "plan": progress.plan,
        "strategy": strategy,
        "strategies": strategies,
    }


def _indicators(actor: Actor, strategy: Strategy, year: int, group: str = "") -> dict[str, Any]:
    """Those that serve a strategy, or one group of it, as far as the reader sees their values."""
    shown = IndicatorYear(year, sees_all=actor.is_national)
    found = [
        line
        for line in (shown.lines if shown.has_values else [])
        if line.indicator.strategy == strategy.number and group in ("", line.indicator.group)
    ]
    return {
        "indicators": found,
        "shown": shown,
        "has_indicators": shown.has_values,
        "is_national": actor.is_national,
        "rule": rule_words(),
    }


def _with(strategy: Strategy, group: ActivityGroup) -> ActivityGroup:
    """The group that knows its strategy without another query."""
    group.strategy = strategy
    return group


def _rows_of(groups: Collection[GroupLine]) -> list[Any]:
    """The activities and the groups as a whole, also where this year has nothing of them."""
    return [activity for line in groups for activity in line.group.rows_of_plan]  # type: ignore[attr-defined]


def _units(line: GroupLine) -> list[UnitProgress]:
    return [unit for activity in line.lines for unit in activity.units]


def _hinders(unit: UnitProgress) -> bool:
    return unit.is_held_up or bool(unit.obstacle)


def _planners(units: Iterable[UnitProgress]) -> list[tuple[UnitProgress, list[UnitProgress]]]:
    """Who does it: a line a unit, with all that it plans or reports of it, in protocol order."""
    found: dict[int, list[UnitProgress]] = {}
    for unit in units:
        found.setdefault(unit.unit.pk, []).append(unit)
    rows = sorted(found.values(), key=lambda row: (row[0].unit.position, row[0].unit.code))
    return [(row[0], row) for row in rows]
