"""In a year to practise on an evaluation of the plan is begun, and goes with the year."""

import pytest
from django.db import IntegrityError, transaction

from provinces.models import OrganisationUnit
from reporting.access import Refused
from reporting.editions.evaluations.queries.contents import EvaluationContents
from reporting.editions.evaluations.queries.evaluations import evaluations
from reporting.models import Commitment, Edition, EvaluationRating, ReportingYear
from reporting.practice.actions.making import make, remove
from reporting.practice.actions.opening import PracticePeople
from tests import evaluations as real
from tests.factories import KANDAL_OFFICER, SECRETARY_GENERAL, acting, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")


def test_one_is_begun_and_goes_with_the_year() -> None:
    units = OrganisationUnit.objects.filter(code="KH-08")
    make(by=PracticePeople.found(), year=2021, units=units)
    with secretariat():
        edition = evaluations().get()
        assert (edition.kind, edition.year) == ("mid_term", 2021)
        contents = EvaluationContents(edition, "en")
        assert contents.evidence is not None
        assert [line.register is None for line in contents.recommendations] == [False, True]
        assert len(contents.ratings("relevance")) == 2
    with acting(KANDAL_OFFICER):  # addressed by the one that is a commitment
        assert Commitment.objects.filter(origin="evaluation").count() == 1
    with acting(SECRETARY_GENERAL) as secretary:
        remove(by=secretary, year=2021)
    with secretariat():
        assert not Edition.everything.filter(year=2021).exists()
        assert not EvaluationRating.objects.exists()
        assert not Commitment.objects.filter(origin="evaluation").exists()


def test_a_year_with_a_real_evaluation_is_not_one_to_practise_on() -> None:
    real.begun(year=2022)
    with pytest.raises(Refused):
        make(by=PracticePeople.found(), year=2022, units=[])
    with secretariat(), pytest.raises(IntegrityError), transaction.atomic():
        ReportingYear.objects.create(year=2022, is_practice=True, today="2022-12-31")
