"""The list of reports: a unit's own, or all of them with filters."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.forms.reports import ListForm
from reporting.queries.report_list import (
    Line,
    Wanted,
    lines,
    newest_revisions,
    reported_units,
    reported_years,
)
from reporting.views.portal import portal_view
from reporting.views.reports.doors import next_words, read_address, state_words

A_PAGE = 50


@dataclass(frozen=True)
class Row:
    line: Line
    url: str
    words: str
    next: str


@require_safe
@portal_view(Permission.REPORT_VIEW)
def report_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form = None
    wanted = Wanted()
    if actor.is_national:
        form = ListForm(request.GET, units=reported_units(), years=reported_years())
        wanted = form.wanted()
    page = Paginator(newest_revisions(wanted), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [_row(line, actor) for line in lines(page.object_list)],
        "is_filtered": wanted != Wanted(),
        "may_begin": actor.may(Permission.REPORT_ENTER),
        "query": query.urlencode(),
    }
    return render(request, "reports/list.html", context)


def _row(line: Line, actor: Actor) -> Row:
    own = line.report.organisation_unit_id == actor.unit.pk
    return Row(
        line=line,
        url=read_address(line.report, actor),
        words=state_words(line.step),
        next=next_words(line.revision.state, own=own, actor=actor),
    )
