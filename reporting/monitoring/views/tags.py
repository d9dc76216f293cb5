"""Tags for the pages of the plan (an activity, its state, its row of numbers), for the explorer's
table and for the state of a unit's reports."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.plan_lines import ActivityLine, UnitProgress
from reporting.core.queries.period_words import joined
from reporting.core.views.document_blocks import CellPresenter, RowPresenter, TablePresenter
from reporting.core.views.figure_state_tags import doubt_sign
from reporting.core.views.tags import icon, number
from reporting.entry.page.queries.activities import (
    activity_title,
    months_words,
    planned_words,
    status_words,
)
from reporting.models import Evidence, Report
from reporting.monitoring.queries.plan_years import YearLine
from reporting.monitoring.views.province_map import WORDS
from strategies.models import Activity, Plan

register = template.Library()

ICONS = {"not_begun": "awaited", "going_on": "next", "done": "accepted", "held_up": "overdue",
         "dropped": "failed"}  # fmt: skip


@register.simple_tag
def activity_name(activity: Activity) -> SafeString:
    """Its title, marked as long as nobody has confirmed it."""
    title = activity_title(activity, get_language() or "en")
    if activity.is_whole_group:
        return format_html("{}", title)
    if not title:
        return format_html('<span class="missing">{}</span>', _("title not yet confirmed"))
    if activity.confirmed:
        return format_html("{}", title)
    return format_html('{} <span class="part-inline">({})</span>', title, _("not confirmed"))


@register.simple_tag
def activity_address(activity: Activity, year: int) -> str:
    """A group as a whole has the page of its group."""
    name = "plan_group" if activity.is_whole_group else "plan_activity"
    return reverse(f"reporting:{name}", args=[year, activity.code])


@register.simple_tag
def year_row(line: YearLine, url: str) -> SafeString:
    """A year of a strategy, a group or an activity."""
    target = line.target
    mixed = format_html('<td class="words missing">{}</td>', _("different units of count"))
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a></th><td class="end">{}</td>{}{}{}'
        '<td class="end">{}</td></tr>',
        url,
        line.year,
        line.planned_by,
        mixed if target.mixed else _cell(target.number),
        _cells(*line.quarters, line.done),
        _percent(line.percent),
        line.held_up,
    )


@register.simple_tag(takes_context=True)
def year_address(context: dict[str, Any], year: int) -> str:
    """The same page of another year; codes may mean something else in another plan, so that a year
    of another plan leads to its plan."""
    plan = context["progress"].plan
    if not plan.first_year <= year <= plan.last_year:
        return reverse("reporting:plan_year", args=[year])
    match context["request"].resolver_match:
        case None:
            return ""
        case here:
            return reverse(here.view_name, kwargs=here.kwargs | {"year": year})


@register.simple_tag
def plan_words(plan: Plan, name: str) -> SafeString:
    """A text of the plan in the reader's language, else in the one that there is."""
    english, khmer = getattr(plan, name), getattr(plan, f"{name}_km")
    is_khmer = (get_language() or "en").startswith("km") and khmer
    return linebreaksbr(khmer if is_khmer else english or khmer)


@register.filter
def plan_of(activity: Activity) -> str:
    """The title of the plan that it belongs to."""
    return activity.group.strategy.plan.title


@register.filter
def place_of(report: Report) -> str:
    """The address of a report."""
    place = [report.organisation_unit.code, report.data_set.code, report.period.code]
    return reverse("reporting:report", args=place)


@register.simple_tag
def evidence_address(evidence: Evidence) -> str:
    report = evidence.revision.report
    place = [report.organisation_unit.code, report.data_set.code, report.period.code, evidence.pk]
    return reverse("reporting:evidence_file", args=place)


@register.simple_tag
def unit_named(names: dict[int, str], unit: OrganisationUnit) -> str:
    return names.get(unit.pk, unit.code)


@register.simple_tag
def last_code(activities: list[Activity]) -> str:
    return activities[-1].code


@register.simple_tag
def plan_state(state: str, words: str, has_plan: bool) -> SafeString:
    """Where an action plan stands: a word with its sign."""
    name = {"approved": "submitted", "read": "accepted"}.get(state, state)
    sign = name if has_plan else "awaited"
    return format_html('<span class="state state-{}">{} {}</span>', sign, icon(sign), words)


@register.simple_tag
def progress_state(status: str) -> SafeString:
    if not status:
        return SafeString("")
    return format_html(
        '<span class="state progress-{}">{} {}</span>',
        status,
        icon(ICONS[status]),
        status_words(status),
    )


@lru_cache
def _blank(language: str) -> SafeString:
    return format_html('<td><span class="visually-hidden">{}</span></td>', _("no number given"))


def _cell(value: Decimal | None) -> SafeString:
    if value is None:
        return _blank(get_language() or "en")
    return format_html('<td class="end">{}</td>', number(value))


def _cells(*values: Decimal | None) -> SafeString:
    return format_html_join("", "{}", ((_cell(value),) for value in values))


def _percent(value: int | None) -> SafeString:
    shown = "" if value is None else f"{value} %"
    return format_html('<td class="end">{}</td>', shown)


@register.simple_tag
def plan_row(line: ActivityLine, year: int, of_one_unit: bool) -> SafeString:
    """An activity over its units: 235 of them on a page, so without a template for each."""
    head = format_html(
        '<tr><th scope="row"><a href="{}">{}</a> {}</th>',
        activity_address(line.activity, year),
        line.activity.code,
        _("The group as a whole") if line.activity.is_whole_group else activity_name(line.activity),
    )
    planners = _count(line) if not of_one_unit else SafeString("")
    target = line.target
    mixed = format_html('<td class="words missing">{}</td>', _("different units of count"))
    return format_html(
        "{}{}{}{}{}{}</tr>",
        head,
        planners,
        mixed if target.mixed else _cell(target.number),
        _cells(*line.quarters, line.done, line.with_submitted),
        _percent(line.percent),
        _states(line, of_one_unit),
    )


def _count(line: ActivityLine) -> SafeString:
    if line.planned_by:
        return format_html('<td class="end">{}</td>', line.planned_by)
    return format_html('<td class="end missing">{}</td>', _("nobody"))


def _states(line: ActivityLine, of_one_unit: bool) -> SafeString:
    if of_one_unit:
        status = line.units[0].status if line.units else ""
        return format_html("<td>{}</td>", progress_state(status))
    said = [f"{label}: {count}" for label, count in line.statuses]
    return format_html('<td class="soft">{}</td>', joined(said))


@register.simple_tag
def unit_row(unit: UnitProgress, year: int) -> SafeString:
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a></th>{}<td>{}</td>{}{}<td>{}{}</td>'
        '<td class="words">{}</td></tr>',
        reverse("reporting:plan_unit", args=[year, unit.unit.code]),
        unit.name,
        _target(unit),
        months_words(unit.planned.months) if unit.planned else "",
        _cells(*unit.quarters, unit.done, unit.with_submitted),
        _percent(unit.percent),
        progress_state(unit.status),
        _waits(unit),
        unit.obstacle,
    )


def _target(unit: UnitProgress) -> SafeString:
    words = planned_words(unit.planned)
    if unit.target is None:
        return format_html('<td class="missing end">{}</td>', words)
    return format_html(
        '<td class="end">{} <span class="part">{}</span></td>', number(unit.target), words
    )


def _waits(unit: UnitProgress) -> SafeString:
    if unit.said_in is None or unit.said_in.state != "submitted":
        return SafeString("")
    return format_html('<span class="part">{}</span>', _("waits to be read"))


@register.filter
def explorer_rows(presenter: TablePresenter) -> SafeString:
    """The body of an explored table: up to 6,000 numbers, so without a template for each."""
    rows = (_explored_row(row, wide=presenter.wide) for row in presenter.rows)
    return format_html_join("", "{}", ((row,) for row in rows))


def _explored_row(row: RowPresenter, *, wide: bool) -> SafeString:
    stub, *cells = row.cells
    css = format_html(' class="{}"', row.kind) if row.kind != "body" else ""
    if row.kind == "group":
        head = format_html(
            '<th scope="rowgroup" colspan="{}"><span>{}</span></th>', row.colspan, stub.text
        )
    else:
        look = SafeString(' class="wide"') if wide else ""
        head = format_html('<th{} scope="row">{}</th>', look, stub.text)
    inside = format_html_join("", "{}", ((_explored_cell(cell),) for cell in cells))
    return format_html("<tr{}>{}{}</tr>", css, head, inside)


def _explored_cell(cell: CellPresenter) -> SafeString:
    match cell.kind:
        case "number" if cell.mark is not None:
            return format_html(
                '<td class="end">{}<a class="mark" href="#note-{}">{}</a></td>',
                cell.text, cell.mark, cell.mark,
            )  # fmt: skip
        case "number" if cell.sign:
            return format_html('<td class="end">{}{}</td>', cell.text, doubt_sign(cell.state))
        case "number":
            return format_html('<td class="end">{}</td>', cell.text)
        case "not_available":
            return format_html('<td class="end missing">{}</td>', _("n/a"))
        case "nothing":
            return format_html('<td class="end missing">{}</td>', _("none"))
        case "words" | "stub":
            said = _("no accepted report")
            return format_html(
                '<td class="end missing"><span aria-hidden="true">{}</span>'
                '<span class="visually-hidden">{}</span></td>',
                cell.text, said,
            )  # fmt: skip
        case _:
            return _cell(None)


@register.simple_tag
def unit_state(state: str) -> SafeString:
    """How far a unit's reports are: a word with its sign."""
    return format_html(
        '<span class="state state-{}">{} {}</span>', state, icon(state), WORDS[state]
    )
