"""What stands in an e-mail, to whom it goes, and what becomes of those that go wrong."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.utils import timezone

from provinces.models import MailFrequency, User
from reporting import tasks
from reporting.models import Notice
from reporting.notices.actions.mail import message_id
from reporting.notices.queries.notices import given_up
from reporting.notices.rules import MOST_ATTEMPTS
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    accepted,
    secretariat,
    submitted,
)
from tests.reporting.notices.notice_factories import (
    NUMBERS,
    YEAR,
    commented,
    due_in,
    opened_year,
    returned,
)

SITE = "https://portal.example.gov.kh"
pytestmark = pytest.mark.usefixtures("year_2020")


@pytest.fixture(autouse=True)
def site():
    with override_settings(SITE_URL=SITE, DEFAULT_FROM_EMAIL="Portal <portal@ncct.gov.kh>"):
        yield


def change(username, **values):
    with secretariat():
        User.objects.filter(username=username).update(**values)


def hurry(**which):
    """As if the time of the e-mails had come."""
    with secretariat():
        Notice.objects.filter(mail_due_at__isnull=False, **which).update(
            mail_due_at=timezone.now() - timedelta(seconds=1)
        )


def send():
    hurry()
    tasks.send_mails()


def test_one_e_mail_for_everything_that_is_due_together(mailoutbox):
    change(REVIEWER, mail_frequency=MailFrequency.NEVER)
    submitted("KH-08", "committee", "2021-03", NUMBERS)
    returned("KH-08", "2021-03", "How many of them were victims?")
    accepted("KH-08", "committee", "2021-02", NUMBERS)
    tasks.tell_of_events()
    tasks.tell_of_events()
    assert sorted(one.to[0] for one in mailoutbox) == [
        f"{KANDAL_APPROVER}@demo.invalid",
        f"{KANDAL_OFFICER}@demo.invalid",
    ]
    one = mailoutbox[0]
    assert (
        one.subject == "Accepted: Kandal, February 2021 (Provincial committee report), and 1 more"
    )
    assert (
        "The report of Kandal for March 2021 (Provincial committee report) was returned" in one.body
    )
    assert f"{SITE}/notices/report/KH-08/committee/2021-03/\n" in one.body
    assert f"{SITE}/notices/settings/" in one.body
    assert "As it happens" in one.body
    assert "victims" not in one.body  # what people wrote stays in the portal
    [(html, kind)] = one.alternatives
    assert kind == "text/html"
    assert f'<a href="{SITE}/notices/report/KH-08/committee/2021-02/">' in html
    assert one.extra_headers["Auto-Submitted"] == "auto-generated"
    assert one.extra_headers["Message-ID"].endswith("@ncct.gov.kh>")


def test_in_the_persons_language(mailoutbox):
    change(KANDAL_OFFICER, language="km")
    change(KANDAL_APPROVER, mail_frequency=MailFrequency.NEVER)
    opened_year()
    due_in(2, "KH-08")
    tasks.tell_of_calendar()
    send()
    [one] = [one for one in mailoutbox if KANDAL_OFFICER in one.to[0]]
    assert "កណ្តាល" in one.subject
    assert "កណ្តាល" in one.body
    assert '<html lang="km">' in one.alternatives[0][0]
    others = [one for one in mailoutbox if "takeo" in one.to[0]]
    assert {one.subject for one in others} == {
        f"To begin: Takeo, {YEAR} (Provincial committee report)"
    }
    assert not any(KANDAL_APPROVER in one.to[0] for one in mailoutbox)


def test_an_e_mail_waits_for_its_time_and_changed_minds_count(mailoutbox):
    change(KANDAL_OFFICER, mail_frequency=MailFrequency.DAILY)
    change(KANDAL_APPROVER, mail_frequency=MailFrequency.WEEKLY)
    accepted("KH-08", "committee", "2021-02", NUMBERS)
    tasks.tell_of_events()
    assert mailoutbox == []
    hurry(recipient__username=KANDAL_OFFICER)
    change(KANDAL_APPROVER, mail_frequency=MailFrequency.NEVER)
    tasks.send_mails()
    hurry()
    tasks.send_mails()
    assert [one.to[0] for one in mailoutbox] == [f"{KANDAL_OFFICER}@demo.invalid"]


class Refuses(EmailBackend):
    """A server that does not know the officer of Kandal."""

    def send_messages(self, messages):
        if KANDAL_OFFICER in messages[0].to[0]:
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})
        return super().send_messages(messages)


class Away(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("nobody listens")


class HangsUp(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("please run connect() first")


def state_of(username):
    with secretariat():
        [one] = Notice.objects.filter(recipient__username=username)
    return one


def test_what_is_refused_is_tried_again_and_in_the_end_shown(mailoutbox):
    submitted("KH-08", "committee", "2021-02", NUMBERS)
    returned("KH-08", "2021-02", "Why?")
    with override_settings(EMAIL_BACKEND=f"{__name__}.Refuses"):
        tasks.tell_of_events()
        assert [one.to[0] for one in mailoutbox] == [f"{KANDAL_APPROVER}@demo.invalid"]
        one = state_of(KANDAL_OFFICER)
        assert (one.mail_attempts, one.mailed_at) == (1, None)
        assert one.mail_due_at > timezone.now() + timedelta(minutes=1)
        for _attempt in range(MOST_ATTEMPTS + 2):
            send()
        one = state_of(KANDAL_OFFICER)
        assert (one.mail_attempts, one.mail_due_at) == (MOST_ATTEMPTS, None)
        with secretariat():
            assert list(given_up()) == [one]
    assert len(mailoutbox) == 1


def test_a_server_that_is_away_costs_no_attempt(mailoutbox):
    submitted("KH-08", "committee", "2021-02", NUMBERS)
    with override_settings(EMAIL_BACKEND=f"{__name__}.Away"):
        for _minute in range(20):
            tasks.tell_of_events()
    assert (state_of(REVIEWER).mail_attempts, mailoutbox) == (0, [])
    tasks.tell_of_events()
    assert len(mailoutbox) == 1


def test_what_was_perhaps_sent_goes_out_again_whole_under_the_same_name(mailoutbox):
    """Between the server's yes and the commit the line is lost, and more is told meanwhile."""
    submitted("KH-08", "committee", "2021-02", NUMBERS)
    with override_settings(EMAIL_BACKEND=f"{__name__}.HangsUp"):
        tasks.tell_of_events()
    first = state_of(REVIEWER)
    revision = submitted("KH-08", "committee", "2021-03", NUMBERS)
    commented(revision, KANDAL_OFFICER, "It is complete now.")
    tasks.tell_of_events()
    send()
    ids = {one.extra_headers["Message-ID"] for one in mailoutbox}
    assert message_id([first.pk]) in ids
    assert len(mailoutbox) == len(ids) == 2
    send()
    assert len(mailoutbox) == 2
