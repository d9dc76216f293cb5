"""The situation of a year: key figures with the year before, charts, the indicators of the plan;
and their files."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.queries.years import this_year
from reporting.core.views.document_blocks import chart_presenter
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import portal_view
from reporting.document.charts.as_table import chart_table
from reporting.document.charts.drawing import chart_file_svg
from reporting.document.charts.raster import chart_png
from reporting.document.value import Chart
from reporting.monitoring.queries.completeness import known_year
from reporting.monitoring.queries.situation import Situation, first_year, situation_years

LEADS = {
    Permission.CONSOLIDATION_RUN,
    Permission.ANNUAL_PUBLISH,
    Permission.EDITION_ENDORSE,
}


@require_safe
@portal_view(Permission.REPORT_VIEW)
def situation_now(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    return redirect("reporting:situation_year", first_year() or this_year())


@require_safe
@portal_view(Permission.REPORT_VIEW)
def situation_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    shown = _situation(actor, year)
    context = {
        "year": year,
        "years": situation_years(),
        "shown": shown,
        "charts": [chart_presenter(chart) for chart in shown.charts],
        "may_run": actor.may(Permission.CONSOLIDATION_RUN),
        "is_home_of_nation": bool(actor.permissions & LEADS) and actor.is_national,
    }
    return render(request, "monitoring/situation.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def situation_file(
    request: PortalRequest, actor: Actor, year: int, ending: str
) -> HttpResponseBase:
    """The same content as the page; where there is none, the page says why."""
    require(actor, Permission.DOWNLOAD)
    shown, name = _situation(actor, year), f"situation-{year}"
    if not (shown.lines or (shown.charts and ending != "csv")):
        return redirect("reporting:situation_year", year)
    if ending == "csv":
        return as_csv(shown.table, name, [year])
    return as_workbook(shown.document(), name, [year])


@require_safe
@portal_view(Permission.REPORT_VIEW)
def situation_chart(
    request: PortalRequest, actor: Actor, year: int, chart: str, ending: str
) -> HttpResponseBase:
    """One chart: the drawing as SVG or PNG, or its numbers as CSV."""
    require(actor, Permission.DOWNLOAD)
    found = _situation(actor, year).chart(chart)
    name = f"{chart.replace('_', '-')}-{year}"
    if ending == "csv":
        return as_csv(chart_table(found), name, [year])
    return _drawing(found, f"{name}{mark_of_name(year)}", ending)


def _situation(actor: Actor, year: int) -> Situation:
    return Situation(known_year(year), actor, get_language() or "en")


def _drawing(chart: Chart, name: str, ending: str) -> HttpResponse:
    if ending == "png":
        content, kind = chart_png(chart), "image/png"
    elif ending == "svg":
        content, kind = chart_file_svg(chart).encode(), "image/svg+xml"
    else:
        raise NotHere
    khmer = "-km" if get_language() == "km" else ""
    headers = {"Content-Disposition": f'attachment; filename="{name}{khmer}.{ending}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
