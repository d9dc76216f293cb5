"""How a page of an edition opens or says no, and what stands at its head: its state, its pages as
tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import REASONS, Actor, Overtaken, Refused, require_section
from reporting.core.queries.editions import edition_at, newest_published, period_of
from reporting.core.queries.period_words import period_words
from reporting.models import Edition

EditionView = Callable[..., HttpResponseBase]
UNREADABLE = 422
PAGES: tuple[tuple[str, str | Promise, Permission], ...] = (
    ("edition", _("Sections"), Permission.EDITION_READ),
    ("edition_numbers", _("Numbers"), Permission.EDITION_READ),
    ("edition_translation", _("Translation"), Permission.EDITION_READ),
    ("edition_discrepancies", _("Discrepancies"), Permission.DISCREPANCY_VIEW),
    ("edition_comments", _("Comments"), Permission.EDITION_READ),
    ("edition_signatures", _("Signatures"), Permission.EDITION_READ),
    ("edition_compare", _("Compare"), Permission.EDITION_READ),
    ("edition_files", _("Files"), Permission.DOWNLOAD),
)


@dataclass(frozen=True)
class Tab:
    name: str
    title: str | Promise
    url: str
    is_here: bool


def edition_view(*, says_no: str = "", overtaken: str = "") -> Callable[[EditionView], EditionView]:
    """For `view(request, actor, edition, ...)`: finds the edition at its address, of which this
    person reads the section that is asked for.

    `says_no`: the page of the edition among whose tabs a refusal is said, beside the way back (or,
    where only a part of a page was asked for, on the page that one comes from). `overtaken`: the
    page on which one sees what somebody else has done meanwhile. Where neither is named, the
    portal says it.
    """

    def decorate(view: EditionView) -> EditionView:
        @wraps(view)
        def opened(
            request: PortalRequest, actor: Actor, period: str, number: int, **kwargs: Any
        ) -> HttpResponseBase:
            edition = edition_at(period, number)
            section = kwargs.get("section", "")
            try:
                if section:
                    require_section(actor, section, published=edition.is_published)
                return view(request, actor, edition, **kwargs)
            except Refused as refusal:
                if overtaken and isinstance(refusal, Overtaken):
                    messages.error(request, str(refusal))
                    return redirect(edition_address(edition, overtaken))
                if not says_no:
                    raise
                back = _back(edition, "" if actor.led_group else section)
                if is_part(request):
                    messages.error(request, str(refusal))
                    return redirect(back)
                context = {"reason": str(refusal), "back": back, **head(edition, actor, says_no)}
                return render(
                    request, "editions/writing/edition_refused.html", context, status=refusal.status
                )

        return opened

    return decorate


def is_part(request: HttpRequest) -> bool:
    """Whether a page that is open asks for a part of itself."""
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by HtmxMiddleware


def _back(edition: Edition, section: str) -> str:
    return section_address(edition, section) if section else edition_address(edition)


def edition_address(edition: Edition, name: str = "edition", *more: Any) -> str:
    return reverse(f"reporting:{name}", args=[period_of(edition).url, edition.number, *more])


def section_address(edition: Edition, section: str) -> str:
    return edition_address(edition, "edition_write", section)


def head(edition: Edition, actor: Actor, here: str) -> dict[str, Any]:
    """What `editions/writing/parts/edition_head.html` wants, and the year for the mark of
    practice."""
    return {
        "edition": edition,
        "year": edition.year,
        "period": period_words(period_of(edition)),
        "address": edition_address(edition),
        "tabs": tabs(edition, actor, here),
        "may_write": actor.may(Permission.EDITION_WRITE) and not edition.is_published,
        "why_not": why_not(edition, actor),
    }


def head_with_later(edition: Edition, actor: Actor, here: str) -> dict[str, Any]:
    """`head` of a page on which an edition is commented on or signed; `later`: the edition that
    corrects a published one."""
    newest = newest_published(edition.period_key)
    is_older = newest is not None and newest.number > edition.number
    return {**head(edition, actor, here), "later": newest if is_older else None}


def why_not(edition: Edition, actor: Actor) -> str:
    """Why this person writes nothing here; "" for who does, and of what is published: its state
    says it."""
    if edition.is_published or actor.may(Permission.EDITION_WRITE):
        return ""
    return str(REASONS[Permission.EDITION_WRITE])


def says_why(edition: Edition, actor: Actor) -> bool:
    """Whether this person says why a sentence stays that does not agree with itself."""
    needed = (Permission.DISCREPANCY_SETTLE, Permission.CONSOLIDATION_RUN)
    return not edition.is_published and all(actor.may(permission) for permission in needed)


def said(request: HttpRequest) -> list[Any]:
    """What was done by the request before; on a page of which a part is shown again, it stands in
    that part."""
    return list(get_messages(request))


def number_in(values: Any, name: str) -> int | None:
    """A whole number of a form; None where it is none."""
    return whole_number(str(values.get(name, "")))


def numbers_in(texts: list[str]) -> list[int]:
    """`["1,2", "3"]` are 1, 2 and 3, each once."""
    found = (whole_number(part) for text in texts for part in text.split(","))
    return list(dict.fromkeys(number for number in found if number is not None))


def tabs(edition: Edition, actor: Actor, here: str) -> list[Tab]:
    """`here`: the name of the page's address, without the namespace."""
    found = []
    for name, title, permission in PAGES:
        if not actor.may(permission):
            continue
        if name == "edition_files" and actor.led_group and not edition.is_published:
            continue
        try:
            url = reverse(f"reporting:{name}", args=[period_of(edition).url, edition.number])
        except NoReverseMatch:
            continue
        found.append(Tab(name, title, url, name == here))
    return found
