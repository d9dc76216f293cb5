"""Whether somebody fills one section after the other, or all on one page: chosen by a link, and
kept in the browser, as a phone and a desk are not alike."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "report_view"
ONE, ALL = "one", "all"
A_YEAR = 365 * 24 * 3600


def view_of(request: HttpRequest) -> str:
    chosen = request.GET.get("view") or request.COOKIES.get(COOKIE)
    return chosen if chosen in (ONE, ALL) else ONE


def keep_view(request: HttpRequest, answer: HttpResponse) -> None:
    if request.GET.get("view") in (ONE, ALL):
        answer.set_cookie(
            COOKIE,
            view_of(request),
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
