"""Comments on an edition: said, answered, settled; each where it belongs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.editions.publishing.queries.signatures import EditionFingerprints
from reporting.models import Comment, Edition
from reporting.review.actions.comments import OfEdition, answer, open_again, resolve, say
from reporting.review.queries.comments import (
    CommentPlace,
    SectionThreads,
    by_section,
    open_by_passage,
    open_by_section,
    open_comments,
    threads_of,
)
from reporting.review.views.comment_threads import edition_threads
from tests import editions
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, acting

LEAD = "wg-just.lead"


@pytest.fixture
def edition(year_2020) -> Edition:
    return editions.begun()


def table_passage(edition: Edition) -> int:
    return edition.passages.filter(kind="table", section="II.B.1.3").earliest("position").pk


def test_on_a_passage_a_table_a_section_and_the_whole(edition):
    with acting(REVIEWER) as reviewer:
        passage = table_passage(edition)
        on_table = say(
            OfEdition(reviewer, edition), text="Add up.", place=CommentPlace(passage=passage)
        )
        named = say(
            OfEdition(reviewer, edition), text="This.", place=CommentPlace(table="direct_publicity")
        )
        say(OfEdition(reviewer, edition), text="Short.", place=CommentPlace(section="I"))
        say(OfEdition(reviewer, edition), text="Well done.")
        assert on_table.section == named.section == "II.B.1.3"
        assert on_table.table
        assert open_comments(edition) == 4
        assert open_by_section(edition)["II.B.1.3"] == 2
        assert open_by_passage(edition, "II.B.1.3") == {passage: 1}
        groups = by_section(edition, threads_of(edition))
        assert [group.code for group in groups] == ["", "I", "II.B.1.3"]
        assert groups[0].title == "The whole report"
        assert [len(group.threads) for group in groups] == [1, 1, 2]


def test_a_thread_is_answered_settled_and_opened_again(edition):
    with acting(REVIEWER) as reviewer:
        first = say(OfEdition(reviewer, edition), text="How many?", place=CommentPlace(section="I"))
    with acting(CONSOLIDATOR) as consolidator:
        answer(OfEdition(consolidator, edition), thread=first.pk, text="Twelve.")
        resolve(OfEdition(consolidator, edition), thread=first.pk)
        [thread] = threads_of(edition)
        assert [one.text for one in thread.comments] == ["How many?", "Twelve."]
        assert not thread.is_open
        assert open_comments(edition) == 0
        with pytest.raises(Overtaken, match="answered already"):
            resolve(OfEdition(consolidator, edition), thread=first.pk)
        open_again(OfEdition(consolidator, edition), thread=first.pk)
        assert open_comments(edition) == 1
        with pytest.raises(Overtaken, match="open already"):
            open_again(OfEdition(consolidator, edition), thread=first.pk)


def test_a_lead_comments_in_the_sections_of_the_group(edition):
    with acting(REVIEWER):
        state = EditionFingerprints(edition)
        rows = edition.passages.values_list("section", flat=True).order_by("section").distinct()
        led = next(one for one in rows if state.leads(one, "WG-JUST"))
        other = next(one for one in rows if not state.leads(one, "WG-JUST"))
    with acting(LEAD) as lead:
        own = say(OfEdition(lead, edition), text="Of ours.", place=CommentPlace(section=led))
        for section in (other, ""):
            with pytest.raises(Refused, match="your working group leads"):
                say(
                    OfEdition(lead, edition), text="Of theirs.", place=CommentPlace(section=section)
                )
        resolve(OfEdition(lead, edition), thread=own.pk)
    with acting(REVIEWER) as reviewer:
        asked = say(OfEdition(reviewer, edition), text="Really?", place=CommentPlace(section=led))
    with acting(LEAD) as lead:
        with pytest.raises(Refused, match="Who asked or who writes"):
            resolve(OfEdition(lead, edition), thread=asked.pk)
        subject, seen = (
            OfEdition(lead, edition),
            {one.first.pk: one.first for one in threads_of(edition)},
        )
        assert subject.may_resolve(seen[own.pk])
        assert subject.may_answer(seen[asked.pk])
        assert not subject.may_resolve(seen[asked.pk])


def test_units_do_not_comment_and_see_nothing(edition):
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused, match="Only the Secretariat"):
        say(OfEdition(officer, edition), text="Hello?")


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 4001])
def test_what_says_nothing_or_too_much_is_not_kept(edition, text):
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match=r"empty|too long"):
        say(OfEdition(reviewer, edition), text=text)
    with acting(REVIEWER):
        assert not Comment.objects.exists()


def test_what_is_not_there_is_not_commented_on(edition):
    with acting(REVIEWER) as reviewer:
        for place in ({"passage": 0}, {"table": "nothing"}, {"section": "XX"}):
            with pytest.raises(NotHere):
                say(OfEdition(reviewer, edition), text="There?", place=CommentPlace(**place))
        with pytest.raises(NotHere):
            answer(OfEdition(reviewer, edition), thread=0, text="There?")


def test_a_published_edition_is_not_commented_on(year_2020):
    edition = editions.published()
    with acting(REVIEWER) as reviewer, pytest.raises(Overtaken, match="published"):
        say(OfEdition(reviewer, edition), text="Too late.")


def read_as(person: Actor, edition: Edition) -> list[SectionThreads]:
    shown_threads = edition_threads(threads_of(edition), OfEdition(person, edition))
    return by_section(edition, [one.thread for one in shown_threads])


def test_as_many_queries_for_one_as_for_many(edition, django_assert_num_queries):
    with acting(REVIEWER) as reviewer:
        say(OfEdition(reviewer, edition), text="1", place=CommentPlace(table="direct_publicity"))
        with CaptureQueriesContext(connection) as one:
            read_as(reviewer, edition)
        for number in range(3):
            first = say(
                OfEdition(reviewer, edition), text=str(number), place=CommentPlace(section="I")
            )
            answer(OfEdition(reviewer, edition), thread=first.pk, text="Yes.")
        with django_assert_num_queries(len(one)):
            read_as(reviewer, edition)
