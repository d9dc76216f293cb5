"""What the pages on which an edition is defended share: the edition at its address, its head."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import REASONS, Actor
from reporting.access_errors import Overtaken
from reporting.models import Edition
from reporting.queries.editions.found import edition_at, newest_published, period_of
from reporting.queries.period_words import period_words
from reporting.views.editions.tabs import tabs

EditionView = Callable[..., HttpResponseBase]


def edition_page(name: str) -> Callable[[EditionView], EditionView]:
    """For `view(request, actor, edition, ...)`. What somebody else has done meanwhile is said on
    the page `name`, where one sees it."""

    def decorate(view: EditionView) -> EditionView:
        @wraps(view)
        def opened(
            request: PortalRequest, actor: Actor, period: str, number: int, **kwargs: Any
        ) -> HttpResponseBase:
            edition = edition_at(period, number)
            try:
                return view(request, actor, edition, **kwargs)
            except Overtaken as overtaken:
                messages.error(request, str(overtaken))
                return redirect(address(edition, name))

        return opened

    return decorate


def address(edition: Edition, name: str, *more: Any) -> str:
    return reverse(f"reporting:{name}", args=[period_of(edition).url, edition.number, *more])


def head(edition: Edition, actor: Actor, here: str) -> dict[str, Any]:
    """What `editions/head.html` wants, and the year for the mark of practice."""
    newest = newest_published(edition.period_key)
    writes = actor.may(Permission.EDITION_WRITE)
    return {
        "edition": edition,
        "year": edition.year,
        "period": period_words(period_of(edition)),
        "tabs": tabs(edition, actor, here),
        "may_write": writes and not edition.is_published,
        "why_not": "" if writes or edition.is_published else str(REASONS[Permission.EDITION_WRITE]),
        "later": newest if newest is not None and newest.number > edition.number else None,
    }
