"""The home page: what this person's role asks of them comes first."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.queries.home_mending import mending
from reporting.views.homes.inbox import inbox
from reporting.views.homes.nation import nation
from reporting.views.homes.unit import of_a_unit
from reporting.views.portal import portal_view

RUNS = {Permission.CONSOLIDATION_RUN, Permission.ANNUAL_PUBLISH}


@require_safe
@portal_view()
def home(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    asked_year = request.GET.get("year", "")
    if not actor.is_national:
        template, context = of_a_unit(actor, asked_year)
    elif actor.permissions & RUNS:
        template, context = nation(actor, asked_year)
    elif actor.may(Permission.PEOPLE_MANAGE):
        found = mending(get_language() or "en")
        template, context = "home/administrator.html", {"mending": found}
    else:
        template, context = "home/inbox.html", inbox(request.GET)
    context |= {"actor": actor, "accepts": actor.may(Permission.REPORT_REVIEW)}
    return render(request, template, context)
