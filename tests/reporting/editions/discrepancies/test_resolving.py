"""Discrepancies are explained, one or all of a kind, and opened again; each word stays."""

from typing import Any

import pytest

from reporting.access import NotHere, Overtaken, Refused
from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.queries.discrepancy_list import open_high
from reporting.editions.discrepancies.rules import DiscrepancySnapshot, DiscrepancyStatus
from reporting.models import AuditEvent, Revision, Settlement
from tests.editions import discrepancy_workspace, explain_printed, explained, one_of
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    acting,
    added_up,
    secretariat,
)

KEY = 202000


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


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
        several = [
            one for one in discrepancy_workspace().items if one.found.kind == "females_missing"
        ]
    explained(several[0], text="Its own reason.")
    with acting(REVIEWER) as person:
        count = resolving.explain_kind(
            by=person, period_key=KEY, kind="females_missing", text="The form did not ask for them."
        )
        with pytest.raises(Overtaken, match="None of this kind"):
            resolving.explain_kind(by=person, period_key=KEY, kind="females_missing", text="So.")
    assert count == len(several) - 1 > 3
    with secretariat():
        by_kind = {one.found.kind for one in discrepancy_workspace().items if one.is_resolved}
        assert by_kind == {"females_missing"}
        assert Settlement.objects.filter(text="Its own reason.").count() == 1


def test_what_the_printed_report_had_wrong_is_explained_in_one_go():
    with acting(CONSOLIDATOR) as person:
        count = explain_printed(by=person, period_key=KEY)
        assert explain_printed(by=person, period_key=KEY) == 0
    with secretariat():
        items = discrepancy_workspace().items
        resolved = [one for one in items if one.status is DiscrepancyStatus.EXPLAINED]
        explained_ones = [one for one in resolved if not one.with_root]
        assert len(explained_ones) == count > 25
        assert all(one.found.line for one in explained_ones)
        # What is printed with two values is told by the footnote of the wrong one.
        unnoted = [one for one in explained_ones if not one.said.footnote]  # type: ignore[union-attr]
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


def test_a_year_without_figures_has_no_workspace():
    with acting(REVIEWER) as person, pytest.raises(NotHere):
        explain_printed(by=person, period_key=203100)
    with secretariat():
        assert open_high(203100) == []
        assert not Revision.objects.filter(report__year=2031).exists()
    assert added_up(2031).figure_count == 0
