"""Many accepted together: the clean ones at once, each of the others with its reason."""

import pytest

from reporting.access import Refused
from reporting.entry.access import access_to_report
from reporting.models import AuditEvent, ReviewStep, Revision
from reporting.review.actions import approval, comments
from reporting.review.actions.approval import accept_many
from tests import factories
from tests.factories import REVIEWER, SECRETARY_GENERAL

pytestmark = pytest.mark.usefixtures("year_2020")

FORUMS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}
UNITS = ("KH-08", "KH-21", "KH-20", "KH-02")


def submitted(code):
    return factories.submitted(code, "committee", "2021-03", FORUMS)


def found(person, code):
    return access_to_report(person, unit=code, data_set="committee", period="2021-03")


def test_the_clean_ones_are_accepted_the_others_say_why():
    clean, asked, returned, clean_too = (submitted(code) for code in UNITS)
    with factories.acting(REVIEWER) as reviewer:
        comments.say(comments.OfReport(found(reviewer, "KH-21")), text="Sure?")
        approval.send_back(by=reviewer, access=found(reviewer, "KH-20"), comment="Females?")

        ids = [one.pk for one in (clean, asked, returned, clean_too)]
        outcome = accept_many(by=reviewer, revision_ids=ids)

    assert [one.pk for one in outcome.accepted] == [clean.pk, clean_too.pk]
    assert {one.pk: reason for one, reason in outcome.left} == {
        asked.pk: "1 comment is still open.",
        returned.pk: "The report was returned and waits for its reporter.",
    }
    with factories.secretariat():
        assert set(Revision.objects.filter(report__year=2021, state="accepted")) == {
            clean, clean_too
        }  # fmt: skip
        steps = ReviewStep.objects.filter(step="accepted", revision__report__year=2021)
        assert {str(one.by) for one in steps} == {REVIEWER}
        assert {one.revision_id for one in steps} == {clean.pk, clean_too.pk}
        targets = {f"revision:{one.pk}" for one in (clean, clean_too)}
        assert AuditEvent.objects.filter(action="report.accepted", target__in=targets).count() == 2


def test_the_second_press_accepts_nothing_twice():
    revision = submitted("KH-08")
    with factories.acting(REVIEWER) as reviewer:
        accept_many(by=reviewer, revision_ids=[revision.pk])
        again = accept_many(by=reviewer, revision_ids=[revision.pk])

        assert again.accepted == []
        [(_revision, reason)] = again.left
        assert "was accepted" in reason
        assert ReviewStep.objects.filter(step="accepted", revision=revision).count() == 1


def test_only_a_reviewer_accepts():
    revision = submitted("KH-08")
    with (
        factories.acting(SECRETARY_GENERAL) as person,
        pytest.raises(Refused, match="Only a reviewer"),
    ):
        accept_many(by=person, revision_ids=[revision.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_the_same(count, django_assert_num_queries):
    ids = [submitted(code).pk for code in UNITS[:count]]
    with factories.acting(REVIEWER) as reviewer, django_assert_num_queries(QUERIES):
        assert len(accept_many(by=reviewer, revision_ids=ids).accepted) == count


QUERIES = 9  # a savepoint and its end; one for what day it is in the year
