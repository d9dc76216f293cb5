"""The numbers in texts among the rows of a table are numbers of the report like all others."""

from pathlib import Path

import pytest
from django.conf import settings

from reporting.access import Overtaken
from reporting.document.sentences.annexes import annexes_named, dangling
from reporting.document.value import Table
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import linking
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.versions import Conflict
from reporting.editions.writing.queries.number_lines import number_lines
from reporting.editions.writing.queries.sentence_numbers import numbers_of
from reporting.exchange.actions.edition_loading import write_edition
from reporting.kernel.periods import Period
from reporting.models import FollowedFigure
from tests.factories import CONSOLIDATOR, accepted, acting, consolidated, reopened, secretariat

SECTION = "II.B.1.4"
COMMUNITIES = "{{ partner_meeting_details{lscw_communities_reached}.communities }}"


@pytest.fixture
def edition(year_2020):
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=Period.parse("2020"))


def rows_of(edition, *kinds):
    with secretariat():
        return [row for row in numbers_of(edition, "en", SECTION).rows if row.kind in kinds]


def printed(edition, language="en"):
    with acting(CONSOLIDATOR):
        blocks = shown_document(edition, language).section(SECTION).blocks
    return [
        cell
        for block in blocks if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells if isinstance(cell, str)
    ]  # fmt: skip


def test_they_are_counted_with_the_unit_that_wrote_them(edition):
    found = rows_of(edition, "typed")
    assert [(row.shown, row.unit) for row in found] == [
        ("6", "WEWORLD"), ("4", "LSCW"), ("12", "CHILDFUND"), ("560", "CHILDFUND"),
        ("280", "CHILDFUND"), ("172", "CHABDAI"), ("26", "CHABDAI"),
    ]  # fmt: skip
    assert [row.nth for row in found] == list(range(7))
    with secretariat():
        lines = number_lines(edition, found, "en")
    assert all(line.proposals for line in lines)
    assert lines[1].best is not None
    assert "communities" in lines[1].best.source


def test_one_is_linked_and_another_kept_and_the_table_shows_them(edition):
    before = printed(edition)
    found = rows_of(edition, "typed")
    with acting(CONSOLIDATOR) as editor:
        row = linking.link(
            by=editor,
            edition=edition,
            passage=found[1].passage,
            seen=1,
            nth=1,
            reference=COMMUNITIES,
        )
        assert row.version == 2
        linking.keep(
            by=editor, edition=edition, passage=row.pk, seen=2, nth=0, reason="Counted on a map.",
        )  # fmt: skip
    linked = rows_of(edition, "linked", "kept")
    assert [(one.kind, one.shown, one.unit) for one in linked] == [
        ("kept", "6", "WEWORLD"), ("linked", "4", "LSCW"),
    ]  # fmt: skip
    with acting(CONSOLIDATOR) as editor:
        assert linked[0].by == editor.user.name_in("en")
    assert linked[1].trace.startswith("partner_meeting_details{lscw_communities_reached}")
    assert len(rows_of(edition, "typed")) == 5
    assert printed(edition) == before


def test_who_saw_an_older_version_is_told(edition):
    passage = rows_of(edition, "typed")[0].passage
    with acting(CONSOLIDATOR) as editor:
        linking.keep(by=editor, edition=edition, passage=passage, seen=1, nth=0, reason="So.")
        with pytest.raises(Conflict):
            linking.keep(by=editor, edition=edition, passage=passage, seen=1, nth=6, reason="So.")
        with pytest.raises(Overtaken, match="not in the paragraph any more"):
            linking.keep(by=editor, edition=edition, passage=passage, seen=2, nth=6, reason="So.")


def test_a_linked_one_follows_its_figure(edition):
    number = rows_of(edition, "typed")[1]
    reference = "{{ direct_publicity[publicity].times@KH-08 }}"
    with acting(CONSOLIDATOR) as editor:
        linking.link(
            by=editor, edition=edition, passage=number.passage, seen=1, nth=1, reference=reference
        )
    reopened("KH-08", "committee", "2020")
    accepted("KH-08", "committee", "2020", {"direct_publicity[publicity].times": 8386})
    consolidated(2020)
    assert any("to 8,386 communities" in words for words in printed(edition))
    with secretariat():
        followed = FollowedFigure.objects.get()
        assert (followed.passage_id, followed.after) == (number.passage, "8,386")


def test_the_edition_of_2020_has_no_number_typed_by_hand_and_no_annex_that_it_lacks(year_2020):
    with acting(CONSOLIDATOR) as editor:
        written = write_edition(by=editor, folder=Path(settings.BASE_DIR) / "fixtures" / "2020")
        found = numbers_of(written.edition, "en")
        texts = list(written.edition.passages.values_list("text", flat=True))
    assert (found.typed, found.missing) == (0, 0)
    assert found.linked > 425
    assert found.kept < 16
    in_rows = [row.shown for row in found.rows if row.unit and row.kind == "linked"]
    assert in_rows == ["8", "6", "4", "12", "560", "280", "172", "26"]
    in_words = {row.shown for row in found.rows if row.kind == "linked" and row.form == "words"}
    assert {"one", "two", "three"} <= in_words
    assert sum(len(list(annexes_named(text))) for text in texts) == 4
    assert [shown for text in texts for shown in dangling(text, ())] == []
