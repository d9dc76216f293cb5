"""Hostile values in each field of each form, and in JSON."""

from http import HTTPStatus

import pytest

from tests.portal.permission_portal import Portal, routes
from tests.site import noting
from tests.site.data import Data
from tests.site.trying import Trying
from tests.site.walking import Walk

ROUTES = list(routes())
READS_JSON = {"reports/<str:unit>/<slug:data_set>/<period:period>/save/"}


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
def test_a_strange_form_is_no_mistake_of_ours(trying: Trying, route: str) -> None:
    trying.try_forms(route)
    trying.try_json(route)

    assert trying.walk.failures == []


def test_a_report_saves_what_can_be_saved(trying: Trying) -> None:
    answered = trying.try_saving()

    assert trying.walk.failures == []
    assert answered > 10, "most of what was sent was not even looked at"


def test_each_pattern_that_reads_json_is_tried_with_its_own(looked: Trying) -> None:
    for route in ROUTES:
        looked.try_json(route)

    assert noting.JSON == READS_JSON, "say in tests/site/trying.py what its page sends"


def test_what_is_no_form_at_all_is_said_on_a_page_of_ours(portal: Portal) -> None:
    answer = portal.send(
        "officer", "POST", "/reports/new/", "not a form",
        content_type="multipart/form-data; boundary=",
    )  # fmt: skip

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "This cannot be read" in answer.text
    assert "site-menu" in answer.text
