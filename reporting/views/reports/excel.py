"""A report by Excel: the workbook out, and the person's own back with its wrong cells marked."""

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere
from reporting.actions import uploads
from reporting.exports.form_workbook import place, render_form
from reporting.forms.excel.book import BookMaker
from reporting.forms.excel.stamp import facts_of, stamp_lines
from reporting.forms.excel.tables import BLANK_ROWS
from reporting.queries.practice_years import mark_of_name
from reporting.queries.report_pages import content_of, revisions_of
from reporting.report_access import Door
from reporting.views.portal import portal_view
from reporting.views.reports.doors import door_view

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BLANK_ROWS = 100


@require_GET
@portal_view(Permission.REPORT_VIEW)
@door_view
def report_workbook(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    newest = revisions_of(found.report)[0]
    editable = newest.pk == found.revision.pk and found.may(Permission.REPORT_ENTER)
    book = BookMaker(
        content_of(found.revision), editable=editable, blank_rows=_rows(request.GET.get("rows", ""))
    ).book()
    placed = place(book)
    stamp = stamp_lines(facts_of(found.revision, editable=editable), placed)
    return _file(HttpResponse(render_form(book, placed, stamp), content_type=EXCEL), found)


def _rows(wanted: str) -> int:
    """How many blank rows a list gets: as many as somebody asked for, within reason; a number
    beyond reason asks for nothing."""
    number = whole_number(wanted) or 0
    return min(max(number, BLANK_ROWS), MOST_BLANK_ROWS) if number < 1000 else BLANK_ROWS


@require_GET
@portal_view(Permission.REPORT_VIEW)
@door_view
def report_workbook_marked(
    request: PortalRequest, actor: Actor, found: Door, token: str
) -> HttpResponseBase:
    path = uploads.marked(token, by=actor, door=found)
    if path is None:
        raise NotHere
    return _file(FileResponse(path.open("rb"), content_type=EXCEL), found, "-marked")


def _file(response: Any, found: Door, more: str = "") -> HttpResponseBase:
    report = found.report
    stem = f"{report.organisation_unit.code}-{report.data_set.code}-{report.period.url}"
    name = f"{stem}{mark_of_name(report.year)}{more}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    answer: HttpResponseBase = response
    return answer
