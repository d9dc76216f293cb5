"""“Clean” in the inbox means what the page of a report means: the same lines are marked on both."""

import pytest

from reporting.kernel.tables import CellKey
from reporting.models import Revision
from reporting.review.queries.inbox import waiting, with_marks
from reporting.review.queries.reviewed_report import reading_of
from reporting.review.rules.marks import line_keys
from reporting.review.views.reviewed_lines import Lines, ReviewedNumber
from tests import factories
from tests.factories import REVIEWER

pytestmark = pytest.mark.usefixtures("year_2020")

PLACE = ("committee", "2021-03")
PERSONS = "direct_publicity[forums].persons"
FEMALES = "direct_publicity[forums].females"
PEERS = ("KH-21", "KH-20", "KH-02", "KH-01", "KH-03")


def forums(persons):
    return {PERSONS: persons, FEMALES: persons // 2}


@pytest.fixture
def among_peers():
    for code in PEERS:
        factories.accepted(code, *PLACE, forums(100))


def shown():
    with factories.acting(REVIEWER) as reviewer:
        return with_marks(reviewer, waiting(reviewer, "en"))


def marked_on_the_page(revision):
    with factories.acting(REVIEWER):
        reading = reading_of(Revision.objects.get(pk=revision.pk))
        rows = [
            row
            for table in reading.content.tables
            for row in Lines(reading, reading.content.specs[table.code]).rows()
            if isinstance(row, ReviewedNumber)
        ]
    return sum(row.far is not None for row in rows), sum(row.moved is not None for row in rows)


def test_a_row_far_from_the_peers_is_not_clean(among_peers, signed_in):
    revision = factories.submitted("KH-08", *PLACE, forums(960))
    [found] = shown()

    assert found.marks.far > 0
    assert (found.marks.far, found.marks.moved) == marked_on_the_page(revision)
    assert not found.is_clean
    page = " ".join(signed_in(REVIEWER).get("/review/").text.split())
    assert f"{found.marks.far} rows far from the peers" in page
    assert 'name="revision"' not in page
    assert "9.6 times the peers" in " ".join(
        signed_in(REVIEWER).get("/reports/KH-08/committee/2021-03/review/").text.split()
    )


def test_a_row_like_the_peers_is_clean(among_peers, signed_in):
    revision = factories.submitted("KH-08", *PLACE, forums(120))
    [found] = shown()

    assert found.is_clean
    assert marked_on_the_page(revision) == (0, 0)
    page = signed_in(REVIEWER).get("/review/").text
    assert 'name="revision"' in page
    assert "no line marked" in page


def test_a_row_that_moved_is_not_clean():
    factories.accepted("KH-08", "committee", "2021-02", forums(200))
    revision = factories.submitted("KH-08", *PLACE, forums(500))
    [found] = shown()

    assert found.marks.moved > 0
    assert (found.marks.far, found.marks.moved) == marked_on_the_page(revision)
    assert not found.is_clean


def test_what_the_unit_explained_is_counted_among_them():
    for month, persons in enumerate((190, 215, 205, 188, 200, 210), start=7):
        factories.accepted("KH-08", "committee", f"2020-{month:02}", forums(persons))
    factories.accepted("KH-08", "committee", "2021-02", forums(200))
    factories.submitted("KH-08", *PLACE, forums(9000))  # the checks ask, the factory answers
    [found] = shown()

    assert found.marks.explained == 1  # the persons; females are judged as their share
    assert not found.is_clean


def test_the_number_of_queries_is_the_same(among_peers, django_assert_max_num_queries):
    counts = []
    for code in ("KH-08", "KH-04", "KH-05"):
        factories.submitted(code, *PLACE, forums(960))
        with factories.acting(REVIEWER) as reviewer:
            found = waiting(reviewer, "en")
            with django_assert_max_num_queries(20) as asked:
                assert all(one.marks.far for one in with_marks(reviewer, found))
        counts.append((len(found), len(asked)))
    assert [count for count, _queries in counts] == [1, 2, 3]
    assert len({queries for _count, queries in counts}) == 1


@pytest.mark.parametrize(("unit", "form"), [("KH-08", "committee"), ("MOSVY", "ministry")])
def test_the_lines_of_every_table_are_the_same_on_both(unit, form):
    revision = factories.submitted(unit, form, "2021-03", {})
    with factories.acting(REVIEWER):
        reading = reading_of(Revision.objects.get(pk=revision.pk), peers=False)
        compared = 0
        for code, spec in reading.content.specs.items():
            lines = [row for row in Lines(reading, spec).rows() if isinstance(row, ReviewedNumber)]
            keys = list(line_keys(spec, ()))
            assert [(row.cell, row.kind != "body") for row in lines] == [
                (_code(spec.code, key), total) for key, total in keys
            ], code
            compared += len(lines)
    assert compared > 50


def _code(table, key: CellKey):
    option = f"[{key.option}]" if key.option else ""
    return f"{table}{option}.{key.element}"
