"""The reviewer's page, its comments and its inbox; a working-group lead's sections."""

import re
from datetime import date
from http import HTTPStatus

import pytest

from reporting.entry.page.actions import drafts
from reporting.entry.page.actions.draft_changes import EntryText
from reporting.models import Comment, Revision
from tests import factories
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    MOSVY_OFFICER,
    REVIEWER,
)
from tests.shown_text import Shown

PAGE = "/reports/KH-08/committee/2021-03/"
REVIEW = f"{PAGE}review/"
REPORT = ("KH-08", "committee", "2021-03")
PERSONS, FEMALES = (f"direct_publicity[forums].{one}" for one in ("persons", "females"))
FORUMS = {PERSONS: 9000, FEMALES: 4200}
LEAD = "wg-prev.lead"


def line_of(page, cell):
    """The text of a line of the page, tags aside."""
    [row] = re.findall(rf'<tr [^>]*id="c-{re.escape(cell)}".*?</tr>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def state():
    with factories.secretariat():
        newest = Revision.objects.filter(
            report__year=2021, organisation_unit__code="KH-08"
        ).latest("number")  # fmt: skip
        return newest.number, newest.state


def comment(pk=None):
    with factories.secretariat():
        return Comment.objects.get(pk=pk) if pk else Comment.objects.latest("pk")


def test_a_number_stands_beside_its_past_and_its_peers(signed_in):
    factories.accepted("KH-08", "committee", "2020-03", {PERSONS: 700, FEMALES: 300})
    factories.accepted("KH-08", "committee", "2021-02", {PERSONS: 800, FEMALES: 400})
    for code in ("KH-21", "KH-20", "KH-02", "KH-01", "KH-03"):
        factories.submitted(code, "committee", "2021-03", {PERSONS: 1000, FEMALES: 600})
    factories.submitted(*REPORT, FORUMS)
    page = signed_in(REVIEWER).get(REVIEW).text

    persons = line_of(page, PERSONS)
    assert persons.startswith("Persons persons 9,000 800 700 1,000")
    assert "11.3 times the last period" in persons
    assert "9.0 times the peers" in persons
    assert "explained" in persons  # such a number is a check; it stands beside its cell too
    females = line_of(page, FEMALES)
    assert "4,200 47%" in females
    assert "600 60%" in females  # the peers' median and their share
    assert "5 peers" in page
    assert "Persons in Public Forums: 9,000; usual would be" in page
    assert "That is little to compare with: only" in page
    assert "The unit explains: so it was" in " ".join(page.split())
    assert "Accept</button>" in page


def test_what_was_never_said_takes_no_line(signed_in):
    factories.submitted(*REPORT, FORUMS)
    page = signed_in(REVIEWER).get(REVIEW).text
    assert 'id="c-direct_publicity[publicity].times"' not in page
    assert "row without a number now and before" in page or "rows without a number" in page
    assert "Nothing is reported, nor was it before:" in page


def test_a_comment_on_a_cell_without_javascript(signed_in):
    factories.submitted(*REPORT, FORUMS)
    reviewer = signed_in(REVIEWER)
    assert reviewer.get(REVIEW).text.count("<textarea") == 0
    page = reviewer.get(REVIEW, {"on": FEMALES}).text
    assert page.count('<textarea name="text"') == 1
    assert f'value="{FEMALES}"' in page

    answer = reviewer.post(f"{PAGE}comments/", {"place": FEMALES, "text": "Really <b>420</b>?"})
    kept = comment()
    assert answer["Location"] == f"{REVIEW}#comment-{kept.pk}"
    page = reviewer.get(REVIEW).text
    assert "Really &lt;b&gt;420&lt;/b&gt;?" in page
    assert "Return with 1 comment<" in " ".join(page.split())
    empty = reviewer.post(f"{PAGE}comments/", {"place": FEMALES, "text": " "})
    assert empty.status_code == HTTPStatus.FORBIDDEN
    assert "Write a few words" in empty.text


def test_with_htmx_the_form_comes_alone(signed_in):
    factories.submitted(*REPORT, FORUMS)
    part = signed_in(REVIEWER).get(REVIEW, {"on": FEMALES}, headers={"HX-Request": "true"})
    assert part.text.strip().startswith("<tr")
    assert "<h1" not in part.text


def test_submitted_commented_returned_mended_signed_accepted(signed_in):
    """The whole round; every reason stays to be read."""
    factories.submitted(*REPORT, FORUMS)
    officer, approver, reviewer = map(signed_in, (KANDAL_OFFICER, KANDAL_APPROVER, REVIEWER))
    reviewer.post(f"{PAGE}comments/", {"place": FEMALES, "text": "Were it really 4,200?"})
    asked = comment()
    reviewer.post(f"{PAGE}comments/", {"place": "", "text": "Thank you for coming early."})
    page = reviewer.get(f"{PAGE}return/").text
    assert "2 comments go with it" in page
    reviewer.post(f"{PAGE}return/", {"comment": ""})  # the comments are the reason
    assert state() == (1, "returned")

    page = officer.get(PAGE).text
    assert "Were it really 4,200?" in page
    assert "2 comments are open." in page
    reply = officer.post(f"{PAGE}comments/{asked.pk}/answer/", {"text": "It was 420."})
    assert reply["Location"] == f"{PAGE}#comment-{comment().pk}"
    officer.post(f"{PAGE}next/")
    officer.post(PAGE, {FEMALES: "420"})
    officer.post(f"{PAGE}prepare/", {"left": "leave"})
    page = approver.get(f"{PAGE}sign/").text
    assert "Changed since the last submission" in page
    assert "4,200" in page
    said = approver.post(f"{PAGE}sign/", {"left": "leave"}, follow=True).text
    assert f'href="{PAGE}receipt/"' in said

    page = reviewer.get(REVIEW).text
    assert "was 4,200 in the last submission" in line_of(page, FEMALES)
    assert "It was 420." in page
    assert "open comments" in page
    refused = reviewer.post("/review/", {"revision": newest().pk}, follow=True).text
    assert "Not accepted: Kandal, March 2021. 2 comments are still open." in refused
    reviewer.post(f"{PAGE}comments/{asked.pk}/settle/")
    assert comment(asked.pk).resolved_by.username == REVIEWER
    accepted = reviewer.post(f"{PAGE}accept/", {"comment": "Well mended."}, follow=True).text
    assert state() == (2, "accepted")
    assert "Nothing else waits in the inbox." in accepted
    for words in ("Well mended.", "Were it really 4,200?", "Thank you for coming early."):
        assert words in accepted.partition('id="history"')[2]
        assert words in officer.get(PAGE).text


def newest():
    with factories.secretariat():
        return Revision.objects.filter(report__year=2021).latest("pk")


def test_the_next_in_the_inbox(signed_in):
    factories.submitted(*REPORT, FORUMS)
    factories.submitted("KH-21", "committee", "2021-03", FORUMS)
    reviewer = signed_in(REVIEWER)
    assert "Next in the inbox" not in reviewer.get(REVIEW).text
    page = reviewer.post(f"{PAGE}accept/", follow=True).text
    assert "Next in the inbox: Takeo, March 2021" in " ".join(page.split())
    assert 'href="/reports/KH-21/committee/2021-03/review/"' in page


def test_many_are_ticked_and_accepted(signed_in):
    revisions = [
        factories.submitted(code, "committee", "2021-03", FORUMS) for code in ("KH-08", "KH-21")
    ]
    reviewer = signed_in(REVIEWER)
    page = reviewer.get("/review/").text
    assert page.count('type="checkbox"') == 2
    assert "Nothing like that is waiting." in reviewer.get("/review/?kind=ministry").text
    said = reviewer.post("/review/", {"revision": [one.pk for one in revisions]}, follow=True).text
    assert "Accepted: 2 reports." in said
    assert "Everything that was submitted has been read." in said
    assert "Nothing was ticked" in reviewer.post("/review/", follow=True).text


def test_who_reads_sees_the_comments_and_no_form(signed_in):
    factories.submitted(*REPORT, FORUMS)
    signed_in(REVIEWER).post(f"{PAGE}comments/", {"place": FEMALES, "text": "Really?"})
    page = signed_in(KANDAL_VIEWER).get(PAGE).text
    assert "Really?" in page
    assert "/answer/" not in page


def test_a_lead_sees_the_own_sections_and_speaks_of_them(signed_in):
    factories.submitted(*REPORT, FORUMS | {"training.courses": 3, "training.females": 2})
    lead = signed_in(LEAD)
    mine = lead.get("/sections/?year=2021").text
    assert f'href="{REVIEW}"' in mine
    assert "Kandal" in mine
    assert "Kandal" not in lead.get("/sections/?year=2021&kind=ministry").text

    page = lead.get(PAGE, follow=True).text
    assert "You see the sections that your working group leads." in page
    assert "direct_publicity" in page
    assert "training.courses" not in page
    assert "Accept</button>" not in page
    lead.post(f"{PAGE}comments/", {"place": FEMALES, "text": "Which forums?"})
    assert "1 open comment" in " ".join(lead.get("/sections/").text.split())
    elsewhere = lead.post(f"{PAGE}comments/", {"place": "training", "text": "And these?"})
    assert elsewhere.status_code == HTTPStatus.FORBIDDEN
    assert "the sections that your working group leads" in elsewhere.text
    signed_in(REVIEWER).post(f"{PAGE}comments/", {"place": "training", "text": "Sure?"})
    assert "Sure?" not in lead.get(REVIEW).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_the_same(signed_in, django_assert_num_queries, count):
    factories.submitted(*REPORT, FORUMS | {f"materials{{r{n}}}.copies": n for n in range(count)})
    reviewer, officer = signed_in(REVIEWER), signed_in(KANDAL_OFFICER)
    for number in range(count):
        reviewer.post(f"{PAGE}comments/", {"place": FEMALES, "text": f"Question {number}"})
        officer.post(f"{PAGE}comments/{comment().pk}/answer/", {"text": "Yes."})
    reviewer.get(REVIEW)
    with django_assert_num_queries(QUERIES):
        reviewer.get(REVIEW)


QUERIES = 22


def dated(day):
    """MOSVY's draft of March with a law of that day, handed over and signed."""
    place = ("MOSVY", "ministry", "2021-03")
    factories.drafted(*place, {})
    with factories.acting(MOSVY_OFFICER):
        officer, opened = factories.begin(*place)
        law = EntryText(0, title="A sub-decree", date=day)
        drafts.save_entries(by=officer, access=opened, entries={("legislation", "r1"): law})
    factories.submitted(*place, {})


def test_a_day_is_read_as_people_write_it(signed_in):
    dated(date(2021, 3, 5))
    address = "/reports/MOSVY/ministry/2021-03/"
    reviewer = signed_in(REVIEWER)
    reviewer.post(f"{address}return/", {"comment": "On the 6th?"})
    dated(date(2021, 3, 6))

    review = Shown.on(reviewer.get(f"{address}review/").text)
    own = Shown.on(signed_in(MOSVY_OFFICER).get(address).text)
    words = " | ".join(review.text)
    assert "6 March 2021" in words
    assert "5 March 2021" in words
    assert not re.search(r"\d{4}-\d\d-\d\d", words)
    assert "6 March 2021" in " | ".join(own.text)
