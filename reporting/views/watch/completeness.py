"""Completeness of a year: heat map, rates, map of the provinces, trend; and its files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.models import Kind
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require
from reporting.access_errors import NotHere
from reporting.forms.watch import WatchForm
from reporting.kernel.completeness import Rate
from reporting.queries.watch.completeness import YearWatch, known_year, opened_years
from reporting.queries.watch.completeness_document import (
    completeness_document,
    list_table,
    trend_chart,
)
from reporting.queries.watch.words import period_kind_words
from reporting.views.blocks import chart_shape
from reporting.views.portal import portal_view
from reporting.views.watch.files import as_csv, as_workbook
from reporting.views.watch.heat import heat_map
from reporting.views.watch.tile_map import watch_map

LINES_A_PAGE = 120


@require_safe
@portal_view(Permission.REPORT_VIEW)
def watch_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    years = opened_years()
    if years:
        return redirect("reporting:watch_year", years[0])
    return render(request, "watch/no_year.html")


@require_safe
@portal_view(Permission.REPORT_VIEW)
def watch_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    form, watch = _asked(request, actor, known_year(year))
    if not watch.everything:
        return render(request, "watch/no_year.html", {"year": year, "years": opened_years()})
    page = Paginator(watch.lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "actor": actor,
        "year": year,
        "years": opened_years(),
        "form": form,
        "watch": watch,
        "page": page,
        "query": query.urlencode(),
        "heat": heat_map(watch.periods, page.object_list),
        "rates": _rates(watch),
        "trend": chart_shape(trend_chart(watch)),
        **_map(form, watch),
    }
    return render(request, "watch/completeness.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def watch_file(request: PortalRequest, actor: Actor, year: int, ending: str) -> HttpResponse:
    require(actor, Permission.DOWNLOAD)
    _form, watch = _asked(request, actor, known_year(year))
    if not watch.everything:
        raise NotHere
    name = f"completeness-{year}"
    if ending == "csv":
        return as_csv(list_table(watch), name, [year])
    return as_workbook(completeness_document(watch), name, [year])


def _asked(request: PortalRequest, actor: Actor, year: int) -> tuple[WatchForm, YearWatch]:
    unit = None if actor.is_national else actor.unit
    watch = YearWatch(year, get_language() or "en", unit=unit)
    form = WatchForm(request.GET, watch=watch)
    return form, watch.narrowed(form.wanted())


def _rates(watch: YearWatch) -> list[tuple[str, list[tuple[str, Rate]]]]:
    return [
        (
            _("Kind of unit"),
            [(str(Kind(kind).label), one) for kind, one in watch.by_unit_kind.items()],
        ),
        (
            _("Kind of period"),
            [(period_kind_words(kind), one) for kind, one in watch.by_period_kind.items()],
        ),
    ]


def _map(form: WatchForm, watch: YearWatch) -> dict[str, Any]:
    shown = "map" in form.fields and watch.wanted.kind in ("", Kind.PROVINCE)
    if not shown:
        return {"map": None}
    measure = form.measure()
    label = dict(form.fields["map"].choices)[measure]  # type: ignore[attr-defined]
    return {"map": watch_map(watch, measure), "measure": measure, "measure_label": label}
