"""Comments: said of a cell, a table or the report, answered, resolved, taken along by a return."""

import pytest

from reporting.access import NotHere, Overtaken, Refused
from reporting.entry.access import access_to_report
from reporting.models import AuditEvent, ReviewStep
from reporting.review.actions import approval, comments
from reporting.review.actions.comments import OfReport
from reporting.review.queries.comments import CommentPlace, threads_of, waiting, went_with
from tests import factories
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    TAKEO_OFFICER,
)

pytestmark = pytest.mark.usefixtures("year_2020")

REPORT = ("KH-08", "committee", "2021-03")
CELL = "direct_publicity[forums].females"
FORUMS = {"direct_publicity[forums].persons": 800, CELL: 420, "materials{r1}.copies": 5000}
PREVENTION_LEAD, JUSTICE_LEAD = "wg-prev.lead", "wg-just.lead"


def found(person):
    code, data_set, period = REPORT
    return access_to_report(person, unit=code, period=period, data_set=data_set)


def said(username, text, place=""):
    with factories.acting(username) as person:
        return comments.say(OfReport(found(person)), text=text, place=CommentPlace(cell=place))


def answered(username, thread, text):
    with factories.acting(username) as person:
        return comments.answer(OfReport(found(person)), thread=thread.pk, text=text)


def threads():
    with factories.acting(REVIEWER) as reviewer:
        return threads_of(found(reviewer).report)


@pytest.fixture
def report():
    return factories.submitted(*REPORT, FORUMS)


def test_a_thread_from_question_to_answer(report):
    thread = said(REVIEWER, "Are there really 420?", CELL)
    answered(KANDAL_OFFICER, thread, "We counted again: yes.")
    answered(REVIEWER, thread, "Thank you.")

    [one] = threads()
    assert (one.place, one.first.table, one.is_open) == (CELL, "direct_publicity", True)
    assert [(str(two.by), two.text) for two in one.comments] == [
        (REVIEWER, "Are there really 420?"),
        (KANDAL_OFFICER, "We counted again: yes."),
        (REVIEWER, "Thank you."),
    ]
    with factories.acting(REVIEWER) as reviewer:
        comments.resolve(OfReport(found(reviewer)), thread=thread.pk)
        with pytest.raises(Overtaken, match="answered already"):
            comments.resolve(OfReport(found(reviewer)), thread=thread.pk)
        assert not threads()[0].is_open
        comments.open_again(OfReport(found(reviewer)), thread=thread.pk)
        with pytest.raises(Overtaken, match="open already"):
            comments.open_again(OfReport(found(reviewer)), thread=thread.pk)
    assert threads()[0].is_open
    with factories.secretariat():
        events = AuditEvent.objects.filter(action__startswith="comment.").order_by("pk")
        assert [one.action for one in events] == [
            "comment.say", "comment.answer", "comment.answer", "comment.settle", "comment.open",
        ]  # fmt: skip


@pytest.mark.parametrize("place", ["", "materials", "materials{r1}.copies", CELL])
def test_what_one_may_speak_of(report, place):
    assert (said(KANDAL_APPROVER, "So it is.", place).cell or place) == place


@pytest.mark.parametrize(
    "place", ["offences", "nowhere", "direct_publicity[moon].females", "x y", "materials.title"]
)
def test_what_is_not_in_the_form(report, place):
    with pytest.raises(Refused, match="The form has no"):
        said(REVIEWER, "What is this?", place)


@pytest.mark.parametrize("text", ["", "  \r\n ", "\x00"])
def test_an_empty_comment_is_none(report, text):
    with pytest.raises(Refused, match="Write a few words"):
        said(REVIEWER, text)


def test_who_reads_does_not_speak(report):
    with pytest.raises(Refused, match="comment on a report"):
        said(KANDAL_VIEWER, "I wonder.")
    with pytest.raises(NotHere):
        said(TAKEO_OFFICER, "I wonder.")


def test_who_asked_marks_it_as_answered(report):
    theirs = said(REVIEWER, "Females?", CELL)
    own = said(KANDAL_OFFICER, "One district is late.")
    with factories.acting(KANDAL_APPROVER) as approver:
        with pytest.raises(Refused, match="Who asked marks it as answered"):
            comments.resolve(OfReport(found(approver)), thread=theirs.pk)
        comments.resolve(OfReport(found(approver)), thread=own.pk)
    assert [one.is_open for one in threads()] == [True, False]


def test_an_answer_is_no_thread(report):
    answer = answered(KANDAL_OFFICER, said(REVIEWER, "Females?", CELL), "Yes.")

    with pytest.raises(NotHere):
        answered(REVIEWER, answer, "Sure?")


def test_a_lead_speaks_of_the_groups_sections_alone(report):
    own = said(PREVENTION_LEAD, "Which forums were these?", CELL)
    with pytest.raises(Refused, match=r"sections that your working group leads: .*II\.B\.1\.3"):
        said(PREVENTION_LEAD, "And the whole?")
    with pytest.raises(Refused, match="your working group leads"):
        said(JUSTICE_LEAD, "Which forums?", CELL)
    with pytest.raises(NotHere):  # what is said of other sections the lead does not even see
        answered(JUSTICE_LEAD, own, "I know.")
    assert len(threads()) == 1


def test_a_return_takes_the_open_comments_along(report):
    first = said(REVIEWER, "Are there really 420?", CELL)
    answered_one = said(REVIEWER, "Which leaflets?", "materials")
    said(KANDAL_OFFICER, "One district is late.")
    with factories.acting(REVIEWER) as reviewer:
        comments.resolve(OfReport(found(reviewer)), thread=answered_one.pk)
        assert [one.first.pk for one in waiting(threads())] == [first.pk]
        approval.send_back(by=reviewer, access=found(reviewer), comment="")
    said(REVIEWER, "And this, later.")

    with factories.secretariat():
        step = ReviewStep.objects.get(step="returned", revision=report)
        assert step.comment == "Are there really 420?"
        event = AuditEvent.objects.get(action="report.returned", target=f"revision:{report.pk}")
        assert event.detail["comments"] == [first.pk]
    assert [one.first.pk for one in went_with(step, threads())] == [first.pk]


def test_a_comment_stays_through_all_revisions(report):
    said(REVIEWER, "Females?", CELL)
    with factories.acting(REVIEWER) as reviewer:
        approval.send_back(by=reviewer, access=found(reviewer), comment="Correct it.")
    with factories.acting(KANDAL_OFFICER):
        factories.begin(*REPORT)
    answered(KANDAL_OFFICER, threads()[0].first, "Mended.")

    [one] = threads()
    with factories.secretariat():
        assert [two.revision.number for two in one.comments] == [1, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_threads_take_one_query(report, count, django_assert_num_queries):
    for number in range(count):
        answered(KANDAL_OFFICER, said(REVIEWER, f"Question {number}", CELL), "Answer")
    with factories.acting(REVIEWER) as reviewer:
        opened = found(reviewer)
        with django_assert_num_queries(1):
            found_threads = threads_of(opened.report)
            assert [len(one.comments) for one in found_threads] == [2] * count
            assert {str(two.by) for one in found_threads for two in one.comments}
