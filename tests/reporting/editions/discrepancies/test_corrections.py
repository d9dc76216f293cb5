"""Reports are re-opened to correct what a discrepancy names: from the return to its effect."""

from typing import Any

import pytest

from reporting.access import Refused
from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.queries.corrections import Stage
from reporting.editions.discrepancies.rules import DiscrepancyStatus
from reporting.entry.access import access_to_report
from reporting.models import Report, ReviewStep, Settlement
from reporting.review.actions import approval
from tests.editions import explained, one_of
from tests.factories import (
    CONSOLIDATOR,
    REVIEWER,
    accepted,
    acting,
    consolidated,
    reopened,
    secretariat,
    submitted,
)

PERSONS = "returning_workers.returnees"
FEMALES = "returning_workers.females"


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


def report_of(unit, data_set="committee", key=202100):
    return Report.objects.get(organisation_unit__code=unit, data_set__code=data_set, period_key=key)


def asked_to_correct(one, report, by=REVIEWER, key=202100, text="How many were females?"):
    with acting(by) as person:
        return resolving.ask_for_correction(
            by=person, period_key=key, fingerprints=[one.fingerprint], seen=lambda _: one.seen,
            report=report, text=text,
        )  # fmt: skip


@pytest.fixture
def wrong_2021():
    """Takeo forgets the females of its returning workers; Kandal's numbers are whole."""
    accepted("KH-21", "committee", "2021", {PERSONS: 300})
    accepted("KH-08", "committee", "2021", {PERSONS: 100, FEMALES: 40})
    consolidated(2021)


@pytest.mark.usefixtures("wrong_2021")
def test_a_correction_from_the_return_to_its_effect():
    with secretariat():
        one = one_of("females_missing", "KH-21", 2021)
        report = report_of("KH-21")
    asked_to_correct(one, report)
    with secretariat():
        step = ReviewStep.objects.get(step=ReviewStep.Step.REOPENED, revision__report=report)
        assert step.comment == "How many were females?"
    assert stage() == (DiscrepancyStatus.MENDING, Stage.REOPENED)

    submitted("KH-21", "committee", "2021", {PERSONS: 320, FEMALES: 150})
    assert stage() == (DiscrepancyStatus.MENDING, Stage.SUBMITTED)
    accept("KH-21")
    assert stage() == (DiscrepancyStatus.MENDING, Stage.ACCEPTED)

    consolidated(2021)
    with secretariat():
        now = one_of("females_missing", "KH-21", 2021)
        assert now.status is DiscrepancyStatus.GONE
        assert now.row is None
        assert (now.correction.stage, now.correction.before, now.correction.after) == (
            Stage.CONSOLIDATED,
            1,
            2,
        )
        [effect] = [one for one in now.effects if PERSONS in one.address]
        assert (effect.before, effect.after, effect.difference) == (300, 320, 20)
        [females] = [one for one in now.effects if FEMALES in one.address]
        assert (females.before, females.after) == (None, 150)
        assert now.said.found["template"]


def stage():
    with secretariat():
        one = one_of("females_missing", "KH-21", 2021)
        return one.status, one.correction.stage


def accept(unit):
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit=unit, period="2021", data_set="committee")
        approval.accept(by=reviewer, access=found)


def test_a_number_that_was_written_oddly_is_corrected_by_another_one():
    """What the source prints goes with the number that it was said of."""
    with secretariat():
        one = one_of("number_format", "KH-01")
        report = report_of("KH-01", key=202000)
    asked_to_correct(one, report, key=202000)
    accepted("KH-01", "committee", "2020", {PERSONS: 33_967})
    consolidated(2020)
    with secretariat():
        now = one_of("number_format", "KH-01")
        assert now.status is DiscrepancyStatus.GONE
        assert [one.difference for one in now.effects] == [33_967 - 33_976]
        assert now.was.printed == "33.976"


@pytest.mark.usefixtures("wrong_2021")
def test_a_correction_in_vain_is_open_again():
    with secretariat():
        one = one_of("females_missing", "KH-21", 2021)
        report = report_of("KH-21")
    asked_to_correct(one, report)
    accepted("KH-21", "committee", "2021", {PERSONS: 310})
    consolidated(2021)
    with secretariat():
        now = one_of("females_missing", "KH-21", 2021)
        assert now.status is DiscrepancyStatus.OPEN
        assert now.in_vain


@pytest.mark.usefixtures("wrong_2021")
def test_a_report_that_is_in_the_units_hands_gets_a_comment():
    with secretariat():
        one = one_of("females_missing", "KH-21", 2021)
        report = report_of("KH-21")
    [said] = asked_to_correct(one, report)
    with acting(REVIEWER) as person:
        place: dict[str, Any] = {"by": person, "period_key": 202100, "fingerprint": one.fingerprint}
        open_again = resolving.reopen(**place, seen=said.pk)
    with secretariat():
        again = one_of("females_missing", "KH-21", 2021)
        assert again.seen == open_again.pk
    asked_to_correct(again, report, text="And the minors?")
    with secretariat():
        assert report.comments.get().text == "And the minors?"
    with secretariat():
        now = one_of("females_missing", "KH-21", 2021)
    with acting(CONSOLIDATOR) as person:
        resolving.reopen(by=person, period_key=202100, fingerprint=now.fingerprint, seen=now.seen)
    with secretariat():
        last = one_of("females_missing", "KH-21", 2021)
    with pytest.raises(Refused, match="Ask a reviewer"):
        asked_to_correct(last, report, by=CONSOLIDATOR)


@pytest.mark.usefixtures("wrong_2021")
def test_a_consolidator_returns_it_as_well():
    with secretariat():
        one = one_of("females_missing", "KH-21", 2021)
        report = report_of("KH-21")
    asked_to_correct(one, report, by=CONSOLIDATOR)
    assert stage() == (DiscrepancyStatus.MENDING, Stage.REOPENED)


@pytest.mark.usefixtures("wrong_2021")
def test_an_explanation_lapses_when_its_number_changes():
    """Of a computed number; where there is none, the page only says that the numbers changed."""
    with secretariat():
        one = one_of("females_missing", "KH-21", 2021)
    explained(one, key=202100)
    reopened("KH-21", "committee", "2021")
    accepted("KH-21", "committee", "2021", {PERSONS: 500})
    consolidated(2021)
    with secretariat():
        now = one_of("females_missing", "KH-21", 2021)
        assert now.status is DiscrepancyStatus.EXPLAINED
        assert now.numbers_changed
        assert not now.lapsed
        said = now.said
        Settlement.objects.create(
            period_key=202100,
            fingerprint=now.fingerprint,
            state="explained",
            text="Small.",
            found={**said.found, "severity": "low"},
            consolidation=said.consolidation,
            by=said.by,
        )
        graver = one_of("females_missing", "KH-21", 2021)
        assert graver.status is DiscrepancyStatus.OPEN
        assert graver.lapsed
