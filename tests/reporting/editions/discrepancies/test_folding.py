"""Findings with one root are one row of the list; what is said of the root counts for them all."""

import re
from typing import Any

import pytest

from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.queries.discrepancy_list import (
    DiscrepancyCriteria,
    DiscrepancyWorkspace,
    open_high,
)
from reporting.editions.discrepancies.queries.footnote_words import printed_discrepancies
from reporting.editions.discrepancies.queries.workspaces import high_by_section
from reporting.editions.discrepancies.rules import DiscrepancyStatus
from reporting.models import Settlement
from tests.editions import begun, discrepancy_workspace, explained, one_of
from tests.factories import CONSOLIDATOR, REVIEWER, acting, secretariat

KEY = 202000
OPEN, EXPLAINED = DiscrepancyStatus.OPEN, DiscrepancyStatus.EXPLAINED


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


def at(section: str, printed: str) -> Any:
    with secretariat():
        workspace = discrepancy_workspace()
        one = next(
            one for one in workspace.items
            if (one.found.section, one.found.printed) == (section, printed)
        )  # fmt: skip
        return workspace.item(one.fingerprint)


def victims() -> Any:
    """The root of ten victims too many: the total of the table by offence."""
    with secretariat():
        return next(
            one for one in discrepancy_workspace().roots
            if (one.found.kind, one.found.printed) == ("printed_total", "276")
        )  # fmt: skip


def printed_open() -> list[str]:
    with secretariat():
        found = printed_discrepancies(discrepancy_workspace().consolidation)
        return [one.row.printed for one in found if one.is_open and one.is_noted]


FOLDED = {
    "printed_total 276": [
        "quoted_figure 467", "quoted_figure 276", "printed_total 467", "two_values ",
    ],
    "printed_total 55": ["quoted_figure 193", "quoted_figure 55", "printed_total 193"],
    "printed_total 15": ["printed_total 126,222"],
    "printed_total 17,409": ["printed_total 17,409", "printed_total 6,193,391"],
    "parts_do_not_add ": ["quoted_figure 313"],
    "branch_above_body ": ["branch_above_body ", "rate_outlier CRC"],
    "printed_total 3,359,817": ["two_values 3,359,817"],
    "printed_total 228": ["two_values 278"],
    "share_outlier KH-14": ["rate_outlier KH-14"],
}  # fmt: skip


def name(one) -> str:
    what = one.found.printed or (one.found.unit if one.found.kind.endswith("outlier") else "")
    return f"{one.found.kind} {one.found.unit if one.found.kind == 'counted_twice' else what}"


def test_each_root_of_2020_is_listed_once():
    with secretariat():
        workspace = discrepancy_workspace()
        found = {
            name(root): sorted(map(name, root.consequences))
            for root in workspace.roots
            if root.consequences
        }
        assert found == {root: sorted(under) for root, under in FOLDED.items()}
        high = [one for one in workspace.items if one.found.severity == "high"]
        roots = [one for one in workspace.roots if one.found.severity == "high"]
        assert (len(high), len(roots)) == (28, 17)
        every = [one.fingerprint for root in workspace.roots for one in root.group]
        assert sorted(every) == sorted(one.fingerprint for one in workspace.items)


def test_the_graver_and_then_what_moves_more_comes_first():
    with secretariat():
        roots = discrepancy_workspace().roots
    ranks = [(["high", "medium", "low"].index(one.found.severity), -one.weight) for one in roots]
    assert ranks == sorted(ranks)
    high = [one.weight for one in roots if one.found.severity == "high"]
    assert high[0] == 1.0 and 0 < high[-1] < 0.1


def test_the_root_is_explained_and_with_it_all_that_follows():
    root = victims()
    before = len(printed_open())
    with secretariat():
        high = len(open_high(KEY))
    assert {one.status for one in root.group} == {OPEN}
    said = explained(root, text="A row is short by ten.", footnote=True)
    now = victims()
    assert {one.status for one in now.group} == {EXPLAINED}
    assert len(now.consequences) == 4
    assert all(one.with_root and one.said is None for one in now.consequences)
    with secretariat():
        assert Settlement.objects.count() == 1
        assert len(open_high(KEY)) == high - 1
    # Four grave notes go; that of the root stays, explained.
    assert len(printed_open()) == before - 4
    with acting(CONSOLIDATOR) as person:
        resolving.reopen(by=person, period_key=KEY, fingerprint=root.fingerprint, seen=said.pk)
    assert {one.status for one in victims().group} == {OPEN}
    assert len(printed_open()) == before


def test_a_consequence_that_is_explained_leaves_its_root_open():
    one = next(one for one in victims().consequences if one.found.printed == "467")
    explained(one, text="It has a word of its own.")
    root = victims()
    assert root.status is OPEN
    assert [one.status for one in root.consequences].count(EXPLAINED) == 1
    explained(root, text="So is its root.")
    own = [one for one in victims().consequences if not one.with_root]
    assert [one.said.text for one in own] == ["It has a word of its own."]


def test_a_consequence_that_is_opened_again_stands_alone():
    one = next(one for one in victims().consequences if one.found.printed == "467")
    own = explained(one, text="Its own.")
    explained(victims(), text="Of the root.")
    with secretariat():
        before = len(open_high(KEY))
    with acting(REVIEWER) as person:
        resolving.reopen(by=person, period_key=KEY, fingerprint=one.fingerprint, seen=own.pk)
    with secretariat():
        assert len(open_high(KEY)) == before + 1
        assert one.fingerprint in {root.fingerprint for root in discrepancy_workspace().roots}


def test_a_filter_finds_a_root_by_its_consequence():
    with secretariat():
        workspace = discrepancy_workspace()
        annex = workspace.choose(DiscrepancyCriteria(section="ANNEX"))
        assert {one.found.printed for one in annex} == {"276", "55"}
        assert workspace.count("section")["ANNEX"] == len(annex) == 2
        assert workspace.count("severity")["high"] == 17


def test_who_writes_a_section_is_told_of_the_root_of_what_stands_in_it(edition):
    with secretariat():
        workspace = DiscrepancyWorkspace(edition, "en")
        told = high_by_section(begun(), "en")
        assert workspace.open_high
    assert {one.found.printed for one in told["ANNEX"]} == {"276", "55"}


def test_the_pages_fold_and_lead_from_the_one_to_the_other(signed_in, edition):
    client = signed_in(REVIEWER)
    page = client.get("/discrepancies/2020/?kind=two_values").text
    assert "+ 4 consequences" in page
    root = victims()
    page = client.get(f"/discrepancies/2020/{root.fingerprint}/").text
    assert "+ 4 consequences" in page
    under = root.consequences[0]
    assert f"/discrepancies/2020/{under.fingerprint}/" in page
    of_it = client.get(f"/discrepancies/2020/{under.fingerprint}/").text
    assert "follows from another discrepancy" in of_it
    assert f"/discrepancies/2020/{root.fingerprint}/" in of_it
    assert "follows from another" not in page
    explained(root, text="A row is short by ten.")
    of_it = client.get(f"/discrepancies/2020/{under.fingerprint}/").text
    assert "What was said of its root counts for it too." in of_it
    assert "Open it again" not in of_it
    some, every = re.findall(r"(\d+) of (\d+) resolved", client.get("/discrepancies/2020/").text)[0]
    assert int(some) == 1
    with secretariat():
        assert int(every) == len(DiscrepancyWorkspace(edition, "en").roots)


def test_a_page_shows_the_number_beside_the_others(signed_in, edition):
    with secretariat():
        one = one_of("share_outlier", "KH-14")
    page = signed_in(REVIEWER).get(f"/discrepancies/2020/{one.fingerprint}/").text
    assert "Why do you think so?" in page
    assert "<svg" in page
    assert "▸ Prey Veng" in page


def test_the_number_of_queries_is_the_same_however_much_is_folded(
    edition, django_assert_num_queries
):
    with secretariat():
        with django_assert_num_queries(7):
            assert sum(len(one.consequences) for one in DiscrepancyWorkspace(edition, "en").roots)
        with django_assert_num_queries(6):  # a home only counts: without the weights
            assert DiscrepancyWorkspace(edition, "en").unresolved["high"] == 17
