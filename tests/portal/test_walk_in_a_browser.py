"""A month on its whole way through the browser: typed and pasted, the line lost and back,
corrected, handed over, signed, returned with a comment, corrected again, accepted. And the same
by Excel."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from provinces.models import User
from reporting.models import Comment, ReviewStep, Revision
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER
from tests.programs import program
from tests.reporting.conftest import BACKEND

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAGE = "/reports/KH-08/committee/2021-03/"
TIMES, PERSONS, FEMALES = (
    f"direct_publicity[forums].{column}" for column in ("times", "persons", "females")
)
People = Callable[[str], "Page"]


@pytest.fixture
def people(chromium, cloned_2020) -> Iterator[People]:
    """Each person in a browser of their own, on one site."""
    server = LiveServer("127.0.0.1")
    contexts = []

    def opened(username):
        context = chromium.new_context(
            base_url=server.url, viewport={"width": 1366, "height": 768}, accept_downloads=True
        )
        contexts.append(context)
        client = Client()
        client.force_login(User.objects.get(username=username), BACKEND)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
        context.add_cookies([{"name": "report_view", "value": "all", "url": server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    server.stop()


def cell(page: "Page", name: str):
    return page.locator(f'[name="{name}"]')


def saved(page: "Page") -> None:
    page.wait_for_selector('#save-state[data-state="saved"]')


def begun(page: "Page") -> None:
    page.goto("/reports/new/")
    page.select_option("[name=data_set]", "committee")
    page.select_option("[name=year]", "2021")
    page.select_option("[name=part]", "03")
    page.get_by_role("button", name="Begin the report").click()
    page.wait_for_url(f"**{PAGE}")


def pasted(page: "Page", name: str, text: str) -> None:
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


def stepped(page: "Page", step: str, button: str, comment: str = "") -> None:
    """Through the page that says what is about to happen."""
    page.goto(f"{PAGE}{step}/")
    if comment:
        page.fill("[name=comment]", comment)
    left = page.locator("[name=left][value=leave]")  # tables without an answer
    if left.count():
        left.first.check()
    page.get_by_role("button", name=button).first.click()
    page.wait_for_load_state()


def numbers():
    with factories.secretariat():
        newest = Revision.objects.filter(report__year=2021).latest("number")
        return dict(newest.values.values_list("cell__code", "value"))


def state() -> tuple[int, str]:
    with factories.secretariat():
        newest = Revision.objects.filter(report__year=2021).latest("number")
        return newest.number, newest.state


def entered(officer: "Page") -> None:
    """By keyboard, by paste, over a line that goes and comes back; then what the checks ask."""
    begun(officer)
    cell(officer, TIMES).click()
    officer.keyboard.type("12")
    officer.keyboard.press("Tab")
    officer.keyboard.type("800")
    saved(officer)
    pasted(officer, "direct_publicity[publicity].times", "7\t1,250\t600")
    saved(officer)
    officer.context.set_offline(True)
    cell(officer, FEMALES).fill("812")
    officer.wait_for_selector('#save-state[data-state="offline"]')
    officer.context.set_offline(False)
    saved(officer)
    officer.locator("#checks-list", has_text="Females (812) are more than persons (800)").wait_for()
    officer.goto(f"{PAGE}prepare/")
    assert "not answered yet" in officer.locator("main").inner_text()
    officer.goto(PAGE)
    cell(officer, FEMALES).fill("402")
    saved(officer)
    explained(officer)


def explained(officer: "Page") -> None:
    """Every doubt that is left is answered, whatever it is about."""
    while officer.locator("#open-checks").is_visible():
        box = officer.locator("#checks-list .finding:not(:has(.state-accepted)) textarea").first
        box.fill("Counted from the districts' lists.")
        box.press("Tab")
        saved(officer)


def test_a_month_from_the_first_key_to_its_acceptance(people):
    officer, approver, reviewer = map(people, (KANDAL_OFFICER, KANDAL_APPROVER, REVIEWER))
    entered(officer)
    stepped(officer, "prepare", "Hand over for the signature")
    stepped(approver, "sign", "Sign and submit")
    assert state() == (1, "submitted")

    reviewer.goto(f"{PAGE}review/")
    line = reviewer.locator(f"tr[id='c-{FEMALES}']")
    line.get_by_role("link", name="Comment on").click()
    reviewer.get_by_label("Your comment").fill("Are there really 402?")
    reviewer.get_by_role("button", name="Send the comment").click()
    reviewer.wait_for_url("**#comment-*")
    stepped(reviewer, "return", "Return with", "Please look at the forums again.")
    assert state() == (1, "returned")

    officer.goto(PAGE)
    said = officer.locator("main").inner_text()
    assert "Please look at the forums again." in said
    assert "Are there really 402?" in said
    officer.get_by_role("button", name="Begin the next revision").click()
    officer.wait_for_load_state()
    cell(officer, FEMALES).fill("420")
    saved(officer)
    explained(officer)
    stepped(officer, "prepare", "Hand over for the signature")
    stepped(approver, "sign", "Sign and submit")
    stepped(reviewer, "accept", "Accept")
    assert state() == (2, "accepted")
    assert numbers()[FEMALES] == 420

    receipt = officer.context.request.get(f"{PAGE}receipt/")
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(receipt.body())).pages)
    assert "420" in text
    assert "1,250" in text
    with factories.secretariat():
        steps = ReviewStep.objects.filter(revision__report__year=2021).order_by("pk")
        assert [one.step for one in steps] == [
            "begun", "prepared", "submitted", "returned",
            "begun", "prepared", "submitted", "accepted",
        ]  # fmt: skip
        assert Comment.objects.get().text == "Are there really 402?"


def test_the_same_month_by_excel(people, tmp_path):
    officer = people(KANDAL_OFFICER)
    begun(officer)
    with officer.expect_download() as found:
        officer.get_by_role("link", name="Download the workbook").click()
    book = tmp_path / "report.xlsx"
    found.value.save_as(book)
    filled(book)

    officer.get_by_role("link", name="Send a filled workbook").click()
    officer.set_input_files("input[type=file]", resaved(book, tmp_path))
    officer.locator("main form [type=submit]").first.click()
    officer.wait_for_load_state()
    preview = officer.locator("main").inner_text()
    assert "1250" in preview
    assert numbers() == {}
    officer.get_by_role("button", name="Store").click()
    officer.wait_for_load_state()
    wanted = {TIMES: 12, PERSONS: 1250, FEMALES: 620}
    assert numbers() == wanted
    officer.goto(PAGE)
    assert cell(officer, PERSONS).input_value() == "1,250"


def filled(book: Path) -> None:
    """The row of the public forums, found by its title as a person finds it."""
    workbook = load_workbook(book)
    rows = [
        (sheet, row)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        if any(str(one.value or "").startswith("Public Forums") for one in row)
    ]
    [(_sheet, row)] = rows
    inputs = [one for one in row if not one.protection.locked]
    for one, number in zip(inputs, (12, 1250, 620), strict=False):
        one.value = number
    workbook.save(book)


def resaved(book: Path, folder: Path) -> Path:
    """As LibreOffice writes it."""
    out = folder / "libreoffice"
    subprocess.run(
        [program("soffice"), "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(book)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out / book.name
