"""A text is translated in a browser by keyboard: figures stand ready as chips; what is typed and
not saved is there again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.editions.writing.actions import passages
from reporting.models import Passage
from tests.editions import begun
from tests.factories import CONSOLIDATOR, acting, secretariat
from tests.reporting.conftest import BACKEND

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PERSONS = "{{ direct_publicity.persons }}"


@pytest.fixture
def passage(cloned_2020: str) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=begun(), section="II.B.1.3", after=None, kind="bullet",
            text=f"In all {PERSONS} people came.",
        )  # fmt: skip


@pytest.fixture
def page(chromium, passage: Passage) -> Iterator["Page"]:
    server = LiveServer("127.0.0.1")
    context = chromium.new_context(base_url=server.url, viewport={"width": 1366, "height": 768})
    client = Client()
    client.force_login(User.objects.get(username=CONSOLIDATOR), BACKEND)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"/editions/2020/1/translation/II.B.1.3/?edit=p{passage.pk}")
    yield page
    context.close()
    server.stop()
    assert errors == []


def test_a_figure_is_put_in_by_keyboard_and_the_text_is_saved(page, passage):
    box = page.get_by_role("textbox", name="Text in Khmer")
    expect(box).to_be_focused()
    page.keyboard.type("មានអ្នកចូលរួម ")
    page.locator(".ready-chip").focus()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    page.keyboard.type(" នាក់")
    expect(page.locator(".ready-chip.used")).to_have_count(1)
    expect(page.locator(".writing-box .chip")).to_have_text("6,147,930")
    page.reload()  # nothing is saved yet
    expect(page.locator(".writing-box .chip")).to_have_text("6,147,930")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(f"#p{passage.pk} .state-accepted")).to_be_visible()
    with secretariat():
        passage.refresh_from_db()
        assert passage.translation == f"មានអ្នកចូលរួម {PERSONS} នាក់"
    page.goto(f"/editions/2020/1/translation/II.B.1.3/?edit=p{passage.pk}")
    expect(page.locator("[data-kept]")).to_be_hidden()
