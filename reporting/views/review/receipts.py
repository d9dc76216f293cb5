"""The receipt of a signed report: a finished file, made when it is asked for."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import Overtaken, Refused
from reporting.exports.receipt import render_receipt
from reporting.queries.practice_years import mark_of_name
from reporting.queries.receipt import number_of, receipt_of
from reporting.queries.report_pages import last_signed
from reporting.report_access import Door
from reporting.views.portal import portal_view
from reporting.views.reports.doors import door_view


@require_safe
@portal_view(Permission.REPORT_VIEW)
@door_view
def receipt(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    """Of the revision asked for, else of the newest one that was signed."""
    if actor.led_group:
        raise Refused(_("A receipt is for the unit and the Secretariat."))
    asked = "revision" in request.GET
    revision = found.revision if asked else last_signed(found.report)
    if revision is None or revision.submitted_at is None:
        raise Overtaken(_("The report is not signed yet: the receipt is made from the signed one."))
    response = HttpResponse(render_receipt(receipt_of(revision)), content_type="application/pdf")
    name = f"{number_of(revision)}{mark_of_name(found.report.year)}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
