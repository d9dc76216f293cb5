"""What every page shares: who asks, whether they may, and how a "no" looks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require
from reporting.access_errors import NotHere, Refused

View = Callable[..., HttpResponseBase]


def portal_view(permission: Permission | None = None) -> Callable[[View], View]:
    """For `view(request, actor, ...)`: signs in whoever is not, asks for `permission`, and turns
    the door's two answers that are not yes into pages that say why."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_of(cast(PortalRequest, request))
            if actor is None:
                return render(request, "reporting/no_membership.html", status=Refused.status)
            try:
                if permission is not None:
                    require(actor, permission)
                return view(request, actor, *args, **kwargs)
            except Refused as refusal:
                return refused(request, str(refusal))
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


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "403.html", {"reason": reason}, status=Refused.status)
