"""The workbook of a report to be downloaded, and a person's own copy with its wrong cells
marked."""

from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.page.queries.report_content import content_of
from reporting.entry.page.queries.report_history import revisions_of
from reporting.entry.page.views.report_access import report_view
from reporting.entry.workbook.actions import uploads
from reporting.entry.workbook.exports.form_workbook import render_form
from reporting.entry.workbook.exports.sheet_layout import place
from reporting.entry.workbook.forms.report_book import BookMaker
from reporting.entry.workbook.forms.stamp import facts_of, stamp_lines
from reporting.entry.workbook.forms.table_book import BLANK_ROWS

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BLANK_ROWS = 100


@require_GET
@portal_view(Permission.REPORT_VIEW)
@report_view
def report_workbook(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
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
@report_view
def report_workbook_marked(
    request: PortalRequest, actor: Actor, found: ReportAccess, token: str
) -> HttpResponseBase:
    path = uploads.marked(token, by=actor, access=found)
    if path is None:
        raise NotHere
    return _file(FileResponse(path.open("rb"), content_type=EXCEL), found, "-marked")


def _file(response: Any, found: ReportAccess, more: str = "") -> HttpResponseBase:
    report = found.report
    stem = f"{report.organisation_unit.code}-{report.data_set.code}-{report.period.url}"
    name = f"{stem}{mark_of_name(report.year)}{more}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    answer: HttpResponseBase = response
    return answer
