"""Completeness of a year: heat map, rates, map of the provinces, trend; and its files."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse, HttpResponseBase
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
from reporting.core.views.document_blocks import chart_presenter
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import paged, portal_view
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
from reporting.monitoring.views.province_map import Look, TileMap, tile_map

LINES_A_PAGE = 120
RATE, ON_TIME = "rate", "on_time"
BANDS = ((100, "band-4"), (75, "band-3"), (50, "band-2"), (1, "band-1"), (0, "band-0"))


@require_safe
@portal_view(Permission.REPORT_VIEW)
def monitoring_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    years = opened_years()
    if years:
        return redirect("reporting:watch_year", years[0])
    return render(request, "monitoring/no_year.html")


@require_safe
@portal_view(Permission.REPORT_VIEW)
def monitoring_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    form, watch = _asked(request, actor, known_year(year))
    if not watch.everything:
        return render(request, "monitoring/no_year.html", {"year": year, "years": opened_years()})
    page, query = paged(request.GET, watch.lines, LINES_A_PAGE)
    context = {
        "actor": actor,
        "year": year,
        "years": opened_years(),
        "form": form,
        "watch": watch,
        "page": page,
        "query": query,
        "heat": heat_map(watch.periods, page.object_list),
        "rates": _rates(watch),
        "trend": chart_presenter(trend_chart(watch)),
        **_map(form, watch),
    }
    return render(request, "monitoring/completeness.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def monitoring_file(request: PortalRequest, actor: Actor, year: int, ending: str) -> HttpResponse:
    require(actor, Permission.DOWNLOAD)
    _form, watch = _asked(request, actor, known_year(year))
    if not watch.everything:
        raise NotHere
    name = f"completeness-{year}"
    if ending == "csv":
        return as_csv(list_table(watch), name, [year])
    return as_workbook(completeness_document(watch), name, [year])


def _asked(
    request: PortalRequest, actor: Actor, year: int
) -> tuple[CompletenessForm, MonitoredYear]:
    unit = None if actor.is_national else actor.unit
    watch = MonitoredYear(year, get_language() or "en", unit=unit)
    form = CompletenessForm(request.GET, watch=watch)
    return form, watch.narrowed(form.wanted())


def _rates(watch: MonitoredYear) -> list[tuple[str, list[tuple[str, Rate]]]]:
    return [
        (
            _("Kind of unit"),
            [(str(UnitKind(kind).label), rate) for kind, rate in watch.by_unit_kind.items()],
        ),
        (
            _("Kind of period"),
            [(period_kind_words(kind), rate) for kind, rate in watch.by_period_kind.items()],
        ),
    ]


def _map(form: CompletenessForm, watch: MonitoredYear) -> dict[str, Any]:
    shown = "map" in form.fields and watch.wanted.kind in ("", UnitKind.PROVINCE)
    if not shown:
        return {"map": None}
    measure = form.measure()
    label = dict(form.fields["map"].choices)[measure]  # type: ignore[attr-defined]
    return {"map": watch_map(watch, measure), "measure": measure, "measure_label": label}


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
    legend: tuple[tuple[str, str, str], ...]  # standing, letter, words


def heat_map(periods: list[Period], lines: Iterable[UnitFormReports]) -> HeatMap:
    shown = list(lines)
    cells = _Cells()
    rows = [_row(line, periods, cells) for line in shown]
    return HeatMap(
        headings=tuple(_headings(periods)),
        body=mark_safe("".join(rows)),  # noqa: S308  (every part was escaped)
        legend=tuple(
            (standing.value, letter(standing), status_words(standing))
            for standing in STATUS_WORDS
            if standing in cells.used
        ),
    )


def _headings(periods: list[Period]) -> Iterable[PeriodKindHeading]:
    for kind, columns in groupby(periods, key=lambda period: period.kind):
        yield PeriodKindHeading(
            period_kind_words(kind),
            tuple((short_period(period), period_words(period)) for period in columns),
        )


def _row(line: UnitFormReports, periods: list[Period], cells: "_Cells") -> str:
    form = format_html('<span class="part">{}</span>', line.form) if line.is_one_of_several else ""
    head = format_html('<tr><th scope="row">{}{}</th>', line.name, form)
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
        standing = report.placed.standing
        self.used.add(standing)
        late = " late" if days_late(report) else ""
        inside = self._words(report)
        if report.reported is not None:
            inside = f'<a href="{base}{report.period.url}/">{inside}</a>'
        return f'<td class="{standing}{late}">{inside}</td>'

    def _words(self, report: Owed) -> str:
        key = (report.placed.standing, tuple(report.placed.why.params.items()), days_late(report))
        if key not in self._inside:
            self._inside[key] = (
                f'<b aria-hidden="true">{escape(letter(report.placed.standing))}</b>'
                f'<span class="visually-hidden">{escape(report_words(report))}</span>'
            )
        return self._inside[key]


def watch_map(watch: MonitoredYear, measure: str) -> TileMap:
    found = _looks(watch, measure)
    return tile_map(
        (unit, watch.names.get(unit.pk, unit.code), found[unit.pk]) for unit in watch.tiles
    )


def _looks(watch: MonitoredYear, measure: str) -> dict[int, Look]:
    if measure in (RATE, ON_TIME):
        rates = watch.by_unit
        return {
            unit.pk: _rate(unit, rates.get(unit.pk, Rate()), measure, watch.year)
            for unit in watch.tiles
        }
    return _standings(watch, Period.parse(measure))


def _rate(unit: OrganisationUnit, rate: Rate, measure: str, year: int) -> Look:
    url = list_address(unit, year)
    percent = rate.percent if measure == RATE else rate.percent_on_time
    if percent is None:
        return Look("nothing", "–", _("nothing was due"), url)
    css = next(band for least, band in BANDS if percent >= least)
    came = rate.received if measure == RATE else rate.on_time
    words = _("%(came)d of %(expected)d came") if measure == RATE else _(
        "%(came)d of %(expected)d came on time"
    )  # fmt: skip
    return Look(
        css, f"{percent} %", words % {"came": came, "expected": rate.expected}, url
    )  # fmt: skip


def _standings(watch: MonitoredYear, period: Period) -> dict[int, Look]:
    there = watch.standing_of(period)
    found = {}
    for unit in watch.tiles:
        report = there.get(unit.pk)
        url = list_address(unit, watch.year)
        if report is None:
            found[unit.pk] = Look("nothing", "–", _("nothing is owed"), url)
            continue
        if report.reported is not None:
            where = {"unit": unit.code, "data_set": report.data_set.code, "period": period.url}
            url = reverse("reporting:report", kwargs=where)
        standing = report.placed.standing
        found[unit.pk] = Look(standing.value, letter(standing), report_words(report), url)
    return found


def list_address(unit: OrganisationUnit, year: int) -> str:
    query = urlencode({"unit": unit.code, "year": str(year)})
    return f"{reverse('reporting:reports')}?{query}"
