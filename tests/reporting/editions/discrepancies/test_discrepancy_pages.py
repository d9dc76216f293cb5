"""The pages of discrepancies as people use them."""

import re

import pytest

from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.queries.discrepancy_list import (
    DiscrepancyCriteria,
    DiscrepancyWorkspace,
)
from reporting.editions.discrepancies.queries.workspaces import workspace_of
from reporting.kernel.periods import Period
from reporting.models import Edition, ReviewStep, Settlement
from tests.editions import begun, explain_printed
from tests.factories import CONSOLIDATOR, REVIEWER, acting, secretariat

YEAR = Period.parse("2020")
LEAD = "wg-just.lead"


def shown(page):
    found = re.search(r"(\d+) of (\d+) are shown", page)
    assert found
    return int(found[1]), int(found[2])


def item(kind, unit=""):
    with secretariat():
        return next(
            one for one in workspace_of(YEAR, "en").items
            if one.found.kind == kind and (not unit or one.found.unit == unit)
        )  # fmt: skip


def address(one):
    return f"/discrepancies/2020/{one.fingerprint}/"


def test_everything_is_shown_first_with_how_far_it_is(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/").text
    some, all_of_them = shown(page)
    assert some == all_of_them > 20
    assert f"0 of {all_of_them} resolved" in page
    assert "high ones are open" in page
    assert "%(" not in page


def test_filters_narrow_down_together(edition):
    with secretariat():
        workspace = DiscrepancyWorkspace(edition, "en")
        high = workspace.choose(DiscrepancyCriteria(severity="high"))
        one_kind = workspace.choose(
            DiscrepancyCriteria(severity="high", kind="repeated_row", state="unsettled")
        )
        none = workspace.choose(
            DiscrepancyCriteria(severity="high", kind="repeated_row", state="explained")
        )
    assert 0 < len(one_kind) < len(high) < len(workspace.items)
    assert {one.found.kind for one in one_kind} == {"repeated_row"}
    assert none == []


def test_an_unknown_filter_narrows_nothing_down(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/?severity=purple").text
    assert shown(page)[0] == shown(page)[1]


def test_a_tally_of_none_leads_to_an_empty_list(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/?state=gone").text
    assert shown(page)[0] == 0
    assert "Nothing of this kind was found." in page
    assert "Select a valid choice" not in page


def test_a_finding_leads_to_its_section_and_to_the_figures_behind_it(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/?kind=repeated_row").text
    assert 'href="/annual/2020/II.B.1.3/#direct_publicity"' in page
    traces = re.findall(r'href="(/trace/2020/\?figure=[^"]+)"', page)
    assert traces
    assert signed_in(REVIEWER).get(traces[0]).status_code == 200


def test_every_check_explains_itself(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/").text
    assert "fewer than 1 such coincidence in 10 years" in page
    assert "at most one is expected to be a false alarm" in page


def test_the_number_of_queries_grows_neither_with_what_was_found_nor_with_what_was_said(
    edition, django_assert_num_queries
):
    with acting(CONSOLIDATOR) as person:
        resolving.explain_kind(by=person, period_key=YEAR.key, kind="repeated_row", text="So.")
        with django_assert_num_queries(6):
            assert DiscrepancyWorkspace(edition, "en").resolved == 1
        assert explain_printed(by=person, period_key=YEAR.key) > 3
        with django_assert_num_queries(6):
            assert DiscrepancyWorkspace(edition, "en").resolved > 3


def test_the_menu_entry_leads_to_the_newest_list(signed_in, edition):
    assert signed_in(CONSOLIDATOR).get("/discrepancies/")["Location"] == "/discrepancies/2020/"


def test_one_is_explained_with_a_footnote(signed_in, edition):
    one = item("repeated_row")
    client = signed_in(REVIEWER)
    page = client.get(address(one)).text
    assert "Keep the explanation" in page
    body = {
        "what": "explain", "explain-seen": "0", "explain-text": "The province confirmed it.",
        "explain-footnote": "on", "explain-note": "Confirmed by the province.",
    }  # fmt: skip
    assert client.post(address(one), body)["Location"] == "/discrepancies/2020/"
    page = client.get("/discrepancies/2020/?state=explained").text
    assert shown(page)[0] == 1
    assert "The province confirmed it." in page
    assert "Printed as a footnote." in page
    assert "Confirmed by the province." in client.get(address(one)).text
    assert item("repeated_row").footnote == "Confirmed by the province."


def test_without_a_reason_nothing_is_kept_and_the_field_says_so(signed_in, edition):
    one = item("repeated_row")
    body = {"what": "explain", "explain-seen": "0", "explain-text": " ", "explain-note": "Mine."}
    response = signed_in(REVIEWER).post(address(one), body)
    assert response.status_code == 200
    assert "an explanation needs its reason" in response.text
    assert 'href="#explain"' in response.text
    assert "Mine." in response.text
    with secretariat():
        assert not Settlement.objects.exists()


def test_who_comes_second_reads_what_was_said(signed_in, edition):
    one = item("repeated_row")
    body = {"what": "explain", "explain-seen": "0", "explain-text": "First."}
    signed_in(REVIEWER).post(address(one), body)
    response = signed_in(CONSOLIDATOR).post(address(one), {**body, "explain-text": "Second."})
    assert response.status_code == 409
    assert "resolved this meanwhile" in response.text
    assert "First." in response.text
    assert "Second." in response.text
    said = item("repeated_row")
    assert f'name="explain-seen" value="{said.seen}"' in response.text  # who sends it has read it


def test_a_report_is_returned_to_be_corrected_with_all_that_is_wrong_in_it(signed_in, edition):
    one = item("females_missing", "MOSVY")
    client = signed_in(REVIEWER)
    page = client.get(address(one)).text
    report = re.search(r'<option value="(\d+)"[^>]*>[^<]*Ministry of Social Affairs', page)
    other = re.search(r'name="correct-others"[^>]*value="([^"]+)"', page) or re.search(
        r'value="([^"]+)"[^>]*name="correct-others"', page
    )
    assert report and other
    body = {
        "what": "correct", "correct-seen": "0", "correct-report": report[1],
        "correct-others": other[1], "correct-text": "How many were females?",
    }  # fmt: skip
    assert client.post(address(one), body).status_code == 302
    with secretariat():
        assert Settlement.objects.filter(state="mending", report=int(report[1])).count() == 2
        step = ReviewStep.objects.get(step="reopened")
        assert (step.revision.report_id, step.comment) == (
            int(report[1]), "How many were females?",
        )  # fmt: skip
    page = client.get("/discrepancies/2020/?state=mending").text
    assert shown(page)[0] == 2
    assert "re-opened; the unit has not begun yet" in page


def test_all_of_a_kind_at_once(signed_in, edition):
    client = signed_in(CONSOLIDATOR)
    page = client.get("/discrepancies/2020/?kind=females_missing").text
    link = re.search(r'href="(/discrepancies/2020/explain/\?kind=females_missing)"', page)
    assert link
    assert "Keep the explanation for all" in client.get(link[1]).text
    client.post(link[1], {"text": "The form did not ask for them.", "footnote": "on"})
    some, _all = shown(client.get("/discrepancies/2020/?state=explained").text)
    assert some == shown(page)[0]
    assert "None of this kind is open." in client.get(link[1]).text


def test_a_lead_reads_but_is_offered_nothing(signed_in, edition):
    one = item("females_missing", "MOSVY")
    client = signed_in(LEAD)
    page = client.get(address(one)).text
    assert "Keep the explanation" not in page
    assert "Re-open the report" not in page
    assert ">Resolve<" not in client.get("/discrepancies/2020/").text


@pytest.fixture
def written(edition):
    return begun()


def test_the_same_list_stands_in_the_edition(signed_in, written):
    page = signed_in(REVIEWER).get("/editions/2020/1/discrepancies/").text
    assert 'aria-current="page">Discrepancies' in page
    assert ">Resolve<" in page


def test_that_of_a_published_edition_stays_as_it_was(signed_in, written, edition):
    with acting(CONSOLIDATOR) as person:
        resolving.explain_kind(by=person, period_key=YEAR.key, kind="repeated_row", text="Before.")
        last = Settlement.objects.latest("pk")
        Edition.objects.filter(pk=written.pk).update(
            state="published", consolidation=edition, published_at=last.at,
            published_by=person.user, reason="The report is due.",
        )  # fmt: skip
        explain_printed(by=person, period_key=YEAR.key)
    page = signed_in(REVIEWER).get("/editions/2020/1/discrepancies/").text
    assert re.search(r"\b1 of \d+ resolved", page)
    assert "Before." in page
    assert "The report is due." in page
    assert ">Resolve<" not in page
    live = signed_in(REVIEWER).get("/discrepancies/2020/").text
    assert not re.search(r"\b1 of \d+ resolved", live)


def test_the_home_counts_what_is_not_resolved(signed_in, edition):
    def high():
        page = signed_in(CONSOLIDATOR).get("/").text
        found = re.search(r"state=unsettled&amp;severity=high\"\s*><b>(\d+)</b>", page)
        assert found
        return int(found[1])

    before = high()
    with acting(CONSOLIDATOR) as person:
        resolving.explain_kind(by=person, period_key=YEAR.key, kind="repeated_row", text="So.")
    assert high() == before - 1
