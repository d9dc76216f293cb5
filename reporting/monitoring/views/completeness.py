"""Completeness of a year: heat map, rates, map of the provinces, trend; and its files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.calendar.queries.owed_reports import Owed
from reporting.calendar.rules import ReportStatus
from reporting.core.queries.period_words import period_words, short_period
from reporting.core.queries.tree import tree_level
from reporting.core.views.document_blocks import chart_presenter
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.level_links import level_links
from reporting.core.views.portal import paged, portal_view
from reporting.kernel.numbers import format_number
from reporting.kernel.periods import Period
from reporting.monitoring.forms import CompletenessForm
from reporting.monitoring.queries.completeness import (
    STATUS_WORDS,
    MonitoredYear,
    UnitFormReports,
    days_late,
    known_year,
    letter,
    opened_years,
    period_kind_words,
    report_words,
    status_words,
)
from reporting.monitoring.queries.completeness_document import (
    completeness_document,
    list_table,
    trend_chart,
)
from reporting.monitoring.rules import Rate
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
        "heat": heat_map(monitored.periods, page.object_list, _ways_down(request.GET, monitored)),
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


@dataclass(frozen=True)
class PeriodKindHeading:
    """A kind of period over its columns; `columns`: short and full name of each."""

    words: str
    columns: tuple[tuple[str, str], ...]

    @property
    def is_single(self) -> bool:
        return len(self.columns) == 1


@dataclass(frozen=True)
class HeatMap:
    headings: tuple[PeriodKindHeading, ...]
    body: SafeString
    legend: tuple[tuple[str, str, str], ...]  # status, letter, words


def _ways_down(query: QueryDict, monitored: MonitoredYear) -> dict[int, SafeString]:
    """Unit -> the rate of those below it, which leads to them."""
    asked = query.copy()
    for name in ("page", "kind", "form", "map"):
        asked.pop(name, None)
    found = {}
    for unit in monitored.level.opened:
        below = monitored.below.get(unit.pk)
        if below is not None and unit != monitored.level.inside:
            asked["inside"] = unit.code
            words = _("below: %(came)s of %(expected)s") % {
                "came": format_number(below.received), "expected": format_number(below.expected),
            }  # fmt: skip
            found[unit.pk] = format_html(
                '<a class="part" href="?{}">{}</a>', asked.urlencode(), words
            )
    return found


def heat_map(
    periods: list[Period],
    lines: Iterable[UnitFormReports],
    ways_down: Mapping[int, SafeString] | None = None,
) -> HeatMap:
    shown = list(lines)
    cells = _Cells()
    left = dict(ways_down or {})
    rows = [_row(line, periods, cells, left.pop(line.unit.pk, SafeString())) for line in shown]
    return HeatMap(
        headings=tuple(_headings(periods)),
        body=mark_safe("".join(rows)),  # noqa: S308  (every part was escaped)
        legend=tuple(
            (status.value, letter(status), status_words(status))
            for status in STATUS_WORDS
            if status in cells.used
        ),
    )


def _headings(periods: list[Period]) -> Iterable[PeriodKindHeading]:
    for kind, columns in groupby(periods, key=lambda period: period.kind):
        yield PeriodKindHeading(
            period_kind_words(kind),
            tuple((short_period(period), period_words(period)) for period in columns),
        )


def _row(
    line: UnitFormReports, periods: list[Period], cells: "_Cells", way_down: SafeString
) -> str:
    form = format_html('<span class="part">{}</span>', line.form) if line.is_one_of_several else ""
    head = format_html('<tr><th scope="row">{}{}{}</th>', line.name, form, way_down)
    base = escape(_address(line))
    return (
        head
        + "".join(cells.cell(line.reports.get(period.key), base) for period in periods)
        + "</tr>"
    )


def _address(line: UnitFormReports) -> str:
    """That of the unit's reports on this form, before the period."""
    where = {"unit": line.unit.code, "data_set": line.form.code, "period": "2000"}
    return reverse("reporting:report", kwargs=where).removesuffix("2000/")


class _Cells:
    """Most reports of a period say the same: their words are put together once."""

    def __init__(self) -> None:
        self.used: set[ReportStatus] = set()
        self._inside: dict[tuple[object, ...], str] = {}

    def cell(self, report: Owed | None, base: str) -> str:
        if report is None:
            return '<td class="none"></td>'
        status = report.placed.status
        self.used.add(status)
        late = " late" if days_late(report) else ""
        inside = self._words(report)
        if report.reported is not None:
            inside = f'<a href="{base}{report.period.url}/">{inside}</a>'
        return f'<td class="{status}{late}">{inside}</td>'

    def _words(self, report: Owed) -> str:
        key = (report.placed.status, tuple(report.placed.why.params.items()), days_late(report))
        if key not in self._inside:
            self._inside[key] = (
                f'<b aria-hidden="true">{escape(letter(report.placed.status))}</b>'
                f'<span class="visually-hidden">{escape(report_words(report))}</span>'
            )
        return self._inside[key]


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
