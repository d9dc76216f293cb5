"""Takes a picture of each kind of page into docs/images/pages/, from a demonstration that runs:

    make demo            # in one terminal
    make pictures        # in another

A small picture each: 16 greys and blues are enough for pages like these.
"""

import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

SITE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
TRACE = "/trace/2020/?figure=direct_publicity[forums].persons"
OUT = Path("docs/images/pages")
WRITE = "/editions/2021/1/write/"
LAPTOP, PHONE = (1366, 900), (360, 740)
COLOURS = 64
KANDAL = "/reports/KH-08/committee"
TEN_MONTHS = f"{KANDAL}/2021-T10/"

# fmt: off
# name, who, address, with a phone too
PICTURES = [
    ("sign-in", None, "/accounts/login/", True),
    ("home-officer", "kandal.officer", "/", True),
    ("home-approver", "kandal.approver", "/", False),
    ("home-focal-point", "kandal.focal", "/", False),
    ("home-reviewer", "gs.reviewer", "/", True),
    ("home-secretary-general", "gs.secretary-general", "/", True),
    ("home-administrator", "gs.administrator", "/", False),
    ("reports", "kandal.officer", "/reports/", False),
    ("report-begin", "kandal.officer", "/reports/new/", False),
    ("report-entry", "kandal.officer", TEN_MONTHS, True),
    ("report-cells", "kandal.officer", f"{TEN_MONTHS}#t-direct_publicity", True),
    ("report-checks", "kandal.officer", f"{TEN_MONTHS}#checks", False),
    ("report-activities", "kandal.officer", f"{TEN_MONTHS}#activities", False),
    ("hand-over", "kandal.officer", f"{TEN_MONTHS}prepare/", False),
    ("sign", "kandal.approver", f"{KANDAL}/2021-10/sign/", False),
    ("ask-for-more-time", "kandal.officer", "/calendar/more-time/committee/2021-04/", False),
    ("side-by-side", "kandal.officer", "/reconciliation/KH-08/committee/2021/", False),
    ("action-plan", "kandal.officer", "/action-plan/2021/", False),
    ("workbook-upload", "kandal.officer", f"{TEN_MONTHS}workbook/upload/", False),
    ("refusal", "kandal.officer", f"{KANDAL}/2021-09/accept/", False),
    ("not-found", "takeo.officer", f"{KANDAL}/2021-09/", False),
    ("review-inbox", "gs.reviewer", "/review/", False),
    ("review", "gs.reviewer", f"{KANDAL}/2021-09/review/", True),
    ("my-sections", "wg-just.lead", "/sections/", False),
    ("calendar", "kandal.officer", "/calendar/2021/", True),
    ("calendar-deadline", "gs.secretary-general", "/calendar/2021/deadlines/month/", False),
    ("calendar-open", "gs.secretary-general", "/calendar/open/", False),
    ("extensions", "gs.reviewer", "/calendar/2021/extensions/new/", False),
    ("the-year", "gs.reviewer", "/monitoring/2021/", True),
    ("the-plan", "gs.reviewer", "/plan/2021/", False),
    ("plan-strategy", "gs.reviewer", "/plan/2021/strategy/2/", False),
    ("indicators", "gs.reviewer", "/indicators/2021/", False),
    ("action-plans", "gs.reviewer", "/plan/2021/action-plans/", False),
    ("commitments", "kandal.officer", "/commitments/", True),
    ("commitment", "gs.reviewer", "/commitments/1/", False),
    ("meetings", "kandal.officer", "/meetings/", False),
    ("feedback", "gs.secretary-general", "/feedback/1/", False),
    ("evaluations", "gs.reviewer", "/evaluations/", False),
    ("committee", "kandal.approver", "/committees/KH-08/", True),
    ("members-in-excel", "gs.administrator", "/committees/in-excel/", False),
    ("places", "kandal.approver", "/places/2021/", False),
    ("province-reports", "gs.secretary-general", "/provinces/2020/", False),
    ("population", "gs.reviewer", "/population/", False),
    ("plan-chapter", "gs.reviewer", "/annual/2021/PLAN/", True),
    ("directions", "gs.reviewer", "/annual/2021/DIRECTIONS/", False),
    ("explore", "gs.reviewer", "/explore/?table=direct_publicity&year=2021", True),
    ("notices", "kandal.officer", "/notices/", True),
    ("notice-settings", "kandal.officer", "/notices/settings/", False),
    ("people", "gs.administrator", "/people/", False),
    ("invite", "gs.administrator", "/people/invite/", False),
    ("units", "gs.administrator", "/units/", False),
    ("labels", "gs.administrator", "/labels/?standing=open", True),
    ("glossary", "gs.administrator", "/labels/glossary/", False),
    ("consolidations", "gs.consolidator", "/consolidations/", False),
    ("editions", "gs.consolidator", "/editions/", False),
    ("edition", "gs.consolidator", "/editions/2021/1/", True),
    ("edition-section", "gs.consolidator", "/editions/2021/1/write/IV.C/", True),
    ("edition-chart", "gs.consolidator", f"{WRITE}II.B.1.3/chart/?table=direct_publicity", False),
    ("edition-numbers", "gs.consolidator", "/editions/2020/1/numbers/?kind=kept", False),
    ("edition-translation", "gs.consolidator", "/editions/2020/1/translation/II.C.1.1/", True),
    ("edition-signatures", "gs.secretary-general", "/editions/2020/1/signatures/", False),
    ("edition-comments", "wg-just.lead", "/editions/2021/1/comments/", False),
    ("edition-compare", "gs.secretary-general", "/editions/2020/1/compare/", False),
    ("edition-files", "kandal.focal", "/editions/2020/1/files/", False),
    ("annual-reports", "kandal.focal", "/annual/", False),
    ("annual-report", "gs.secretary-general", "/annual/2020/II.C.1.1/", True),
    ("trace-table", "gs.secretary-general", "/t/NSP-2020-1-T27", False),
    ("trace", "gs.secretary-general", TRACE, False),
    ("discrepancies", "gs.secretary-general", "/discrepancies/2020/", False),
    ("practice-remove", "gs.secretary-general", "/practice/2021/remove/", False),
]
# fmt: on


def main() -> None:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    password = (Path(os.environ.get("VAR_DIR", "var")) / "secrets-demo").read_text().strip()
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        pages: dict[str | None, Page] = {}  # each signs in once
        pages["kandal.officer"] = signed_in(browser, "kandal.officer", password)
        begin(pages["kandal.officer"])
        for name, who, address, phone in PICTURES:
            if who not in pages:
                pages[who] = signed_in(browser, who, password)
            page = pages[who]
            take(page, name, address, LAPTOP)
            if phone:
                take(page, f"{name}-phone", address, PHONE)
        browser.close()


def signed_in(browser: Browser, who: str | None, password: str) -> Page:
    context = browser.new_context(base_url=SITE)
    context.add_cookies([{"name": "django_language", "value": "en", "url": SITE}])
    page = context.new_page()
    if who is not None:
        page.goto("/accounts/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", password)
        page.click("main form.narrow button[type=submit]")
        page.wait_for_load_state()
    return page


def begin(page: Page) -> None:
    """The ten-month report, which is prefilled from the shorter ones."""
    page.goto("/reports/new/")
    page.select_option("[name=data_set]", "committee")
    page.select_option("[name=year]", "2021")
    page.select_option("[name=part]", "T10")
    page.click("main form [type=submit]")
    page.wait_for_load_state()


def take(page: Page, name: str, address: str, size: tuple[int, int]) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto("about:blank")
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(900)  # it glides to its anchor
    path = OUT / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).quantize(COLOURS).save(path, optimize=True)
    print(f"{path} {answer.status if answer else ''} {path.stat().st_size // 1024} kB", flush=True)


if __name__ == "__main__":
    main()
