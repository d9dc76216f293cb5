"""A repeated POST is one: a double click, a reload, a form sent again by a weak line.

Every form carries Django's token against forgery, which is masked anew whenever a page or a part
of one is rendered: so it tells one rendering of a form from the next. The same token with the same
contents at the same address, from the same person, is the same act; the second time is answered as
the first time was.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import cast

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH

from provinces.tenancy.requests import PortalRequest
from reporting.core.actions import posted_forms

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of the field


class OnceMiddleware:
    """Inside TenancyMiddleware, whose transaction holds the act and the row that says that it was
    done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, plain_request: HttpRequest) -> HttpResponseBase:
        request = cast(PortalRequest, plain_request)
        key = _key(request) if _is_form(request) else ""
        if not key:
            return self.get_response(request)
        person = request.user.pk
        if not posted_forms.claim(by=person, key=key):
            return _again(posted_forms.location_of(by=person, key=key))
        before = posted_forms.written()
        response = self.get_response(request)
        if response.status_code >= 500 or connection.needs_rollback:
            return response  # all of it is rolled back
        if _leads_on(request, response) and posted_forms.written() > before:
            posted_forms.led_to(by=person, key=key, location=response.headers.get("Location", ""))
        else:
            posted_forms.release(by=person, key=key)
        return response


def _is_form(request: PortalRequest) -> bool:
    """Sent by somebody who acts for a unit, with the token of one rendering."""
    if request.method != "POST" or getattr(request, "membership", None) is None:
        return False
    return len(request.POST.get(TOKEN, "")) == int(CSRF_TOKEN_LENGTH)


def _key(request: PortalRequest) -> str:
    found = hashlib.sha256()
    for part in _parts(request):
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def _parts(request: PortalRequest) -> Iterator[bytes]:
    yield request.get_full_path().encode("utf-8", "surrogatepass")
    for name, texts in sorted(request.POST.lists()):
        for text in (name, *texts):
            yield text.encode("utf-8", "surrogatepass")
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield name.encode("utf-8", "surrogatepass")
            yield from file.chunks()
            file.seek(0)


def _leads_on(request: PortalRequest, response: HttpResponseBase) -> bool:
    """What was done leads on, or its part of the page is written anew. What is wrong is shown where
    it stands, and may be sent again."""
    if 300 <= response.status_code < 400:
        return True
    return _is_part(request) and response.status_code < 300


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _again(location: str) -> HttpResponse:
    """As the first time; a part of a page, which is not kept, is read anew with its page."""
    if location:
        return HttpResponseRedirect(location)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})
