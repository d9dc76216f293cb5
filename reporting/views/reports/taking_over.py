"""What a draft would take over from the shorter reports, shown first; then taken over."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.actions.taking_over import take_over
from reporting.queries.taking_over import offers
from reporting.report_access import Door
from reporting.views.portal import portal_view
from reporting.views.reports.doors import door_view, report_address
from reporting.views.reports.head import head_of


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
@door_view
def report_take_over(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    found.require(Permission.REPORT_ENTER)
    if request.method == "POST":
        count = take_over(by=actor, door=found)
        words = ngettext(
            "%(count)d number is taken over.", "%(count)d numbers are taken over.", count
        )
        messages.success(request, words % {"count": count})
        return redirect(report_address(found.report))
    context = {"head": head_of(found), "offers": offers(found.revision)}
    return render(request, "reports/take_over.html", context)
