"""What no page has to think of: signs that no database stores, in whatever a request brings.

PostgreSQL has no text with NUL. In an address it leads to no page (404); in a cookie it is not
ours; in a form it is left out, as all invisible signs are.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

NUL = "\x00"
Answer = Callable[[HttpRequest], HttpResponseBase]


class CookieGate:
    """Before the session is read: a cookie with NUL was not set by the portal."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for name in [name for name, value in request.COOKIES.items() if NUL in name + value]:
            del request.COOKIES[name]
        return self.get_response(request)


class AddressGate:
    """The last one, so that a "no" is a page in the person's language and with their menu."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path or _has_nul(request.GET):
            raise Http404
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.streaming:
            return _no_page(request, response)
        return response

    def process_view(self, request: HttpRequest, *_of_view: Any) -> None:
        if request.method == "POST" and _has_nul(request.POST):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _no_page(request: HttpRequest, refused: HttpResponseBase) -> HttpResponseBase:
    """Django's own answer to a wrong method is an empty page."""
    page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
    page["Allow"] = refused["Allow"]
    return page


def _has_nul(values: QueryDict) -> bool:
    return any(NUL in name + "".join(map(str, texts)) for name, texts in values.lists())


def _without_nul(values: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True, encoding=values.encoding)
    for name, texts in values.lists():
        for text in texts:
            kept.appendlist(name.replace(NUL, ""), str(text).replace(NUL, ""))
    kept._mutable = False
    return kept


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's own page for a 400 knows neither the portal's look nor the person's language. What
    was wrong stands in the log."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
