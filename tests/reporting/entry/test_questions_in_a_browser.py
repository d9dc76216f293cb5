"""The questions of the checks in a real browser: five at a time, one press answers, the next
follows, and an answered one returns when its number changes."""

import pytest

from reporting.models import Explanation
from tests import factories
from tests.reporting.entry import test_entry_in_a_browser as entry

pytestmark = pytest.mark.browser
site, opened = entry.site, entry.opened  # the fixtures

SHOWN = "#checks-list > .check-list > .finding.open"
WORDS = "This was not recorded"
# Of every row with females: the input of all persons.
WHOLES = """() => [...document.querySelectorAll('#report-form input.number[name$=".females"]')]
    .map(one => one.name.replace(/females$/, ""))
    .flatMap(start => ["persons", "participants"].map(column => start + column))
    .filter(name => document.getElementsByName(name).length)"""


def given_without_females(page, count):
    names = page.evaluate(WHOLES)[:count]
    assert len(names) == count
    for place, name in enumerate(names):
        entry.cell(page, name).fill(str(800 + place))
    page.keyboard.press("Tab")
    entry.saved(page)
    return names


def answers():
    with factories.secretariat():
        rows = Explanation.objects.filter(revision__report__year=2021)
        return {(row.finding, row.reason, row.text) for row in rows}


def test_five_at_a_time_and_one_press_answers(opened):
    page = opened()
    given_without_females(page, 7)
    page.wait_for_selector("#checks-list .later")
    assert page.locator(SHOWN).count() == 5
    assert "2 more questions follow" in page.locator("#checks-list .later").inner_text()

    first = page.locator(SHOWN).first
    asked = first.locator("p").first.inner_text()
    whole = first.locator("textarea").get_attribute("name")
    press = first.get_by_role("button", name=WORDS)
    press.focus()
    page.keyboard.press("Enter")  # by keyboard as by a finger
    page.wait_for_function("() => document.querySelector('.later').innerText.startsWith('1 more')")

    entry.saved(page)
    assert page.locator(SHOWN).count() == 5
    assert asked not in page.locator(SHOWN).all_inner_texts()
    assert page.evaluate("document.activeElement.closest('.finding.open') !== null")
    assert answers() == {(whole.removeprefix("explain:"), "not_recorded", WORDS)}
    assert "1 question that you have answered" in page.locator("#checks-list").inner_text()

    name = whole.split(",")[-1]
    wholes = page.evaluate(WHOLES)
    own = next(one for one in wholes if one.rpartition(".")[0] == name.rpartition(".")[0])
    entry.cell(page, own).fill("950")
    page.keyboard.press("Tab")
    earlier = page.locator("#checks-list .earlier-answer")
    earlier.wait_for()
    assert "The number has changed since this was answered" in earlier.inner_text()
    assert WORDS in earlier.inner_text()
    assert earlier.locator("xpath=ancestor::li").locator("textarea").input_value() == ""

    earlier.get_by_role("button", name="Keep this answer").click()
    earlier.wait_for(state="detached")
    entry.saved(page)
    assert answers() == {(whole.removeprefix("explain:"), "not_recorded", WORDS)}


def test_who_writes_an_answer_is_not_torn_away_from_it(opened):
    page = opened()
    given_without_females(page, 6)
    page.wait_for_selector("#checks-list .later")
    box = page.locator(f"{SHOWN} textarea").first
    name = box.get_attribute("name")
    box.focus()
    page.keyboard.type("The lists were lost")
    page.wait_for_function("() => document.querySelector('#open-count').innerText === '5'")
    page.keyboard.type(" in the flood.")
    assert page.evaluate("document.activeElement.name") == name

    page.keyboard.press("Tab")
    page.wait_for_selector("#checks-list .later", state="detached")
    entry.saved(page)
    assert {text for _finding, _reason, text in answers()} == {"The lists were lost in the flood."}
    assert page.locator(SHOWN).count() == 5


@pytest.mark.parametrize("width", [360, 1366])
def test_the_questions_fit_and_anybody_can_use_them(opened, width):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(width=width)
    given_without_females(page, 6)
    page.wait_for_selector("#checks-list .later")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(entry.unpinned(page), options={"runOnly": {"type": "tag", "values": tags}})
    assert found.violations_count == 0, found.generate_report()
