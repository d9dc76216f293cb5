"""An annex that a sentence names leads to it, or its editor is told that there is none."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from reporting.document.chapters_and_annex import cut
from reporting.document.pdf.rendering import render_pdf
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from tests.factories import CONSOLIDATOR, acting

TEXT = "Details are in Annex C, (Annex 1) and (Annex 2, not part of this report)."
NOTICE = "leads nowhere"


@pytest.fixture
def edition(year_2020):
    with acting(CONSOLIDATOR) as editor:
        made = begin(by=editor, period=Period.parse("2020"))
        passages.add_passage(
            by=editor, edition=made, section="I", after=None, kind="paragraph", text=TEXT
        )
    return made


def test_the_editor_is_told_of_what_leads_nowhere_and_of_nothing_else(signed_in, edition):
    client = signed_in(CONSOLIDATOR)
    page = client.get("/editions/2020/1/write/I/").text
    assert page.count(NOTICE) == 1
    assert "“Annex 1” leads nowhere" in page
    with acting(CONSOLIDATOR) as editor:
        passage = edition.passages.get(section="I")
        passages.write(
            by=editor, edition=edition, passage=passage.pk, seen=1, text="Details: Annex R."
        )
    assert NOTICE not in client.get("/editions/2020/1/write/I/").text


def test_the_reader_is_led_to_the_annex_that_there_is(signed_in, edition):
    page = signed_in(CONSOLIDATOR).get("/annual/2020/I/").text
    assert '<a href="/annual/2020/ANNEX.C/">Annex C</a>' in " ".join(page.split())
    assert page.count('href="/annual/2020/ANNEX') == 1
    assert signed_in(CONSOLIDATOR).get("/annual/2020/ANNEX.C/").status_code == 200


def test_the_pdf_leads_there_too_and_a_chapter_without_the_annex_does_not(edition):
    with acting(CONSOLIDATOR):
        document = shown_document(edition, "en").document
    [page] = pages_led_to(document, "Details are in Annex C")
    assert "Data completeness" in page
    assert pages_led_to(cut(document, "I"), "Details are in Annex C") == []


def pages_led_to(document, words):
    """What stands on the pages to which the page with these words leads, its notes apart."""
    out = BytesIO()
    render_pdf(replace(document, sections=tuple(map(without_notes, document.sections))), out)
    reader = PdfReader(out)
    page = next(one for one in reader.pages if words in one.extract_text())
    by_number = {
        one.indirect_reference.idnum: one for one in reader.pages if one.indirect_reference
    }
    links = [one.get_object() for one in page.get("/Annots", [])]
    led_to = (one["/Dest"][0] for one in links if "/Dest" in one)
    return [by_number[one.idnum].extract_text() for one in led_to]


def without_notes(section):
    return replace(section, notes=())
