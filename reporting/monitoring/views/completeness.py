"""Completeness of a year: heat map, rates, map of the provinces, trend; and its files."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.calendar.queries.owed_reports import Owed
from reporting.core.queries.tree import tree_level
from reporting.core.views.document_blocks import chart_presenter
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.level_links import level_links
from reporting.core.views.portal import paged, portal_view
from reporting.kernel.periods import Period
from reporting.monitoring.forms.choices import CompletenessForm
from reporting.monitoring.queries.completeness import (
    MonitoredYear,
    known_year,
    letter,
    opened_years,
    period_kind_words,
    report_words,
)
from reporting.monitoring.queries.completeness_document import (
    completeness_document,
    list_table,
    trend_chart,
)
from reporting.monitoring.rules import Rate
from reporting.monitoring.views.heat_map import heat_map, ways_down
from reporting.monitoring.views.province_map import TileLook, TileMap, tile_map

LINES_A_PAGE = 120
RATE, ON_TIME = "rate", "on_time"
BANDS = ((100, "band-4"), (75, "band-3"), (50, "band-2"), (1, "band-1"), (0, "band-0"))


@require_safe
@portal_view(Permission.REPORT_VIEW)
def monitoring_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    years = opened_years()
    if years:
        return redirect("reporting:monitoring_year", years[0])
    return render(request, "monitoring/no_year.html")


@require_safe
@portal_view(Permission.REPORT_VIEW)
def monitoring_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    form, monitored = _asked(request, actor, known_year(year))
    if not monitored.everything:
        return render(request, "monitoring/no_year.html", {"year": year, "years": opened_years()})
    page, query = paged(request.GET, monitored.lines, LINES_A_PAGE)
    context = {
        "actor": actor,
        "year": year,
        "years": opened_years(),
        "form": form,
        "monitored": monitored,
        "page": page,
        "query": query,
        "heat": heat_map(monitored.periods, page.object_list, ways_down(request.GET, monitored)),
        "levels": level_links(
            request.GET,
            monitored.level,
            monitored.names,
            has_nation=actor.is_national,
            opened=[unit for unit in monitored.level.opened if unit.pk in monitored.below],
            without=("kind", "form", "map"),
        ),
        "rates": _rates(monitored),
        "trend": chart_presenter(trend_chart(monitored)),
        **_map(form, monitored),
    }
    return render(request, "monitoring/completeness.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def monitoring_file(request: PortalRequest, actor: Actor, year: int, ending: str) -> HttpResponse:
    require(actor, Permission.DOWNLOAD)
    _form, monitored = _asked(request, actor, known_year(year))
    if not monitored.everything:
        raise NotHere
    name = f"completeness-{year}"
    if ending == "csv":
        return as_csv(list_table(monitored), name, [year])
    return as_workbook(completeness_document(monitored), name, [year])


@require_safe
@portal_view(Permission.REPORT_VIEW)
def moved(request: PortalRequest, actor: Actor, name: str, **where: int) -> HttpResponseBase:
    """From an address that these pages had once to the one that they have now."""
    url = reverse(f"reporting:{name}", kwargs=where, query=request.GET)
    return redirect(url, permanent=True)


def _asked(
    request: PortalRequest, actor: Actor, year: int
) -> tuple[CompletenessForm, MonitoredYear]:
    unit = None if actor.is_national else actor.unit
    level = tree_level(unit, request.GET.get("inside", ""))
    monitored = MonitoredYear(year, get_language() or "en", unit=unit, level=level)
    form = CompletenessForm(request.GET, monitored=monitored)
    return form, monitored.narrowed(form.wanted())


def _rates(monitored: MonitoredYear) -> list[tuple[str, list[tuple[str, Rate]]]]:
    return [
        (
            _("Kind of unit"),
            [(str(UnitKind(kind).label), rate) for kind, rate in monitored.by_unit_kind.items()],
        ),
        (
            _("Kind of period"),
            [(period_kind_words(kind), rate) for kind, rate in monitored.by_period_kind.items()],
        ),
    ]


def _map(form: CompletenessForm, monitored: MonitoredYear) -> dict[str, Any]:
    shown = (
        "map" in form.fields
        and monitored.level.inside is None
        and monitored.wanted.kind in ("", UnitKind.PROVINCE)
    )
    if not shown:
        return {"map": None}
    measure = form.measure()
    label = dict(form.fields["map"].choices)[measure]  # type: ignore[attr-defined]
    return {"map": _map_of(monitored, measure), "measure": measure, "measure_label": label}


def _map_of(monitored: MonitoredYear, measure: str) -> TileMap:
    """A rate of each province, or how its report on one period stands."""
    if measure in (RATE, ON_TIME):
        rates = monitored.by_unit
        looks = {
            unit.pk: _rate_look(unit, rates.get(unit.pk, Rate()), measure, monitored.year)
            for unit in monitored.tiles
        }
    else:
        period = Period.parse(measure)
        reports = monitored.reports_on(period)
        looks = {
            unit.pk: _status_look(unit, period, reports.get(unit.pk)) for unit in monitored.tiles
        }
    for unit in monitored.tiles:
        if unit.pk in monitored.below:  # its districts or communes report: the way is down
            inside = f"?{urlencode({'inside': unit.code})}"
            looks[unit.pk] = replace(looks[unit.pk], url=inside)
    return tile_map(
        (unit, monitored.names.get(unit.pk, unit.code), looks[unit.pk]) for unit in monitored.tiles
    )


def _rate_look(unit: OrganisationUnit, rate: Rate, measure: str, year: int) -> TileLook:
    if measure == RATE:
        percent, came, words = rate.percent, rate.received, _("%(came)d of %(expected)d came")
    else:
        percent, came = rate.percent_on_time, rate.on_time
        words = _("%(came)d of %(expected)d came on time")
    url = list_address(unit, year)
    if percent is None:
        return TileLook("nothing", "–", _("nothing was due"), url)
    css = next(band for least, band in BANDS if percent >= least)
    said = words % {"came": came, "expected": rate.expected}
    return TileLook(css, f"{percent} %", said, url)


def _status_look(unit: OrganisationUnit, period: Period, report: Owed | None) -> TileLook:
    url = list_address(unit, period.year)
    if report is None:
        return TileLook("nothing", "–", _("nothing is owed"), url)
    if report.reported is not None:
        where = {"unit": unit.code, "data_set": report.data_set.code, "period": period.url}
        url = reverse("reporting:report", kwargs=where)
    status = report.placed.status
    return TileLook(status.value, letter(status), report_words(report), url)


def list_address(unit: OrganisationUnit, year: int) -> str:
    query = urlencode({"unit": unit.code, "year": str(year)})
    return f"{reverse('reporting:reports')}?{query}"
