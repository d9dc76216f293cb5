"""In which language a page answers, and whether somebody still has to be asked.

The address may say it (`?language=km`, for one answer only); else the account of who is signed in;
else the browser, where somebody chose before; else the account that a link from an e-mail opens.
Whoever has chosen nowhere reads Khmer, and the first page asks. What the browser itself says counts
only for Khmer: computers come in English, whoever sits at them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.utils import url_str_to_user_pk
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

Answer = Callable[[HttpRequest], HttpResponseBase]
OWNER = "uidb36"  # in the address of a link under which somebody chooses a password
ASKED_ON = ("/",)  # and on every page of who is not signed in


class LanguageMiddleware:
    """Behind the session and who is signed in; in place of Django's own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _speak(request, _of_browser(request))  # should the database not answer
        language = _of_person(request)
        if language:
            _speak(request, language)
        request.language_is_open = _is_open(request, language)  # type: ignore[attr-defined]
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", _language(request))
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, given: Mapping[str, Any]
    ) -> None:
        """A view that reads `language` for itself (of which files to list) says so."""
        if OWNER in given and not (request.user.is_authenticated or _chosen(request)):
            _speak(request, _of_owner(given[OWNER]) or _language(request))
        asked = request.GET.get("language", "")
        if asked in dict(settings.LANGUAGES) and not getattr(view, "own_language", False):
            _speak(request, asked)


def _speak(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))


def _of_person(request: HttpRequest) -> str:
    """Of the account; "" where nobody is signed in or nothing was chosen."""
    return getattr(request.user, "language", "") or ""


def _of_owner(key: str) -> str:
    """Of the account whose password a link lets choose; "" where there is none."""
    try:
        person = get_user_model().objects.filter(pk=url_str_to_user_pk(key)).first()
    except (ValueError, ValidationError):
        return ""
    return getattr(person, "language", "") or ""


def _chosen(request: HttpRequest) -> str:
    """In this browser; "" where nobody did."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def _of_browser(request: HttpRequest) -> str:
    if chosen := _chosen(request):
        return chosen
    header = request.headers.get("Accept-Language", "")
    said = {language.partition("-")[0] for language, _weight in parse_accept_lang_header(header)}
    return "km" if "km" in said else str(settings.FIRST_LANGUAGE)


def _is_open(request: HttpRequest, of_person: str) -> bool:
    """Whether this page asks."""
    if request.user.is_authenticated:
        return not of_person and request.path in ASKED_ON
    return not _chosen(request)
