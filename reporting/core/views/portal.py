"""What every page shares: who asks, whether they may, how a "no" looks, and lists by the page."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require

View = Callable[..., HttpResponseBase]


def _sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Then on to the page that was asked for; of a form that was sent, to the page where it stands:
    its own address has nothing to show."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(
        request, _("You were signed out meanwhile: nothing was saved. Sign in and send it again.")
    )
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    page = urlsplit(came_from if ours else "/")
    return redirect_to_login(urlunsplit(("", "", page.path, page.query, "")))


def portal_view(permission: Permission | None = None) -> Callable[[View], View]:
    """For `view(request, actor, ...)`: signs in whoever is not, asks for `permission`, and turns
    the two refusals (`Refused`, `NotHere`) into pages that say why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            actor = actor_of(cast(PortalRequest, request))
            if actor is None:
                return render(request, "core/no_membership.html", status=Refused.status)
            try:
                if permission is not None:
                    require(actor, permission)
                return view(request, actor, *args, **kwargs)
            except Refused as refusal:
                return refused(request, str(refusal), refusal.status)
            except NotHere:
                return render(request, "404.html", status=NotHere.status)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by tests
        return guarded

    return decorate


def actor_of(request: PortalRequest) -> Actor | None:
    membership = request.membership
    if membership is None:
        return None
    return Actor(
        request.user, membership.organisation_unit, request.permissions, membership.database_role
    )


def refused(request: HttpRequest, reason: str, status: HTTPStatus = Refused.status) -> HttpResponse:
    return render(request, "403.html", {"reason": reason}, status=status)


def paged(asked: QueryDict, rows: Any, length: int) -> tuple[Page[Any], str]:
    """The page of a list that is asked for, and the rest of the address for links to the others."""
    query = asked.copy()
    query.pop("page", None)
    return Paginator(rows, length).get_page(asked.get("page")), query.urlencode()
