"""“Reports of our places”: what a province reads and accepts of its districts and communes."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.models import UnitKind
from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Refused
from reporting.calendar.queries.owed_reports import Calendar, calendars
from reporting.core.views.portal import portal_view
from reporting.review.actions.approval import accept_many
from reporting.review.queries.places_inbox import places_of_year, total_of
from reporting.review.views.inbox import say_outcome


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
def places_inbox(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if actor.unit.kind != UnitKind.PROVINCE:
        raise Refused(_("This page is for provinces: it holds the reports of their places."))
    if request.method == "POST":
        ticked = filter(None, map(whole_number, request.POST.getlist("revision")))
        say_outcome(request, accept_many(by=actor, revision_ids=list(ticked)))
        return redirect(request.get_full_path())
    opened = calendars(unit_ids=[actor.unit.pk])
    asking = [year for year, calendar in opened.items() if actor.unit.pk in calendar.asked]
    calendar = _chosen(opened, asking, whole_number(request.GET.get("year", "")))
    groups = places_of_year(actor, calendar, get_language() or "en") if calendar else []
    may_accept = actor.may(Permission.REPORT_REVIEW_BELOW)
    context = {
        "year": calendar.year if calendar else None,
        "years": asking,
        "groups": groups,
        "came": total_of(groups),
        "waits": sum(group.waits for group in groups),
        "may_accept": may_accept,
        "may_enter": actor.may(Permission.REPORT_ENTER),
        "clean": may_accept
        and any(
            found.is_clean for group in groups for line in group.places for found in line.waiting
        ),
    }
    return render(request, "review/places_inbox.html", context)


def _chosen(opened: dict[int, Calendar], asking: list[int], wanted: int | None) -> Calendar | None:
    """The year asked for, else the newest real one, else one to practise on."""
    if wanted in asking:
        return opened[wanted]
    real = [year for year in asking if not opened[year].is_practice]
    year = next(iter(real or asking), None)
    return opened[year] if year is not None else None
