"""Explained discrepancies are footnotes of the edition, marked where the figure stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.actions.editions import settling, writing
from reporting.actions.editions.begin import begin
from reporting.kernel.document import Bullet, Note, Number, Paragraph, Section, Table
from reporting.kernel.periods import Period
from reporting.models import Discrepancy
from reporting.queries.document.notes import Remark, with_notes
from reporting.queries.editions.desks import desk_of, high_by_section
from reporting.queries.editions.document import shown_document
from reporting.queries.editions.settled import footnotes
from tests.editions import explain_printed
from tests.factories import CONSOLIDATOR, REVIEWER, acting

YEAR = Period.parse("2020")


@pytest.fixture
def edition(year_2020):
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=YEAR)


def written(edition, section, text, kind="bullet"):
    with acting(CONSOLIDATOR) as editor:
        return writing.add_passage(
            by=editor, edition=edition, section=section, after=None, kind=kind, text=text
        )


def printed_ones_explained():
    with acting(REVIEWER) as person:
        explain_printed(by=person, period_key=YEAR.key)


def section(edition, code):
    with acting(CONSOLIDATOR):
        return shown_document(edition, "en").section(code)


def test_a_draft_prints_no_note_until_somebody_explains(edition):
    with acting(CONSOLIDATOR):
        document = shown_document(edition, "en")
        high = high_by_section(edition, "en")
    assert not any(one.notes for one in document.document.sections)
    assert sum(map(len, high.values())) > 20
    assert {one.found.kind for one in high["II.B.2.3"]} == {"quoted_figure"}


def test_the_sentence_that_quotes_the_figure_is_marked(edition):
    with acting(CONSOLIDATOR):
        cell, _row = Discrepancy.objects.get(printed="22,769").cells
    written(edition, "II.B.2.3", "Nothing here.", "paragraph")
    passage = written(edition, "II.B.2.3", "In all {{ " + cell + " }} workers were sent.")
    printed_ones_explained()
    found = section(edition, "II.B.2.3")
    marks = {note.number: note.text for note in found.notes}
    marked = [one for one in found.blocks if isinstance(one, Paragraph | Bullet) and one.mark]
    block = next(one for one in marked if one.passage == passage.pk)
    assert block.text == "In all 22,679 workers were sent."
    assert "The report printed in 2021 says “22,769 Cambodian workers”" in marks[block.mark]
    with acting(CONSOLIDATOR):
        assert "II.B.2.3" not in high_by_section(edition, "en")


def test_a_total_is_marked_in_its_table_and_all_numbers_run_through(edition):
    printed_ones_explained()
    with acting(CONSOLIDATOR):
        document = shown_document(edition, "en")
    notes = [note for one in document.document.sections for note in one.notes]
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    found = document.section("III.A.1.1")
    marks = {
        cell.mark: cell.value
        for block in found.blocks if isinstance(block, Table)
        for row in block.rows for cell in row.cells
        if isinstance(cell, Number) and cell.mark
    }  # fmt: skip
    said = {note.number: note.text for note in found.notes}
    courses = next(number for number, text in said.items() if "228" in text)
    assert marks[courses] == 278


def test_the_footnote_has_the_words_that_were_chosen_in_any_language(edition):
    with acting(REVIEWER) as person:
        item = next(one for one in desk_of(YEAR, "en").items if one.found.kind == "repeated_row")
        settling.explain(
            by=person, period_key=YEAR.key, fingerprint=item.fingerprint, seen=0,
            text="By telephone.", footnote=True, note="Confirmed by the province.",
        )  # fmt: skip
    [note] = section(edition, item.found.section).notes
    assert note.text == "Confirmed by the province."


def test_without_chosen_words_the_footnote_says_what_was_found_and_why_it_is_so(edition):
    with acting(REVIEWER) as person:
        settling.explain_kind(
            by=person, period_key=YEAR.key, kind="repeated_row", text="By chance.", footnote=True
        )
    [note] = section(edition, "II.B.1.3").notes
    assert "Mondulkiri repeats Phnom Penh" in note.text
    assert note.text.endswith("apart. By chance.")  # and not “One row was probably copied.”


def test_what_was_explained_without_a_footnote_is_not_printed(edition):
    with acting(REVIEWER) as person:
        settling.explain_kind(by=person, period_key=YEAR.key, kind="repeated_row", text="So.")
    assert section(edition, "II.B.1.3").notes == ()


def test_the_number_of_queries_does_not_grow_with_the_footnotes(edition):
    def asked():
        with acting(REVIEWER), CaptureQueriesContext(connection) as queries:
            found = footnotes(desk_of(YEAR, "en").consolidation)
        return len(found), len(queries)

    with acting(REVIEWER) as person:
        settling.explain_kind(
            by=person, period_key=YEAR.key, kind="repeated_row", text="So.", footnote=True
        )
    one, few = asked()
    printed_ones_explained()
    many, still_few = asked()
    assert one == 1 < many
    assert few == still_few


# Marks, without a database ------------------------------------------------------------------------


def page(*texts):
    return [Section("I", "I", "Title", 1, blocks=tuple(Bullet(text) for text in texts))]


def test_two_remarks_on_one_sentence_are_one_note():
    remarks = [
        Remark("I", "percentage", "It should be 12.", "low", printed="11%"),
        Remark("I", "difference", "It should be 9.", "high", printed="8 more"),
        Remark("I", "words", "Nowhere.", printed="77"),
    ]
    [found] = with_notes(remarks, page("It is 11%, 8 more than 3.", "And 5."), "2020")
    assert found.notes == (
        Note(1, "It should be 12. It should be 9.", severity="high"),
        Note(2, "Nowhere.", severity="info"),
    )
    assert [one.mark for one in found.blocks if isinstance(one, Bullet)] == [1, None]


def test_the_row_that_explains_a_printed_total_carries_the_mark_of_the_total(edition):
    printed_ones_explained()
    found = section(edition, "II.B.1.4")
    note = next(note for note in found.notes if "17,409" in note.text)
    assert "It would add up if We World/GVC gave 1,559 instead of 11,559." in note.text
    assert {
        (int(cell.value), cell.mark)
        for block in found.blocks if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells if isinstance(cell, Number) and cell.mark
    } == {(27_409, note.number), (11_559, note.number)}  # fmt: skip
