"""What a page says where the portal fails: in words, and without the database."""

import sys
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error as plain_server_error

from provinces.troubles import Trouble, in_words, trouble_of

LATER = "30"  # seconds


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """A server that is away or has no room is no mistake of ours: a 503, to be tried again."""
    error = sys.exc_info()[1]
    trouble = Trouble.UNKNOWN if error is None else trouble_of(error)
    if trouble is Trouble.UNKNOWN:
        return plain_server_error(request)
    context = {
        "why": in_words(trouble),
        "was_sent": request.method not in ("GET", "HEAD"),
        "typed": list(_typed(request)),
        "address": request.get_full_path(),
    }
    page = loader.get_template("503.html").render(context)
    return HttpResponse(page, status=503, headers={"Retry-After": LATER})


def _typed(request: HttpRequest) -> Iterator[str]:
    """The texts that came, for whoever would lose them; neither passwords nor choices."""
    for name, texts in request.POST.lists():
        if name != "csrfmiddlewaretoken" and "password" not in name:
            yield from (str(text) for text in texts if " " in str(text).strip())
