"""One section after the other: what is shown when, “nothing this period” and its undoing, and the
menu."""

import pytest

from reporting.models import TableStatement
from tests import factories
from tests.factories import KANDAL_OFFICER, MOSVY_OFFICER
from tests.reporting.entry import test_entry_in_a_browser as entry

pytestmark = pytest.mark.browser
site, opened = entry.site, entry.opened  # the fixtures
MINISTRY = ("MOSVY", "ministry", "2021-03")
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


def refused(page):
    """A number that is none, in the section that is shown then."""
    page.goto(f"{entry.PAGE}#s-II.B.1.3")
    here(page, "s-II.B.1.3")
    entry.cell(page, entry.TIMES).fill("many")
    entry.cell(page, entry.PERSONS).focus()
    page.wait_for_selector(f'[name="{entry.TIMES}"][aria-invalid]')


def is_at(page, name):
    page.wait_for_function("name => document.activeElement.name === name", arg=name)


def test_an_address_that_is_none_leaves_the_page_as_it_is_usual(opened):
    page = one_at_a_time(opened)
    page.goto("about:blank")
    page.goto(f"{entry.PAGE}#%")
    here(page, "tasks")
    page.evaluate("location.hash = '#s-II.B.1.3'")
    here(page, "s-II.B.1.3")
    entry.cell(page, entry.TIMES).fill("12")
    entry.saved(page)


def test_nothing_else_here_stays_where_something_is_refused(opened):
    page = one_at_a_time(opened)
    refused(page)
    page.locator("#s-II\\.B\\.1\\.3 [name=nothing_rest]").click()
    is_at(page, entry.TIMES)
    here(page, "s-II.B.1.3")


def test_nothing_else_here_stays_while_the_line_is_down(opened):
    page = one_at_a_time(opened)
    page.goto(f"{entry.PAGE}#s-II.A.3")
    here(page, "s-II.A.3")
    page.context.set_offline(True)
    page.locator("#s-II\\.A\\.3 [name=nothing_rest]").click()
    page.wait_for_selector('#save-state[data-state="offline"]')
    here(page, "s-II.A.3")
    page.context.set_offline(False)
    entry.saved(page)
    page.locator("#s-II\\.A\\.3 [name=nothing_rest]").click()
    here(page, "s-II.B.1.2")


def test_copying_rows_leads_to_what_is_refused_first(opened):
    factories.accepted("KH-08", "committee", "2021-02", {"materials.copies{leaflets}": 5})
    page = one_at_a_time(opened)
    refused(page)
    page.evaluate("location.hash = '#tasks'")
    here(page, "tasks")
    page.locator('#tasks-list [name="copy_rows"]').click()
    is_at(page, entry.TIMES)
    here(page, "s-II.B.1.3")
    entry.cell(page, entry.TIMES).fill("12")
    entry.saved(page)
    page.evaluate("location.hash = '#tasks'")
    page.locator('#tasks-list [name="copy_rows"]').click()
    page.wait_for_selector('#tasks-list [name="drop_rows"]')


@pytest.mark.parametrize("width", [1366, 360])
def test_the_menu_is_low_and_whole(opened, width):
    page = one_at_a_time(opened, width=width)
    page.goto(f"{entry.PAGE}#s-IV.E")
    here(page, "s-IV.E")
    page.evaluate("window.scrollTo(0, 600)")
    box = page.locator(".site-menu").bounding_box()
    assert box["y"] <= 1
    assert box["height"] <= 72
    if width == 360:
        page.locator(".menu-button").click()
    links = page.locator(".site-menu li a")
    assert links.count() > 8
    assert all(link.is_visible() for link in links.all())


FOUR_SCREENS = 4 * 768
# Part by part, with everything unfolded that may be: [its id, how wide and high the page is].
WALK = """async () => {
    const found = [];
    for (const one of document.querySelectorAll("details.rare")) one.open = true;
    const parts = [...document.querySelectorAll("[data-part]")].map((one) => one.dataset.part);
    for (const part of new Set(parts)) {
        location.hash = `#${part}`;
        while (document.body.dataset.here !== part) await new Promise(requestAnimationFrame);
        const { scrollWidth, scrollHeight } = document.documentElement;
        found.push([part, scrollWidth, scrollHeight]);
    }
    return found;
}"""


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize(
    ("username", "report"), [(KANDAL_OFFICER, entry.REPORT), (MOSVY_OFFICER, MINISTRY)]
)
def test_no_part_is_wider_than_the_screen_or_over_four_screens(opened, username, report, language):
    """Of a month in which nothing stands yet, with every table shown."""
    if report == MINISTRY:
        factories.drafted(*MINISTRY, {})
    page = opened(username)
    home = page.evaluate("location.origin")
    page.context.add_cookies(
        [
            {"name": "django_language", "value": language, "url": home},
            {"name": "report_view", "value": "one", "url": home},
        ]
    )
    for width in (360, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        page.goto("/reports/{}/{}/{}/".format(*report))
        page.wait_for_selector('body[data-here="tasks"]')
        parts = page.evaluate(WALK)
        assert len(parts) > 24
        assert {part: wide for part, wide, _high in parts if wide > width} == {}
        assert page.locator(".cards tbody th:not([data-label]) > input").count() == 0
        if width == 1366:
            assert {part: high for part, _wide, high in parts if high > FOUR_SCREENS} == {}
