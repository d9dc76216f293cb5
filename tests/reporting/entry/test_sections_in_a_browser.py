"""One section after the other: what is shown when, “nothing this period” and its undoing, and the
menu."""

import pytest

from reporting.models import TableStatement
from tests import factories
from tests.reporting.entry import test_entry_in_a_browser as entry

pytestmark = pytest.mark.browser
site, opened = entry.site, entry.opened  # the fixtures
SHOWN = """() => [...new Set([...document.querySelectorAll("[data-part]")]
    .filter((one) => one.checkVisibility()).map((one) => one.dataset.part))]"""


def one_at_a_time(opened, **more):
    page = opened(**more)
    page.goto(f"{entry.PAGE}?view=one")
    page.goto(entry.PAGE)  # what one prefers is kept
    page.wait_for_selector('body[data-here="tasks"]')
    return page


def here(page, part):
    page.wait_for_selector(f'body[data-here="{part}"]')
    assert page.evaluate(SHOWN) == [part]


def said():
    with factories.secretariat():
        return TableStatement.objects.filter(revision__report__period_key=202103).count()


def test_the_tasks_first_then_one_section_after_the_other(opened):
    page = one_at_a_time(opened)
    here(page, "tasks")
    page.locator("#tasks-list .btn-primary").click()
    here(page, "s-II.A.3")
    page.keyboard.press("Tab")
    page.locator("#s-II\\.A\\.3 .part-next").focus()
    page.keyboard.press("Enter")
    here(page, "s-II.B.1.2")
    page.go_back()
    here(page, "s-II.A.3")
    page.goto(f"{entry.PAGE}#c-{entry.TIMES}")
    here(page, "s-II.B.1.3")


def test_enter_leads_from_column_to_column_and_on_to_the_next_section(opened):
    page = one_at_a_time(opened)
    page.goto(f"{entry.PAGE}#s-II.B.1.3")
    here(page, "s-II.B.1.3")
    entry.cell(page, entry.TIMES).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name").endswith(".persons")
    entry.cell(page, entry.FEMALES).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").endswith("part-next")


def test_nothing_in_all_the_rest_is_one_click_and_one_undo(opened):
    page = one_at_a_time(opened)
    page.locator('#tasks-list [name="nothing_rest"][value="*"]').click()
    page.wait_for_function(
        "() => document.querySelector('#tasks-list').innerText.includes('24 of 24')"
    )
    assert said() > 40
    page.locator("#undo-button").click()
    page.wait_for_function(
        "() => document.querySelector('#tasks-list').innerText.includes('0 of 24')"
    )
    assert said() == 0


@pytest.mark.parametrize("width", [1366])
def test_the_menu_is_low_and_whole_and_no_part_is_wider_than_the_screen(opened, width):
    page = one_at_a_time(opened, width=width)
    parts = page.evaluate("[...document.querySelectorAll('section[data-part]')].map(x => x.id)")
    assert len(parts) > 24
    for part in parts:
        page.evaluate("part => { location.hash = `#${part}` }", part)
        page.wait_for_function("() => document.activeElement.tagName === 'H2'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, part
    page.evaluate("window.scrollTo(0, 600)")
    box = page.locator(".site-menu").bounding_box()
    assert box["y"] <= 1
    assert box["height"] <= 72
    if width == 360:
        page.locator(".menu-button").click()
    links = page.locator(".site-menu li a")
    assert links.count() > 8
    assert all(link.is_visible() for link in links.all())
