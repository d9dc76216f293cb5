"""The pages of feedback from outside, as people ask them, and who is told of it."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from provinces.models import User
from reporting.commitments.actions import Serves
from reporting.commitments.actions import feedback as actions
from reporting.models import Commitment, Notice
from reporting.notices.actions import notices
from reporting.notices.queries.notice_words import worded
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
    secretariat,
    unit,
)
from tests.feedback import FROM, TEXT, entered, text_of

NEW = {
    "sender_kind": "embassy",
    "name": "Ann Smith",
    "contact": "ann@embassy.invalid",
    "received_on": "2020-03-02",
    "channel": "letter",
    "language": "en",
    "title": "Training at the border",
    "text": TEXT,
    "units": ["KH-08", "MOSVY"],
}


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_an_empty_list_says_how_it_begins(signed_in):
    assert "enter it here" in words_of(signed_in(REVIEWER).get("/feedback/"))
    page = words_of(signed_in(KANDAL_OFFICER).get("/feedback/"))
    assert "Nothing is linked to your unit." in page
    assert "Enter feedback" not in page
    assert 'href="/feedback/"' in signed_in(KANDAL_OFFICER).get("/commitments/").text
    assert 'href="/feedback/"' in signed_in(REVIEWER).get("/").text  # in the menu


def test_from_a_letter_to_a_commitment_its_answer_and_the_answer_to_the_embassy(signed_in):
    """The whole walk."""
    client = signed_in(REVIEWER)
    address = client.post("/feedback/new/", NEW)["Location"]
    assert "Ann Smith" in client.get(address).text
    assert client.post(f"{address}state/", {"step": "look"})["Location"] == address
    form = client.get(f"{address}commitment/").text
    assert re.search(r'name="name_en" value="Training at the border"', form)
    made = client.post(
        f"{address}commitment/",
        {"name_en": "An embassy", "text_en": "Train officers.", "lead": "KH-08", "origin": "plan"},
    )
    assert made["Location"] == address
    with secretariat():
        promise = Commitment.objects.get()
        assert (promise.origin, promise.origin_year) == ("outside", 2020)
    approver = signed_in(KANDAL_APPROVER)
    said = {"status": "done", "text": "Sixty officers were trained."}
    assert approver.post(f"/commitments/{promise.number}/", said).status_code == 302
    shown = words_of(client.get(address))
    assert f"Commitment {promise.number} Train officers." in shown
    assert "Sixty officers were trained." in shown
    answer = {
        "text": "Sixty officers were trained, with thanks.",
        "sent_on": "2020-04-02",
        "channel": "letter",
        "sent_by": "The Permanent Vice-Chair",
    }
    assert client.post(f"{address}answer/", answer)["Location"] == address
    shown = words_of(client.get(address))
    assert "Answered" in shown
    assert "Sent on 2 April 2020 by The Permanent Vice-Chair: Letter" in shown
    page = approver.get(address)
    assert "with thanks" in page.text and "Being looked at" not in words_of(page)
    assert "Ann Smith" not in page.text and "embassy.invalid" not in page.text
    linked = approver.get(f"/commitments/{promise.number}/").text
    assert f'href="{address}"' in linked


def test_what_is_linked_to_a_unit_stands_on_its_list_alone(signed_in):
    read, hidden = entered("KH-08"), entered("KH-08", is_confidential=True, title="Hidden")
    page = signed_in(KANDAL_OFFICER).get("/feedback/")
    assert "1 piece of feedback" in words_of(page)
    assert "Hidden" not in page.text
    other = signed_in(TAKEO_OFFICER)
    assert "Training at the border" not in other.get("/feedback/").text
    for number in (read.pk, hidden.pk):
        assert other.get(f"/feedback/{number}/").status_code == 404
    assert signed_in(KANDAL_OFFICER).get(f"/feedback/{hidden.pk}/").status_code == 404
    assert "2 pieces of feedback" in words_of(signed_in(REVIEWER).get("/feedback/"))


def test_the_list_is_filtered(signed_in):
    entered("KH-08")
    entered("MOSVY", sender_kind="ngo", title="Shelters")
    closed = entered(sender_kind="media", title="A film")
    with acting(REVIEWER) as keeper:
        actions.close(by=keeper, feedback=closed, reason="A question of a film maker.")
    client = signed_in(REVIEWER)
    for asked, found in [
        ("state=new", {"Training at the border", "Shelters"}),
        ("state=closed", {"A film"}),
        ("sender=ngo", {"Shelters"}),
        ("unit=KH-08", {"Training at the border"}),
        ("reference=1234", set()),
    ]:
        page = client.get(f"/feedback/?{asked}").text
        shown = {title for title in ("Training at the border", "Shelters", "A film")
                 if title in page}  # fmt: skip
        assert shown == found, asked
    assert "Choose less" in words_of(client.get("/feedback/?reference=1234"))


def test_what_is_wrong_is_said_at_its_field_and_a_reason_is_asked_for(signed_in):
    client = signed_in(REVIEWER)
    page = words_of(client.post("/feedback/new/", {**NEW, "activity": "9.9.99", "title": ""}))
    assert "The plan has no activity 9.9.99." in page
    feedback = entered("KH-08")
    address = f"/feedback/{feedback.pk}/"
    page = client.post(f"{address}state/", {"step": "close", "reason": ""})
    assert page.status_code == 422
    assert "This field is required." in page.text
    page = client.post(f"{address}links/", {"step": "link", "number": "99999"})
    assert "The register has no commitment of this number." in page.text


def test_the_files_are_opened_again_and_say_nothing_of_who_sent_it(signed_in):
    entered("KH-08", title="=1+1")
    client = signed_in(REVIEWER)
    content = client.get("/feedback/feedback.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    [line] = [row for row in rows if len(row) > 6 and row[6] == TEXT]
    assert line[1:5] == ["2020-03-02", "Embassy", "Letter", "English"]
    assert not line[5].startswith("=")
    file = client.get("/feedback/feedback.xlsx?state=new")
    book = load_workbook(io.BytesIO(file.content))
    cells = {str(cell.value) for sheet in book for row in sheet.rows for cell in row if cell.value}
    assert TEXT in cells
    for secret in ("Ann Smith", "embassy.invalid"):
        assert secret not in content and not any(secret in cell for cell in cells)
    assert TEXT not in signed_in(TAKEO_OFFICER).get("/feedback/feedback.csv").text


@pytest.mark.parametrize("address", ["/feedback/", "/"])
def test_the_list_and_the_home_take_the_same_queries_for_one_and_three(signed_in, address):
    client = signed_in(REVIEWER)
    entered("KH-08")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    entered("KH-08", "KH-21")
    entered("MOSVY")
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one)


def test_the_page_takes_the_same_queries_for_one_and_three_steps(signed_in):
    client = signed_in(REVIEWER)
    feedback = entered("KH-08", "KH-21")
    address = f"/feedback/{feedback.pk}/"

    def step(number):
        with acting(REVIEWER) as keeper:
            actions.close(by=keeper, feedback=feedback, reason=f"Reason {number}")
            actions.open_again(by=keeper, feedback=feedback, reason=f"Reason {number}")

    step(1)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    step(2)
    step(3)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_what_is_new_stands_on_the_home_of_who_keeps_it(signed_in):
    feedback = entered("KH-08")
    for person in (REVIEWER, SECRETARY_GENERAL):
        assert "1 new piece of feedback" in words_of(signed_in(person).get("/"))
    for person in (KANDAL_OFFICER, "gs.administrator"):
        assert "new piece of feedback" not in words_of(signed_in(person).get("/"))
    with acting(REVIEWER) as keeper:
        actions.take_up(by=keeper, feedback=feedback)
    assert "new piece of feedback" not in words_of(signed_in(REVIEWER).get("/"))


# Notices.


def told(username):
    with secretariat():
        notices.tell_of_events(timezone.localtime() + timedelta(minutes=1))
        person = User.objects.get(username=username)
        rows = Notice.objects.filter(recipient=person, kind="feedback").order_by("pk")
        return list(rows)


def test_the_secretariat_and_the_linked_unit_are_told_once_and_nothing_travels(year_2020):
    feedback = entered("KH-08")
    [notice] = told(SECRETARY_GENERAL)
    assert len(told(SECRETARY_GENERAL)) == 1
    [own] = told(KANDAL_OFFICER)
    assert told(TAKEO_OFFICER) == [] == told(REVIEWER)  # who entered it knows
    with secretariat():
        said, to_unit = worded([notice, own])
    assert said.subject == f"New feedback: {feedback.pk}"
    assert to_unit.subject == f"Feedback {feedback.pk} concerns your unit"
    assert said.page == to_unit.page == ("feedback_one", feedback.pk)
    for one in (said, to_unit):
        assert "Training" not in one.sentence and "Ann" not in one.sentence and one.quote == ""


def test_of_what_is_confidential_no_unit_is_told_until_it_is_opened(year_2020, monkeypatch):
    feedback = entered("KH-08", is_confidential=True)
    assert told(KANDAL_OFFICER) == []
    days_later = timezone.localtime() + timedelta(days=90)
    monkeypatch.setattr("django.utils.timezone.now", lambda: days_later)
    with acting(REVIEWER) as keeper:
        actions.edit(
            by=keeper, feedback=feedback, text=text_of(), sender=FROM, units=[unit("KH-08")],
            serves=Serves(),
        )  # fmt: skip
    assert len(told(KANDAL_OFFICER)) == 1
