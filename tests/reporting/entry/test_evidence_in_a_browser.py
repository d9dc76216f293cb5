"""Evidence in a real browser: attached while the page stays as it is, and without scripts."""

import os

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.models import Evidence
from tests import factories
from tests.factories import KANDAL_OFFICER, secretariat
from tests.reporting.entry import evidence_files as files

pytestmark = pytest.mark.browser

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
PERSONS = "direct_publicity[forums].persons"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site(cloned_2020):
    server = LiveServer("127.0.0.1")
    factories.drafted(*REPORT, {"materials{leaflets}.copies": 5000})
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def opened(chromium, site):
    contexts = []

    def open_page(**more):
        context = chromium.new_context(base_url=site, **more)
        contexts.append(context)
        client = Client()
        client.force_login(User.objects.get(username=KANDAL_OFFICER), BACKEND)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        context.add_cookies([{"name": "report_view", "value": "all", "url": site}])
        page = context.new_page()
        page.goto(PAGE)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sent(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def seen(page, name):
    """Where somebody wants to look at it: a picture in the folder that PICTURES names."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_files_are_attached_one_by_one_and_removed_beside_what_is_typed(opened):
    page = opened(viewport={"width": 1366, "height": 768})
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    place = page.locator("#evidence-materials")
    place.locator("summary").click()
    place.locator("select").select_option("leaflets")
    place.locator('input[type="file"]').set_input_files(
        [
            sent("forum.jpg", files.picture()),
            sent("scan.pdf", b"<html><script>alert(1)</script>"),
            sent("list.pdf", files.pdf()),
        ]
    )
    place.get_by_role("link", name="list.pdf").wait_for()
    assert place.locator("[data-evidence-count]").inner_text() == "2"
    assert "This is a web page" in place.locator(".problem").inner_text()
    assert "leaflets" in place.locator(".evidence-item").first.inner_text()

    page.locator(f'[name="{PERSONS}"]').fill("812")
    page.locator("#save-state", has_text="Saved").wait_for()
    with page.context.expect_page() as tab:
        place.get_by_role("link", name="forum.jpg").click()
    assert tab.value.locator("img").evaluate("img => img.naturalHeight") == 300
    seen(page, "evidence-1366")

    place.get_by_role("button", name="Remove forum.jpg").click()
    place.get_by_role("link", name="forum.jpg").wait_for(state="detached")
    assert place.locator("[data-evidence-count]").inner_text() == "1"
    assert errors == []


def test_it_works_without_scripts_on_a_phone(opened):
    page = opened(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    place = page.locator("#evidence-report")
    place.locator("summary").click()
    place.locator('input[type="file"]').set_input_files(sent("letter.pdf", files.pdf()))
    place.get_by_role("button", name="Attach", exact=True).click()
    assert page.url.endswith(f"{PAGE}evidence/#evidence-report")
    assert page.get_by_role("link", name="letter.pdf").is_visible()
    wide = page.locator("html").evaluate("html => html.scrollWidth")
    assert wide <= 360
    seen(page, "evidence-360")
    with secretariat():
        assert Evidence.objects.get().name == "letter.pdf"
