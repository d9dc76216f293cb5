"""The page on which a year to practise on is removed, after a question."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.queries.practice_years import is_practice
from reporting.core.views.portal import portal_view
from reporting.models import Report
from reporting.practice.actions.making import remove as practice_remove


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.CALENDAR_MANAGE)
def remove(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    if not is_practice(year):
        raise NotHere
    if request.method == "POST":
        removed = practice_remove(by=actor, year=year)
        messages.success(
            request,
            _("The year %(year)d is removed: %(reports)d reports and all that hung on them.")
            % {"year": year, "reports": removed.reports},
        )
        return redirect("reporting:home")
    reports = Report.objects.filter(year=year).count()
    context = {"year": str(year), "reports": reports}  # a year is not grouped like a number
    return render(request, "practice/practice_removal.html", context)
