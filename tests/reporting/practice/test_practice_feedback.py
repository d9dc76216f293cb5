"""Feedback from outside in a year to practise on: some of it answered, some new, gone with the
year; what is real stays."""

import pytest

from provinces.models import OrganisationUnit
from reporting.models import Commitment, Feedback, FeedbackCommitment, FeedbackSender, FeedbackStep
from reporting.practice.actions.making import make, remove
from reporting.practice.actions.opening import PracticePeople
from tests.factories import KANDAL_OFFICER, SECRETARY_GENERAL, acting, secretariat
from tests.feedback import entered

pytestmark = pytest.mark.usefixtures("year_2020")


def test_feedback_of_a_practice_year_comes_and_goes_with_it() -> None:
    real = entered("KH-08")
    units = OrganisationUnit.objects.filter(code__in=["KH-08", "KH-12"])
    make(by=PracticePeople.found(), year=2021, until=6, units=units, counts={})
    with secretariat():
        found = Feedback.objects.filter(practice_year=2021).order_by("received_on")
        assert [row.state for row in found] == ["answered", "looked_at", "new"]
        assert [row.made_by is None for row in found] == [False, False, True]
        [promise] = FeedbackCommitment.objects.all()
        assert promise.commitment.origin == Commitment.Origin.OUTSIDE
    typed = entered("KH-08", received_on=found[0].received_on)
    assert typed.practice_year == 2021  # whoever practises it types it there
    with acting(KANDAL_OFFICER):
        assert Feedback.objects.filter(practice_year=2021).exists()
    with acting(SECRETARY_GENERAL) as secretary:
        remove(by=secretary, year=2021)
    with secretariat():
        assert list(Feedback.objects.all()) == [real]
        assert not FeedbackStep.objects.exists()
        assert not FeedbackCommitment.objects.exists()
        assert [row.feedback_id for row in FeedbackSender.objects.all()] == [real.pk]
