"""The page of a report in a real browser: by keyboard, by paste, the line down, two at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.models import Edit, Revision
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
TIMES, PERSONS, FEMALES = (
    f"direct_publicity[forums].{column}" for column in ("times", "persons", "females")
)
Opened = Callable[..., "Page"]
BLOCK = 'Leaflets\t"A-CHAN\nand LSCW"\t5,000\nPosters\t\t33.976'


@pytest.fixture
def site(cloned_2020) -> Iterator[str]:
    """The portal's address, with its people."""
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def opened(chromium, site) -> Iterator[Opened]:
    """The page as this person opens it, in a browser of their own."""
    contexts = []

    def open_page(username=KANDAL_OFFICER, context=None, width=1366):
        if context is None:
            context = chromium.new_context(base_url=site, viewport={"width": width, "height": 768})
            contexts.append(context)
            client = Client()
            client.force_login(
                User.objects.get(username=username),
                "allauth.account.auth_backends.AuthenticationBackend",
            )
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies(
                [
                    {"name": name, "value": client.cookies[name].value, "url": site},
                    {"name": "report_view", "value": "all", "url": site},  # not section by section
                ]
            )
        page = context.new_page()
        page.goto(PAGE)
        page.evaluate("for (const one of document.querySelectorAll('.rare')) one.open = true")
        return page

    factories.drafted(*REPORT, {})
    yield open_page
    for context in contexts:
        context.close()


def cell(page, name):
    return page.locator(f'[name="{name}"]')


def saved(page):
    """Waits until the page says that everything is stored."""
    page.wait_for_selector('#save-state[data-state="saved"]')


def stored():
    with factories.secretariat():
        values = Revision.objects.get(report__year=2021).values.select_related("cell", "entry")
        return {
            one.cell.code + (f"{{{one.entry.title}}}" if one.entry else ""): one.value
            for one in values
        }


def unpinned(page):
    """What is pinned to the window covers whatever happens to lie under it: a target that is cut by
    it is whole a few pixels further on."""
    page.evaluate(
        """() => {
            for (const one of document.querySelectorAll(".save-bar, .site-menu, .report-sections"))
                one.style.position = "static";
        }"""
    )
    return page


@contextmanager
def without_a_line(page):
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def paste(page, name, text):
    cell(page, name).focus()
    page.evaluate(
        """([name, text]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const paste = { clipboardData: data, bubbles: true, cancelable: true };
            document.getElementsByName(name)[0].dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        [name, text],
    )


def test_a_table_by_keyboard_saves_itself_and_can_be_undone(opened):
    page = opened()
    cell(page, TIMES).click()
    for key in "12", "Tab", "4321", "ArrowRight", "2000", "Enter":
        if key[0].isdigit():
            page.keyboard.type(key)
        else:
            page.keyboard.press(key)
    assert page.evaluate("document.activeElement.matches('.part-next')")  # nothing below or beside
    saved(page)

    assert stored() == {TIMES: 12, PERSONS: 4321, FEMALES: 2000}
    assert cell(page, PERSONS).input_value() == "4,321"
    table = page.locator("#t-direct_publicity")
    assert "4,321" in table.locator("tr.total").inner_text()
    assert table.locator(f'[id="c-{FEMALES}"] .share').inner_text() == "46.3%"

    page.keyboard.press("Control+z")
    saved(page)
    page.wait_for_function("name => document.getElementsByName(name)[0].value === ''", arg=FEMALES)
    page.click("#undo-button")
    page.wait_for_selector("#open-checks", state="hidden")
    saved(page)
    assert stored() == {TIMES: 12}


def test_what_is_wrong_is_said_in_place_and_led_to(opened):
    page = opened()
    cell(page, PERSONS).fill("33.976")
    page.keyboard.press("Tab")
    problem = page.locator(f'[id="p-{PERSONS}"]')
    problem.wait_for()
    assert "did you mean 33,976?" in problem.inner_text()
    assert f"p-{PERSONS}" in cell(page, PERSONS).get_attribute("aria-describedby")

    cell(page, PERSONS).fill("៨០០")
    page.keyboard.press("Tab")
    page.keyboard.type("812")
    page.wait_for_selector("#checks-list .finding")
    assert problem.count() == 0
    mark = page.locator(f'[id="m-{FEMALES}"]')
    assert "Females (812) are more than persons (800)" in mark.inner_text()
    assert "contradictions open (1)" in page.locator(".report-sections").inner_text()

    page.locator("#checks-list .cells a").first.click()
    assert page.evaluate("document.activeElement.name") in (PERSONS, FEMALES)
    assert "are more than persons" in page.locator("#cell-note").inner_text()


def test_who_types_alone_is_in_conflict_with_nobody(opened):
    """The cell holds 9,188: it is typed once more in another way, then another number; the block is
    pasted again; a dash is answered with a button."""
    page = opened()
    cell(page, TIMES).fill("12")
    cell(page, PERSONS).fill("9188")
    page.keyboard.press("Tab")
    saved(page)
    edits = edit_count()

    for again in ("9188", "៩១៨៨", "9 188", "9,188\u200b"):
        cell(page, PERSONS).fill(again)
        page.keyboard.press("Tab")
        page.wait_for_function("name => document.getElementsByName(name)[0].value === '9,188'",
                               arg=PERSONS)  # fmt: skip
    paste(page, TIMES, "១២\t9188")
    saved(page)
    assert edit_count() == edits
    assert cell(page, PERSONS).input_value() == "9,188"

    cell(page, PERSONS).fill("9188")
    page.keyboard.press("Tab")
    cell(page, PERSONS).fill("9190")
    page.keyboard.press("Tab")
    saved(page)
    page.wait_for_function("name => document.getElementsByName(name)[0].value === '9,190'",
                           arg=PERSONS)  # fmt: skip
    assert page.locator(".clash").count() == 0
    assert stored() == {TIMES: 12, PERSONS: 9190}

    cell(page, FEMALES).fill("–")
    page.keyboard.press("Tab")
    offer = page.locator(f'[id="f-{FEMALES}"]')
    assert offer.inner_text() == "Type 0"
    offer.click()
    saved(page)
    assert stored() == {TIMES: 12, PERSONS: 9190, FEMALES: 0}


def edit_count():
    with factories.secretariat():
        return Edit.objects.count()


def test_a_block_from_excel_and_one_step_back(opened):
    page = opened()
    first = page.locator('#t-materials [name$=":title"]').first.get_attribute("name")
    rows = page.locator("#t-materials tr.entry")
    before = rows.count()
    paste(page, first, BLOCK)
    assert rows.count() >= before
    page.wait_for_selector("#t-materials .problem:not([data-evidence-problem])")
    assert stored() == {"materials.copies{Leaflets}": 5000}

    page.click("#undo-button")
    page.wait_for_function("name => document.getElementsByName(name)[0].value === ''", arg=first)
    saved(page)
    assert stored() == {}
    assert page.locator("#t-materials .problem:not([data-evidence-problem])").count() == 0

    paste(page, FEMALES, "420\t7\t8")  # wider than the table: said also once the rest is saved
    saved(page)
    assert "what stands outside was left out" in page.locator("#save-state").inner_text()
    cell(page, PERSONS).fill("800")
    saved(page)
    assert "left out" not in page.locator("#save-state").inner_text()


def test_with_the_line_down_and_the_tab_closed_nothing_is_lost(opened):
    page = opened()
    context = page.context
    with without_a_line(page):
        cell(page, PERSONS).fill("800")
        cell(page, FEMALES).fill("420")
        page.locator('#t-materials [name$=":title"]').first.fill("Leaflets")
        page.wait_for_selector('#save-state[data-state="offline"]')
        assert "Not sent yet: 3." in page.locator("#save-state").inner_text()
        page.close()
        assert stored() == {}

    page = opened(context=context)
    saved(page)
    assert stored() == {PERSONS: 800, FEMALES: 420}
    assert page.evaluate("Object.keys(localStorage).length") == 0

    with without_a_line(page):
        cell(page, TIMES).fill("3")
        page.wait_for_selector('#save-state[data-state="offline"]')
    saved(page)
    assert stored()[TIMES] == 3


def test_a_report_that_was_closed_meanwhile_shows_what_was_not_saved(opened):
    page = opened()
    with without_a_line(page):
        cell(page, PERSONS).fill("800")
        page.wait_for_selector('#save-state[data-state="offline"]')
        factories.handed_over(*REPORT)
    page.wait_for_selector('#save-state[data-state="closed"]')
    assert "waits for the signature" in page.locator("#save-state").inner_text()
    assert "Persons: 800" in page.locator("#leftovers").inner_text()
    assert stored() == {}

    page.reload()
    assert "Persons: 800" in page.locator("#leftovers").inner_text()
    page.click("#leftovers >> text=Throw this away")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_whoever_was_signed_out_signs_in_and_goes_on(opened):
    page = opened()
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    cell(page, PERSONS).fill("800")
    page.wait_for_selector('#save-state[data-state="signedOut"]')
    assert "/accounts/login/" in page.locator("#save-state a").get_attribute("href")

    page.context.add_cookies(cookies)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    assert stored() == {PERSONS: 800}


def test_two_people_see_each_other_and_a_clash_asks(opened):
    officer, approver = opened(), opened(KANDAL_APPROVER)
    cell(officer, TIMES).fill("12")
    saved(officer)
    approver.wait_for_function(
        "name => document.getElementsByName(name)[0].value === '12'", arg=TIMES
    )
    assert "Changed by Data officer, Kandal" in approver.locator(f'[id="c-{TIMES}"]').inner_text()

    with without_a_line(approver):
        cell(approver, PERSONS).fill("900")
        cell(officer, PERSONS).fill("800")
        saved(officer)
    clash = approver.locator(".clash")
    clash.wait_for()
    assert "Data officer, Kandal saved “800” here. You typed “900”." in clash.inner_text()
    assert stored()[PERSONS] == 800

    clash.locator("text=Keep mine").click()
    saved(approver)
    assert clash.count() == 0
    assert stored()[PERSONS] == 900


def test_it_fits_a_phone_and_anybody_can_use_it(opened):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(width=360)
    cell(page, PERSONS).fill("800")
    cell(page, FEMALES).fill("812")
    page.wait_for_selector("#checks-list .finding")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert not page.locator("#sections").is_visible()
    page.click(".report-sections summary")
    assert page.locator("#sections").is_visible()

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    for one in (page, opened()):
        found = Axe().run(unpinned(one), options={"runOnly": {"type": "tag", "values": tags}})
        assert found.violations_count == 0, found.generate_report()


def test_numbers_stand_in_the_digits_that_the_person_prefers(opened):
    preferred = {"language": "km", "digits": "khmer"}
    User.objects.filter(username=KANDAL_OFFICER).update(**preferred)
    page = opened()
    page.context.add_cookies(
        [{"name": "django_language", "value": "km", "url": page.evaluate("location.origin")}]
    )
    page.reload()
    cell(page, PERSONS).fill("9188")
    cell(page, FEMALES).fill("៤០០០")
    cell(page, TIMES).focus()
    saved(page)
    assert cell(page, PERSONS).input_value() == "៩,១៨៨"
    assert cell(page, FEMALES).input_value() == "៤,០០០"
    assert stored() == {PERSONS: 9188, FEMALES: 4000}
    page.reload()
    assert cell(page, PERSONS).input_value() == "៩,១៨៨"
    row = page.locator("tr", has=cell(page, PERSONS))
    assert "៤៣.៥%" in row.inner_text()
