"""Which language a page answers in, who is asked for it, and where the choice is kept."""

import html
import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext as _

from provinces.models import User
from tests.calendars import opened_year
from tests.factories import KANDAL_OFFICER, PASSWORD, REVIEWER, secretariat

ASKS = "first-language"
COOKIE = settings.LANGUAGE_COOKIE_NAME


@pytest.fixture
def khmer_first(settings):
    settings.FIRST_LANGUAGE = "km"


def said(page):
    return page.text.partition('<html lang="')[2].partition('"')[0]


def account(**values):
    with secretariat():
        User.objects.filter(username=KANDAL_OFFICER).update(**values)
        return User.objects.get(username=KANDAL_OFFICER)


@pytest.mark.parametrize("header", ["", "en-US,en;q=0.9", "fr"])
def test_a_stranger_reads_khmer_and_is_asked(db, khmer_first, header):
    page = Client().get("/accounts/login/", headers={"Accept-Language": header})
    assert said(page) == page["Content-Language"] == "km"
    assert ASKS in page.text
    assert 'lang="en"><span\n      translate="no">English' in page.text


def test_the_choice_is_asked_once_and_leads_back(db, khmer_first):
    client = Client()
    place = "/accounts/login/?next=/reports/%3Fyear%3D2021#content"
    answer = client.post("/language/setlang/", {"language": "en", "next": place})
    assert answer["Location"] == place
    page = client.get(place)
    assert said(page) == "en"
    assert ASKS not in page.text


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_the_choice_leads_to_no_other_site(db, place):
    answer = Client().post("/language/setlang/", {"language": "km", "next": place})
    assert answer["Location"] == "/"
    assert Client().post("/language/setlang/", {"language": "fr", "next": "/"}).cookies == {}


def signed_in_by_password(client):
    person = account(is_active=True)
    person.set_password(PASSWORD)
    with secretariat():
        person.save(update_fields=["password"])
    form = {"login": KANDAL_OFFICER, "password": PASSWORD}
    return client.post("/accounts/login/", form)


def test_what_was_chosen_before_signing_in_stays_with_the_person(year_2020, khmer_first):
    client = Client()
    client.post("/language/setlang/", {"language": "en", "next": "/"})
    assert signed_in_by_password(client).status_code == 302
    assert account().language == "en"
    assert said(client.get("/")) == "en"


def test_somebody_elses_browser_follows_who_signs_in(year_2020):
    account(language="km")
    client = Client()
    client.cookies[COOKIE] = "en"
    assert signed_in_by_password(client).cookies[COOKIE].value == "km"
    assert account().language == "km"


def test_whoever_has_not_chosen_is_asked_on_the_first_page(signed_in, khmer_first):
    client = signed_in(KANDAL_OFFICER)
    assert ASKS in client.get("/").text
    assert ASKS not in client.get("/reports/").text
    client.post("/language/setlang/", {"language": "km", "next": "/"})
    assert account().language == "km"
    assert ASKS not in client.get("/").text


def test_an_address_asks_for_one_answer_in_the_other_language(signed_in):
    account(language="km")
    client = signed_in(KANDAL_OFFICER)
    assert said(client.get("/reports/?language=en")) == "en"
    assert said(client.get("/reports/")) == "km"
    assert said(client.get("/reports/?language=fr")) == "km"


FILE = re.compile(r'class="other-language" href="([^"]+)"')


@pytest.mark.parametrize(
    ("place", "count"),
    [
        ("/calendar/2021/", 1),
        ("/monitoring/2021/?show=due", 2),
        ("/explore/?table=direct_publicity", 2),
        ("/plan/2020/", 4),
    ],
)
def test_files_stand_beside_themselves_in_the_other_language(signed_in, place, count):
    opened_year(2021)
    client = signed_in(REVIEWER)
    links = [html.unescape(found) for found in FILE.findall(client.get(place).text)]
    assert len(links) == count
    for link in links:
        other = client.get(link)
        own = client.get(link.replace("language=km", "language=en"))
        assert (other.status_code, own.status_code) == (200, 200)
        assert (other["Content-Language"], own["Content-Language"]) == ("km", "en")


@pytest.mark.parametrize(("language", "other"), [("km", "en"), ("en", "km")])
def test_an_invitation_says_a_line_in_the_other_language(signed_in, language, other):
    form = {
        "full_name_en": "Somebody New", "email": "new@example.org", "unit": "KH-08",
        "role": "data_officer", "language": language,
    }  # fmt: skip
    signed_in("gs.administrator").post("/people/invite/", form)
    [message] = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    [alternative] = message.alternatives
    page = str(alternative[0])
    assert f'<html lang="{language}">' in page
    own = page.partition(f'<p lang="{other}">')[2].partition("</p>")[0]
    with translation.override(other):
        assert _(
            "You have an account in the NSP Portal of the National Committee for Counter "
            "Trafficking. Open the link above: the page can be read in this language, too."
        ) in " ".join(html.unescape(own).split())
