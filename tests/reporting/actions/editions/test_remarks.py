"""Comments on an edition: said, answered, settled; each where it belongs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.access_errors import NotHere, Overtaken, Refused
from reporting.actions.editions.remarks import answer, open_again, reader_of, say, settle
from reporting.models import Edition, EditionComment
from reporting.queries.editions.remarks import (
    by_section,
    open_by_passage,
    open_by_section,
    open_remarks,
    remarks_of,
)
from reporting.queries.editions.signatures import State
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
        on_table = say(by=reviewer, edition=edition, text="Add up.", passage=passage)
        named = say(by=reviewer, edition=edition, text="This.", table="direct_publicity")
        say(by=reviewer, edition=edition, text="Short.", section="I")
        say(by=reviewer, edition=edition, text="Well done.")
        assert on_table.section == named.section == "II.B.1.3"
        assert on_table.table
        assert open_remarks(edition) == 4
        assert open_by_section(edition)["II.B.1.3"] == 2
        assert open_by_passage(edition, "II.B.1.3") == {passage: 1}
        groups = by_section(edition, remarks_of(edition))
        assert [group.code for group in groups] == ["", "I", "II.B.1.3"]
        assert groups[0].title == "The whole report"
        assert [len(group.remarks) for group in groups] == [1, 1, 2]


def test_a_thread_is_answered_settled_and_opened_again(edition):
    with acting(REVIEWER) as reviewer:
        first = say(by=reviewer, edition=edition, text="How many?", section="I")
    with acting(CONSOLIDATOR) as consolidator:
        answer(by=consolidator, edition=edition, thread=first.pk, text="Twelve.")
        settle(by=consolidator, edition=edition, thread=first.pk)
        [thread] = remarks_of(edition)
        assert [one.text for one in thread.comments] == ["How many?", "Twelve."]
        assert not thread.is_open
        assert open_remarks(edition) == 0
        with pytest.raises(Overtaken, match="answered already"):
            settle(by=consolidator, edition=edition, thread=first.pk)
        open_again(by=consolidator, edition=edition, thread=first.pk)
        assert open_remarks(edition) == 1
        with pytest.raises(Overtaken, match="open already"):
            open_again(by=consolidator, edition=edition, thread=first.pk)


def test_a_lead_comments_in_the_sections_of_the_group(edition):
    with acting(REVIEWER):
        state = State(edition)
        rows = edition.passages.values_list("section", flat=True).order_by("section").distinct()
        led = next(one for one in rows if state.leads(one, "WG-JUST"))
        other = next(one for one in rows if not state.leads(one, "WG-JUST"))
    with acting(LEAD) as lead:
        own = say(by=lead, edition=edition, text="Of ours.", section=led)
        for section in (other, ""):
            with pytest.raises(Refused, match="your working group leads"):
                say(by=lead, edition=edition, text="Of theirs.", section=section)
        settle(by=lead, edition=edition, thread=own.pk)
    with acting(REVIEWER) as reviewer:
        asked = say(by=reviewer, edition=edition, text="Really?", section=led)
    with acting(LEAD) as lead:
        with pytest.raises(Refused, match="Who asked or who writes"):
            settle(by=lead, edition=edition, thread=asked.pk)
        seen = {one.first.pk: one for one in remarks_of(edition, reader=reader_of(lead, edition))}
        assert seen[own.pk].may_settle
        assert seen[asked.pk].may_answer
        assert not seen[asked.pk].may_settle


def test_units_do_not_comment_and_see_nothing(edition):
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused, match="Only the Secretariat"):
        say(by=officer, edition=edition, text="Hello?")


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * 4001])
def test_what_says_nothing_or_too_much_is_not_kept(edition, text):
    with acting(REVIEWER) as reviewer, pytest.raises(Refused, match=r"empty|too long"):
        say(by=reviewer, edition=edition, text=text)
    with acting(REVIEWER):
        assert not EditionComment.objects.exists()


def test_what_is_not_there_is_not_commented_on(edition):
    with acting(REVIEWER) as reviewer:
        for place in ({"passage": 0}, {"table": "nothing"}, {"section": "XX"}):
            with pytest.raises(NotHere):
                say(by=reviewer, edition=edition, text="There?", **place)
        with pytest.raises(NotHere):
            answer(by=reviewer, edition=edition, thread=0, text="There?")


def test_a_published_edition_is_not_commented_on(year_2020):
    edition = editions.published()
    with acting(REVIEWER) as reviewer, pytest.raises(Overtaken, match="published"):
        say(by=reviewer, edition=edition, text="Too late.")


def test_as_many_queries_for_one_as_for_many(edition, django_assert_num_queries):
    with acting(REVIEWER) as reviewer:
        say(by=reviewer, edition=edition, text="1", table="direct_publicity")
        with CaptureQueriesContext(connection) as one:
            by_section(edition, remarks_of(edition, reader=reader_of(reviewer, edition)))
        for number in range(3):
            first = say(by=reviewer, edition=edition, text=str(number), section="I")
            answer(by=reviewer, edition=edition, thread=first.pk, text="Yes.")
        with django_assert_num_queries(len(one)):
            by_section(edition, remarks_of(edition, reader=reader_of(reviewer, edition)))
