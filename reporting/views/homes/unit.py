"""The home of an officer, an approver and a focal point: what their unit owes."""

from dataclasses import dataclass
from typing import Any

from provinces.roles import Permission
from reporting.access import Actor
from reporting.queries.calendar import calendars
from reporting.queries.home import figures_beside, own_reports
from reporting.queries.home_unit import Task, UnitYear, shown_year, unit_year
from reporting.queries.years import editions
from reporting.views.automatic_files import files_of
from reporting.views.homes.glance import Glance, glance, progress_words
from reporting.views.moves import Move, may_ask, more_time, move_of

FILLS = {Permission.REPORT_ENTER, Permission.REPORT_SIGN}


@dataclass(frozen=True)
class TaskLine:
    task: Task
    move: Move | None
    progress: str
    ask_url: str


def of_a_unit(actor: Actor, asked_year: str) -> tuple[str, dict[str, Any]]:
    signs = actor.may(Permission.REPORT_SIGN)
    found = unit_year(actor.unit, calendars(unit_ids=[actor.unit.pk]), signs=signs)
    year = _year_of(found, asked_year)
    shared: dict[str, Any] = {
        "calendar_year": year,
        "calendar_years": sorted({one.period.year for one in found.reports}, reverse=True),
        "glance": _glance(found, year),
        "is_practice": year is not None and found.opened[year].is_practice,
    }
    if actor.permissions & FILLS:
        return "home/unit.html", shared | _filling(actor, found)
    return "home/focal_point.html", shared | _reading(actor)


def _year_of(found: UnitYear, asked: str) -> int | None:
    """Only a year in which the unit owes something."""
    owing = {one.period.year for one in found.reports}
    return shown_year({year: one for year, one in found.opened.items() if year in owing}, asked)


def _glance(found: UnitYear, year: int | None) -> Glance | None:
    return glance(found.of(year)) if year is not None else None


def _filling(actor: Actor, found: UnitYear) -> dict[str, Any]:
    opened = found.opened
    return {
        "tasks": [_line(task, actor) for task in found.tasks],
        "reports": [
            one for one in own_reports(actor.unit) if one.revision.report.year not in opened
        ],
        "editions": editions(),
        "may_sign": actor.may(Permission.REPORT_SIGN),
        "may_begin": actor.may(Permission.REPORT_ENTER),
    }


def _line(task: Task, actor: Actor) -> TaskLine:
    return TaskLine(
        task=task,
        move=move_of(task.owed, actor),
        progress=progress_words(task.filled, task.sections) if task.owed.reported else "",
        ask_url=more_time(task.owed) if may_ask(task.owed, actor) and not task.asked else "",
    )


def _reading(actor: Actor) -> dict[str, Any]:
    published = next(iter(editions()), None)
    context: dict[str, Any] = {"consolidation": published}
    if published is not None:
        context["year"] = published.year
        context["tables"] = figures_beside(published, actor.unit)
        context["files"] = files_of(published, actor.permissions)
    return context
