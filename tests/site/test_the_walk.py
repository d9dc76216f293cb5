"""The control of the walk: a page that raises is found, wherever it hides."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import clear_url_caches, path

from nsp_portal import urls
from tests.portal.permission_portal import Portal, routes
from tests.site.data import Data
from tests.site.places import every
from tests.site.trying import Trying
from tests.site.walking import Walk


def hidden(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a href="/broken/1/?why=so">On</a>')


def broken(request: HttpRequest, year: int) -> HttpResponse:
    """Raises where a question is no number, in the year 2022, and for a form without a name."""
    if request.method == "POST":
        return HttpResponse(request.POST["name"])
    int(request.GET.get("why", "0"))
    if year == 2022:
        raise LookupError("no figures")
    return HttpResponse('<form method="post"><input name="name" value="Dara"></form>')


@pytest.fixture
def more_pages() -> Iterator[None]:
    module: Any = ModuleType("more_urls")
    module.urlpatterns = [path("", hidden), path("broken/<int:year>/", broken)]
    module.handler400 = urls.handler400
    with override_settings(ROOT_URLCONF=module):
        clear_url_caches()
        yield
    clear_url_caches()


@pytest.mark.usefixtures("more_pages")
def test_a_page_that_raises_is_found_by_its_link(portal: Portal) -> None:
    walk = Walk(portal)
    list(walk.follow("officer", ["/"]))

    [failure] = walk.failures
    assert failure.startswith("officer GET /broken/1/?why=so")
    assert (
        "ValueError: invalid literal for int() with base 10: 'so' at test_the_walk.py:" in failure
    )


@pytest.mark.usefixtures("more_pages")
def test_a_page_that_raises_in_one_state_is_found(portal: Portal, ids: Data) -> None:
    walk = Walk(portal)
    for route in routes():
        for place in every(route, ids):
            walk.ask("officer", place.address)

    [failure] = walk.failures
    assert "/broken/2022/" in failure
    assert "LookupError: no figures" in failure


@pytest.mark.usefixtures("more_pages")
def test_a_question_and_a_form_that_raise_are_found(portal: Portal, ids: Data) -> None:
    trying = Trying(Walk(portal), ids)
    for route in routes():
        trying.look(route)
        trying.try_questions(route)
        trying.try_forms(route)

    said = "\n".join(trying.walk.failures)
    assert "(Arabic digits for why)" not in said, "int() reads them"
    assert "(superscript for why)" in said
    assert "POST /broken/" in said
    assert "(an empty form)" in said
    assert "KeyError" in said
