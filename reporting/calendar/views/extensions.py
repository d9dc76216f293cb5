"""More time: the list of what was given, giving it to many at once, asking for it, answering."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.models import LOCALITIES, OrganisationUnit
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.calendar import actions
from reporting.calendar.forms.extensions import AskForm, ExtensionAnswerForm, ExtensionForm
from reporting.calendar.queries.calendar_changes import owed_forms
from reporting.calendar.queries.extensions import extensions_of, last_request
from reporting.calendar.queries.owed_reports import Calendar, Owed, owed
from reporting.calendar.views.years_pages import opened_or_404
from reporting.core.views.portal import portal_view
from reporting.core.views.tags import period
from reporting.kernel.periods import Period
from reporting.models import Extension, ExtensionRequest


@require_safe
@portal_view(Permission.EXTENSION_GRANT)
def extension_list(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    opened_or_404(year)
    given = extensions_of(year, get_language() or "en")
    return render(request, "calendar/extensions.html", {"year": year, "given": given})


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EXTENSION_GRANT)
def extension_new(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    form = _extension_form(request, opened_or_404(year))
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.extend(
                by=actor,
                units=form.chosen_units(),
                data_set=form.chosen_form(),
                period=form.chosen_period(),
                due_on=form.cleaned_data["due_on"],
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            words = ngettext(
                "%(count)d unit has time until %(day)s.",
                "%(count)d units have time until %(day)s.",
                len(made),
            )
            day = date_format(form.cleaned_data["due_on"])
            messages.success(request, words % {"count": len(made), "day": day})
            return redirect("reporting:extension_list", year)
    context = {"year": year, "form": form, "refused": refused}
    return render(request, "calendar/extension_new.html", context)


def _extension_form(request: PortalRequest, calendar: Calendar) -> ExtensionForm:
    forms = owed_forms(calendar.year)
    kinds = {kind for form in forms for kind in form.kinds if kind not in LOCALITIES}
    units = [
        unit
        for unit in OrganisationUnit.objects.filter(kind__in=kinds).order_by("position", "code")
        if any(form.is_filled_by(unit.code, unit.kind) for form in forms)
    ]
    periods = sorted({form_period for form in forms for form_period in calendar.periods(form)})
    initial: dict[str, Any] = {
        name: request.GET[name] for name in ("period", "data_set") if name in request.GET
    }
    initial["units"] = request.GET.getlist("unit")
    return ExtensionForm(
        request.POST or None,
        initial=initial,
        units=units,
        names=unit_names(calendar.year, get_language() or "en", units),
        data_sets=forms,
        periods=[(form_period.url, period(form_period.code)) for form_period in periods],
    )


@require_POST
@portal_view(Permission.EXTENSION_GRANT)
def extension_withdraw(request: PortalRequest, actor: Actor, extension_id: int) -> HttpResponseBase:
    found = Extension.objects.filter(pk=extension_id).first()
    if found is None:
        raise NotHere
    year = found.period_key // 100
    actions.withdraw(by=actor, extension=found)
    messages.success(request, _("The extension is taken back."))
    return redirect("reporting:extension_list", year)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_ENTER)
def more_time(request: PortalRequest, actor: Actor, data_set: str, period: str) -> HttpResponseBase:
    """The unit asks for one of its own reports, begun or not."""
    found = _own_owed(actor, data_set, period)
    asked = last_request(actor.unit, found.data_set, found.period)
    waits = asked is not None and asked.state == ExtensionRequest.State.WAITING
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask(
            by=actor, data_set=found.data_set, period=found.period, text=form.cleaned_data["text"]
        )
        messages.success(request, _("The Secretariat has your request and answers it."))
        return redirect("reporting:home")
    context = {"owed": found, "asked": asked, "waits": waits, "form": form}
    return render(request, "calendar/extension_request_new.html", context)


def _own_owed(actor: Actor, data_set: str, period: str) -> Owed:
    try:
        asked = Period.parse(period)
    except ValueError as error:
        raise NotHere from error
    for report in owed([asked.year], units=[actor.unit]):
        if report.data_set.code == data_set and report.period == asked:
            return report
    raise NotHere


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EXTENSION_GRANT)
def extension_request(request: PortalRequest, actor: Actor, request_id: int) -> HttpResponseBase:
    asked = (
        ExtensionRequest.objects.select_related("organisation_unit", "data_set", "by")
        .filter(pk=request_id)
        .first()
    )
    if asked is None:
        raise NotHere
    form, refused = ExtensionAnswerForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _answer(actor, asked, form)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The request is answered."))
            return redirect("reporting:home")
    return render(
        request, "calendar/extension_request.html", _request_context(asked, form, refused)
    )


def _answer(actor: Actor, asked: ExtensionRequest, form: ExtensionAnswerForm) -> None:
    answer = form.cleaned_data["answer"]
    if form.declines:
        actions.decline(by=actor, request=asked, answer=answer)
    else:
        due_on = form.cleaned_data["due_on"]
        actions.grant(by=actor, request=asked, due_on=due_on, answer=answer)


def _request_context(
    asked: ExtensionRequest, form: ExtensionAnswerForm, refused: str
) -> dict[str, Any]:
    at = Period.from_key(asked.period_key)
    unit = asked.organisation_unit
    names = unit_names(at.year, get_language() or "en", [unit])
    found = [
        report
        for report in owed([at.year], units=[unit])
        if report.data_set.pk == asked.data_set_id and report.period == at
    ]
    return {
        "asked": asked,
        "period_code": at.code,
        "unit_name": names.get(unit.pk, unit.code),
        "owed": found[0] if found else None,
        "waits": asked.state == ExtensionRequest.State.WAITING,
        "form": form,
        "refused": refused,
    }
