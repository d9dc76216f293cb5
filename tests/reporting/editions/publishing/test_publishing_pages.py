"""Comments, signatures and publication through their pages."""

import pytest
from django.urls import reverse

from reporting import tasks
from reporting.editions.publishing.actions import signing
from reporting.editions.publishing.actions.publication import publish
from reporting.models import Comment, Edition, Job, SignOff
from reporting.review.actions.comments import OfEdition, say
from reporting.review.queries.comments import CommentPlace
from tests import editions, factories
from tests.factories import CONSOLIDATOR, REVIEWER, SECRETARY_GENERAL, acting, secretariat

AT = "/editions/2020/1/"
HTMX = {"HTTP_HX_REQUEST": "true"}
REASON = "It is published as it was printed."


@pytest.fixture
def edition(year_2020, settings, tmp_path) -> Edition:
    settings.VAR_DIR = tmp_path
    return editions.begun()


def asked(edition: Edition) -> Edition:
    with acting(REVIEWER) as reviewer:
        return signing.ask_for_signatures(by=reviewer, edition=edition)


def test_from_the_first_question_to_the_job(signed_in, edition):
    reviewer, consolidator = signed_in(REVIEWER), signed_in(CONSOLIDATOR)
    page = reviewer.get(f"{AT}signatures/").text
    assert "Ask for signatures" in page
    page = reviewer.post(f"{AT}signatures/ask/", follow=True).text
    assert "You sign as Reviewer" in page
    page = reviewer.post(
        f"{AT}signatures/sign/", {"role": "reviewer", "words": "Read."}, follow=True
    ).text
    assert "Signed. Thank you." in page
    assert "Still to sign: Consolidator." in " ".join(page.split())
    answer = consolidator.post(f"{AT}signatures/sign/", {"role": "consolidator", "words": " "})
    assert answer.status_code == 403
    assert "Say why the report is published with them." in answer.text
    assert "You sign as Consolidator" in answer.text
    page = consolidator.post(
        f"{AT}signatures/sign/", {"role": "consolidator", "words": REASON}, follow=True
    ).text
    assert REASON in page
    secretary = signed_in(SECRETARY_GENERAL)
    assert "Go on to the publication" in secretary.get(f"{AT}signatures/").text
    page = secretary.get(f"{AT}publish/").text
    assert REASON in page
    answer = secretary.post(f"{AT}publish/", {"seen": "", "reason": ""})
    with secretariat():
        job = Job.objects.get(kind=Job.Kind.PUBLISH)
    assert answer["Location"] == reverse("reporting:job", args=[job.pk])
    page = secretary.get(answer["Location"]).text
    assert "Publication of report 2020, edition 1" in page
    assert "Rendering en/report.pdf" in page


def test_what_stands_in_the_way_is_said_before_one_publishes(signed_in, edition):
    page = " ".join(signed_in(SECRETARY_GENERAL).get(f"{AT}publish/").text.split())
    assert "Still to sign: Reviewer, Consolidator." in page
    assert "Publish report 2020, edition 1 </button>" not in page


def test_a_failed_publication_leads_back(signed_in, edition):
    client = signed_in(SECRETARY_GENERAL)
    address = client.post(f"{AT}publish/", {"seen": "older", "reason": ""})["Location"]
    with secretariat():
        tasks.run_job(Job.objects.get(kind=Job.Kind.PUBLISH).pk)
    page = client.get(address).text
    assert "The report was not published, and nothing was changed:" in page
    assert "has changed since you looked at it" in page
    assert "Back to the signatures" in page


def test_who_is_late_sees_what_happened(signed_in, edition):
    page = signed_in(REVIEWER).post(f"{AT}signatures/sign/", {"role": "reviewer"}, follow=True).text
    assert "Nobody has asked for signatures" in page


def test_a_signature_of_an_older_state_says_so(signed_in, edition):
    editions.signed(edition)
    with secretariat():
        SignOff.objects.filter(role="reviewer").update(digest="older")
    page = signed_in(REVIEWER).get(f"{AT}signatures/").text
    assert "before the last change: it is signed again" in page
    assert "The report has changed since this was signed last." in page


def test_the_published_edition_gives_its_archive_and_names_its_successor(signed_in, year_2020):
    editions.published()
    client = signed_in(REVIEWER)
    page = client.get(f"{AT}signatures/").text
    assert "Download everything" in page
    assert "corrects this one" not in page
    answer = client.get(f"{AT}archive/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert 'filename="nsp-2020-edition-1.zip"' in answer["Content-Disposition"]
    second = editions.signed(editions.begun())
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=second, files=())
    page = client.get(f"{AT}signatures/").text
    assert "Edition 2, published on" in page
    assert "corrects this one" in page


def test_comments_on_their_page(signed_in, edition):
    client = signed_in(REVIEWER)
    assert "No comment is open." in client.get(f"{AT}comments/").text
    page = client.post(
        f"{AT}comments/", {"section": "I", "text": "More on borders?"}, follow=True
    ).text
    assert "More on borders?" in page
    with secretariat():
        pk = Comment.objects.get().pk
    page = client.post(f"{AT}comments/{pk}/answer/", {"text": "Yes."}, follow=True).text
    assert "Yes." in page
    client.post(f"{AT}comments/{pk}/settle/")
    assert "More on borders?" not in client.get(f"{AT}comments/").text
    assert "More on borders?" in client.get(f"{AT}comments/?show=settled").text
    assert "Answered on" in client.get(f"{AT}comments/?show=all").text
    answer = client.post(f"{AT}comments/", {"section": "I", "text": " "})
    assert answer.status_code == 403
    assert "The comment is empty." in answer.text


def test_comments_beside_a_passage(signed_in, edition):
    client = signed_in(REVIEWER)
    with acting(CONSOLIDATOR) as consolidator:
        passage = edition.passages.filter(section="II.B.1.3").earliest("position").pk
        first = say(
            OfEdition(consolidator, edition), text="Add up.", place=CommentPlace(passage=passage)
        )
        say(
            OfEdition(consolidator, edition),
            text="Of the section.",
            place=CommentPlace(section="II.B.1.3"),
        )
    part = client.get(f"{AT}comments/part/?passage={passage}", **HTMX)
    assert "<html" not in part.text
    assert "Add up." in part.text
    assert "Of the section." not in part.text
    part = client.post(f"{AT}comments/", {"passage": passage, "text": "It does."}, **HTMX)
    assert part.status_code == 200
    assert "It does." in part.text
    part = client.post(f"{AT}comments/{first.pk}/settle/", {"passage": passage}, **HTMX)
    assert "Open again" in part.text
    part = client.post(f"{AT}comments/", {"passage": passage, "text": ""}, **HTMX)
    assert "The comment is empty." in part.text
    assert client.get(f"{AT}comments/part/?passage=0", **HTMX).status_code == 404


def test_the_section_page_counts_and_opens_them(signed_in, edition):
    with acting(CONSOLIDATOR) as consolidator:
        passage = edition.passages.filter(section="II.B.1.3").earliest("position").pk
        say(OfEdition(consolidator, edition), text="Add up.", place=CommentPlace(passage=passage))
    page = signed_in(REVIEWER).get(f"{AT}write/II.B.1.3/").text
    assert "1 open comment" in page
    assert f"comments/part/?passage={passage}" in page


def test_the_workspace_of_a_published_edition_says_what_changed_since(signed_in, edition):
    editions.signed(edition)
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=edition, files=())
    reviewer = signed_in(REVIEWER)
    assert "Nothing has changed since it was published." in reviewer.get(AT).text

    factories.reopened("KH-08", "committee", "2020")
    forums = {"direct_publicity[forums].persons": 470_105}
    factories.accepted("KH-08", "committee", "2020", forums)
    factories.consolidated(2020)
    page = reviewer.get(AT).text
    assert "Since it was published 12 figures and 0 paragraphs have changed." in page
    assert f'href="{AT}compare/"' in page
