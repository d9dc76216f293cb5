"""The mails of one's account come from the portal, in the language of the person."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import allauth
import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from provinces.adapters import AccountAdapter, wait_for_post
from provinces.models import User
from provinces.tenancy import DatabaseRole, acting_as

HOST = "portal.ncct.gov.kh"
FOLDER = Path(allauth.__file__).parent / "templates"
TEMPLATES = sorted(
    str(one.relative_to(FOLDER)).removesuffix("_message.txt")
    for app in ("account", "mfa")
    for one in (FOLDER / app / "email").glob("*_message.txt")
    if one.name != "base_message.txt" and "code" not in one.name and "webauthn" not in one.name
)


@pytest.fixture(autouse=True)
def portal(settings):
    settings.SITE_URL = f"https://{HOST}"
    cache.clear()


def posted():
    wait_for_post()
    return mail.outbox


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_new_password_is_chosen_at_the_portal_in_the_persons_language(
    cast, client, monkeypatch, language
):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        User.objects.filter(pk=cast.officer.pk).update(language=language)
    rendered = []

    def noted(_adapter, subject):
        rendered.append(translation.get_language())
        return subject

    monkeypatch.setattr(AccountAdapter, "format_email_subject", noted)
    ask(client, "kandal.officer@example.org")

    [sent] = posted()
    assert rendered == [language]
    assert sent.to == ["kandal.officer@example.org"]
    [link] = [word for word in sent.body.split() if "/password/reset/key/" in word]
    assert urlsplit(link).netloc == HOST
    to_form = client.get(urlsplit(link).path)
    assert to_form.status_code == 302
    assert client.get(to_form["Location"])["Content-Language"] == language
    assert "127.0.0.1" not in sent.body + sent.subject
    assert "testserver" not in sent.body + sent.subject


def test_an_unknown_address_gets_the_same_answer_and_no_mail(cast, client):
    known, unknown = (
        ask(client, one) for one in ("kandal.officer@example.org", "nobody@example.org")
    )

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [one.to for one in posted()] == [["kandal.officer@example.org"]]


def test_a_mail_server_that_does_not_answer_changes_nothing_on_the_page(cast, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1

    assert ask(client, "kandal.officer@example.org").status_code == 302
    wait_for_post()


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_mail_speaks_for_the_portal(cast, client, template, language):
    cast.officer.language = language
    context = {
        "user": cast.officer,
        "timestamp": datetime(2026, 11, 28, tzinfo=UTC),
        "ip": "10.1.1.1",
        "user_agent": "Firefox",
        "password_reset_url": get_adapter().get_reset_password_from_key_url("1-key"),
        "activate_url": f"https://{HOST}/accounts/confirm-email/key/",
        "from_email": "old@example.org",
        "to_email": "new@example.org",
        "deleted_email": "old@example.org",
        "username": "kandal.officer",
    }
    get_adapter().send_mail(template, "kandal.officer@example.org", context)

    [sent] = posted()
    said = f"{sent.body}\n{sent.subject}"
    with translation.override(language):
        assert _("National Committee for Counter Trafficking, General Secretariat") in said
    for word in ("127.0.0.1:8000", "example.com", "testserver", "signup", "Thank you for using"):
        assert word not in said
    assert {urlsplit(one).netloc for one in said.split() if "://" in one} == {HOST}
    assert sent.subject.strip()
    assert not sent.subject.startswith("[")
