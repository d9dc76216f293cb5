"""What is published to each observer, and the page on which it is chosen."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.queries.editions import period_of
from reporting.core.queries.period_words import report_title
from reporting.core.views.portal import portal_view
from reporting.editions.publishing.actions.observers import publish_to
from reporting.editions.publishing.queries.observers import observer, observers, offered_editions


@require_safe
@portal_view(Permission.OBSERVERS_MANAGE)
def observer_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    context = {"observers": observers(), "may_add": actor.may(Permission.PEOPLE_MANAGE)}
    return render(request, "editions/publishing/observers.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.OBSERVERS_MANAGE)
def observer_page(request: PortalRequest, actor: Actor, code: str) -> HttpResponseBase:
    found = observer(code)
    if request.method == "POST":
        keys = (whole_number(text) for text in request.POST.getlist("edition"))
        publish_to(
            by=actor,
            code=code,
            all_annual=request.POST.get("all_annual") == "1",
            editions={key for key in keys if key is not None},
        )
        messages.success(request, _("Saved. They read it from now on."))
        return redirect("reporting:observers")
    context = {
        "observer": found,
        "editions": [
            (edition, report_title(period_of(edition)), edition.pk in found.editions)
            for edition in offered_editions()
        ],
    }
    return render(request, "editions/publishing/observer.html", context)
