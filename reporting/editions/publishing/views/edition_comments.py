"""Comments on an edition: on a page of their own, and as a part beside a passage or a table."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.core.views.portal import portal_view
from reporting.editions.writing.views.edition_access import edition_address as address
from reporting.editions.writing.views.edition_access import (
    edition_view,
    head_with_later,
    is_part,
    number_in,
)
from reporting.models import Comment, Edition, Passage
from reporting.review.actions import comments as comment_actions
from reporting.review.actions.comments import OfEdition
from reporting.review.forms import CommentForm
from reporting.review.queries.comments import CommentPlace, by_section, threads_of
from reporting.review.views.comment_threads import edition_threads, place_fields
from reporting.review.views.comments import take_step
from strategies.models import Section
from strategies.models.labels import in_year

HERE = "edition_comments"
STATES = ("open", "settled", "all")


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.EDITION_READ)
@edition_view(overtaken=HERE)
def comments(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    if request.method == "POST":
        say = partial(_say, request, actor, edition)
        return _said(request, actor, edition, say)
    return _page(request, actor, edition)


def _page(
    request: PortalRequest, actor: Actor, edition: Edition, refusal: Refused | None = None
) -> HttpResponseBase:
    show = request.GET.get("show", "open")
    show = show if show in STATES else "open"
    subject = OfEdition(actor, edition)
    every = threads_of(edition)
    wanted = [
        thread for thread in every if show in ("all", "open" if thread.is_open else "settled")
    ]
    shown_threads = edition_threads(wanted, subject)
    context = {
        **head_with_later(edition, actor, HERE),
        "groups": by_section(edition, [shown.thread for shown in shown_threads]),
        "shown_threads": {shown.thread.first.pk: shown for shown in shown_threads},
        "counts": [
            ("open", pgettext("not resolved yet", "Open"), sum(thread.is_open for thread in every)),
            ("settled", _("Answered"), sum(not thread.is_open for thread in every)),
            ("all", _("All"), len(every)),
        ],
        "show": show,
        "say": _say_form(request, subject) if subject.speaks else None,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "editions/publishing/edition_comments.html", context, status=status)


def _say_form(request: PortalRequest, subject: OfEdition) -> CommentForm:
    """On which of the sections, or on the whole; two queries."""
    rows = Section.objects.filter(in_year(subject.on.year)).order_by("position")
    choices = [(row.code, f"{row.number} {row.title}") for row in rows]
    if subject.actor.led_group:
        choices = [choice for choice in choices if subject.leads(CommentPlace(choice[0]))]
    else:
        choices = [("", _("The whole report")), *choices]
    return CommentForm(
        action=address(subject.on, HERE), key="all", button=_("Comment"), sections=choices,
        initial=request.POST.dict(),
    )  # fmt: skip


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(overtaken=HERE)
def comments_part(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """Only the threads on one passage, table or section, with the form: for htmx."""
    return _part(request, actor, edition, _place_in(edition, request.GET))


def _part(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    place: CommentPlace,
    refusal: Refused | None = None,
) -> HttpResponseBase:
    """At most four queries."""
    subject = OfEdition(actor, edition)
    threads = [
        thread for thread in threads_of(edition, section=place.section) if place.holds(thread.first)
    ]
    say = None
    if subject.speaks and (not actor.led_group or subject.leads(place)):
        say = CommentForm(
            action=address(edition, HERE), key=place.key, button=_("Comment"), part=True,
            place=place_fields(place), initial=request.POST.dict() if refusal else None,
        )  # fmt: skip
    context: dict[str, Any] = {
        "place": place,
        "shown_threads": edition_threads(threads, subject, place),
        "say": say,
        "refusal": refusal,
    }
    return render(request, "editions/publishing/parts/edition_comment_threads.html", context)


def _place_in(edition: Edition, values: Any) -> CommentPlace:
    """As it is named in a form or an address."""
    passage = number_in(values, "passage")
    if passage is not None:
        row = Passage.objects.filter(edition=edition, pk=passage).first()
        if row is None:
            raise NotHere
        return CommentPlace(row.section, row.pk)
    section, table = str(values.get("section", "")), str(values.get("table", ""))
    return CommentPlace(section[:24], None, table[:50])


def _say(request: PortalRequest, actor: Actor, edition: Edition) -> Comment:
    kept = comment_actions.say(
        OfEdition(actor, edition), text=request.POST.get("text", ""),
        place=_place_in(edition, request.POST),
    )  # fmt: skip
    messages.success(request, _("The comment stands with the report now."))
    return kept


@require_POST
@portal_view(Permission.EDITION_COMMENT)
@edition_view(overtaken=HERE)
def comment_step(
    request: PortalRequest, actor: Actor, edition: Edition, thread: int, step: str
) -> HttpResponseBase:
    take = partial(take_step, request, OfEdition(actor, edition), thread, step)
    return _said(request, actor, edition, take)


def _said(
    request: PortalRequest, actor: Actor, edition: Edition, act: Callable[[], Comment]
) -> HttpResponseBase:
    """Back to the comment; a part of a page gets the part again, with what is wrong."""
    try:
        kept = act()
    except Refused as refusal:
        if is_part(request):
            return _part(request, actor, edition, _place_in(edition, request.POST), refusal)
        if isinstance(refusal, Overtaken) or not actor.may(Permission.EDITION_COMMENT):
            raise
        return _page(request, actor, edition, refusal)
    if is_part(request):
        return _part(request, actor, edition, CommentPlace.of(kept))
    return redirect(f"{address(edition, HERE)}?show=all#comment-{kept.pk}")
