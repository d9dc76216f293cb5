"""A person with several memberships chooses as whom they act."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from provinces.queries import label, unit_names
from provinces.tenancy.middleware import choose_membership
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere
from reporting.queries.years import this_year
from reporting.views.portal import portal_view


@require_http_methods(["GET", "POST"])
@portal_view()
def acting_as(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if request.method == "POST":
        return _choose(request)
    units = [membership.organisation_unit for membership in request.memberships]
    names = unit_names(this_year(), get_language() or "en", units)
    choices = [
        {"membership": membership, "unit": label(membership.organisation_unit, names)}
        for membership in request.memberships
    ]
    return render(request, "reporting/acting_as.html", {"choices": choices})


def _choose(request: PortalRequest) -> HttpResponseBase:
    wanted = request.POST.get("membership", "")
    found = [one for one in request.memberships if str(one.pk) == wanted]
    if not found:
        raise NotHere
    choose_membership(request, found[0])
    return redirect("reporting:home")
