"""A passage has a counterpart in the other language: bound to the same figures, shown in that
language's document, reset by a change of its source, frozen with the edition."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from reporting.access import Overtaken, Refused
from reporting.document.value import Bullet, Paragraph, Subheading, Table
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.linking import link
from reporting.editions.writing.actions.translations import (
    WordsConflict,
    confirm,
    translate,
    translate_words,
)
from reporting.editions.writing.actions.versions import Conflict
from reporting.editions.writing.queries.translations import pairs_of, untranslated
from reporting.models import AuditEvent, Edition, Passage, TranslatedWords
from tests.editions import begun, publish_it, signed
from tests.factories import CONSOLIDATOR, REVIEWER, acting, secretariat

SECTION = "II.B.1.3"
PERSONS, TIMES = "{{ direct_publicity.persons }}", "{{ direct_publicity.times }}"
ENGLISH = f"In all {PERSONS} people came to {TIMES} forums."
KHMER = f"វេទិកា {TIMES} លើក មានអ្នកចូលរួម {PERSONS} នាក់"


@pytest.fixture
def edition(year_2020: None) -> Edition:
    return begun()


@pytest.fixture
def passage(edition: Edition) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=edition, section=SECTION, after=None, kind="paragraph", text=ENGLISH
        )


@pytest.fixture
def translated(edition: Edition, passage: Passage) -> Passage:
    with acting(REVIEWER) as editor:
        return translate(by=editor, edition=edition, passage=passage.pk, seen=1, text=KHMER)


def shown(edition, language, section=SECTION):
    """The texts of a section with their language, "" where it is the document's."""
    with secretariat():
        blocks = shown_document(edition, language).section(section).blocks
    found = [one for one in blocks if isinstance(one, Paragraph | Bullet | Subheading)]
    return [(one.text, one.language) for one in found]


def test_each_document_has_the_text_in_its_language(edition, translated):
    assert shown(edition, "en") == [("In all 6,147,930 people came to 125,949 forums.", "")]
    assert shown(edition, "km") == [("វេទិកា 125,949 លើក មានអ្នកចូលរួម 6,147,930 នាក់", "")]


def test_who_translated_is_kept_and_every_version_has_both(edition, translated):
    with acting(REVIEWER) as editor:
        assert translated.translated_by == editor.user
        assert translated.translated_at is not None
        assert translated.version == 2
        last = translated.versions.order_by("-number").first()
        assert (last.text, last.translation) == (ENGLISH, KHMER)
        assert AuditEvent.objects.get(action="edition.translate").detail["version"] == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"មាន {PERSONS} នាក់", "Missing here: 125,949"),
        (f"{KHMER} {{{{ direct_publicity.females }}}}", "does not refer to: 3,358,425"),
        (f"English: {PERSONS}, {TIMES}.", "language of the original"),
        ("  ", "Nothing is written in Khmer yet"),
        (f"{KHMER} {{{{ x | aloud }}}}", "no way of showing"),
    ],
)
def test_what_refers_to_other_figures_is_refused_with_them(edition, passage, text, words):
    with acting(REVIEWER) as editor:
        with pytest.raises(Refused, match=words):
            translate(by=editor, edition=edition, passage=passage.pk, seen=1, text=text)
        passage.refresh_from_db()
        assert (passage.translation, passage.version) == ("", 1)


def test_a_changed_source_waits_for_its_translator_and_stands_in_its_own_language(
    edition, translated
):
    fewer = f"In all {PERSONS} people came."
    with acting(CONSOLIDATOR) as editor:
        done = untranslated(edition)
        row = passages.write(by=editor, edition=edition, passage=translated.pk, seen=2, text=fewer)
        assert row.pair_state == "changed"
        assert untranslated(edition) == done + 1
        with pytest.raises(Refused, match=r"does not refer to: 125,949"):
            confirm(by=editor, edition=edition, passage=row.pk, seen=3)
    assert shown(edition, "km") == [("In all 6,147,930 people came.", "en")]
    with acting(CONSOLIDATOR) as editor:
        passages.bring_back(by=editor, edition=edition, passage=row.pk, seen=3, version=2)
    assert shown(edition, "km")[0][1] == ""


def test_other_words_with_the_same_figures_are_confirmed_by_one_step(edition, translated):
    with acting(CONSOLIDATOR) as editor:
        passages.write(
            by=editor, edition=edition, passage=translated.pk, seen=2, text=f"{ENGLISH} Indeed."
        )
        assert confirm(by=editor, edition=edition, passage=translated.pk, seen=3).version == 4
    assert shown(edition, "km")[0] == ("វេទិកា 125,949 លើក មានអ្នកចូលរួម 6,147,930 នាក់", "")


def test_who_has_not_seen_the_newest_version_translates_nothing(edition, translated):
    with acting(CONSOLIDATOR) as editor, pytest.raises(Conflict):
        translate(by=editor, edition=edition, passage=translated.pk, seen=1, text=f"{KHMER}។")


def test_a_number_is_linked_in_both_at_once(edition):
    with acting(CONSOLIDATOR) as editor:
        row = passages.add_passage(
            by=editor, edition=edition, section=SECTION, after=None, kind="bullet",
            text="In all 6,147,930 people came.", translation="មានអ្នកចូលរួម ៦,១៤៧,៩៣០ នាក់",
        )  # fmt: skip
        linked = link(by=editor, edition=edition, passage=row.pk, seen=1, nth=0, reference=PERSONS)
        assert linked.translation == f"មានអ្នកចូលរួម {PERSONS} នាក់"
        assert linked.pair_state == "translated"


def test_words_of_tables_are_translated_once(edition):
    with acting(CONSOLIDATOR) as editor:
        items = [
            item for part in pairs_of(edition, "en") for item in part.items if not item.passage
        ]
        item = next(item for item in items if "{{" not in item.text and item.section == "II.B.1.2")
        row = translate_words(by=editor, edition=edition, words=item.text, seen=0, text="ពាក្យខ្មែរ")
        with pytest.raises(WordsConflict):
            translate_words(by=editor, edition=edition, words=item.text, seen=0, text="ផ្សេង")
        translate_words(by=editor, edition=edition, words=item.text, seen=1, text="ផ្សេង")
        row.refresh_from_db()
        assert (row.version, row.translation) == (2, "ផ្សេង")
    with secretariat():
        found = {
            language: [
                cell
                for block in shown_document(edition, language).section("II.B.1.2").blocks
                if isinstance(block, Table)
                for line in block.rows
                for cell in line.cells
                if isinstance(cell, str)
            ]
            for language in ("en", "km")
        }
    assert any("ផ្សេង" in cell for cell in found["km"])
    assert not any("ផ្សេង" in cell for cell in found["en"])


def test_the_database_keeps_translation_and_author_together(edition, translated):
    with acting(CONSOLIDATOR):
        rows = Passage.objects.filter(pk=translated.pk)
        for changes in ({"translated_by": None}, {"translates": ""}, {"translation": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**changes)


def test_publication_freezes_both_and_says_what_is_not_translated(edition, translated):
    with acting(CONSOLIDATOR) as editor:
        translate_words(by=editor, edition=edition, words="Others", seen=0, text="ផ្សេងៗ")
        lacking = untranslated(edition)
    made = publish_it(signed(edition))
    assert made.manifest is not None
    assert made.manifest["open"]["untranslated_texts"] == lacking
    assert made.untranslated_reason in made.manifest["untranslated_reason"] != ""
    with secretariat():
        for sql in (
            "UPDATE reporting_translatedwords SET translation = 'x'",
            "UPDATE reporting_passage SET translation = 'x' WHERE translation <> ''",
        ):
            with (
                pytest.raises((IntegrityError, InternalError), match="never changes"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql)
        assert TranslatedWords.objects.filter(edition=made).delete()[0] == 0  # no such right
    with acting(CONSOLIDATOR) as editor, pytest.raises(Overtaken):
        translate(by=editor, edition=made, passage=translated.pk, seen=2, text=KHMER)
    correction = begun()
    with secretariat():
        assert correction.pk != made.pk
        assert correction.passages.get(continues=translated.pk).pair_state == "translated"
        assert TranslatedWords.objects.filter(edition=correction).count() == 1
