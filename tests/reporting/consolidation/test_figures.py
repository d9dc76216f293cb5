"""Figures looked up by reference: scopes, kinds, counts, open rows, computed cells."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.consolidation.queries.figures import FigureBook
from reporting.kernel.expressions import Reference, evaluate, parse
from reporting.models import Consolidation
from tests.factories import accepted, added_up, secretariat


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


@pytest.fixture
def book():
    return FigureBook(Consolidation.objects.get(year=2020))


LOOK_UPS = {
    # scopes
    "direct_publicity.persons": 6_147_930,
    "direct_publicity.persons@nation": 6_147_930,
    "direct_publicity.persons@KH-08": 814_469,
    "direct_publicity.persons@KH-08|KH-12": 814_469 + 228_273,
    "direct_publicity.persons@province": 5_921_826,
    "direct_publicity.times@ministry|institution|specialised_unit": 4_282,
    "direct_publicity[publicity].females@KH-22": None,
    "direct_publicity.persons@KH-99": None,
    "no_such_table.persons": None,
    # periods
    "offences.cases:2019": 169,
    "offences[tip].cases@GCNP:2019": 38,
    "surveillance.times:202009": 90,
    "surveillance.times:2018": None,
    # open rows
    "partner_meetings{aple_campaign}.participants": 541,
    "other_means{education_meetings}.participants@KH-08": 1_947,
    "other_means{education_meetings}.participants@KH-21": None,
    "materials{red_cross_branch}.persons@CRC-17": 42_493,
    "partner_meetings{nobody}.times": None,
    # counts
    "count(returnee_interviews.times)": 5,
    "count(direct_publicity.times@province)": 25,
    "count(direct_publicity[forums].times@ministry)": 1,
    "count(foreign_suspects.sexual)": 4,
    "count(partner_meetings)": 13,
    "count(partner_meetings.times@APLE)": 2,
    # computed cells
    "publicity_summary[public_forum].times": 125_949,
    "prosecution.victims": 369,
    "offence_victims[tip].victims": 276,
    "mosvy_received[thai].persons@MOSVY": 63_793,
    # expressions
    "direct_publicity.persons - direct_publicity_total.persons@GS:2019": 655_886,
}


def test_look_ups(book):
    assert {text: evaluate(text, book.lookup) for text in LOOK_UPS} == LOOK_UPS


def test_a_percentage_is_exact(book):
    share = evaluate("100 * returning_workers.females / returning_workers.returnees", book.lookup)
    assert share is not None
    assert round(share, 2) == Decimal("43.54")


def test_a_row_tells_who_gave_it(book):
    row = book.get("direct_publicity.times", unit="KH-08")
    assert (row.value, row.received, row.expected, len(row.revision_ids)) == (16_085, 12, 12, 1)
    assert book.get("direct_publicity.times", kind="province").received == 25
    assert book.get("direct_publicity.times", unit="KH-99") is None


def test_a_computed_cell_is_computed_in_the_scope_that_is_asked():
    accepted(
        "KH-08", "committee", "2021",
        {"direct_publicity[forums].times": 10, "direct_publicity[forums].persons": 50,
         "direct_publicity[forums].females": 20},
    )  # fmt: skip
    accepted(
        "KH-21", "committee", "2021",
        {"direct_publicity[forums].times": 10, "direct_publicity[forums].persons": 150,
         "direct_publicity[forums].females": 40},
    )  # fmt: skip
    later = FigureBook(added_up(2021))
    later.derivations["direct_publicity.each"] = parse(
        "direct_publicity.persons / direct_publicity.times"
    )
    assert later.value("direct_publicity.each") == 10
    assert later.value("direct_publicity.each", unit="KH-08") == 5
    assert later.value("direct_publicity.each", kind="province") == 10
    assert later.value("direct_publicity.each", period_key=202000) == _of_2020(later)


def _of_2020(book):
    return evaluate("direct_publicity.persons:2020 / direct_publicity.times:2020", book.lookup)


def test_the_year_before_is_in_the_book(book):
    assert book.look_up(Reference("trial.cases", period="2019")) == 166


def test_a_few_queries_and_then_none(book):
    with CaptureQueriesContext(connection) as asked:
        fresh = FigureBook(book.consolidation)
        for expression in ("direct_publicity.times@KH-08", "direct_publicity.times@province"):
            evaluate(expression, fresh.lookup)
        evaluate("partner_meetings{aple_campaign}.times", fresh.lookup)
        evaluate("prosecution.victims@KH-08", fresh.lookup)
        before = len(asked)
        evaluate("materials{sop_books}.copies", fresh.lookup)
        evaluate("investigation.victims@KH-08", fresh.lookup)
        assert len(asked) == before
    assert before <= 7  # three, whose figures are only compared, and what rows say of a code list


def test_a_book_of_a_year_without_reports_is_empty():
    book = FigureBook(added_up(2025))
    assert book.rows == {}
    assert evaluate("direct_publicity.times", book.lookup) is None
    assert evaluate("count(direct_publicity.times)", book.lookup) == 0
