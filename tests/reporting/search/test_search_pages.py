"""The box in the head, the page of answers, and what is proposed while somebody types."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.kernel.periods import Period
from reporting.models import Discrepancy, Figure
from reporting.search.queries.doubts import doubts_of
from reporting.search.queries.numbers import basis_of
from tests import commitments
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, acting, secretariat

ASKED = "forums kandal 2020 females"


def main_of(page):
    return page.text.partition("<main")[2].partition("</main>")[0]


def test_the_box_stands_in_the_head_of_every_page_for_who_is_signed_in(signed_in, client):
    officer = signed_in(KANDAL_OFFICER)
    for address in ("/", "/reports/", "/annual/", "/notices/", "/nowhere/", "/people/"):
        page = officer.get(address)
        assert page.text.count('role="search"') == 1, address
        assert 'aria-keyshortcuts="/"' in page.text
    assert 'role="search"' not in client.get("/accounts/login/").text
    assert client.get("/search/?q=kandal").status_code == 302


def test_the_number_comes_first_with_its_trace_its_table_and_its_section(signed_in, edition):
    page = signed_in(REVIEWER).get("/search/", {"q": ASKED})
    main = main_of(page)
    with secretariat():
        value = Figure.objects.get(
            consolidation=edition, cell__code="direct_publicity[forums].females",
            organisation_unit__code="KH-08", period_key=202000,
        ).value  # fmt: skip
    assert page.context["lead"].number.value == value
    assert f"{int(value):,}" in main
    assert "/trace/2020/?figure=direct_publicity%5Bforums%5D.females%40KH-08%3A2020" in main
    assert "/explore/?table=direct_publicity&amp;year=2020" in main
    assert "/annual/2020/II.B.1.3/" in main
    assert "Kandal" in main and "persons" in main
    assert re.search(r'role="status">\s*\d+ answers', main)


def test_a_number_that_a_check_doubts_is_shown_with_its_sign(signed_in, edition):
    with acting(CONSOLIDATOR):
        basis = basis_of(Period.of_year(2020))
        assert basis is not None
        states = dict(doubts_of(basis, sees_all=True).states)
        figures = {
            f"{cell}@{unit}:2020": cell
            for cell, unit in Figure.objects.filter(
                consolidation=edition, organisation_unit__isnull=False, period_key=202000
            ).values_list("cell__code", "organisation_unit__code")
        }
        assert Discrepancy.objects.filter(consolidation=edition).exists()
    doubted = [address for address in figures if states.get(address) == "doubted"]
    sound = [address for address in figures if address not in states]
    assert doubted and sound
    seen = set()
    for address in [*doubted[:12], *sound[:12]]:
        cell, _at, unit = address.removesuffix(":2020").partition("@")
        words = f"{cell.replace('[', ' ').replace(']', ' ').replace('.', ' ')} {unit} 2020"
        page = signed_in(REVIEWER).get("/search/", {"q": words})
        lead = page.context["lead"]
        if lead is not None and lead.answer.target == address:
            assert lead.state == ("doubted" if address in doubted else "sound")
            assert ("found-note" in main_of(page)) == (lead.state != "sound" or lead.is_incomplete)
            seen.add(lead.state)
    assert seen == {"doubted", "sound"}


@pytest.mark.parametrize("person", [REVIEWER, KANDAL_OFFICER])
def test_a_total_says_that_it_contains_doubted_numbers_without_a_sign(signed_in, edition, person):
    """As the trace of it does, for who may know it."""
    client = signed_in(person)
    q = {"q": "direct publicity forums persons nation 2020"}
    main, asked = main_of(client.get("/search/", q)), client.get("/search/", q).context
    every = [asked["lead"], *(one for group in asked["groups"] for one in group.shown)]
    found = [one for one in every if one and one.number and not one.number.reference.scope]
    if person == KANDAL_OFFICER:
        assert not any(one.contains_doubted for one in found)  # nothing is published
        return
    assert any(one.contains_doubted for one in found)
    assert "adds up others" in main or "contains doubted numbers" in main
    proposed = client.get("/search/proposals/", q).text
    assert "contains doubted numbers" in proposed


@pytest.mark.parametrize("person", [KANDAL_OFFICER, REVIEWER, "gs.administrator"])
def test_without_a_question_there_are_examples_and_without_an_answer_advice(
    signed_in, edition, person
):
    client = signed_in(person)
    empty = main_of(client.get("/search/"))
    assert empty.count("/search/?q=") == 4
    nothing = main_of(client.get("/search/", {"q": "zzqx"}))
    assert "0 answers" in nothing and "Do this" in nothing
    assert "/search/?q=" in nothing


@pytest.mark.parametrize(
    "q",
    [
        "<script>alert(1)</script>", "%", "_", "\\", "'", '"', "a" * 5000, "\u200b", "…", "ៗ",
        "{year}", "commitment 99999999999999999999", "II..", "😀", "2020", "'; drop table",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered(signed_in, year_2020, q):
    for path in ("/search/", "/search/proposals/"):
        page = signed_in("gs.administrator").get(path, {"q": q})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_signs_that_stand_for_others_in_sql_stand_for_themselves(signed_in, year_2020):
    for q in ("%", "_", "kan%al", "kandal_officer"):
        page = signed_in("gs.administrator").get("/search/", {"q": q})
        people = [one for g in page.context["groups"] if g.kind == "person" for one in g.shown]
        assert len(people) < 6, q


def test_few_answers_are_proposed_as_options_of_a_list(signed_in, edition):
    page = signed_in(REVIEWER).get("/search/proposals/", {"q": "kandal fo"})
    assert "<html" not in page.text
    assert 0 < page.text.count('role="option"') <= 6
    assert len(page.content) < 8_000


def queries_of(client, path):
    client.get(path)  # what is kept in the process is there now
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_the_number_of_queries_depends_on_nothing_that_is_found(signed_in, edition):
    client = signed_in(REVIEWER)
    one, three = "/search/?q=zebra+border", "/search/?q=" + ASKED.replace(" ", "+")
    commitments.decision("KH-21", text="Count the zebras at the border.")
    with_one = queries_of(client, one)
    for _again in range(3):
        commitments.decision("KH-21", text="Count the zebras at the border.")
    assert queries_of(client, one) == with_one
    assert queries_of(client, three) < 40


def test_the_page_is_khmer_where_its_reader_is(signed_in, edition):
    page = signed_in(REVIEWER).get(
        "/search/", {"q": "វេទិកាសាធារណៈ កណ្តាល ២០២០ ស្រី", "language": "km"}
    )
    lead = page.context["lead"]
    assert lead.answer.target == "direct_publicity[forums].females@KH-08:2020"
    assert "កណ្តាល" in main_of(page) and "ស្រី" in main_of(page)
