"""Comments on an edition: on a page of their own, and as a part beside a passage or a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere, Overtaken, Refused
from reporting.actions.editions import remarks
from reporting.models import Edition, EditionComment, Passage
from reporting.queries.editions.remarks import Remark, by_section, remarks_of
from reporting.queries.working_groups import groups_of, groups_of_sections
from reporting.views.editions.defence import edition_page, head
from reporting.views.editions.doors import edition_address as address
from reporting.views.portal import portal_view
from strategies.models import Section
from strategies.models.labels import in_year

HERE = "edition_comments"
STATES = ("open", "settled", "all")


@dataclass(frozen=True)
class Place:
    """What comments are on: one of the three, or nothing for the whole edition."""

    section: str = ""
    passage: int | None = None
    table: str = ""

    @property
    def key(self) -> str:
        """For the id of an element; "" on a page that shows every place."""
        if self.passage:
            return f"p{self.passage}"
        return self.table or self.section.replace(".", "-") or "all"

    def holds(self, remark: Remark) -> bool:
        if self.passage:
            return remark.first.passage_id == self.passage
        if self.table:
            return remark.first.table == self.table
        return remark.first.passage_id is None and not remark.first.table


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.EDITION_READ)
@edition_page(HERE)
def comments(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    if request.method == "POST":
        return _said(request, actor, edition, lambda: _say(request, actor, edition))
    return _page(request, actor, edition)


def _page(
    request: PortalRequest, actor: Actor, edition: Edition, refusal: Refused | None = None
) -> HttpResponseBase:
    show = request.GET.get("show", "open")
    show = show if show in STATES else "open"
    reader = remarks.reader_of(actor, edition)
    every = remarks_of(edition, reader=reader)
    wanted = [one for one in every if show in ("all", "open" if one.is_open else "settled")]
    context = {
        **head(edition, actor, HERE),
        "groups": by_section(edition, wanted),
        "counts": [
            ("open", _("Open"), sum(one.is_open for one in every)),
            ("settled", _("Answered"), sum(not one.is_open for one in every)),
            ("all", _("All"), len(every)),
        ],
        "show": show,
        "speaks": reader.speaks,
        "sections": _sections(edition, actor),
        "whole": not actor.led_group,
        "refusal": refusal,
        "typed": request.POST,
    }
    status = refusal.status if refusal else 200
    return render(request, "editions/comments.html", context, status=status)


def _sections(edition: Edition, actor: Actor) -> list[Section]:
    """On which this person may comment; two queries."""
    rows = list(Section.objects.filter(in_year(edition.year)).order_by("position"))
    if not actor.led_group:
        return rows
    named = groups_of_sections()
    return [one for one in rows if actor.led_group in groups_of(one.code, named)]


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_page(HERE)
def comments_part(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """Only the threads on one passage, table or section, with the form: for htmx."""
    return _part(request, actor, edition, _place_in(edition, request.GET))


def _part(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    place: Place,
    refusal: Refused | None = None,
) -> HttpResponseBase:
    context = part_context(edition, actor, place)
    if refusal:
        context |= {"refusal": refusal, "typed": request.POST}
    return render(request, "editions/parts/remarks.html", context)


def part_context(edition: Edition, actor: Actor, place: Place) -> dict[str, Any]:
    """What `editions/parts/remarks.html` wants; at most four queries."""
    reader = remarks.reader_of(actor, edition)
    found = remarks_of(edition, place.section, reader=reader)
    allowed = not reader.group or reader.group in groups_of(place.section, groups_of_sections())
    return {
        "edition": edition,
        "place": place,
        "remarks": [one for one in found if place.holds(one)],
        "comments_url": address(edition, HERE),
        "speaks": reader.speaks and allowed,
    }


def _place_in(edition: Edition, values: Any) -> Place:
    """As it is named in a form or an address."""
    passage, table = str(values.get("passage", "")), str(values.get("table", ""))[:50]
    if passage.isascii() and passage.isdigit() and len(passage) <= 18:
        row = Passage.objects.filter(edition=edition, pk=int(passage)).first()
        if row is None:
            raise NotHere
        return Place(row.section, row.pk)
    return Place(str(values.get("section", ""))[:24], None, table)


def _say(request: PortalRequest, actor: Actor, edition: Edition) -> EditionComment:
    place = _place_in(edition, request.POST)
    kept = remarks.say(
        by=actor, edition=edition, text=request.POST.get("text", ""), section=place.section,
        passage=place.passage, table=place.table,
    )  # fmt: skip
    messages.success(request, _("The comment stands with the report now."))
    return kept


@require_POST
@portal_view(Permission.EDITION_COMMENT)
@edition_page(HERE)
def answer(request: PortalRequest, actor: Actor, edition: Edition, thread: int) -> HttpResponseBase:
    text = request.POST.get("text", "")

    def answered() -> EditionComment:
        return remarks.answer(by=actor, edition=edition, thread=thread, text=text)

    return _said(request, actor, edition, answered)


@require_POST
@portal_view(Permission.EDITION_COMMENT)
@edition_page(HERE)
def settle(request: PortalRequest, actor: Actor, edition: Edition, thread: int) -> HttpResponseBase:
    return _said(
        request, actor, edition,
        lambda: remarks.settle(by=actor, edition=edition, thread=thread),
    )  # fmt: skip


@require_POST
@portal_view(Permission.EDITION_COMMENT)
@edition_page(HERE)
def open_again(
    request: PortalRequest, actor: Actor, edition: Edition, thread: int
) -> HttpResponseBase:
    return _said(
        request, actor, edition,
        lambda: remarks.open_again(by=actor, edition=edition, thread=thread),
    )  # fmt: skip


def _said(
    request: PortalRequest, actor: Actor, edition: Edition, act: Callable[[], EditionComment]
) -> HttpResponseBase:
    """Back to the comment; a part of a page gets the part again, with what is wrong."""
    part = bool(request.htmx)  # type: ignore[attr-defined]  # set by HtmxMiddleware
    try:
        kept = act()
    except Refused as refusal:
        if part:
            return _part(request, actor, edition, _place_in(edition, request.POST), refusal)
        if isinstance(refusal, Overtaken) or not actor.may(Permission.EDITION_COMMENT):
            raise
        return _page(request, actor, edition, refusal)
    if part:
        place = Place(kept.section, kept.passage_id, kept.table)
        return _part(request, actor, edition, place)
    return redirect(f"{address(edition, HERE)}?show=all#remark-{kept.pk}")
