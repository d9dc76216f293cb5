"""A comment in the browser: the form comes to the cell under the portal's own strict rules."""

import re

import pytest
from django.conf import settings
from django.test import Client

from provinces.models import User
from tests import factories
from tests.factories import REVIEWER
from tests.reporting.conftest import BACKEND

pytestmark = pytest.mark.browser

REPORT = ("KH-08", "committee", "2021-03")
REVIEW = "/reports/KH-08/committee/2021-03/review/"
CELL = "direct_publicity[forums].females"


@pytest.fixture
def cloned_database(cloned_2020):
    """The site of these tests stands in the database of 2020."""
    return cloned_2020


def test_a_comment_on_a_cell(page, live_site):
    factories.submitted(*REPORT, {"direct_publicity[forums].persons": 800, CELL: 420})
    client = Client()
    client.force_login(User.objects.get(username=REVIEWER), BACKEND)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_site}])

    page.goto(REVIEW)
    line = page.locator(f"tr[id='c-{CELL}']")
    line.get_by_role("link", name="Comment on").click()
    page.get_by_label("Your comment").fill("Are there really 420?")
    assert page.url.endswith(REVIEW)  # the page stayed where it was
    page.get_by_role("button", name="Send the comment").click()

    page.wait_for_url(re.compile(r"#comment-\d+$"))
    assert "Are there really 420?" in line.locator("+ tr").inner_text()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
