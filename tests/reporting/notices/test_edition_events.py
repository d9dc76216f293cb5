"""Who is told of a national report: to sign it, to answer, to publish it, that it is there."""

import pytest

from provinces.models import Membership
from reporting.editions.publishing.actions.signing import ask_for_signatures, take_back
from reporting.models import Edition, Notice
from reporting.notices.actions import notices
from reporting.notices.queries.notice_words import worded
from reporting.review.actions.comments import OfEdition, answer, say
from reporting.review.queries.comments import CommentPlace
from tests import editions
from tests.factories import CONSOLIDATOR, REVIEWER, SECRETARY_GENERAL, acting, secretariat

LEAD = "wg-just.lead"


@pytest.fixture
def edition(year_2020) -> Edition:
    return editions.begun()


def told(kind: str) -> dict[str, str]:
    """Username -> what is said, of the notices of this kind that are new since the last call."""
    with secretariat():
        notices.tell_of_events()
        rows = list(Notice.objects.filter(kind=kind).select_related("recipient").order_by("pk"))
        said = {one.notice.recipient.username: one for one in worded(rows)}
        Notice.objects.filter(kind=kind).update(read_at="2026-01-01T00:00Z")
    return {name: one.sentence for name, one in said.items()}


def ask(edition: Edition) -> None:
    with acting(CONSOLIDATOR) as consolidator:
        ask_for_signatures(by=consolidator, edition=edition)


def test_whose_signature_is_asked_is_told(edition):
    assert told("to_sign_off") == {}
    ask(edition)
    said = told("to_sign_off")
    assert said[REVIEWER] == "The national report of 2020, edition 1, waits for your signature."
    assert LEAD in said
    assert CONSOLIDATOR not in said  # asked it herself
    assert SECRETARY_GENERAL not in said
    assert told("to_sign_off") == said  # and not twice
    with secretariat():
        [one] = worded(list(Notice.objects.filter(kind="to_sign_off", recipient__username=LEAD)))
    assert one.page == ("edition_signatures", "2020", 1)


def test_what_is_written_again_is_not_mailed(edition):
    ask(edition)
    told("to_sign_off")
    with secretariat():
        assert Notice.objects.filter(kind="to_sign_off", mail_due_at__isnull=False).exists()
    with acting(REVIEWER) as reviewer:
        take_back(by=reviewer, edition=edition)
    told("to_sign_off")
    with secretariat():
        assert not Notice.objects.filter(kind="to_sign_off", mail_due_at__isnull=False).exists()


def test_once_it_is_signed_the_secretary_general_is_told(edition):
    editions.signed(edition)
    said = told("to_sign_off")
    assert said[SECRETARY_GENERAL].endswith("is signed and waits to be published.")


def test_a_comment_goes_to_who_wrote_the_sentence_and_who_spoke(edition):
    with acting(REVIEWER) as reviewer:
        passage = edition.passages.earliest("position").pk
        first = say(
            OfEdition(reviewer, edition), text="How many?", place=CommentPlace(passage=passage)
        )
    said = told("remark")
    assert said == {CONSOLIDATOR: "The national report of 2020, edition 1, has a new comment."}
    with acting(CONSOLIDATOR) as consolidator:
        answer(OfEdition(consolidator, edition), thread=first.pk, text="Twelve.")
    said = told("remark")
    assert said[REVIEWER].endswith("has a new answer to a comment.")


def test_everybody_is_told_that_it_is_published(year_2020):
    editions.published()
    said = told("published")
    with secretariat():
        people = set(
            Membership.objects.filter(user__is_active=True).values_list("user__username", flat=True)
        )
    assert set(said) == people - {SECRETARY_GENERAL}
    assert set(said.values()) == {
        "The national report of 2020 is published. Everybody can read it."
    }
