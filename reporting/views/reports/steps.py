"""Sign, accept, return, re-open: each with a page that says what is about to happen."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Door
from reporting.actions import approval
from reporting.forms.reports import StepForm
from reporting.queries.report_pages import content_of
from reporting.views.portal import portal_view
from reporting.views.reports.doors import STEPS, StepPage, door_view, report_address
from reporting.views.reports.head import head_of
from reporting.views.reports.shapes import sections_of


@require_http_methods(["GET", "POST"])
@portal_view()
@door_view
def report_step(request: PortalRequest, actor: Actor, found: Door, step: str) -> HttpResponseBase:
    page = STEPS[step]
    page.require(found)
    form = _form(request, page)
    if request.method == "POST" and (form is None or form.is_valid()):
        comment = form.cleaned_data["comment"] if form else ""
        _take(page, actor, found, comment)
        messages.success(request, _said(page))
        return redirect(report_address(found.report))
    content = content_of(found.revision)
    context = {
        "head": head_of(found),
        "step": page,
        "form": form,
        "sections": sections_of(content),
        "explained": [one for one in content.checks if not one.is_open],
        "open_checks": content.open_checks,
        "back": report_address(found.report),
    }
    return render(request, "reports/step.html", context)


def _form(request: PortalRequest, page: StepPage) -> StepForm | None:
    if not page.comment:
        return None
    hint = _("The unit reads this with the report; it stays in its history.")
    return StepForm(
        request.POST or None,
        label=str(page.comment),
        hint=hint,
        required=page.required,
        button=str(page.button),
    )


def _take(page: StepPage, actor: Actor, found: Door, comment: str) -> None:
    match page.name:
        case "prepare":
            approval.prepare(by=actor, door=found)
        case "take_back":
            approval.take_back(by=actor, door=found, comment=comment)
        case "sign":
            approval.submit(by=actor, door=found)
        case "accept":
            approval.accept(by=actor, door=found, comment=comment)
        case "return":
            approval.send_back(by=actor, door=found, comment=comment)
        case "reopen":
            approval.reopen(by=actor, door=found, comment=comment)


def _said(page: StepPage) -> str:
    return {
        "prepare": _("The report is handed over. An approver of your unit signs it now."),
        "take_back": _("The report is a draft again."),
        "sign": _("The report is signed and submitted. The Secretariat reads it now."),
        "accept": _("The report is accepted. It counts in the next consolidation."),
        "return": _("The report is returned with your comments."),
        "reopen": _("The report is re-opened: the unit can begin its next revision."),
    }[page.name]
