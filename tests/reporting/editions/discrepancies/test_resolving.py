"""Discrepancies are explained, re-opened and corrected at their source; each word stays."""

from typing import Any

import pytest

from reporting.access import NotHere, Overtaken, Refused
from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.queries.corrections import Stage
from reporting.editions.discrepancies.queries.discrepancy_list import (
    DiscrepancyWorkspace,
    open_high,
)
from reporting.editions.discrepancies.rules import DiscrepancySnapshot, DiscrepancyStatus
from reporting.entry.access import access_to_report
from reporting.models import AuditEvent, Consolidation, Report, ReviewStep, Revision, Settlement
from reporting.review.actions import approval
from tests.editions import explain_printed
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    accepted,
    acting,
    added_up,
    consolidated,
    reopened,
    secretariat,
    submitted,
)

KEY = 202000
PERSONS = "returning_workers.returnees"
FEMALES = "returning_workers.females"


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


def workspace(year=2020):
    return DiscrepancyWorkspace(
        Consolidation.objects.filter(period_key=year * 100).latest("pk"), "en"
    )


def one_of(kind, unit="", year=2020):
    return next(
        one for one in workspace(year).items if one.found.kind == kind and one.found.unit == unit
    )


def explained(one, by=REVIEWER, text="It was so.", key=KEY, **more):
    with acting(by) as person:
        return resolving.explain(
            by=person, period_key=key, fingerprint=one.fingerprint, seen=one.seen, text=text, **more
        )


def test_an_explanation_resolves_it_and_says_who_and_when():
    with secretariat():
        one = one_of("repeated_row", "KH-11")
        assert one.status is DiscrepancyStatus.OPEN
        before = len(open_high(KEY))
    made = explained(one, text="The province confirmed its numbers by telephone.")
    with secretariat():
        now = one_of("repeated_row", "KH-11")
        assert now.status is DiscrepancyStatus.EXPLAINED
        assert now.said == made
        assert made.by.username == REVIEWER
        assert len(open_high(KEY)) == before - 1
        assert AuditEvent.objects.filter(action="discrepancy.explained").count() == 1
        kept = DiscrepancySnapshot.from_json(made.found)
        assert kept.cells == now.found.cells
        assert len(kept.values) == len(kept.cells)
        assert all(float(number) > 0 for number in kept.values.values())


def test_it_needs_a_reason():
    with secretariat():
        one = one_of("repeated_row", "KH-11")
    with pytest.raises(Refused, match="needs its reason"):
        explained(one, text="  \n")
    with secretariat():
        assert not Settlement.objects.exists()


def test_who_comes_second_is_told():
    with secretariat():
        one = one_of("repeated_row", "KH-11")
    explained(one)
    with pytest.raises(Overtaken, match="resolved this meanwhile"):
        explained(one, by=CONSOLIDATOR)


@pytest.mark.parametrize("person", ["wg-just.lead", "gs.administrator", KANDAL_OFFICER])
def test_leads_and_units_resolve_nothing(person):
    with secretariat():
        one = one_of("repeated_row", "KH-11")
    with pytest.raises(Refused, match="Only the Secretariat resolves"):
        explained(one, by=person)


def test_what_was_never_found_is_not_there():
    with acting(REVIEWER) as person, pytest.raises(NotHere):
        resolving.explain(by=person, period_key=KEY, fingerprint="0" * 20, seen=0, text="So.")


def test_an_explanation_is_taken_back_and_stays_in_the_history():
    with secretariat():
        one = one_of("repeated_row", "KH-11")
    said = explained(one)
    with acting(CONSOLIDATOR) as person:
        place: dict[str, Any] = {"by": person, "period_key": KEY, "fingerprint": one.fingerprint}
        again = resolving.reopen(**place, seen=said.pk, text="It is not so.")
        with pytest.raises(Overtaken, match="open already"):
            resolving.reopen(**place, seen=again.pk)
    with secretariat():
        now = one_of("repeated_row", "KH-11")
        assert now.status is DiscrepancyStatus.OPEN
        assert [row.state for row in now.history] == ["explained", "open"]


def test_all_open_ones_of_a_kind_at_once_and_no_other():
    with secretariat():
        several = [one for one in workspace().items if one.found.kind == "females_missing"]
    explained(several[0], text="Its own reason.")
    with acting(REVIEWER) as person:
        count = resolving.explain_kind(
            by=person, period_key=KEY, kind="females_missing", text="The form did not ask for them."
        )
        with pytest.raises(Overtaken, match="None of this kind"):
            resolving.explain_kind(by=person, period_key=KEY, kind="females_missing", text="So.")
    assert count == len(several) - 1 > 3
    with secretariat():
        by_kind = {one.found.kind for one in workspace().items if one.is_resolved}
        assert by_kind == {"females_missing"}
        assert Settlement.objects.filter(text="Its own reason.").count() == 1


def test_what_the_printed_report_had_wrong_is_explained_in_one_go():
    with acting(CONSOLIDATOR) as person:
        count = explain_printed(by=person, period_key=KEY)
        assert explain_printed(by=person, period_key=KEY) == 0
    with secretariat():
        items = workspace().items
        explained_ones = [one for one in items if one.status is DiscrepancyStatus.EXPLAINED]
        assert len(explained_ones) == count > 25
        assert all(one.found.line for one in explained_ones)
        # What is printed with two values is told by the footnote of the wrong one.
        unnoted = [one for one in explained_ones if not one.said.footnote]
        assert {one.found.kind for one in unnoted} == {"two_values"}
        workers = next(one for one in explained_ones if one.found.printed == "22,769")
        assert workers.footnote == (
            "The report printed in 2021 says “22,769 Cambodian workers”. The units gave 22,679. "
            "Two digits are exchanged: 22,769 for 22,679. It would add up as well if Ministry of "
            "Labor and Vocational Training, Japan gave 3,109 instead of 3,019."
        )
        left = {one.found.kind for one in items if one.status is DiscrepancyStatus.OPEN}
        assert {"repeated_row", "rate_outlier", "number_format", "parts_do_not_add"} <= left
        assert not left & {"printed_total", "quoted_figure", "percentage"}
        assert {one.found.kind for one in open_high(KEY)} == {
            "repeated_row", "branch_above_body", "parts_do_not_add",
        }  # fmt: skip


def test_the_number_of_queries_does_not_grow_with_what_is_explained(django_assert_max_num_queries):
    with acting(CONSOLIDATOR) as person:
        place: dict[str, Any] = {"by": person, "period_key": KEY, "text": "So it is."}
        with django_assert_max_num_queries(40) as one:
            resolving.explain_kind(**place, kind="repeated_row")
        with django_assert_max_num_queries(40) as many:
            resolving.explain_kind(**place, kind="number_format")
    assert len(one) == len(many)


# Mending ------------------------------------------------------------------------------------------


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


def test_a_year_without_figures_has_no_workspace():
    with acting(REVIEWER) as person, pytest.raises(NotHere):
        explain_printed(by=person, period_key=203100)
    with secretariat():
        assert open_high(203100) == []
        assert not Revision.objects.filter(report__year=2031).exists()
    assert added_up(2031).figure_count == 0
