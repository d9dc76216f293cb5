"""The explorer: a table by unit, row and period, as table and chart; and its files."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.core.queries.tree import TreeLevel, tree_level
from reporting.core.queries.years import this_year
from reporting.core.views.document_blocks import chart_presenter, table_presenter
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.level_links import LevelLinks, level_links
from reporting.core.views.portal import portal_view
from reporting.entry.page.queries.report_list import listed_years
from reporting.models import Report
from reporting.monitoring.forms.choices import EVERYBODY, ExploreForm, ExplorerTableForm
from reporting.monitoring.queries.explorer import Explored
from reporting.monitoring.queries.explorer_chart import answer_chart
from reporting.monitoring.queries.explorer_choices import Parts, explorable, parts_of
from reporting.monitoring.queries.explorer_table import ExplorerTable
from strategies.models import Table


@require_safe
@portal_view(Permission.REPORT_VIEW)
def explore(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    tables = explorable()
    table = _table(request.GET, tables)
    chooser = ExplorerTableForm({"table": table.code} if table else None, tables=tables)
    context: dict[str, Any] = {"chooser": chooser, "table": table}
    if table is not None:
        asked = _asked(request.GET, actor, table)
        context |= {
            "form": asked.form,
            "has_units": asked.has_units,
            "levels": _levels(request.GET, actor, asked),
            **_shown(asked.form, asked.answer),
        }
    return render(request, "monitoring/explorer.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def explore_file(request: PortalRequest, actor: Actor, ending: str) -> HttpResponseBase:
    """The same content as the page; what cannot be shown is explained there."""
    require(actor, Permission.DOWNLOAD)
    table = _table(request.GET, explorable())
    if table is None:
        raise NotHere
    answer = _asked(request.GET, actor, table).answer
    if answer is None:
        return redirect(f"{reverse('reporting:explore')}?{request.GET.urlencode()}")
    return _file(answer, ending, f"{table.code}-{answer.choice.years[-1]}")


def _table(query: QueryDict, tables: list[Table]) -> Table | None:
    code = query.get("table", "")
    return next((table for table in tables if table.code == code), None)


def _file(answer: ExplorerTable, ending: str, name: str) -> HttpResponse:
    if ending == "csv":
        return as_csv(answer.plain_table(), name, answer.choice.years)
    return as_workbook(answer.document(answer_chart(answer)), name, answer.choice.years)


@dataclass(frozen=True)
class Asked:
    """The second form, and the answer where it asks for something that there is. `opened`: of which
    units of the level those below have reported the table."""

    form: ExploreForm
    answer: ExplorerTable | None
    level: TreeLevel
    opened: list[OrganisationUnit]
    names: dict[int, str]

    @property
    def has_units(self) -> bool:
        """Whether any unit of the level fills the table."""
        return bool(self.form.offered)


def _asked(query: QueryDict, actor: Actor, table: Table) -> Asked:
    language = get_language() or "en"
    years = listed_years() or [this_year()]
    parts = parts_of(table, years[0])
    names = unit_names(years[0], language)
    root = None if actor.is_national else actor.unit
    level = tree_level(root, query.get("inside", ""))
    units, opened = _units(level, parts)
    form = ExploreForm(
        query if _is_whole(query) else _completed(query, _first_choice(parts, units, years)),
        parts=parts, units=units, names=names, years=years, inside=level.inside,
    )  # fmt: skip
    if not units or not form.is_valid():
        return Asked(form, None, level, opened, names)
    beside_nation = root is not None and level.inside == root
    explored = Explored(
        form.choice(form.cleaned_data), beside_nation=beside_nation, sees_all=actor.is_national
    )
    return Asked(form, ExplorerTable(explored, names, language), level, opened, names)


def _is_whole(query: QueryDict) -> bool:
    """Whether it is the form that was sent: what is missing then was taken away on purpose."""
    return "measure" in query or {"year", "by", "down", "over", "chart"} <= query.keys()


def _completed(query: QueryDict, first: dict[str, Any]) -> dict[str, Any]:
    """What an address asks for, such as a year; the page chooses the rest."""
    several = {"units": query.getlist("units"), "row": query.getlist("row")}
    asked = {**query.dict(), **several, "table": first["table"]}
    return first | {name: value for name, value in asked.items() if value}


def _units(level: TreeLevel, parts: Parts) -> tuple[list[OrganisationUnit], list[OrganisationUnit]]:
    """Of the level those that fill the table, of districts and communes those that have reported;
    and those below which anybody has reported on a form that carries it."""
    forms = [form.pk for form in parts.forms]
    rows = Report.objects.filter(data_set__in=forms).order_by()
    reported = set(rows.values_list("organisation_unit", flat=True).distinct())
    units = [
        unit
        for unit in level.members
        if parts.is_filled_by(unit) and (not unit.is_locality or unit.pk in reported)
    ]
    above = {level.under[pk] for pk in reported if pk in level.under}
    return units, [unit for unit in level.opened if unit.pk in above]


def _levels(query: QueryDict, actor: Actor, asked: Asked) -> LevelLinks | None:
    return level_links(
        query,
        asked.level,
        asked.names,
        has_nation=actor.is_national,
        opened=asked.opened,
        without=("units",),
    )


def _first_choice(parts: Parts, units: list[OrganisationUnit], years: list[int]) -> dict[str, Any]:
    """What one sees before one has chosen: a year by unit, or one's own by row."""
    by_row = bool(parts.options) and (len(units) == 1 or not parts.has_total)
    return {
        "table": parts.table.code,
        "measure": [element.code for element in parts.elements][:3],
        "units": [EVERYBODY if len(units) > 1 else unit.code for unit in units[:1]],
        "year": years[0],
        "by": "year" if by_row else "quarter",
        "down": "row" if by_row else "unit",
        "over": "unit" if by_row else "period",
        "chart": "bars",
    }


def _shown(form: ExploreForm, answer: ExplorerTable | None) -> dict[str, Any]:
    if answer is None:
        return {}
    chart = answer_chart(answer)
    return {
        "answer": answer,
        "presenter": table_presenter(answer.table()),
        "chart": chart_presenter(chart) if chart.series and chart.categories else None,
        "query": urlencode(_choice_of(form), doseq=True),
    }


def _choice_of(form: ExploreForm) -> dict[str, Any]:
    """All that was chosen, also where the page chose it."""
    chosen = {"table": form.parts.table.code, **form.cleaned_data}
    return {name: value for name, value in chosen.items() if value}
