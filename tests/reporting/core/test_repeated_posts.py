"""A repeated POST is one: whatever the form, however often and by however many processes."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from provinces.models import User
from reporting.core.actions import posted_forms
from reporting.core.views.repeated_posts import _key
from reporting.models import Comment, PostedForm, Revision
from reporting.tasks import clear_uploads
from tests import editions, factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER
from tests.reporting.conftest import BACKEND

REPORT = ("KH-08", "committee", "2021-03")
PAGE = "/reports/KH-08/committee/2021-03/"
REVIEW = f"{PAGE}review/"
FORUMS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}
TOKEN = "csrfmiddlewaretoken"
ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "templates"


def token_of(client, address=REVIEW):
    found = re.search(rf'name="{TOKEN}" value="(\w+)"', client.get(address).text)
    assert found
    return found[1]


def comments():
    with factories.secretariat():
        return list(Comment.objects.order_by("pk").values_list("text", flat=True))


@pytest.fixture
def reviewer(signed_in):
    factories.submitted(*REPORT, FORUMS)
    return signed_in(REVIEWER)


def test_a_double_click_on_a_comment_stores_it_once(reviewer):
    said = {"place": "", "text": "Thank you.", TOKEN: token_of(reviewer)}

    first = reviewer.post(f"{PAGE}comments/", said)
    again = reviewer.post(f"{PAGE}comments/", said)

    assert comments() == ["Thank you."]
    assert again.status_code == first.status_code == 302
    assert again["Location"] == first["Location"]


def test_the_same_words_are_said_twice_where_they_are_meant_twice(reviewer):
    for _time in range(2):  # the page was opened anew in between
        said = {"place": "", "text": "Thank you.", TOKEN: token_of(reviewer)}
        reviewer.post(f"{PAGE}comments/", said)
    said["text"] = "And again."  # the page was not, but other words stand in it
    reviewer.post(f"{PAGE}comments/", said)

    assert comments() == ["Thank you.", "Thank you.", "And again."]


def test_another_persons_same_form_is_their_own(reviewer, signed_in):
    officer = signed_in(KANDAL_OFFICER)
    said = {"place": "", "text": "Thank you.", TOKEN: token_of(reviewer)}
    for client in (reviewer, officer, officer):
        client.post(f"{PAGE}comments/", said)

    assert len(comments()) == 2


def test_what_was_wrong_is_tried_again(reviewer):
    """An empty comment is refused each time: a refusal is not an act that was done."""
    said = {"place": "", "text": " ", TOKEN: token_of(reviewer)}
    answers = {reviewer.post(f"{PAGE}comments/", said).status_code for _time in range(3)}

    assert len(answers) == 1
    assert comments() == []
    with factories.acting(REVIEWER):
        assert not PostedForm.objects.exists()


def test_an_answer_that_led_on_without_an_act_is_tried_again(reviewer):
    """Accepting is refused while a comment is open: the inbox only says so. Once that is settled in
    another window, the very same press accepts."""
    with factories.secretariat():
        revision = Revision.objects.latest("pk")
    press = {TOKEN: token_of(reviewer, "/review/"), "revision": revision.pk}
    reviewer.post(f"{PAGE}comments/", {"place": "", "text": "Really?"})
    for _time in range(2):
        assert reviewer.post("/review/", press).status_code == 302
    assert state_of(revision) == "submitted"

    with factories.secretariat():
        thread = Comment.objects.get().pk
    reviewer.post(f"{PAGE}comments/{thread}/settle/")
    reviewer.post("/review/", press)
    assert state_of(revision) == "accepted"


def state_of(revision):
    with factories.secretariat():
        revision.refresh_from_db()
    return revision.state


def test_a_part_of_a_page_that_is_sent_twice_is_read_anew(signed_in):
    """Through htmx there is no address to lead to: the page reads itself again."""
    editions.begun("2020")
    consolidator = signed_in(factories.CONSOLIDATOR)
    address = "/editions/2020/1/comments/"
    said = {TOKEN: token_of(consolidator, address), "place": "", "text": "Once."}
    first, again = (
        consolidator.post(address, said, headers={"HX-Request": "true"}) for _time in range(2)
    )

    assert first.status_code == 200
    assert (again.status_code, again["HX-Refresh"]) == (204, "true")
    with factories.secretariat():
        assert Comment.objects.filter(text="Once.").count() == 1


def test_the_same_file_is_the_same_act_and_another_is_not(rf, reviewer):
    """The key of a form takes in its files, and leaves them to be read."""

    def key(content):
        file = SimpleUploadedFile("report.xlsx", content)
        request = rf.post("/", {TOKEN: "a" * 64, "file": file})
        found = _key(request)
        assert request.FILES["file"].read() == content
        return found

    assert key(b"one") == key(b"one") != key(b"two")


def test_each_rendering_of_a_form_has_a_token_of_its_own(reviewer):
    """On which the whole rests: Django masks it anew each time."""
    tokens = [token_of(reviewer) for _time in range(3)]

    assert len(set(tokens)) == 3
    assert {len(one) for one in tokens} == {64}


def forms():
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r"<form\b[^>]*>.*?</form>", text, re.DOTALL | re.IGNORECASE):
            if re.search(r"""method=["']post["']""", found[0].split("\n")[0], re.IGNORECASE):
                yield pytest.param(found[0], id=f"{path.relative_to(TEMPLATES)}:{found.start()}")


@pytest.mark.parametrize("form", list(forms()))
def test_every_form_that_is_posted_carries_the_token(form):
    assert "{% csrf_token %}" in form or "{% crispy" in form


def test_only_forms_that_ask_go_without_the_token():
    """Those that crispy renders bring it of themselves, unless that is turned off: for a form that
    asks, or for fields that stand in a form of the page, which is among those above."""
    for path in sorted((ROOT / "reporting").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        asks, fields = text.count('form_method = "get"'), text.count("form_tag = False")
        assert text.count("disable_csrf = True") <= asks + fields, path


def test_there_are_forms_to_look_at():
    assert len(list(forms())) > 60


@pytest.mark.usefixtures("cloned_2020")
def test_two_at_the_same_moment_are_one():
    """In two processes: the second waits for the first, and is led to where that led."""
    factories.submitted(*REPORT, FORUMS)
    clients = []
    for _number in range(2):
        client = Client()
        client.force_login(User.objects.get(username=REVIEWER), BACKEND)
        clients.append(client)
    said = {"place": "", "text": "Thank you.", TOKEN: token_of(clients[0])}
    start = threading.Barrier(2)

    def post(client):
        try:
            start.wait(20)
            return client.post(f"{PAGE}comments/", said)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        led_to = list(threads.map(post, clients))

    assert comments() == ["Thank you."]
    assert led_to[0] == led_to[1]


def test_nobody_sees_or_takes_away_what_another_person_posted(reviewer):
    said = {"place": "", "text": "Thank you.", TOKEN: token_of(reviewer)}
    reviewer.post(f"{PAGE}comments/", said)

    with factories.acting(REVIEWER):
        assert PostedForm.objects.count() == 1
    with factories.acting(KANDAL_APPROVER) as other:
        assert PostedForm.objects.count() == 0
        assert PostedForm.objects.all().delete()[0] == 0
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            posted_forms.claim(by=User.objects.get(username=REVIEWER).pk, key="a" * 64)
        assert posted_forms.claim(by=other.user.pk, key="a" * 64)
    with factories.secretariat():
        assert posted_forms.forget_old() == 0  # nothing is a day old


def test_what_was_posted_is_forgotten_after_a_day(year_2020):
    with factories.acting(REVIEWER) as reviewer, connection.cursor() as cursor:
        posted_forms.claim(by=reviewer.user.pk, key="b" * 64)
        cursor.execute(
            "INSERT INTO reporting_postedform (person_id, key, at, location)"
            " VALUES (%s, %s, now() - interval '25 hours', '')",
            [reviewer.user.pk, "a" * 64],
        )
    clear_uploads()

    with factories.acting(REVIEWER):
        assert list(PostedForm.objects.values_list("key", flat=True)) == ["b" * 64]
