"""What stands around every page, and what the pages must not do."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from provinces.models import Membership
from tests.factories import KANDAL_OFFICER, REVIEWER, secretariat, unit

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_inline_script_or_style(path: Path):
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]{4,}=|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize(
    "name",
    [
        "core/portal.css",
        "css/bootstrap.min.css",
        "icons.svg",
        "fonts/noto-sans-khmer.woff2",
        "django_htmx/htmx-2.min.js",
    ],
)
def test_every_file_comes_from_us(name):
    assert finders.find(name)


def test_the_shell_says_who_one_is_and_where(signed_in):
    page = signed_in(KANDAL_OFFICER).get("/").text
    assert "<strong>Kandal</strong>" in page
    assert "Data officer" in page
    assert 'href="#content"' in page
    assert 'aria-current="page"' in page
    assert "Act for another unit" not in page


def test_whoever_belongs_to_two_units_chooses(signed_in):
    with secretariat():
        user = Membership.objects.get(user__username=KANDAL_OFFICER).user
        second = Membership.objects.create(
            user=user, organisation_unit=unit("KH-21"), role="data_officer"
        )
    client = signed_in(KANDAL_OFFICER)
    assert "Act for another unit" in client.get("/").text
    client.post("/acting-as/", {"membership": second.pk})
    assert "<strong>Takeo</strong>" in client.get("/").text
    assert client.post("/acting-as/", {"membership": "0"}).status_code == 404


def test_the_language_is_switched(signed_in):
    client = signed_in(REVIEWER)
    client.post("/language/setlang/", {"language": "km", "next": "/"})
    assert '<html lang="km">' in client.get("/").text


def test_the_page_of_our_mistakes_needs_nothing():
    assert "The mistake is ours" in render_to_string("500.html")


def test_sign_in_looks_like_the_portal(client, db):
    page = client.get("/accounts/login/").text
    assert "core/portal.css" in page
    assert "sign up" not in page.lower()


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client, db):
    page = "/reports/KH-08/committee/2021-03/"
    sent = {"HTTP_REFERER": f"http://testserver{page}?table=forums"}
    answer = client.post(f"{page}comments/", {"text": "Why?"}, **sent)
    assert answer["Location"] == f"/accounts/login/?next={page}%3Ftable%3Dforums"
    assert "nothing was saved" in client.get(answer["Location"]).text

    stranger = client.post(f"{page}comments/", {}, HTTP_REFERER="https://elsewhere.example/x")
    assert stranger["Location"] == "/accounts/login/?next=/"


def test_an_address_that_only_takes_what_is_sent_says_so(signed_in, year_2020):
    answer = signed_in(REVIEWER).get("/notices/read/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This is no page" in answer.text
