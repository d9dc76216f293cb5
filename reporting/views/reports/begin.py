"""A new report, or the next revision of one that came back."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.actions import entry
from reporting.forms.reports import BeginForm
from reporting.queries.report_list import forms_of, opened_years
from reporting.queries.years import this_year
from reporting.report_access import Door
from reporting.views.portal import portal_view
from reporting.views.reports.doors import door_view, report_address


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_ENTER)
def report_begin(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """A report that is there already is opened, not begun twice."""
    data_sets = forms_of(actor.unit)
    form = BeginForm(
        request.POST or None, initial=request.GET.dict(), data_sets=data_sets,
        this_year=this_year(), unit=actor.unit, opened=opened_years(),
    )  # fmt: skip
    if not form.is_valid():
        return render(request, "reports/begin.html", {"form": form, "data_sets": data_sets})
    opened = entry.begin(
        by=actor, unit=actor.unit, data_set=form.cleaned_data["data_set"], period=form.period()
    )
    return redirect(report_address(opened.report))


@require_POST
@portal_view(Permission.REPORT_ENTER)
@door_view
def report_next(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    report = found.report
    entry.begin(
        by=actor, unit=report.organisation_unit, data_set=report.data_set, period=report.period
    )
    return redirect(report_address(report))
