"""“Reports of the units below you”: what a unit reads and accepts of those that report to it."""

from collections.abc import Collection, Mapping

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.models import UnitKind
from provinces.queries import has_units_below
from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.calendar.queries.owed_reports import Calendar, calendars
from reporting.core.views.portal import paged, portal_view
from reporting.review.actions.approval import accept_many
from reporting.review.queries.inbox import waiting, with_marks
from reporting.review.queries.places_inbox import groups_of_year, total_of, years_below
from reporting.review.views.inbox import say_outcome

A_PAGE = 50
FEW = 15  # so many units stand open at once


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
def places_inbox(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    _require_units_below(actor)
    if request.method == "POST":
        ticked = filter(None, map(whole_number, request.POST.getlist("revision")))
        say_outcome(request, accept_many(by=actor, revision_ids=list(ticked)))
        return redirect(request.get_full_path())
    language = get_language() or "en"
    opened = calendars(unit_ids=[actor.unit.pk])
    years = years_below(actor, opened)
    found = waiting(actor, language, opened)
    waits = {report.revision.report.year for report in found}
    wanted = request.GET.get("year", "")
    if wanted and whole_number(wanted) not in years:
        raise NotHere
    year = _chosen(years, opened, waits, whole_number(wanted))
    calendar = opened.get(year) if year is not None else None
    groups = groups_of_year(actor, year, calendar, found, language) if year is not None else []
    lines = [line for group in groups for line in group.lines]
    waits_here = sorted((one for line in lines for one in line.waiting), key=lambda one: one.order)
    page, query = paged(request.GET, waits_here, A_PAGE)
    page.object_list = with_marks(actor, page.object_list)
    may_accept = actor.may(Permission.REPORT_REVIEW_BELOW)
    is_province = actor.unit.kind == UnitKind.PROVINCE
    context = {
        "year": year,
        "years": years,
        "groups": groups,
        "came": total_of((line.came for line in lines), owed=True),
        "own": total_of((line.came for line in lines), owed=False),
        "of_own_accord": any(not line.came.is_owed for line in lines),
        "waits": len(waits_here),
        "page": page,
        "query": query,
        "ticks": may_accept,
        "opens": len(lines) <= FEW,
        "may_accept": may_accept,
        "may_enter": actor.may(Permission.REPORT_ENTER),
        "clean": may_accept and any(one.is_clean for one in page.object_list),
        "may_ask": is_province,
        "asks": calendar is not None and actor.unit.pk in calendar.asked,
    }
    return render(request, "review/places_inbox.html", context)


def _require_units_below(actor: Actor) -> None:
    if actor.is_national:
        raise Refused(
            _(
                "This page is for a unit to which others report, and for what those report. The "
                "Secretariat reads the reports of the units at the top: under “Review”."
            )
        )
    if not has_units_below(actor.unit):
        raise Refused(
            _(
                "No unit reports to yours, so nothing is here to be read. Your own reports stand "
                "under “Reports”."
            )
        )


def _chosen(
    years: list[int], opened: Mapping[int, Calendar], waits: Collection[int], wanted: int | None
) -> int | None:
    """The year asked for, else the newest real one, first of those in which something waits; else
    one to practise on."""
    if wanted in years:
        return wanted
    real = [year for year in years if year not in opened or not opened[year].is_practice]
    waiting_ones = [year for year in real if year in waits]
    return next(iter(waiting_ones or real or years), None)
