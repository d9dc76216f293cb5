"""Discrepancies are printed in the edition: what is grave or explained with a footnote is marked
where the figure stands, and the annex lists all of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.document.chapters_and_annex import annex, annex_title, cut
from reporting.document.json_files import from_json
from reporting.document.value import Bullet, Document, Note, Number, Paragraph, Section, Table
from reporting.editions.composing.queries.footnote_marks import Footnote, noted
from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.queries.footnote_words import footnotes, printed_discrepancies
from reporting.editions.discrepancies.queries.workspaces import high_by_section, workspace_of
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from reporting.models import Discrepancy
from tests.editions import explain_printed
from tests.factories import CONSOLIDATOR, REVIEWER, acting

YEAR = Period.parse("2020")


@pytest.fixture
def edition(year_2020):
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=YEAR)


def written(edition, section, text, kind="bullet"):
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=edition, section=section, after=None, kind=kind, text=text
        )


def printed_ones_explained():
    with acting(REVIEWER) as person:
        explain_printed(by=person, period_key=YEAR.key)


def section(edition, code):
    with acting(CONSOLIDATOR):
        return shown_document(edition, "en").section(code)


def everything(edition, language="en"):
    with acting(CONSOLIDATOR):
        return shown_document(edition, language).document


def explained(section):
    return [note for note in section.notes if not note.is_open]


def marked_rows(document, number):
    """What stands in the first cell with words of each row with this mark."""
    return [
        next(cell for cell in row.cells if isinstance(cell, str) and not cell.isdecimal())
        for one in document.sections
        for block in one.blocks if isinstance(block, Table)
        for row in block.rows
        if any(isinstance(cell, Number) and cell.mark == number for cell in row.cells)
    ]  # fmt: skip


def test_what_is_grave_and_not_explained_is_printed_with_a_mark_and_says_so(edition):
    document = everything(edition)
    with acting(CONSOLIDATOR):
        high = high_by_section(edition, "en")
    notes = [note for one in document.sections for note in one.notes]
    assert sum(map(len, high.values())) > 20
    assert {one.id for one in document.sections if one.notes} == set(high)
    assert all(note.is_open and note.text.endswith("not explained yet.") for note in notes)
    assert {note.severity for note in notes} == {"high"}


def test_a_row_that_repeats_another_is_marked_and_so_is_the_other(edition):
    document = everything(edition)
    [note] = [
        note for one in document.sections for note in one.notes if "repeats Phnom Penh" in note.text
    ]
    assert note.text.startswith("Mondulkiri repeats Phnom Penh in Direct publicity")
    assert marked_rows(document, note.number) == ["Phnom Penh", "Mondulkiri"]


def test_every_grave_one_that_stays_open_has_its_mark_at_a_figure(edition):
    """When what the print had wrong is explained, as in the edition of 2020."""
    printed_ones_explained()
    document = everything(edition)
    still_open = [one for one in document.discrepancies if one.is_open and one.severity == "high"]
    assert len(still_open) == 4
    for one in still_open:
        assert marked_rows(document, one.note), one.text


def test_the_annex_lists_what_is_open_apart_from_what_is_explained(edition):
    printed_ones_explained()
    document = everything(edition)
    with acting(CONSOLIDATOR):
        items = workspace_of(YEAR, "en").items
    unsettled, settled = annex(document)
    assert unsettled.title == "Not explained yet"
    assert len(unsettled.rows) == sum(not one.is_resolved for one in items) > 30
    assert len(settled.rows) == sum(one.is_resolved for one in items) > 20
    severities = [row.found.severity for row in unsettled.rows]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)
    assert all(row.found.is_open for row in unsettled.rows)
    numbers = {note.number for one in document.sections for note in one.notes}
    assert {row.found.note for row in settled.rows} - {None} <= numbers


def test_a_chapter_has_the_discrepancies_of_its_sections(edition):
    document = everything(edition)
    part = cut(document, "III")
    assert part.discrepancies
    assert {one.section[:3] for one in part.discrepancies} == {"III"}


def test_an_edition_that_was_stored_before_lists_its_notes_as_explained():
    stored = from_json({"": "Note", "number": 1, "text": "So it is."})
    document = Document(
        "", "", (), 2020, "en", "", (Section("I", "I", "Overview", 1, notes=(stored,)),),
        words={"discrepancies_explained": "Discrepancies explained"},
    )  # fmt: skip
    [part] = annex(document)
    assert (part.title, annex_title(document)) == ("Explained", "Discrepancies explained")
    assert [(row.found.text, row.place, row.found.note) for row in part.rows] == [
        ("So it is.", "I Overview", 1)
    ]


def test_what_was_resolved_later_does_not_change_what_a_published_edition_prints(edition):
    found = everything(edition)
    with acting(CONSOLIDATOR):
        run = workspace_of(YEAR, "en").consolidation
        before = [(one.fingerprint, one.text) for one in printed_discrepancies(run, run.created_at)]
    printed_ones_explained()
    with acting(CONSOLIDATOR):
        after = [(one.fingerprint, one.text) for one in printed_discrepancies(run, run.created_at)]
    assert before == after
    assert {text for _mark, text in before} == {one.text for one in found.discrepancies}


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
        item = next(
            one for one in workspace_of(YEAR, "en").items if one.found.kind == "repeated_row"
        )
        resolving.explain(
            by=person, period_key=YEAR.key, fingerprint=item.fingerprint, seen=0,
            text="By telephone.", footnote=True, note="Confirmed by the province.",
        )  # fmt: skip
    [note] = explained(section(edition, item.found.section))
    assert note.text == "Confirmed by the province."


def test_without_chosen_words_the_footnote_says_what_was_found_and_why_it_is_so(edition):
    with acting(REVIEWER) as person:
        resolving.explain_kind(
            by=person, period_key=YEAR.key, kind="repeated_row", text="By chance.", footnote=True
        )
    [note] = explained(section(edition, "II.B.1.3"))
    assert "Mondulkiri repeats Phnom Penh" in note.text
    assert note.text.endswith("apart. By chance.")  # and not “One row was probably copied.”


def test_what_was_explained_without_a_footnote_is_not_printed(edition):
    with acting(REVIEWER) as person:
        resolving.explain_kind(by=person, period_key=YEAR.key, kind="repeated_row", text="So.")
    found = section(edition, "II.B.1.3")
    assert explained(found) == []
    assert not any("Mondulkiri" in note.text for note in found.notes)


def test_the_number_of_queries_does_not_grow_with_the_footnotes(edition):
    def asked():
        with acting(REVIEWER), CaptureQueriesContext(connection) as queries:
            found = footnotes(workspace_of(YEAR, "en").consolidation)
        return sum(not one.is_open for one in found), len(queries)

    with acting(REVIEWER) as person:
        resolving.explain_kind(
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


def test_two_footnotes_on_one_sentence_are_one_note():
    footnotes = [
        Footnote("I", "percentage", "It should be 12.", "low", printed="11%"),
        Footnote("I", "difference", "It should be 9.", "high", printed="8 more"),
        Footnote("I", "words", "Nowhere.", printed="77"),
    ]
    [found] = noted(footnotes, page("It is 11%, 8 more than 3.", "And 5."), "2020").sections
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
