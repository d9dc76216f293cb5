"""The choice of a language: on the first page, and with the buttons at the head of every page."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from provinces.adapters import CHOSEN_LANGUAGE, remember_language
from provinces.tenancy.requests import PortalRequest
from reporting.core.views.portal import actor_of
from reporting.notices.actions.notices import choose_language as keep_language


def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Kept in the browser and with the person; of who is not signed in yet, until they are. Back to
    the same place."""
    response = HttpResponseRedirect(_place(request))
    language = request.POST.get("language", "")
    if request.method != "POST" or language not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        keep_language(
            user=request.user, by=actor_of(cast(PortalRequest, request)), language=language
        )
    else:
        request.session[CHOSEN_LANGUAGE] = language
    remember_language(response, language)
    return response


def _place(request: HttpRequest) -> str:
    """Where the person was; never another site."""
    for place in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if place and url_has_allowed_host_and_scheme(
            place, {request.get_host()}, require_https=request.is_secure()
        ):
            return place
    return "/"
