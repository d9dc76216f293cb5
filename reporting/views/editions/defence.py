"""What the pages on which an edition is defended share: the edition at its address, its head."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import Overtaken
from reporting.models import Edition
from reporting.queries.editions.found import edition_at, newest_published
from reporting.views.editions.doors import edition_address
from reporting.views.editions.doors import head as edition_head

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
                return redirect(edition_address(edition, name))

        return opened

    return decorate


def head(edition: Edition, actor: Actor, here: str) -> dict[str, Any]:
    """What stands at the head of the page; `later`: the edition that corrects a published one."""
    newest = newest_published(edition.period_key)
    is_older = newest is not None and newest.number > edition.number
    return {**edition_head(edition, actor, here), "later": newest if is_older else None}
