"""What changed since publication: which figures, which sentences, and why."""

from typing import Any

import pytest

from reporting.core.queries.editions import edition_at
from reporting.editions.publishing.queries.comparison import (
    Compared,
    changes_since,
    side_of,
    today_of,
)
from reporting.editions.publishing.queries.comparison_words import ComparisonWords
from reporting.editions.writing.actions import passages
from reporting.models import Passage
from tests import editions
from tests.factories import CONSOLIDATOR, accepted, acting, consolidated, reopened, secretariat

SECTION = "II.B.2.3"
RETURNEES = "returning_workers.returnees"
SENTENCE = "In all {{ returning_workers.returnees }} persons came back."
TEXTS = (SENTENCE, "Many of them were tested.", "They were young.")


@pytest.fixture
def published(year_2020):
    """Edition 1 of 2020 with three sentences."""
    draft = editions.begun()
    with acting(CONSOLIDATOR) as editor:
        for text in reversed(TEXTS):
            passages.add_passage(
                by=editor, edition=draft, section=SECTION, after=None, kind="bullet", text=text
            )
    editions.signed(draft)
    return editions.publish_it(draft)


def kandal_has(returnees):
    """A new revision of Kandal's report, accepted and consolidated."""
    reopened("KH-08", "committee", "2020")
    accepted("KH-08", "committee", "2020", {RETURNEES: returnees})
    return consolidated(2020)


def compared(edition):
    return Compared(side_of(edition, "en"), today_of(edition, "en"))


def found(edition):
    with secretariat():
        made = compared(edition)
        return made, {one.address: one for one in made.figures}


def test_nothing_has_changed_on_the_day_of_publication(published):
    made, figures = found(published)
    with secretariat():
        assert (figures, made.sentences, made.discrepancies) == ({}, [], ([], []))
        assert changes_since(published) == (0, 0)


def test_a_changed_report_changes_its_figures_and_the_sentence_that_quotes_them(published):
    kandal_has(2040)
    made, figures = found(published)
    assert set(figures) == {
        f"{RETURNEES}:2020", f"{RETURNEES}@province:2020", f"{RETURNEES}@KH-08:2020",
    }  # fmt: skip
    nation = figures[f"{RETURNEES}:2020"]
    assert (nation.before.value, nation.after.value, nation.difference) == (129420, 129520, 100)
    with secretariat():
        [one] = made.sentences
        assert one.what == "followed"
        assert (one.before.text, one.after.text) == (
            "In all 129,420 persons came back.", "In all 129,520 persons came back.",
        )  # fmt: skip
        assert changes_since(published) == (3, 1)
        came, _went = made.discrepancies
        assert any("129,520" in str(row.params.values()) or row.computed for row in came)


def test_why_names_the_report_and_its_revisions(published):
    kandal_has(2040)
    with secretariat():
        words = ComparisonWords(compared(published), "en")
        [line] = words.figure_lines()
        table = words.table("All")
    assert line.scope == "The nation"
    assert line.why == ("Kandal, Provincial committee report, 2020: revision 2 instead of 1",)
    assert line.section == SECTION
    kinds = [row.cells[0] for row in table.rows]
    assert kinds.count("Figure") == 3
    assert kinds.count("The same words, other figures") == 1


def test_the_draft_is_matched_through_what_it_continues(published):
    kandal_has(2040)
    draft = editions.begun()
    with acting(CONSOLIDATOR) as editor:
        rows = {row.text: row for row in Passage.objects.filter(edition=draft, section=SECTION)}
        given: dict[str, Any] = {"by": editor, "edition": draft}
        tested, young = rows[TEXTS[1]], rows[TEXTS[2]]
        passages.write(**given, passage=tested.pk, seen=1, text="Most of them were tested.")
        passages.take_out(**given, passage=young.pk, seen=1)
        passages.add_passage(
            **given, section=SECTION, after=tested.pk, kind="bullet", text="All went home."
        )
        made = compared(published)
        whats = {one.what: one for one in made.sentences}
        with_edition = Compared(side_of(published, "en"), side_of(draft, "en"))
        assert [one.what for one in with_edition.sentences] == [one.what for one in made.sentences]
    assert set(whats) == {"followed", "rewritten", "added", "removed"}
    assert [(one.kind, one.text.strip()) for one in whats["rewritten"].words][:2] == [
        ("removed", "Many"), ("added", "Most"),
    ]  # fmt: skip
    assert made.after.title == "Today: draft of edition 2"


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(published, count, django_assert_max_num_queries):
    numbers = {
        RETURNEES: 2040,
        "returning_workers.females": 1000,
        "direct_publicity[forums].times": 7,
    }
    reopened("KH-08", "committee", "2020")
    accepted("KH-08", "committee", "2020", dict(list(numbers.items())[:count]))
    consolidated(2020)
    with secretariat():
        edition = edition_at("2020", 1)
        today_of(edition, "en")  # the document is made once
        with django_assert_max_num_queries(24):
            ComparisonWords(compared(edition), "en").table("All")
