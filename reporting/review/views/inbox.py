"""The inbox of whoever reviews, where clean reports may be accepted together; and “My sections”,
what a working-group lead looks over in all units and the newest periods."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, led_sections
from reporting.core.queries.period_words import period_words
from reporting.core.queries.years import this_year
from reporting.core.views.portal import paged, portal_view
from reporting.entry.page.queries.report_list import listed_years
from reporting.review.actions.approval import AcceptanceOutcome, accept_many
from reporting.review.forms import InboxForm, LedForm
from reporting.review.queries.inbox import Waiting, waiting, with_marks
from reporting.review.queries.led_sections import overview

A_PAGE = 40


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_REVIEW)
def review_inbox(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if request.method == "POST":
        ticked = filter(None, map(whole_number, request.POST.getlist("revision")))
        say_outcome(request, accept_many(by=actor, revision_ids=list(ticked)))
        return redirect("reporting:review_inbox")
    form = InboxForm(request.GET)
    listed = inbox_list(actor, request.GET, form, waiting(actor, get_language() or "en"))
    context = {
        **listed,
        "ticks": True,
        "clean": any(found.is_clean for found in listed["page"].object_list),
    }
    return render(request, "review/review_inbox.html", context)


def inbox_list(
    actor: Actor, asked: QueryDict, form: InboxForm, reports: list[Waiting]
) -> dict[str, Any]:
    """What `review/parts/waiting.html` shows: a page of those that the form leaves."""
    chosen = form.choose(reports)
    page, query = paged(asked, chosen, A_PAGE)
    page.object_list = with_marks(actor, page.object_list)
    return {
        "form": form,
        "page": page,
        "query": query,
        "is_filtered": len(chosen) != len(reports),
    }


def say_outcome(request: PortalRequest, outcome: AcceptanceOutcome) -> None:
    count = len(outcome.accepted)
    if not count and not outcome.left:
        messages.warning(request, _("Nothing was ticked, so nothing was accepted."))
        return
    words = ngettext("Accepted: %(count)d report.", "Accepted: %(count)d reports.", count)
    if count:
        messages.success(request, words % {"count": count})
    unit_ids = [revision.organisation_unit_id for revision, _reason in outcome.left]
    names = unit_names(this_year(), get_language() or "en", unit_ids)
    for revision, reason in outcome.left:
        report = revision.report
        unit = names.get(report.organisation_unit_id, report.organisation_unit.code)
        said = {"unit": unit, "period": period_words(report.period), "reason": reason}
        messages.warning(request, _("Not accepted: %(unit)s, %(period)s. %(reason)s") % said)


@require_safe
@portal_view(Permission.SECTION_LEAD)
def my_sections(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    sections = led_sections(actor.led_group)
    form = LedForm(request.GET, sections=sections, years=listed_years())
    periods, lines = overview(sections, form.wanted(), get_language() or "en")
    context = {
        "sections": sections,
        "form": form,
        "periods": [period.key for period in periods],
        "lines": lines,
    }
    return render(request, "review/led_sections.html", context)
