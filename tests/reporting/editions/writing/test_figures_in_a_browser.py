"""Sentences with figures in a browser: the picker by keyboard, chips, another form, undo, a
typed number linked, another one kept with its reason."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from reporting.models import Passage
from tests.factories import CONSOLIDATOR, acting, secretariat
from tests.reporting.conftest import BACKEND

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
TEXT = "In all 6,147,930 persons came to 45 places."
PERSONS = "{{ direct_publicity.persons }}"


@pytest.fixture
def passage(cloned_2020: str) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        edition = begin(by=editor, period=Period.parse("2020"))
        return passages.add_passage(
            by=editor, edition=edition, section="II.B.1.3", after=None, kind="paragraph", text=TEXT
        )


@pytest.fixture
def page(chromium, passage: Passage) -> Iterator["Page"]:
    """The consolidator's, at the passage."""
    server = LiveServer("127.0.0.1")
    context = chromium.new_context(base_url=server.url, viewport={"width": 1366, "height": 768})
    client = Client()
    client.force_login(User.objects.get(username=CONSOLIDATOR), BACKEND)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"/editions/2020/1/numbers/{passage.pk}/")
    yield page
    context.close()
    server.stop()
    assert errors == []


def box(page: "Page") -> "Locator":
    return page.get_by_role("textbox", name="Text")


def stored(page: "Page") -> "Locator":
    return page.locator("textarea[name=text]")


def chip(page: "Page", shown: str) -> "Locator":
    return page.locator(".writing-box .chip", has_text=re.compile(f"^{re.escape(shown)}$"))


def end_of_text(page: "Page") -> None:
    box(page).focus()
    page.keyboard.press("Control+End")


def insert_by_keyboard(page: "Page", words: str) -> None:
    """Search, the first result, as it stands; the mouse is not touched."""
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("dialog", name="Insert a figure")).to_be_visible()
    page.keyboard.type(words)
    expect(page.locator(".figure-result").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name=re.compile("With thousands"))).to_be_focused()


def test_a_figure_is_inserted_by_keyboard_and_is_one_sign(page):
    end_of_text(page)
    page.keyboard.type(" Females: ")
    insert_by_keyboard(page, "3,358,425")
    page.keyboard.press("Enter")
    expect(chip(page, "3,358,425")).to_be_visible()
    expect(box(page)).to_be_focused()
    females = f"{TEXT} Females: {{{{ direct_publicity.females }}}}"
    expect(stored(page)).to_have_value(females)
    label = chip(page, "3,358,425").get_attribute("aria-label") or ""
    assert label.startswith("figure 3,358,425, Direct publicity")

    page.keyboard.type("!")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")  # over the chip
    page.keyboard.type("~")
    expect(stored(page)).to_have_value(females.replace("{{ d", "~{{ d") + "!")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Backspace")
    expect(stored(page)).to_have_value(f"{TEXT} Females: ~!")
    page.keyboard.press("Control+z")
    expect(chip(page, "3,358,425")).to_be_visible()


def test_the_form_of_a_chip_is_changed_and_saved(page, passage):
    end_of_text(page)
    page.keyboard.type(" Females: ")
    insert_by_keyboard(page, "3,358,425")
    page.get_by_role("radio", name=re.compile("percentage that says its base")).check()
    page.get_by_role("button", name="Insert", exact=True).click()
    expect(chip(page, "54.6% of 6,147,930")).to_be_visible()
    chip(page, "54.6% of 6,147,930").click()
    page.get_by_role("radio", name=re.compile("share of a whole")).check()
    expect(chip(page, "54.6%")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    with secretariat():
        passage.refresh_from_db()
    share = "{{ direct_publicity.females | share of direct_publicity.persons }}"
    assert passage.text == f"{TEXT} Females: {share}"


def test_typed_numbers_are_linked_and_kept(page):
    page.get_by_role("button", name=re.compile("^6,147,930, typed by hand")).click()
    page.get_by_role("button", name=re.compile("^Link: Direct publicity.*Persons$")).click()
    expect(chip(page, "6,147,930")).to_be_visible()
    expect(stored(page)).to_have_value(TEXT.replace("6,147,930", PERSONS))

    page.get_by_role("button", name=re.compile("^45, typed by hand")).click()
    page.locator(".writing-panel summary").click()
    page.locator(".writing-panel").get_by_label("The reason").fill("Counted by hand.")
    page.locator(".writing-panel").get_by_role("button", name="Keep it").click()
    kept = TEXT.replace("6,147,930", PERSONS).replace("45", "{{ = 45 | Counted by hand. }}")
    expect(stored(page)).to_have_value(kept)
    expect(page.locator(".typed-list")).to_be_hidden()


def test_a_number_is_kept_where_it_stands_now(page):
    """The line is slow: the portal has not read the text again since a number was linked."""
    page.get_by_role("button", name=re.compile("^6,147,930, typed by hand")).click()
    link = page.get_by_role("button", name=re.compile("^Link: Direct publicity.*Persons$"))
    expect(link).to_be_visible()
    page.route("**/figures/pieces/**", lambda _route: None)  # never answered
    link.click()
    page.get_by_role("button", name=re.compile("^45, typed by hand")).click()
    page.locator(".writing-panel summary").click()
    page.locator(".writing-panel").get_by_label("The reason").fill("Counted by hand.")
    page.locator(".writing-panel").get_by_role("button", name="Keep it").click()
    kept = TEXT.replace("6,147,930", PERSONS).replace("45", "{{ = 45 | Counted by hand. }}")
    expect(stored(page)).to_have_value(kept)


def test_two_braces_open_the_picker_and_escape_leaves_the_text_as_it_was(page):
    end_of_text(page)
    page.keyboard.type("{{")
    expect(page.get_by_role("dialog", name="Insert a figure")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(stored(page)).to_have_value(TEXT)
    expect(box(page)).to_be_focused()


def test_what_is_pasted_is_plain_text(page):
    end_of_text(page)
    page.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.setData('text/html', '<b>bold</b>');
          carried.setData('text/plain', ' and bold');
          const how = { clipboardData: carried, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', how));
        }"""
    )
    expect(stored(page)).to_have_value(f"{TEXT} and bold")
    assert page.locator(".writing-box b").count() == 0


def test_a_number_on_the_page_of_numbers_is_linked_with_one_click(page, passage):
    page.goto("/editions/2020/1/numbers/")
    page.get_by_role(
        "button", name=re.compile("^Link 6,147,930 to Direct publicity.*Persons$")
    ).click()
    expect(page.get_by_text("The number is linked")).to_be_visible()
    with secretariat():
        passage.refresh_from_db()
    assert passage.text == TEXT.replace("6,147,930", PERSONS)


def test_a_portal_that_is_away_is_said_beside_what_was_typed(page, passage):
    page.goto("/editions/2020/1/write/II.B.1.3/")
    place = page.locator(f"#p-{passage.pk}")
    place.locator("[data-edits]").click()
    form = place.locator("form[data-draft]")
    form.locator("[data-writing-box]").evaluate(
        "(box) => { box.value = 'Typed while it was away.';"
        " box.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    page.route("**/passages/*/", lambda route: route.fulfill(status=503, body="away"))
    form.get_by_role("button", name="Save").click()
    said = form.get_by_role("alert")
    expect(said).to_contain_text("What you typed is kept in this browser")
    page.unroute("**/passages/*/")
    form.get_by_role("button", name="Save").click()
    expect(place.locator("form[data-draft]")).to_have_count(0)
    expect(place).to_contain_text("Typed while it was away.")
    expect(page.locator("[data-away]")).to_have_count(0)
    with secretariat():
        passage.refresh_from_db()
    assert "Typed while it was away." in passage.text
