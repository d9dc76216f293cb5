"""A section is written in the browser: texts taken, rewritten, merged, left, moved; two editors at
one passage; what was not saved is there again; an older version comes back."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from reporting.models import LeftBullet, Passage
from tests.factories import CONSOLIDATOR, REVIEWER, acting
from tests.reporting.conftest import BACKEND

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SECTION = "/editions/2020/1/write/II.B.1.2/"
BOX = ".passage-form:not(.passage-new) textarea"
People = Callable[[str], "Page"]


@pytest.fixture
def people(chromium, cloned_2020) -> Iterator[People]:
    """Each person in a browser of their own, at the edition of 2020 that has just begun."""
    with acting(CONSOLIDATOR) as editor:
        begin(by=editor, period=Period.parse("2020"))
    server = LiveServer("127.0.0.1")
    contexts = []
    errors: list[str] = []

    def opened(username):
        context = chromium.new_context(base_url=server.url, viewport={"width": 1366, "height": 768})
        contexts.append(context)
        client = Client()
        client.force_login(User.objects.get(username=username), BACKEND)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(SECTION)
        return page

    yield opened
    for context in contexts:
        context.close()
    server.stop()
    assert errors == []


def passages():
    with acting(CONSOLIDATOR):
        rows = Passage.objects.filter(section="II.B.1.2", removed=False).exclude(text="")
        return list(rows.order_by("position"))


def edited(page: "Page", place: int) -> None:
    page.locator("[data-edits]").nth(place).click()
    page.wait_for_selector(BOX, state="attached")


def typed(page: "Page", place: int, text: str) -> None:
    edited(page, place)
    put(page, BOX, text)


def put(page: "Page", where: str, text: str) -> None:
    """As the box with its chips does: that one has tests of its own."""
    page.eval_on_selector(
        where,
        "(area, text) => { area.value = text; "
        "area.dispatchEvent(new Event('input', { bubbles: true })); }",
        text,
    )


def saved(page: "Page") -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(BOX, state="detached")


def pressed(page: "Page", button: str, said: str) -> None:
    page.get_by_role("button", name=button).first.click()
    page.locator("#writing [role=status]", has_text=said).wait_for()


def test_a_section_is_written(people):
    page = people(CONSOLIDATOR)
    page.locator(".unit-text").first.get_by_role("button", name="Take").click()
    page.locator("#writing [role=status]", has_text="stands in the report now").wait_for()
    first = passages()[0].text

    typed(page, 0, "The National Day was held; {{ national_day.participants }} came.")
    saved(page)
    assert page.locator(".passage-bullet a.quoted").inner_text() == "1,205"
    page.reload()
    assert page.locator(".passage-bullet a.quoted").inner_text() == "1,205"

    page.locator(".unit-text input[type=checkbox]").first.check()
    page.select_option("#into", index=1)
    pressed(page, "Merge", "Put its words in order")
    page.wait_for_selector(BOX, state="attached")
    put(page, BOX, "The National Day was held in two places.")
    saved(page)
    with acting(CONSOLIDATOR):
        assert Passage.objects.get(pk=passages()[0].pk).sources.count() == 2

    page.locator(".unit-text input[type=checkbox]").first.check()
    page.fill("#reason", "It is said above.")
    pressed(page, "Leave out", "1 text is left out")
    with acting(CONSOLIDATOR):
        assert LeftBullet.objects.get().reason == "It is said above."
    page.locator(".placed-texts summary").last.click()
    pressed(page, "Offer again", "is offered again")

    put(page, "#t-new", "A sentence of the Secretariat.")
    pressed(page, "Add the paragraph", "is saved")
    assert [one.text for one in passages()] == [
        "The National Day was held in two places.", "A sentence of the Secretariat.",
    ]  # fmt: skip
    assert page.locator("#t-new").input_value() == ""
    page.get_by_role("button", name="Move up: A sentence").click()
    page.locator("#writing [role=status]", has_text="further up").wait_for()
    # The table stands between the two.
    page.get_by_role("button", name="Move up: A sentence").click()
    page.locator(".passage").first.filter(has_text="A sentence").wait_for()
    assert passages()[0].text == "A sentence of the Secretariat."

    page.locator(".passage-more summary").first.click()
    pressed(page, "Take out of the report", "can be brought back")
    page.locator(".taken-out summary").first.click()
    pressed(page, "Bring back", "stands in the report again")
    assert len(passages()) == 2

    page.goto(f"/editions/2020/1/passages/{passages()[1].pk}/history/")
    page.get_by_role("button", name="Bring version 1 back").click()
    page.wait_for_url(f"**{SECTION}**")
    assert passages()[1].text == first


def test_two_editors_at_one_passage(people):
    one, other = people(CONSOLIDATOR), people(REVIEWER)
    put(one, "#t-new", "The police held 12 courses in Kandal.")
    pressed(one, "Add the paragraph", "is saved")
    other.reload()
    assert "is reading here" in other.locator("#present").inner_text()
    typed(one, 0, "The police held 13 courses in Kandal.")
    typed(other, 0, "The national police held 12 courses in Kandal.")
    saved(one)

    other.get_by_role("button", name="Save", exact=True).click()
    other.wait_for_selector(".conflict")
    marked = other.locator(".conflict mark").all_inner_texts()
    assert [words.strip() for words in marked] == ["13", "national", "12"]
    together = other.locator(".conflict textarea")
    assert together.input_value() == "The national police held 13 courses in Kandal."
    other.get_by_role("button", name="Save both together").click()
    other.wait_for_selector(".conflict", state="detached")
    assert passages()[0].text == "The national police held 13 courses in Kandal."
    assert other.evaluate("Object.keys(localStorage).length") == 0


def test_what_was_not_saved_is_there_again(people):
    page = people(CONSOLIDATOR)
    put(page, "#t-new", "A sentence.")
    pressed(page, "Add the paragraph", "is saved")
    typed(page, 0, "A better sentence.")
    put(page, "#t-new", "And one more.")
    page.reload()
    assert page.locator("#t-new").input_value() == "And one more."
    assert "A better sentence." in page.locator("#unsaved").inner_text()
    page.get_by_role("button", name="Go on with them").click()
    page.wait_for_selector(BOX, state="attached")
    assert page.locator(BOX).input_value() == "A better sentence."
    saved(page)
    assert passages()[0].text == "A better sentence."
    # Somebody else on the same machine finds nothing of it.
    assert "nsp-edition" in "".join(page.evaluate("Object.keys(localStorage)"))
    pressed(page, "Add the paragraph", "is saved")
    assert page.evaluate("Object.keys(localStorage).length") == 0
