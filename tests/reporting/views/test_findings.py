"""The list of discrepancies and its filters."""

import re

from reporting.queries.findings import Findings, Wanted
from tests.factories import CONSOLIDATOR, REVIEWER, secretariat


def shown(page):
    found = re.search(r"(\d+) of (\d+) are shown", page)
    assert found
    return int(found[1]), int(found[2])


def test_everything_is_shown_first(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/").text
    some, all_of_them = shown(page)
    assert some == all_of_them > 20
    assert "%(" not in page


def test_filters_narrow_down_together(edition):
    with secretariat():
        findings = Findings(edition, "en")
        high = findings.choose(Wanted(severity="high"))
        one_kind = findings.choose(Wanted(severity="high", kind="repeated_row"))
    assert 0 < len(one_kind) < len(high) < len(findings.rows)
    assert {one.row.kind for one in one_kind} == {"repeated_row"}


def test_an_unknown_filter_narrows_nothing_down(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/?severity=purple").text
    assert shown(page)[0] == shown(page)[1]


def test_a_finding_leads_to_its_section_and_to_the_figures_behind_it(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/?kind=repeated_row").text
    assert 'href="/annual/2020/II.B.1.3/#direct_publicity"' in page
    traces = re.findall(r'href="(/trace/2020/\?figure=[^"]+)"', page)
    assert traces
    assert signed_in(REVIEWER).get(traces[0]).status_code == 200


def test_every_check_explains_itself(signed_in, edition):
    page = signed_in(REVIEWER).get("/discrepancies/2020/").text
    assert "within 1.5 percent" in page
    assert "robust z-score" in page


def test_the_number_of_queries_does_not_grow_with_what_was_found(
    edition, django_assert_num_queries
):
    with secretariat():
        for wanted in (Wanted(kind="repeated_row"), Wanted()):
            with django_assert_num_queries(3):
                Findings(edition, "en").choose(wanted)


def test_the_menu_entry_leads_to_the_newest_year(signed_in, edition):
    assert signed_in(CONSOLIDATOR).get("/discrepancies/")["Location"] == "/discrepancies/2020/"
