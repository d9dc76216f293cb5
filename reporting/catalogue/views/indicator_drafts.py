"""A draft of an indicator: what it changes, what it would come to, published or thrown away."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.catalogue.actions.indicator_drafts import discard_indicator, publish_indicator
from reporting.catalogue.actions.publishing import NotReady
from reporting.catalogue.queries.indicator_drafts import (
    indicator_draft,
    preview_of,
    preview_years,
)
from reporting.core.views.portal import portal_view


@require_safe
@portal_view(Permission.CATALOGUE_MANAGE)
def indicator_draft_page(request: PortalRequest, actor: Actor, draft: int) -> HttpResponseBase:
    return _show(request, draft)


def _show(request: PortalRequest, key: int, **more: Any) -> HttpResponseBase:
    found = indicator_draft(key)
    if found is None:
        raise NotHere
    asked = request.GET.get("year", "")
    preview = preview_of(found, int(asked) if asked.isdecimal() and len(asked) == 4 else None)
    context = {
        "found": found,
        "preview": preview,
        "year": preview.run.year if preview else None,
        "years": preview_years(),
        **more,
    }
    status = HTTPStatus.CONFLICT if more else HTTPStatus.OK
    return render(request, "catalogue/indicator_draft.html", context, status=status)


@require_POST
@portal_view(Permission.CATALOGUE_MANAGE)
def indicator_draft_publish(request: PortalRequest, actor: Actor, draft: int) -> HttpResponseBase:
    _require_there(draft)
    try:
        row = publish_indicator(by=actor, key=draft)
    except NotReady as refusal:
        return _show(request, draft, reasons=refusal.reasons)
    said = _("Published: %(title)s. Its values follow when a year is consolidated again.")
    messages.success(request, said % {"title": row.title})
    return redirect("reporting:drafts")


@require_POST
@portal_view(Permission.CATALOGUE_MANAGE)
def indicator_draft_discard(request: PortalRequest, actor: Actor, draft: int) -> HttpResponseBase:
    _require_there(draft)
    title = discard_indicator(by=actor, key=draft)
    messages.success(request, _("Thrown away: %(title)s") % {"title": title})
    return redirect("reporting:drafts")


def _require_there(key: int) -> None:
    if indicator_draft(key) is None:
        raise NotHere
