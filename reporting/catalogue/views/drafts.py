"""Drafts of the catalogue: what is missing of each; published, thrown away, taken back."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Overtaken
from reporting.catalogue.actions import publishing
from reporting.catalogue.queries.draft_preview import forms_of_kinds
from reporting.catalogue.queries.drafts import DraftTable, draft_tables, published_lately
from reporting.catalogue.queries.indicator_drafts import indicator_drafts
from reporting.catalogue.rules.drafts import Looked
from reporting.core.views.portal import portal_view

KINDS: dict[str, str | Promise] = {
    "table": gettext_lazy("table"),
    "column": gettext_lazy("column"),
    "row": gettext_lazy("row"),
    "rule": gettext_lazy("rule"),
}


class DraftLine:
    """A draft in words."""

    def __init__(self, looked: Looked, chosen: set[str] | None = None) -> None:
        self.draft = draft = looked.draft
        self.kind = KINDS[draft.kind]
        self.years = f"{draft.first}–{draft.last or ''}"
        self.obstacles = [message.words(_) for message in looked.obstacles]
        self.advice = [message.words(_) for message in looked.advice]
        self.is_chosen = not self.obstacles if chosen is None else draft.key in chosen


@require_safe
@portal_view(Permission.CATALOGUE_MANAGE)
def draft_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    return _list(request)


def _list(request: PortalRequest, refusal: Overtaken | None = None) -> HttpResponseBase:
    """As the drafts stand now."""
    context = {
        "tables": [(one, [DraftLine(looked) for looked in one.drafts]) for one in draft_tables()],
        "indicators": indicator_drafts(),
        "lately": [(one, KINDS[one.kind]) for one in published_lately()],
        "reason": str(refusal or ""),
    }
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, "catalogue/drafts.html", context, status=status)


@require_safe
@portal_view(Permission.CATALOGUE_MANAGE)
def draft_table(request: PortalRequest, actor: Actor, table: str) -> HttpResponseBase:
    return _show(request, table)


def _show(
    request: PortalRequest, code: str, chosen: set[str] | None = None, **more: Any
) -> HttpResponseBase:
    found = next(iter(draft_tables(code)), None)
    if found is None:
        raise NotHere
    context = {
        "found": found,
        "lines": [DraftLine(looked, chosen) for looked in found.drafts],
        "previews": _previews(found),
        **more,
    }
    status = HTTPStatus.CONFLICT if more else HTTPStatus.OK
    return render(request, "catalogue/draft_table.html", context, status=status)


def _previews(found: DraftTable) -> list[tuple[str, str]]:
    """The forms in which the table stands, each with the address of its preview."""
    year = max(looked.draft.first for looked in found.drafts)
    carrying = set(found.table.data_sets.values_list("pk", flat=True))
    return [
        (one.title, f"form={one.key}&year={year}")
        for one in forms_of_kinds()
        if one.data_set.pk in carrying
    ]


@require_POST
@portal_view(Permission.CATALOGUE_MANAGE)
def draft_publish(request: PortalRequest, actor: Actor, table: str) -> HttpResponseBase:
    keys = set(request.POST.getlist("draft"))
    try:
        done = publishing.publish(by=actor, table=table, keys=keys)
    except publishing.NotReady as refusal:
        return _show(request, table, keys, reasons=refusal.reasons)
    except Overtaken as refusal:
        return _list(request, refusal)
    words = ngettext("Published: %(count)d draft.", "Published: %(count)d drafts.", len(done))
    messages.success(request, words % {"count": len(done)})
    return redirect("reporting:drafts")


@require_POST
@portal_view(Permission.CATALOGUE_MANAGE)
def draft_discard(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    try:
        title = publishing.discard(by=actor, key=request.POST.get("draft", ""))
    except Overtaken as refusal:
        return _list(request, refusal)
    messages.success(request, _("Thrown away: %(title)s") % {"title": title})
    return redirect("reporting:drafts")


@require_POST
@portal_view(Permission.CATALOGUE_MANAGE)
def draft_take_back(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    try:
        title = publishing.take_back(by=actor, key=request.POST.get("row", ""))
    except Overtaken as refusal:
        return _list(request, refusal)
    messages.success(request, _("A draft again: %(title)s") % {"title": title})
    return redirect("reporting:drafts")
