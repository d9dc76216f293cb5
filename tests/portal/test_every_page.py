"""Every page of the portal in a real browser: no rule of WCAG 2.2 AA is broken, and nothing runs
out of a phone's width. The pages are those of the table of permissions, so a new one is looked at
without being named here."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.conftest import connected_to, copy_template, drop
from tests.portal.permission_portal import made_portal
from tests.portal.permission_table import ACCOUNTS, PEOPLE, PORTAL, rows_of

pytestmark = pytest.mark.browser
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"label-content-name-mismatch": {"enabled": True}},  # experimental, but WCAG 2.5.3
}
# In a list (not in a table of figures) nothing that one can press stands beside a phone's screen.
OUT_OF_SIGHT = """
() => [...document.querySelectorAll(".table-region > .plain :is(a, button, input, summary)")]
  .filter((one) => one.getBoundingClientRect().left >= window.innerWidth && one.checkVisibility())
  .map((one) => one.outerHTML.slice(0, 120))
"""
# Whose eyes first: one person a page is enough, except at the front door.
EYES = ("officer", "approver", "reviewer", "sec-gen", "admin", "consol", "lead", "focal")
NOT_A_PAGE = re.compile(
    r"/healthz|/language/|/search/proposals/|/downloads/2|/editions/.*/figures/|.*\.(ics|xlsx|csv|pdf|docx|svg|png)|"
    r".*/(workbook|receipt|changes|here|archive)/$|.*/comments/part/|.*/evidence/.+"
)


def pages():
    """(person, address) of every page that somebody gets."""
    rows = [row for row in rows_of(PORTAL, list(PEOPLE)) if row.method == "GET"]
    for row in rows:
        eyes = [one for one in EYES if row.answers[one] == "ok"]
        if NOT_A_PAGE.match(row.address):
            continue
        for person in eyes if row.address == "/" else eyes[:1]:
            yield person, row.address
    for row in rows_of(ACCOUNTS, ["nobody", "signed-in"]):
        if row.method == "GET" and "ok" in row.answers.values():
            yield "nobody" if row.answers["nobody"] == "ok" else "officer", row.address
    yield "admin", "/admin/"


PAGES = list(dict.fromkeys(pages()))


@pytest.fixture(scope="module")
def site(database_2020, django_db_blocker, tmp_path_factory):
    """The portal of 2020 with Kandal's reports in every state, served out of a copy."""
    name = copy_template(f"test_nsp_{os.getpid()}_pages", database_2020)
    folder = Path(tmp_path_factory.mktemp("var"))
    try:
        with (
            django_db_blocker.unblock(),
            connected_to(name),
            override_settings(VAR_DIR=folder),
        ):
            portal = made_portal()
            server = LiveServer("127.0.0.1")
            yield server.url, portal
            server.stop()
    finally:
        with django_db_blocker.unblock():
            drop(name)


@pytest.fixture
def opened(chromium, site, person, address):
    url, portal = site
    context = chromium.new_context(base_url=url, viewport=LAPTOP)
    if person in portal.sessions:
        key = portal.sessions[person]
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    page = context.new_page()
    page.goto(address.format(**portal.places), wait_until="load")
    yield page
    context.close()


@pytest.mark.parametrize(("person", "address"), PAGES, ids=lambda one: str(one))
def test_a_page_is_for_everybody(opened):
    found = Axe().run(opened, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []

    opened.set_viewport_size(PHONE)
    width = opened.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"the page is {width} pixels wide on a phone"
    opened.wait_for_timeout(50)  # what is wider than the screen becomes cards
    assert opened.evaluate(OUT_OF_SIGHT) == []


def test_the_way_back_after_signing_out_shows_no_page(chromium, site):
    """On a shared computer: neither the browser's cache nor a page it has put aside."""
    url, portal = site
    context = chromium.new_context(base_url=url, viewport=LAPTOP)
    portal.sign_in("leaver", PEOPLE["takeo"])
    key = portal.sessions["leaver"]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    page = context.new_page()
    page.goto("/reports/")
    assert "Takeo" in page.content()
    page.goto("/notices/")
    page.goto("/accounts/logout/")
    page.locator("main button[type=submit]").click()
    for _time in range(3):
        with page.expect_navigation(wait_until="load"):  # as a person does, not a debugger
            page.evaluate("history.back()")
        assert page.url.startswith(f"{url}/accounts/login/")
        assert "Takeo" not in page.content()
    context.close()
