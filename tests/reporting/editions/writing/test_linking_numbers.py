"""A number typed by hand is linked to a figure, or kept with a reason."""

import pytest

from reporting.access import Overtaken, Refused
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.linking import Link, keep, link, link_all
from reporting.editions.writing.actions.versions import Conflict
from reporting.editions.writing.queries.sentence_numbers import numbers_of
from reporting.kernel.periods import Period
from reporting.models import AuditEvent, Edition, Passage
from tests.factories import CONSOLIDATOR, REVIEWER, acting

SECTION = "II.B.1.3"
PERSONS, TIMES = "{{ direct_publicity.persons }}", "{{ direct_publicity.times }}"
TEXT = "In 25 provinces 6,147,930 people came to 12,345 forums, 25 of them at night."


@pytest.fixture
def edition(year_2020: None) -> Edition:
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=Period.parse("2020"))


@pytest.fixture
def passage(edition: Edition) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=edition, section=SECTION, after=None, kind="paragraph", text=TEXT
        )


def test_the_number_that_is_meant_becomes_a_reference(edition, passage):
    with acting(REVIEWER) as editor:
        changed = link(
            by=editor, edition=edition, passage=passage.pk, seen=1, nth=1, reference=PERSONS
        )
        assert changed.text == TEXT.replace("6,147,930", PERSONS)
        assert changed.version == 2
        assert changed.changed_by == editor.user
        assert changed.versions.count() == 2
        assert AuditEvent.objects.filter(action="edition.link").count() == 1


def test_several_of_a_passage_make_one_version(edition, passage):
    with acting(REVIEWER) as editor:
        links = [Link(passage.pk, 1, 1, PERSONS), Link(passage.pk, 1, 2, TIMES)]
        [changed] = link_all(by=editor, edition=edition, links=links)
        assert changed.version == 2
        assert changed.text == TEXT.replace("6,147,930", PERSONS).replace("12,345", TIMES)


def test_of_two_alike_the_right_one_is_kept_with_its_reason(edition, passage):
    with acting(REVIEWER) as editor:
        changed = keep(
            by=editor, edition=edition, passage=passage.pk, seen=1, nth=3,
            reason=" From the police's\nown list }} ",
        )  # fmt: skip
        assert changed.text.startswith("In 25 provinces")
        assert "{{ = 25 | From the police's own list } } }} of them at night" in changed.text
        kept = [row for row in numbers_of(edition, "en").rows if row.kind == "kept"]
        assert [row.reason for row in kept] == ["From the police's own list } }"]


def test_who_has_not_seen_the_newest_version_links_nothing(edition, passage):
    with acting(REVIEWER) as other:
        passages.write(by=other, edition=edition, passage=passage.pk, seen=1, text="Nothing.")
    with acting(CONSOLIDATOR) as editor:
        with pytest.raises(Conflict):
            link(by=editor, edition=edition, passage=passage.pk, seen=1, nth=1, reference=PERSONS)
        passage.refresh_from_db()
        assert passage.text == "Nothing."


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("{{ nothing.persons }}", "There is no such figure"),
        ("{{ direct_publicity.persons | aloud }}", "no way of showing"),
        ("6,147,930", "Choose a figure"),
        ("{{ = 5 | So. }}", "Choose a figure"),
        (f"{PERSONS} {TIMES}", "Choose a figure"),
    ],
)
def test_what_is_no_figure_is_refused(edition, passage, reference, words):
    with acting(CONSOLIDATOR) as editor, pytest.raises(Refused, match=words):
        link(by=editor, edition=edition, passage=passage.pk, seen=1, nth=1, reference=reference)


def test_a_number_that_is_not_there_and_a_reason_that_says_nothing(edition, passage):
    with acting(CONSOLIDATOR) as editor:
        with pytest.raises(Overtaken, match="not in the paragraph any more"):
            link(by=editor, edition=edition, passage=passage.pk, seen=1, nth=9, reference=PERSONS)
        with pytest.raises(Refused, match="Say why"):
            keep(by=editor, edition=edition, passage=passage.pk, seen=1, nth=0, reason="  ")


def test_one_bad_link_among_several_leaves_all_as_it_was(edition, passage):
    links = [Link(passage.pk, 1, 1, PERSONS), Link(passage.pk, 1, 2, "{{ nothing.at_all }}")]
    with acting(CONSOLIDATOR) as editor:
        with pytest.raises(Refused):
            link_all(by=editor, edition=edition, links=links)
        passage.refresh_from_db()
        assert (passage.text, passage.version) == (TEXT, 1)
