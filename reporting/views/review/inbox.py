"""The inbox of whoever reviews: read one after the other, or accept many clean ones together."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.models import Kind
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.actions.acceptance import Outcome, accept_many
from reporting.queries.period_words import period_words
from reporting.queries.review_inbox import reporting_kinds, waiting
from reporting.queries.years import this_year
from reporting.views.portal import portal_view
from reporting.views.reports.doors import report_address


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_REVIEW)
def review_inbox(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if request.method == "POST":
        ticked = [int(one) for one in request.POST.getlist("revision") if one.isdecimal()]
        _say(request, accept_many(by=actor, revision_ids=ticked))
        return redirect("reporting:review_inbox")
    kind = request.GET.get("kind", "")
    rows = waiting(get_language() or "en", kind if kind in Kind.values else "")
    reporting = reporting_kinds()
    context = {
        "rows": [(one, report_address(one.revision.report, "reporting:review")) for one in rows],
        "clean": sum(one.is_clean for one in rows),
        "kind": kind,
        "kinds": [(one.value, one.label) for one in Kind if one.value in reporting],
    }
    return render(request, "review/inbox.html", context)


def _say(request: PortalRequest, outcome: Outcome) -> None:
    count = len(outcome.accepted)
    if not count and not outcome.left:
        messages.warning(request, _("Nothing was ticked, so nothing was accepted."))
        return
    words = ngettext("Accepted: %(count)d report.", "Accepted: %(count)d reports.", count)
    if count:
        messages.success(request, words % {"count": count})
    revisions = [one for one, _reason in outcome.left]
    names = unit_names(
        this_year(), get_language() or "en", [one.organisation_unit_id for one in revisions]
    )
    for revision, reason in outcome.left:
        report = revision.report
        unit = names.get(report.organisation_unit_id, report.organisation_unit.code)
        said = {"unit": unit, "period": period_words(report.period), "reason": reason}
        messages.warning(request, _("Not accepted: %(unit)s, %(period)s. %(reason)s") % said)
