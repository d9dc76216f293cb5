"""An officer's whole month in Khmer, from the invitation's e-mail to the receipt, in a browser: no
Latin word is met on any page, in any message, mail or file, but the listed ones."""

import re

import pytest
from django.core import mail
from pytest_django.live_server_helper import LiveServer

from nsp_portal.translations.files import latin_words
from provinces.models import User
from reporting import tasks
from tests.calendars import opened_year
from tests.factories import KANDAL_APPROVER, REVIEWER, secretariat
from tests.khmer_walk import Met, km, walkers

pytestmark = pytest.mark.browser

PASSWORD = "ដំរីប្រាំពីរនៅភ្នំពេញ ២០២១"
NEWCOMER = "chan.sophea"
PAGE = "/reports/KH-08/committee/2021-10/"
TIMES, PERSONS, FEMALES = (
    f"direct_publicity[forums].{column}" for column in ("times", "persons", "females")
)
PEOPLE = {
    "gs.administrator": ("Keo Vannak", "កែវ វណ្ណៈ"),
    KANDAL_APPROVER: ("Sok Dara", "សុខ ដារ៉ា"),
    REVIEWER: ("Chea Sopheap", "ជា សុភាព"),
}
# The invitation's line for who reads no Khmer.
IN_ENGLISH = (
    "You have an account in the NSP Portal of the National Committee for Counter Trafficking. "
    "Open the link above: the page can be read in this language, too."
)
# A partner without a Khmer name of its own, and what is typed where there is no number.
NAMES = ("We World", "n/a")


@pytest.fixture
def month(chromium, cloned_2020, settings):
    """The site in October's wake, and who walks there."""
    opened_year(2021)
    with secretariat():
        for username, (english, khmer) in PEOPLE.items():
            User.objects.filter(username=username).update(
                full_name_en=english, full_name_km=khmer, language="km"
            )
    server = LiveServer("127.0.0.1")
    settings.FIRST_LANGUAGE = "km"
    settings.SITE_URL = server.url
    met = Met(frozenset({NEWCOMER, *PEOPLE, *NAMES}) | latin_words())
    try:
        with walkers(chromium, server.url, met) as walker:
            yield walker, met
    finally:
        server.stop()


def link_in(text, part):
    """The address in an e-mail that leads there, as it stands on a line of its own."""
    [found] = re.findall(rf"^\s*(http\S+{part}\S*)\s*$", text, re.M)
    return found


def told(to):
    """The worker's hour: what happened is told; the newest e-mail went to this person."""
    tasks.tell_of_events()
    [one] = [at for at, sent in enumerate(mail.outbox) if sent.to[0].startswith(to)][-1:]
    mail.outbox.append(mail.outbox.pop(one))


def invited(administrator):
    administrator.goto("/people/")
    administrator.goto("/people/invite/")
    administrator.press("Invite by e-mail")  # nothing is filled in: what is asked is said
    page = administrator.page
    page.fill("[name=full_name_en]", "Chan Sophea")
    page.fill("[name=full_name_km]", "ចាន់ សុភា")
    page.fill("[name=email]", f"{NEWCOMER}@kandal.gov.kh")
    page.select_option("[name=unit]", "KH-08")
    page.select_option("[name=role]", "data_officer")
    page.check("input[name=language][value=km]")
    administrator.press("Invite by e-mail")


def came_in(officer, met):
    """The link of the e-mail, a password that is too short, a good one; then home."""
    text = met.mail("the invitation", apart=IN_ENGLISH)
    officer.goto(link_in(text, "/accounts/password/reset/key/"))
    for first, second in (("១២៣", "១២៤"), ("១២៣", "១២៣"), (PASSWORD, PASSWORD)):
        officer.page.fill("[name=password1]", first)
        officer.page.fill("[name=password2]", second)
        officer.press("Keep it and go on")
    assert officer.page.url.endswith("/")
    assert km("Your reports") in officer.page.locator("h1").inner_text()


def signed_out_and_in(officer):
    officer.press("Sign out")
    officer.goto("/accounts/login/")
    for password in ("ខុស", PASSWORD):
        officer.page.fill("[name=login]", NEWCOMER)
        officer.page.fill("[name=password]", password)
        officer.press("Sign in")
    assert officer.page.locator("h1").inner_text() == km("Your reports")


def typed(officer, name, text, state="saved"):
    box = officer.page.locator(f'[name="{name}"]')
    box.fill(text)
    officer.look()  # not saved yet
    box.press("Tab")
    officer.page.wait_for_selector(f'#save-state[data-state="{state}"]')
    officer.look()


def filled(officer):
    page = officer.page
    officer.goto("/reports/")
    officer.goto("/reports/new/")
    page.select_option("[name=data_set]", "committee")
    page.select_option("[name=year]", "2021")
    page.select_option("[name=part]", "10")
    officer.press("Begin the report")
    page.wait_for_url(f"**{PAGE}")
    officer.look()
    officer.live_words()
    typed(officer, TIMES, "១២")
    typed(officer, PERSONS, "33.976", "partly")  # refused, and what may be meant is offered
    page.locator(f'[id="f-{PERSONS}"]').click()
    typed(officer, PERSONS, "ប្រាំបី", "partly")
    typed(officer, PERSONS, "៨០០")
    typed(officer, FEMALES, "812")
    page.locator("#checks-list .finding").first.wait_for()
    page.locator("#checks-list .cells a").first.click()
    officer.look()
    assert re.search("812.*800", page.locator("#cell-note").inner_text())
    words_typed(officer)
    without_a_line(officer)
    officer.goto(f"{PAGE}prepare/")  # not yet: a contradiction is left
    officer.goto(PAGE)
    typed(officer, FEMALES, "402")
    explained(officer)


def words_typed(officer):
    """A row of an open table with its number, a paragraph, and “nothing to report”."""
    page = officer.page
    row = page.locator("#t-materials tr.entry").first
    row.locator('[name$=":title"]').fill("ខិត្តប័ណ្ណស្តីពីការធ្វើចំណាកស្រុកដោយសុវត្ថិភាព")
    typed(officer, row.locator("input.number").first.get_attribute("name"), "៥០០០")
    page.locator("#t-materials .add-row").click()
    officer.look()
    text = page.locator(".report-table .open-row textarea").first
    typed(officer, text.get_attribute("name"), "គណៈកម្មាធិការខេត្តបានចុះផ្សព្វផ្សាយតាមភូមិ។")
    nothing = page.locator('[name="nothing:child_labour"]')
    nothing.evaluate("one => one.closest('details')?.setAttribute('open', '')")
    nothing.check()
    reason = nothing.get_attribute("name").replace("nothing:", "reason:")
    typed(officer, reason, "គ្មានសកម្មភាពក្នុងខែនេះ")


def without_a_line(officer):
    officer.context.set_offline(True)
    typed(officer, TIMES, "១៣", "offline")
    officer.context.set_offline(False)
    officer.page.wait_for_selector('#save-state[data-state="saved"]')


def explained(officer):
    """Every doubt that is left is answered, whatever it is about."""
    page = officer.page
    while page.locator("#open-checks").is_visible():
        box = page.locator("#checks-list .finding:not(:has(.state-accepted)) textarea").first
        typed(officer, box.get_attribute("name"), "បានរាប់ពីបញ្ជីរបស់ស្រុក។")


def opened_from_mail(person, met, username, what):
    told(username)
    text = met.mail(what)
    person.goto(link_in(text, "/notices/report/"))
    person.goto("/")
    person.goto("/notices/")


def read_in_the_end(officer, met):
    """The notice and the files of an accepted report."""
    opened_from_mail(officer, met, NEWCOMER, "accepted")
    officer.page.locator(".notice-steps button").first.click()
    officer.page.wait_for_url(f"**{PAGE}")
    officer.look()
    receipt = officer.page.locator('a[href*="receipt/"]').first.get_attribute("href")
    printed = met.pdf("receipt", officer.file(receipt))
    assert "ខិត្តប័ណ្ណស្តីពីការធ្វើចំណាកស្រុក" in printed
    book = met.workbook("workbook", officer.file(f"{PAGE}workbook/"))
    assert "ខិត្តប័ណ្ណស្តីពីការធ្វើចំណាកស្រុកដោយសុវត្ថិភាព" in book
    officer.goto("/calendar/2021/")
    days = met.calendar("calendar", officer.file("/calendar/2021/reports.ics").decode())
    assert "តុលា" in days


def test_an_officers_month_is_khmer(month, mailoutbox):
    walker, met = month
    invited(walker("administrator", "gs.administrator"))
    officer = walker("officer")
    came_in(officer, met)
    signed_out_and_in(officer)
    filled(officer)
    met.workbook("workbook to fill", officer.file(f"{PAGE}workbook/"))
    officer.goto(f"{PAGE}prepare/")
    officer.page.locator("[name=left][value=leave]").first.check()
    officer.press("Hand over for the signature")

    approver = walker("approver", KANDAL_APPROVER)
    opened_from_mail(approver, met, KANDAL_APPROVER, "to sign")
    approver.goto(f"{PAGE}sign/")
    approver.page.locator("[name=left][value=leave]").first.check()
    approver.press("Sign and submit")

    reviewer = walker("reviewer", REVIEWER)
    opened_from_mail(reviewer, met, REVIEWER, "submitted")
    reviewer.goto("/review/")
    reviewer.goto(f"{PAGE}review/")
    reviewer.goto(f"{PAGE}accept/")
    reviewer.press("Accept")

    read_in_the_end(officer, met)
    assert len(met.khmer) > 40  # pages, mails and files
    assert met.foreign == {}
    assert met.apart == {"English", "Choose your language", IN_ENGLISH}  # marked as English
