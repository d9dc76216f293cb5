"""The Secretariat opens, changes and closes a special report."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from provinces.models import LOCALITIES, OrganisationUnit, UnitKind
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Refused
from reporting.calendar.queries.owed_reports import today_of
from reporting.core.queries.years import this_year
from reporting.core.views.portal import portal_view
from reporting.special import actions
from reporting.special.forms.special_reports import SpecialReportForm, initial_of
from reporting.special.queries.months import cells_to_compare
from reporting.special.queries.special_reports import SpecialDays, answers_of, special_report

TWO_WEEKS = timedelta(days=13)
NOT_ASKED = (UnitKind.NATION, UnitKind.SECRETARIAT, *LOCALITIES)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.SPECIAL_OPEN)
def special_new(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    today = today_of(this_year())
    last = min(today + TWO_WEEKS, today.replace(month=12, day=31))
    form = _form(
        request,
        this_year(),
        button=_("Open the special report"),
        initial={"first_day": today, "last_day": last},
    )
    if request.method == "POST" and form.is_valid():
        report = actions.open_report(
            by=actor,
            text=form.text(),
            units=form.chosen_units(),
            questions=form.questions() or [],
        )
        messages.success(
            request, _("The special report is open. The units that are asked are told.")
        )
        return redirect("reporting:special_report", report.pk)
    return render(request, "special/special_report_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@portal_view(Permission.SPECIAL_OPEN)
def special_edit(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    report = special_report(actor, key)
    special = SpecialDays(report, get_language() or "en")
    asks = not answers_of([report])
    form = _form(
        request,
        report.year,
        asks=asks,
        first_day=report.first_day,
        button=_("Save"),
        initial=initial_of(report, special.questions, special.units),
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                by=actor,
                report=report,
                text=form.text(),
                units=form.chosen_units(),
                questions=form.questions(),
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The special report is changed."))
            return redirect("reporting:special_report", report.pk)
    context = {
        "year": report.year,
        "report": report,
        "title": report.title_in(special.language),
        "form": form,
        "asks": asks,
        "refused": refused,
    }
    return render(request, "special/special_report_edit.html", context)


@require_POST
@portal_view(Permission.SPECIAL_OPEN)
def special_step(request: PortalRequest, actor: Actor, key: int, step: str) -> HttpResponseBase:
    report = special_report(actor, key)
    if step == "close":
        actions.close(by=actor, report=report)
        messages.success(request, _("The special report is closed: nobody answers it any more."))
    else:
        actions.open_again(by=actor, report=report)
        messages.success(request, _("The special report is open again."))
    return redirect("reporting:special_report", report.pk)


def _form(request: PortalRequest, year: int, **given: Any) -> SpecialReportForm:
    language = get_language() or "en"
    units = list(OrganisationUnit.objects.exclude(kind__in=NOT_ASKED).order_by("position", "code"))
    return SpecialReportForm(
        request.POST or None,
        units=units,
        names=unit_names(year, language, units),
        cells=cells_to_compare(language),
        **given,
    )
