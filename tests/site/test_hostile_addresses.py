"""Hostile values in each part of each address, and in each question that a page asks of it. The
questions are not named here: what a page reads of its address is noted while it is asked."""

from http import HTTPStatus

import pytest
from django.conf import settings

from tests.portal.permission_portal import Portal, routes
from tests.site import noting
from tests.site.data import Data
from tests.site.trying import Trying
from tests.site.walking import Walk

ROUTES = list(routes())


@pytest.fixture(scope="module")
def looked(portal: Portal, ids: Data) -> Trying:
    trying = Trying(Walk(portal), ids)
    for route in ROUTES:
        trying.look(route)
    return trying


@pytest.fixture
def trying(looked: Trying) -> Trying:
    looked.walk.failures.clear()
    return looked


@pytest.mark.parametrize("route", ROUTES)
def test_an_address_with_a_strange_part_is_no_mistake_of_ours(trying: Trying, route: str) -> None:
    trying.try_parts(route)

    assert trying.walk.failures == []


@pytest.mark.parametrize("route", ROUTES)
def test_a_strange_question_is_no_mistake_of_ours(trying: Trying, route: str) -> None:
    trying.try_questions(route)

    assert trying.walk.failures == []


def test_what_a_page_asks_of_its_address_is_noticed(looked: Trying) -> None:
    """The control."""
    assert {"figure", "edition"} <= set(noting.QUERIES["trace/<national:period>/"])
    assert {"unit", "state", "page"} <= set(noting.QUERIES["reports/"])
    assert {"table", "year"} <= set(noting.QUERIES["explore/"])


@pytest.mark.parametrize(
    "address",
    [
        "/reports/x%00y/committee/2021-03/", "/units/%00/", "/%00", "/reports/?q=a%00b",
        "/calendar/1000000000000/", "/reconciliation/KH-08/committee/99999/",
        "/jobs/99999999999999999999/", "/editions/2020/123456789/",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is nothing here"), ("km", 'lang="km"')]
)
def test_an_address_that_cannot_be_is_a_page_of_ours(
    portal: Portal, address: str, language: str, words: str
) -> None:
    answer = portal.send("sec-gen", "GET", address, language=language)

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert words in answer.text
    assert "site-menu" in answer.text, "the person's menu is there"


def test_a_cookie_with_nul_is_not_ours(portal: Portal) -> None:
    client = portal.clients["nobody"]
    client.cookies.clear()
    client.cookies[settings.SESSION_COOKIE_NAME] = "abc\x00defghijklmnop"

    assert client.get("/").status_code == HTTPStatus.FOUND
