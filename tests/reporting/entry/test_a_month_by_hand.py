"""A clean month in ten minutes: the script's month of a province and of a ministry, filled in a
browser as a person does, and counted in seconds. The rows of the month before are copied, 80
numbers typed, 5 rows and 3 texts are new, the rest is nothing this period; no section is over four
screens."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent, address, content_of
from reporting.entry.page.rules.entry_checks import check_form
from reporting.entry.page.views.report_sections import states_of
from reporting.entry.page.views.tasks import Tasks
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import Revision
from tests import factories
from tests.reporting.entry.hands import Hands

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NUMBERS, ROWS, TEXTS = 80, 5, 3
WHOLE, PART = "1240", "126"  # what is a part stays below its whole
LAST_ROWS = ("first", "second", "third")  # of each list with rows in the month before
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
    """`numbers`: what is typed, by section and name of the input; `values`: the same by table;
    `rows` and `texts`: the tables that get new ones, with their sections."""

    numbers: dict[str, dict[str, str]]
    values: dict[str, dict[CellKey, Value]]
    rows: list[tuple[str, str]]
    texts: list[tuple[str, str]]

    @property
    def count(self) -> int:
        return sum(map(len, self.numbers.values()))

    def before(self) -> dict[str, int]:
        """What stood in the month before: a little less."""
        typed = {name: text for some in self.numbers.values() for name, text in some.items()}
        return {name: int(text) - 1 for name, text in typed.items()}


def _numbers_of(spec: TableSpec, content: ReportContent) -> dict[CellKey, str]:
    found: dict[CellKey, str] = {}
    for key in names.keys_of(spec):
        cell, element = address(spec.code, key).cell, spec.element(key.element)
        if cell not in content.computed and cell not in content.recorded:
            found[key] = PART if element and element.part_of else WHOLE
    return found


def _planned(content: ReportContent, most: int, without: set[str]) -> Month:
    """Of a table at most so many numbers, and at most 80; none in the tables `without`."""
    month = Month({}, {}, [], [])
    for table in content.tables:
        spec, section = content.specs[table.code], table.section.code
        typed: dict[CellKey, str] = {}
        if spec.kind == "narrative":
            month.texts += [(section, table.code)] if len(month.texts) < TEXTS else []
        elif table.code in without:
            continue
        elif spec.kind in ("fixed", "single"):
            typed = dict(islice(_numbers_of(spec, content).items(), most))
        elif spec.entered() and not spec.coded and len(month.rows) < ROWS:
            typed = {CellKey(None, spec.entered()[0].code, key): WHOLE for key in LAST_ROWS}
            month.rows.append((section, table.code))
        if typed := dict(islice(typed.items(), NUMBERS - month.count)):
            inputs = {str(address(table.code, key)): text for key, text in typed.items()}
            month.numbers.setdefault(section, {}).update(inputs)
            month.values[table.code] = {key: Value(Decimal(typed[key])) for key in typed}
    return month


def _script(content: ReportContent) -> Month:
    """80 numbers over as many tables as there are, without those that contradict each other."""
    without: set[str] = set()
    most = 1
    while (month := _planned(content, most, without)).count < NUMBERS:
        most += 1
        found = check_form(content.specs, _planned(content, most, without).values, {}, {})
        without |= {one.table for one in found if one.severity == "error"}
    return month


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
    page.set_default_timeout(30_000)
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
                rows = hands.page.locator(f"#t-{table} :is(tr.entry, fieldset.open-row)")
                hands.click(rows.last.locator("input, textarea").first)
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
        month = _script(content_of(Revision.objects.get(pk=sample.pk)))
    factories.accepted(unit, form, "2021-02", month.before())
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

    print(
        f"{unit}: {len(month.numbers)} sections, {hands.seconds:.0f} s, {max(heights.values())} px"
    )
    with factories.secretariat():
        revision = Revision.objects.get(pk=draft.pk)
        tasks = Tasks(states_of(content_of(revision)))
        assert revision.state == Revision.State.PREPARED
        assert tasks.answered == len(tasks.sections)
        assert revision.values.count() == NUMBERS + ROWS
    assert hands.seconds <= 60 * minutes
    assert {part: high for part, high in heights.items() if high > FOUR_SCREENS} == {}
    page.context.close()
