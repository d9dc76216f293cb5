"""A reviewer resolves two discrepancies in the browser: one is explained, one goes back to its
unit; once it is corrected and consolidated the page shows what that changed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from provinces.models import User
from tests import factories
from tests.factories import REVIEWER
from tests.reporting.conftest import BACKEND

pytestmark = pytest.mark.browser

PERSONS, FEMALES = "returning_workers.returnees", "returning_workers.females"
TAKEO = ("KH-21", "committee", "2021")


@pytest.fixture
def cloned_database(cloned_2020):
    """The site of these tests stands in the database of 2020."""
    return cloned_2020


def open_form(page, unit):
    page.goto("/discrepancies/2021/")
    line = page.locator("article.finding", has_text=unit)
    line.get_by_role("link", name="Resolve").click()


def test_explained_and_corrected(page, live_site):
    # As many as in 2020: only the females are asked about.
    factories.accepted(*TAKEO, {PERSONS: 6600})
    factories.accepted("KH-08", "committee", "2021", {PERSONS: 1950})
    factories.consolidated(2021)
    client = Client()
    client.force_login(User.objects.get(username=REVIEWER), BACKEND)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_site}])

    open_form(page, "Kandal")
    page.get_by_label("Why it is so").fill("The district did not ask for them.")
    page.get_by_label("Print it as a footnote").check()
    page.get_by_role("button", name="Keep the explanation").click()
    page.wait_for_url(re.compile("/discrepancies/2021/$"))
    assert "1 of 2 resolved" in page.get_by_role("main").inner_text()

    open_form(page, "Takeo")
    page.get_by_role("button", name="Re-open the report").click()
    page.wait_for_url(re.compile("/discrepancies/2021/$"))
    page.get_by_label("State").select_option("mending")
    page.get_by_role("button", name="Show").click()
    assert "the unit has not begun yet" in page.locator("article.finding").inner_text()

    factories.accepted(*TAKEO, {PERSONS: 6620, FEMALES: 2900})
    factories.consolidated(2021)
    page.goto("/discrepancies/2021/?state=gone")
    said = page.locator("article.finding").inner_text()
    assert "revision 2 is in the figures" in said
    assert re.search(r"returnees\S*\s+6,600\s+6,620\s+\+20", said)
    assert "2 of 2 resolved" in page.get_by_role("main").inner_text()

    assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
