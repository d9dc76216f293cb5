"""The pages of the year at a glance, in a browser: no barrier that axe finds, none too wide, and
the heat map by keyboard."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from tests.factories import PASSWORD, REVIEWER, accepted, submitted
from tests.monitored_year import opened, planned, progressed

CELL = "direct_publicity[forums].times"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAGES = (
    "/monitoring/2021/",
    "/plan/2021/?show=planned",
    "/plan/2021/activities/1.1.01/",
    "/explore/?table=direct_publicity",
    "/explore/measures/?measure=trial_victims&by=sex&then=age_band",
)


@pytest.fixture
def live_site(cloned_2020: str) -> Iterator[str]:
    opened(date(2021, 3, 12))
    accepted("KH-08", "committee", "2021-01", {CELL: 1})
    submitted("KH-08", "committee", "2021-02", {CELL: 1})
    accepted("KH-21", "committee", "2021-01", {CELL: 0})
    planned("KH-21", "1.1.01", 4)
    progressed("KH-21", "committee", "2021-02", {"1.1.01": (1, "held_up", "No budget")})
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.mark.browser
def test_anybody_can_follow_the_year(page):
    page.goto("/accounts/login/")
    page.fill("[name=login]", REVIEWER)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) button[type=submit]")
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        for address in PAGES:
            assert page.goto(address).ok
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found = Axe().run(page, options=WCAG).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address

    page.goto("/monitoring/2021/")
    page.locator("table.heat tbody a[tabindex='0']").focus()
    focused = "document.activeElement.getAttribute('href')"
    assert page.evaluate(focused) == "/reports/KH-08/committee/2021-01/"
    for key, address in (
        ("ArrowRight", "/reports/KH-08/committee/2021-02/"),
        ("ArrowDown", "/reports/KH-21/committee/2021-02/"),
        ("Home", "/reports/KH-21/committee/2021-01/"),
        ("ArrowUp", "/reports/KH-08/committee/2021-01/"),
        ("ArrowLeft", "/reports/KH-08/committee/2021-01/"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(focused) == address
    assert page.locator("table.heat tbody a[tabindex='0']").count() == 1
