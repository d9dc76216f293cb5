"""A passage is in its own language, whoever reads the report: its numbers, and what says so."""

from dataclasses import replace
from importlib import import_module
from io import BytesIO
from itertools import product

import pytest
from django.db import connection
from pypdf import PdfReader

from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Bullet, Paragraph, Subheading, Table
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.queries.sentence_numbers import numbers_of
from reporting.kernel.periods import Period
from reporting.models import PassageVersion
from tests.factories import CONSOLIDATOR, acting

SECTION = "I"
ENGLISH = "Conducted {{ cooperation{us_consultations}.meetings | words }} meetings."
KHMER = "បានរៀបចំកិច្ចប្រជុំ {{ cooperation{us_consultations}.meetings | words }} លើក"
READ = {"en": "Conducted two meetings.", "km": "បានរៀបចំកិច្ចប្រជុំ ពីរ លើក"}


@pytest.fixture
def edition(year_2020):
    with acting(CONSOLIDATOR) as editor:
        made = begin(by=editor, period=Period.parse("2020"))
        for kind, text in product(("paragraph", "bullet", "heading"), (ENGLISH, KHMER)):
            passages.add_passage(
                by=editor, edition=made, section=SECTION, after=None, kind=kind, text=text
            )
    return made


def texts(edition, reader):
    with acting(CONSOLIDATOR):
        blocks = shown_document(edition, reader).section(SECTION).blocks
    return [one for one in blocks if isinstance(one, Paragraph | Bullet | Subheading)]


@pytest.mark.parametrize(("reader", "other"), [("en", "km"), ("km", "en")])
def test_numbers_in_words_are_in_the_language_of_the_passage(edition, reader, other):
    found = texts(edition, reader)
    assert sorted({one.text for one in found}) == sorted(READ.values())
    assert len(found) == 6
    for one in found:
        assert one.language == (other if one.text == READ[other] else "")


def test_a_passage_keeps_its_language_with_each_version_and_takes_that_of_new_words(edition):
    with acting(CONSOLIDATOR) as editor:
        row = edition.passages.filter(kind="bullet", language="en").get()
        passages.write(by=editor, edition=edition, passage=row.pk, seen=1, text="ថ្ងៃទី ៣០")
        row.refresh_from_db()
        assert row.language == "km"
        passages.bring_back(by=editor, edition=edition, passage=row.pk, seen=2, version=1)
        row.refresh_from_db()
        assert row.language == "en"
        versions = PassageVersion.objects.filter(passage=row).order_by("number")
        assert list(versions.values_list("language", flat=True)) == ["en", "km", "en"]


def test_the_list_of_numbers_shows_them_as_their_sentences_do(edition):
    with acting(CONSOLIDATOR):
        shown = {row.shown for row in numbers_of(edition, "km", SECTION).rows}
    assert shown == {"two", "ពីរ"}


def test_the_pdf_marks_what_is_in_another_language(edition):
    with acting(CONSOLIDATOR):
        document = shown_document(edition, "en").document
    section = next(one for one in document.sections if one.id == SECTION)
    only = replace(document, sections=(section,), front=False)
    marked = pages(only)
    assert marked.count(b"/Span <</Lang (km-KH)>> BDC") == 3
    assert b"en-GB" not in marked
    assert pages(only) == marked


def pages(document):
    """What is drawn on them, unpacked."""
    out = BytesIO()
    render_pdf(document, out)
    contents = (page.get_contents() for page in PdfReader(out).pages)
    return b"".join(one.get_data() for one in contents if one is not None)


def test_passages_that_stand_are_told_by_their_script(edition):
    """The migration's statement over rows that know no language yet."""
    fill = import_module("reporting.migrations.0011_language_of_passages").FILL
    update = next(one for one in fill.split(";") if "UPDATE" in one).format(table="passage")
    with acting(CONSOLIDATOR):
        wanted = dict(edition.passages.values_list("pk", "language"))
        with connection.cursor() as cursor:
            cursor.execute("UPDATE reporting_passage SET language = ''")
            cursor.execute(update)
        assert dict(edition.passages.values_list("pk", "language")) == wanted
    assert set(wanted.values()) == {"", "en", "km"}


def test_tables_follow_their_reader(edition):
    with acting(CONSOLIDATOR):
        captions = {
            language: [
                block.caption
                for one in shown_document(edition, language).document.sections
                for block in one.blocks
                if isinstance(block, Table)
            ]
            for language in ("en", "km")
        }
    assert len(captions["en"]) == len(captions["km"]) > 40
