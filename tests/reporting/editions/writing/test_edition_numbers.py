"""Every number of an edition's sentences, by what stands behind it."""

from io import StringIO

import pytest
from django.core.management import call_command

from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.queries.sentence_numbers import numbers_of
from reporting.kernel.periods import Period
from reporting.models import Edition
from tests.factories import CONSOLIDATOR, REVIEWER, acting, secretariat

SECTION = "II.B.1.1"  # no unit writes text among the rows of its table
TEXT = (
    "On 12 May 2020, {{ direct_publicity.persons }} people were reached in 278 places, "
    "{{ = 80% | The ministry's estimate. }} of them by {{ nothing.persons }} forums."
)


@pytest.fixture
def edition(year_2020: None) -> Edition:
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=Period.parse("2020"))


def add(edition: Edition, text: str, section: str = SECTION, who: str = CONSOLIDATOR):
    with acting(who) as editor:
        return passages.add_passage(
            by=editor, edition=edition, section=section, after=None, kind="paragraph", text=text
        )


def test_each_number_has_its_kind_and_what_stands_behind_it(edition):
    passage = add(edition, TEXT)
    with secretariat():
        found = numbers_of(edition, "en", SECTION)
    rows = {(row.kind, row.shown): row for row in found.rows}
    assert list(rows) == [
        ("aside", "12"), ("aside", "2020"), ("linked", "6,147,930"), ("typed", "278"),
        ("kept", "80%"), ("missing", "[no figure]"),
    ]  # fmt: skip
    assert rows["linked", "6,147,930"].trace == "direct_publicity.persons:2020"
    assert rows["typed", "278"].nth == 0
    assert rows["typed", "278"].before.endswith("6,147,930 people were reached in ")
    assert rows["kept", "80%"].reason == "The ministry's estimate."
    assert rows["aside", "12"].reason == "a date"
    assert {row.passage for row in found.rows} == {passage.pk}


def test_the_share_is_that_of_the_linked_among_those_that_are_figures(edition):
    add(edition, TEXT)
    with secretariat():
        found = numbers_of(edition, "en", SECTION)
    assert (found.linked, found.kept, found.typed, found.missing) == (1, 1, 1, 1)
    assert found.share == 0.25
    assert [(one.code, one.tally.all) for one in found.sections] == [(SECTION, 4)]


def test_who_kept_a_number_is_who_wrote_it_first(edition):
    passage = add(edition, TEXT, who=REVIEWER)
    with acting(CONSOLIDATOR) as editor:
        passages.write(by=editor, edition=edition, passage=passage.pk, seen=1, text=TEXT + " So.")
        kept = next(row for row in numbers_of(edition, "en").rows if row.kind == "kept")
    with acting(REVIEWER) as reviewer:
        assert kept.by == reviewer.user.name_in("en")


def test_what_was_taken_out_counts_no_more(edition):
    passage = add(edition, TEXT)
    with acting(CONSOLIDATOR) as editor:
        passages.take_out(by=editor, edition=edition, passage=passage.pk, seen=1)
        assert numbers_of(edition, "en", SECTION).rows == []


def test_more_passages_need_no_more_queries(edition, django_assert_num_queries):
    add(edition, TEXT)
    with secretariat():
        numbers_of(edition, "en")  # the figures are kept in the process from now on
        with django_assert_num_queries(6):
            sections = len(numbers_of(edition, "en").sections)
    for section in ("II.B.1.3", "I"):
        add(edition, TEXT, section)
    with secretariat(), django_assert_num_queries(6):
        assert len(numbers_of(edition, "en").sections) == sections + 2


def test_the_command_lists_the_linked_and_the_rest_with_its_reason(edition):
    add(edition, TEXT)
    out = StringIO()
    call_command("edition_numbers", "2020", stdout=out)
    said = out.getvalue()
    assert "direct_publicity.persons" in said
    assert "The ministry's estimate." in said
    assert "Publicity: 1 of 4 linked, 1 kept with a reason, 1 typed by hand, 1 without" in said
    assert (
        "1 of 14 linked, 1 kept with a reason, 11 typed by hand, 1 without a figure (7.1%)" in said
    )
    out = StringIO()
    call_command("edition_numbers", "2020", "--rest", stdout=out)
    assert "direct_publicity.persons" not in out.getvalue()
