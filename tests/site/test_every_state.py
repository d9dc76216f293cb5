"""Every address of the resolver with what there is in the data: each section, table, unit, period
and state. The addresses come from the resolver and the ids from the data."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from tests.portal.permission_portal import Portal, routes
from tests.site.data import Data
from tests.site.places import ASKED, Unknown, every
from tests.site.unresolved import taken
from tests.site.walking import Walk, route_of

ROUTES = list(routes())


@pytest.fixture(scope="module")
def may() -> dict[tuple[str, str], str]:
    return {}


@pytest.fixture
def walk(portal: Portal, may: dict[tuple[str, str], str]) -> Walk:
    return Walk(portal, may=may)


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_is_there_in_every_state(walk: Walk, ids: Data, route: str) -> None:
    for place in every(route, ids):
        assert route_of(place.address) == route
        if walk.ask_as_one_may(place.address).status_code == 405:
            break

    assert walk.failures == []


@pytest.mark.parametrize(("address", "name", "answers"), ASKED)
def test_a_question_is_answered_whatever_it_is_of(
    walk: Walk, ids: Data, address: str, name: str, answers: str
) -> None:
    for answer in getattr(ids, answers):
        walk.ask("consol", f"{address}?{name}={answer}")

    assert walk.failures == []


def test_a_part_that_nobody_knows_how_to_fill_is_named(ids: Data) -> None:
    """The control: a new kind of address cannot escape."""
    new = SimpleNamespace(url_patterns=[path("posters/<slug:poster>/", HttpResponse)])
    [route] = routes(new)

    with pytest.raises(Unknown, match="<poster> of posters/<slug:poster>/ may be: add a line"):
        every(route, ids)


def test_every_state_is_there_to_be_walked_through(ids: Data) -> None:
    """The control: a walk through nothing finds nothing."""
    assert len(ids.editions) == 6
    assert {"2018", "2020", "2021", "2021-Q1", "2022"} <= set(ids.periods)
    assert len(ids.few_reports) >= 8  # five states of a report, and what is not begun
    assert len(ids.sections) > 60
    assert len(ids.tables) > 100


def test_a_misspelt_variable_is_seen(portal: Portal) -> None:
    """The control: what a template prints of a variable that is not there is named."""
    taken()
    engine: Any = engines["django"]
    engine.from_string("{{ raport.title }}{% if raport %}{% endif %}").render({})

    assert taken() == ["None: raport.title"]
