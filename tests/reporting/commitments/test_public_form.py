"""The public form: open or closed, what is taken, how often, and what the database lets a stranger
do."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from provinces.models import User
from provinces.tenancy import acting_as_public
from reporting.access import Overtaken, Refused
from reporting.commitments.actions import public_form
from reporting.commitments.actions.feedback import next_number
from reporting.commitments.actions.public_form import FormClosed, TooMany, admit, send
from reporting.commitments.rules.feedback import FeedbackFrom
from reporting.models import AuditEvent, Feedback, FeedbackSender, PublicFormChange
from tests.factories import CONSOLIDATOR, REVIEWER, SECRETARY_GENERAL, acting, secretariat
from tests.feedback import form_opened, message
from tests.tenant_rows import ask, attempt

ADDRESS = "/tell-us/"
TYPED = {
    "sender_kind": "citizen",
    "title": "A recruiter in the market",
    "text": "Somebody promises work abroad without papers in the market.",
    "name": "Sok",
    "contact": "012 000 000",
    "website": "",
}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def stranger(year_2020):
    return Client(headers={"Accept-Language": "en"}, enforce_csrf_checks=True)


def post(client, **changed):
    """As from the page: with the token that stands in the form."""
    client.cookies["django_language"] = "en"
    page = client.get(ADDRESS).text
    [token] = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1:])
    return client.post(ADDRESS, {**TYPED, "csrfmiddlewaretoken": token, **changed})


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def number_on(page):
    """The reference, as it is told, without its spaces."""
    [found] = re.findall(r"\d{4} \d{4} \d{4}", words_of(page))
    return found.replace(" ", "")


def sent():
    with secretariat():
        return list(Feedback.objects.filter(channel="form").order_by("number"))


# Open and closed.


def test_it_is_closed_until_the_secretary_general_opens_it(stranger):
    page = stranger.get(ADDRESS, {"language": "en"})
    assert page.status_code == 404
    assert "turn to the committee of your capital or province" in words_of(page)
    assert ADDRESS not in Client().get("/accounts/login/").text
    form_opened()
    page = stranger.get(ADDRESS, {"language": "en"})
    assert page.status_code == 200
    for said in ("Not for emergencies.", "a victim can be recognised", "You need no account."):
        assert said in words_of(page)
    assert ADDRESS in Client().get("/accounts/login/").text
    form_opened(is_open=False)
    assert stranger.get(ADDRESS).status_code == 404
    with pytest.raises(FormClosed):
        send(message=message(), token="a")


def test_who_opens_and_closes_it_is_kept(year_2020):
    with acting(CONSOLIDATOR) as other, pytest.raises(Refused, match="Only the Secretary General"):
        public_form.switch(by=other, is_open=True)
    form_opened()
    with pytest.raises(Overtaken, match="open already"):
        form_opened()
    form_opened(is_open=False)
    with acting(SECRETARY_GENERAL):
        changes = PublicFormChange.objects.order_by("pk").values_list("is_open", "by__username")
        assert list(changes) == [(True, SECRETARY_GENERAL), (False, SECRETARY_GENERAL)]
        audited = AuditEvent.objects.filter(target="public_form").order_by("pk")
        assert [event.action for event in audited] == ["public_form.open", "public_form.close"]


def test_in_khmer_first(stranger):
    form_opened()
    assert 'lang="km"' in Client().get(ADDRESS).text


# What is taken.


def test_what_is_sent_is_new_confidential_and_has_a_reference(stranger):
    form_opened()
    answer = post(stranger)
    page = stranger.get(answer["Location"])
    [feedback] = sent()
    assert (feedback.state, feedback.is_confidential) == ("new", True)
    assert (feedback.received_on, feedback.made_by) == (timezone.localdate(), None)
    assert number_on(page) == feedback.reference
    with acting(REVIEWER):
        assert FeedbackSender.objects.get(feedback=feedback).contact == "012 000 000"


def test_name_and_contact_are_optional_and_nothing_is_kept_of_them_then(stranger):
    form_opened()
    post(stranger, name="", contact=" ")
    assert len(sent()) == 1
    with acting(REVIEWER):
        assert not FeedbackSender.objects.exists()


def test_the_same_sent_twice_is_one_and_is_told_the_same_number(stranger):
    form_opened()
    stranger.cookies["django_language"] = "en"
    page = stranger.get(ADDRESS).text
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]
    data = {**TYPED, "csrfmiddlewaretoken": token}
    first, second = (stranger.post(ADDRESS, data) for _ in range(2))
    numbers = {number_on(stranger.get(one["Location"])) for one in (first, second)}
    assert len(numbers) == len(sent()) == 1
    post(stranger)  # the control: typed on another page
    assert len(sent()) == 2


def test_nothing_is_taken_without_the_token(stranger):
    form_opened()
    assert stranger.post(ADDRESS, TYPED).status_code == 403
    assert sent() == []


def test_a_program_that_fills_every_field_is_refused_and_a_person_told_how_to_go_on(stranger):
    form_opened()
    page = post(stranger, website="http://spam.invalid")
    assert page.status_code == 200
    assert "Empty this field and send again" in words_of(page)
    assert "feedback-trap" not in page.text  # the field is seen now
    assert sent() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "Too short."},
        {"text": "x" * 4001},
        {"title": "x" * 161},
        {"title": "\u202e\u200b"},
        {"name": "x" * 121},
        {"contact": "x" * 201},
        {"sender_kind": "ministry"},
    ],
)
def test_what_is_too_long_or_says_nothing_is_shown_again(stranger, wrong):
    form_opened()
    assert post(stranger, **wrong).status_code == 200
    assert sent() == []


def test_signs_that_hide_or_turn_around_are_taken_out_and_nothing_becomes_a_link(stranger):
    form_opened()
    post(
        stranger,
        title="Read\u202e this\u2066 now\x07",
        text="<b>See</b> https://spam.invalid/ and\r\n\r\n\r\nជនរងគ្រោះ\u200bម្នាក់\u202e here",
    )
    [feedback] = sent()
    assert feedback.title == "Read this now"
    assert feedback.text == ("<b>See</b> https://spam.invalid/ and\n\nជនរងគ្រោះ\u200bម្នាក់ here")
    assert feedback.language == "km"
    client = Client()
    with secretariat():
        reviewer = User.objects.get(username=REVIEWER)
    client.force_login(reviewer, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/feedback/{feedback.number}/").text
    assert "&lt;b&gt;See" in page
    assert 'href="https://spam' not in page


def test_an_address_that_was_made_up_leads_to_no_number(stranger):
    assert stranger.get("/tell-us/sent/123456789012/").status_code == 404


# How often.


def test_from_one_address_only_so_many_are_taken_within_the_hour(stranger, settings):
    form_opened()
    settings.PUBLIC_FORM_MOST_FROM_ONE = 2
    assert [post(stranger, title=f"Number {n}").status_code for n in range(3)] == [302, 302, 429]
    page = post(stranger, title="What I typed")
    assert "Nothing was sent" in words_of(page)
    assert "What I typed" in page.text
    assert int(page["Retry-After"]) > 0
    assert len(sent()) == 2
    cache.clear()  # the control: an hour later
    assert post(stranger).status_code == 302


def test_others_are_not_kept_out_by_one_address_but_all_together_are_limited(settings):
    settings.PUBLIC_FORM_MOST_FROM_ONE, settings.PUBLIC_FORM_MOST = 2, 4
    for _ in range(20):
        try:
            admit("203.0.113.1")
        except TooMany:
            continue
    admit("203.0.113.2")
    admit("203.0.113.2")
    with pytest.raises(TooMany):
        admit("203.0.113.3")


# What the database lets a stranger do.


def as_stranger(statement, *values, **names):
    with acting_as_public():
        return attempt(statement, *values, **names)


def test_a_stranger_reads_no_table_and_writes_to_no_other(year_2020):
    tables = [name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname='public'")]
    assert len(tables) > 80
    with acting_as_public():
        for table in tables:
            assert attempt("SELECT * FROM {t}", t=table) == "grants", table
            assert attempt("DELETE FROM {t}", t=table) == "grants", table
            if table not in ("reporting_feedback", "reporting_feedbacksender"):
                assert attempt("INSERT INTO {t} DEFAULT VALUES", t=table) == "grants", table
        assert ask("SELECT is_open FROM reporting_publicformchange") == []


def test_a_stranger_changes_nothing(year_2020):
    form_opened()
    send(message=message(), token="a")
    change = "UPDATE reporting_feedback SET title = 'x'"
    assert as_stranger(change) == "grants"
    assert as_stranger("UPDATE reporting_feedbacksender SET name = 'x'") == "grants"


def row(**changed):
    given = {
        "reference": "123456789012", "sender_kind": "citizen", "channel": "form", "language": "en",
        "received_on": date(2021, 1, 1), "title": "Title", "text": "Text",
        "made_at": timezone.now(),
    }  # fmt: skip
    return Feedback(number=next_number(), **(given | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"is_confidential": False}, {"channel": "letter"}, {"state": "answered"}, {"linked": [1]},
        {"practice_year": 2021}, {"reference": ""},
    ],
)  # fmt: skip
def test_a_stranger_adds_nothing_but_new_confidential_rows_of_the_form(year_2020, changed):
    form_opened()
    with pytest.raises(DatabaseError), acting_as_public():
        row(**changed).save(force_insert=True)
    with acting_as_public():
        row().save(force_insert=True)  # the control


def test_while_the_form_is_closed_the_database_itself_takes_nothing(year_2020):
    with pytest.raises(DatabaseError, match="row-level security"), acting_as_public():
        row().save(force_insert=True)


def test_a_stranger_says_nothing_of_a_row_that_was_there_before(year_2020):
    form_opened()
    send(message=message(sender=FeedbackFrom()), token="a")
    [before] = sent()
    with acting_as_public():
        next_number()
        with pytest.raises(DatabaseError), transaction.atomic():
            FeedbackSender(feedback_id=before.pk, name="x").save(force_insert=True)


def test_who_is_signed_in_is_a_stranger_there_and_themselves_afterwards(year_2020):
    form_opened()
    with acting(REVIEWER):
        send(message=message(), token="a")
        assert Feedback.objects.filter(channel="form").count() == 1
