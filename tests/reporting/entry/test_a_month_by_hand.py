"""A clean month in ten minutes: the script's month of a province and of a ministry, filled in a
browser as a person does, and counted in seconds. The rows of the month before are copied, 80
numbers typed, 5 rows and 3 texts are new, the rest is nothing this period; no section is over four
screens."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent, address, content_of
from reporting.entry.page.views.report_sections import Tasks, states_of
from reporting.kernel.tables import CellKey, TableSpec
from reporting.models import Revision
from tests import factories
from tests.reporting.entry.hands import Hands

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NUMBERS, ROWS, TEXTS = 80, 5, 3
WHOLE, PART = "41", "4"  # so many parts as there are stay below their whole
FOUR_SCREENS = 4 * 768
A_ROW = "Leaflets for the schools"
A_TEXT = "The working group visited communes at the border and spoke with families."


@pytest.fixture
def site(cloned_2020: str) -> Iterator[str]:
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()


@dataclass
class Month:
    """`numbers`: name of the input -> what is typed, section by section; `rows` and `texts`: the
    tables that get new ones."""

    numbers: dict[str, dict[str, str]]
    rows: list[tuple[str, str]]
    texts: list[tuple[str, str]]


def _numbers_of(spec: TableSpec, content: ReportContent, most: int) -> dict[str, str]:
    """A part is less than its whole."""
    found: dict[str, str] = {}
    for key in names.keys_of(spec):
        where = address(spec.code, key)
        element = spec.element(key.element)
        if where.cell in content.computed or where.cell in content.recorded or len(found) == most:
            continue
        found[str(where)] = PART if element and element.part_of else WHOLE
    return found


def _planned(content: ReportContent) -> tuple[Month, dict[str, int]]:
    """The month, and what stood in the month before."""
    month, before = Month({}, [], []), dict[str, int]()
    left = NUMBERS
    for table in content.tables:
        spec, section = content.specs[table.code], table.section.code
        typed: dict[str, str] = {}
        if spec.kind == "open" and spec.entered() and not spec.coded:
            if len(month.rows) < ROWS and spec.entered():
                for key in ("first", "second", "third")[: min(3, left)]:
                    cell = address(table.code, CellKey(None, spec.entered()[0].code, key))
                    typed[str(cell)] = WHOLE
                month.rows.append((section, table.code))
        elif spec.kind == "narrative":
            month.texts += [(section, table.code)] if len(month.texts) < TEXTS else []
        elif spec.kind in ("fixed", "single"):
            typed = _numbers_of(spec, content, min(left, 6))
        if typed:
            month.numbers.setdefault(section, {}).update(typed)
            left -= len(typed)
            before |= {cell: int(number) - 1 for cell, number in typed.items()}
    return month, before


def _signed_in(chromium, site: str, username: str) -> "Page":
    context = chromium.new_context(base_url=site, viewport={"width": 1366, "height": 768})
    client = Client()
    client.force_login(
        User.objects.get(username=username), "allauth.account.auth_backends.AuthenticationBackend"
    )
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [
            {"name": name, "value": client.cookies[name].value, "url": site},
            {"name": "django_language", "value": "en", "url": site},
        ]
    )
    page: Page = context.new_page()
    page.set_default_timeout(90_000)
    return page


def _saved(page: "Page") -> None:
    page.wait_for_selector('#save-state[data-state="saved"]')


def _open(hands: Hands, section: str) -> None:
    link = hands.page.locator(f'#sections a[href="#s-{section}"]')
    if not link.is_visible():
        link = hands.page.locator(f'#tasks-list a[href="#s-{section}"]').last
    hands.click(link)
    hands.page.wait_for_selector(f'body[data-here="s-{section}"]')


def _type_numbers(hands: Hands, wanted: dict[str, str]) -> None:
    """Tab leads from one to the next; where it leads elsewhere, the mouse."""
    page = hands.page
    for name, number in wanted.items():
        if hands.at != name:
            hands.click(page.locator(f'[name="{name}"]'))
        hands.write(number)
        hands.press("Tab")


def _fill(hands: Hands, month: Month) -> None:
    sections = dict.fromkeys([*month.numbers, *dict(month.rows), *dict(month.texts)])
    new_rows = 0
    for section in sections:
        _open(hands, section)
        _type_numbers(hands, month.numbers.get(section, {}))
        for table in (code for place, code in month.rows if place == section):
            for _row in range(min(-(-ROWS // len(month.rows)), ROWS - new_rows)):
                blank = hands.page.locator(f"#t-{table} tr.entry th input").last
                hands.click(blank)
                new_rows += 1
                hands.write(f"{A_ROW} {new_rows}")
                hands.press("Tab")
                while not hands.page.evaluate("document.activeElement.matches('.number')"):
                    hands.press("Tab")
                hands.write("7")
        for table in (code for place, code in month.texts if place == section):
            hands.click(hands.page.locator(f"#t-{table} textarea").last)
            hands.write(A_TEXT)
    assert new_rows == ROWS


def _heights(page: "Page") -> dict[str, int]:
    """How high each part is, as it is shown, from its own head to its foot."""
    heights: dict[str, int] = page.evaluate(
        """async () => {
            const found = {};
            for (const part of document.querySelectorAll('.report-section[data-part^="s-"]')) {
                location.hash = `#${part.id}`;
                await new Promise((done) => setTimeout(done, 30));
                found[part.id] = document.documentElement.scrollHeight;
            }
            return found;
        }"""
    )
    return heights


@pytest.mark.parametrize(
    ("unit", "form", "minutes"), [("KH-08", "committee", 10), ("MOSVY", "ministry", 12)]
)
def test_the_months_script_takes_no_more_than_its_minutes(chromium, site, unit, form, minutes):
    place = (unit, form, "2021-03")
    sample = factories.drafted(unit, form, "2021-02", {})
    with factories.secretariat():
        month, before = _planned(content_of(Revision.objects.get(pk=sample.pk)))
    factories.accepted(unit, form, "2021-02", before)
    draft = factories.drafted(*place, {})
    page = _signed_in(chromium, site, factories.person_of(unit, "officer"))
    page.goto(f"/reports/{unit}/{form}/2021-03/")
    page.wait_for_selector('body[data-here="tasks"]')
    hands = Hands(page)

    with page.expect_navigation():
        hands.click(page.locator('[name="copy_rows"]').first)
    page.wait_for_selector('body[data-here="tasks"]')
    assert page.locator('#tasks-list [name="copy_rows"]').count() == 0
    _fill(hands, month)
    _saved(page)
    hands.click(page.locator(".to-checks"))
    hands.click(page.locator('#answers-list [name="nothing_rest"][value="*"]'))
    page.wait_for_selector("#answers-list h3:has-text('answered')")
    _saved(page)
    while (questions := page.locator("#checks-list .open .common-reasons button")).count():
        left = page.locator("#open-count").inner_text()
        hands.click(questions.first)
        page.wait_for_function(
            "left => document.getElementById('open-count').textContent !== left", arg=left
        )
    heights = _heights(page)
    hands.click(page.locator(".save-bar .to-checks"))
    hands.click(page.locator("#next-step"))
    page.wait_for_url("**/prepare/")
    hands.click(page.locator("form.actions button.btn-primary").first)
    page.wait_for_url(f"**/reports/{unit}/{form}/2021-03/")

    typed = sum(map(len, month.numbers.values()))
    print(f"\n{unit}: {typed} numbers, {hands.seconds:.0f} s; highest {max(heights.values())} px")
    with factories.secretariat():
        revision = Revision.objects.get(pk=draft.pk)
        tasks = Tasks(states_of(content_of(revision)))
        assert revision.state == Revision.State.PREPARED
        assert tasks.answered == len(tasks.sections)
        assert revision.values.count() >= typed + ROWS - 1
    assert typed >= NUMBERS - 5
    assert hands.seconds <= 60 * minutes
    assert {part: high for part, high in heights.items() if high > FOUR_SCREENS} == {}
    page.context.close()
