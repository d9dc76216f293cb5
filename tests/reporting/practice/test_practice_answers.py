"""What units of a year to practise on say of the directions of 2020, so that its report opens with
what became of them."""

import pytest

from provinces.models import OrganisationUnit
from reporting.commitments.queries.answers import RegisterClock, told_answers
from reporting.document.value import Table
from reporting.editions.composing.queries.directions import directions_sections
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import AuditEvent, Commitment, CommitmentAnswer
from reporting.practice.actions.making import make, remove
from reporting.practice.actions.opening import PracticePeople
from reporting.review.queries.receipt import content_digest
from tests.commitments import load
from tests.factories import SECRETARY_GENERAL, acting, secretariat

UNITS = ["KH-02", "KH-08", "MOSVY", "GCNP", "GS"]


@pytest.fixture
def practised(year_2020):
    load()
    units = OrganisationUnit.objects.filter(code__in=UNITS)
    make(by=PracticePeople.found(), year=2021, until=9, units=units, seed=7)


def test_the_report_opens_with_what_became_of_the_directions(practised):
    with secretariat():
        [section] = directions_sections(Period.of_year(2021), "en")
    [table] = [block for block in section.blocks if isinstance(block, Table)]
    states = [row.cells[3] for row in table.rows]
    assert len(states) == 46
    assert states.count("No answer yet") < 46 - 5
    assert {"Going on", "Done"} <= set(states)


def test_what_they_say_is_signed_and_counts_in_that_year_alone(practised):
    with secretariat():
        answers = CommitmentAnswer.objects.filter(revision__report__year=2021)
        assert answers.count() > 10
        for answer in answers.exclude(revision__submitted_at=None)[:5]:
            revision = answer.revision
            assert revision is not None
            assert revision.content_digest == content_digest(revision)
            assert answer.organisation_unit_id in answer.commitment.answering
        of_2020 = Commitment.objects.filter(origin_year=2020)
        keys = list(of_2020.values_list("pk", flat=True))
        assert told_answers(keys, RegisterClock.of(2021))
        assert not told_answers(keys, RegisterClock.of())
        assert AuditEvent.objects.filter(action="report.commitments").exists()


def test_a_longer_report_says_what_its_months_said_last(practised):
    with secretariat():
        longer = [
            answer
            for answer in CommitmentAnswer.objects.select_related("revision__report")
            if answer.revision and answer.revision.report.period.kind is PeriodKind.QUARTER
        ]
    assert longer


def test_they_go_with_the_year(practised):
    with acting(SECRETARY_GENERAL) as secretary:
        remove(by=secretary, year=2021)
    with secretariat():
        assert not CommitmentAnswer.objects.exists()
        assert Commitment.objects.filter(origin_year=2020).exists()
