"""The pages on which an edition is translated: counts by section, both texts beside each other, one
click to the next; without a script too."""

import re

import pytest

from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.translations import translate
from reporting.models import Passage
from tests.editions import begun
from tests.factories import CONSOLIDATOR, REVIEWER, acting, secretariat

SECTION = "II.B.1.3"
PAGE = "/editions/2020/1/translation/"
PERSONS = "{{ direct_publicity.persons }}"
ENGLISH, KHMER = f"In all {PERSONS} people came.", f"មានអ្នកចូលរួម {PERSONS} នាក់"


@pytest.fixture
def passage(year_2020) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=begun(), section=SECTION, after=None, kind="bullet", text=ENGLISH
        )


@pytest.fixture
def editor(signed_in, passage):
    return signed_in(CONSOLIDATOR)


def form(passage, text, do="save", seen=1):
    return {"key": f"p{passage.pk}", "seen": str(seen), "text": text, "do": do}


def now(passage):
    with secretariat():
        passage.refresh_from_db()
    return passage.translation


def test_the_overview_counts_and_leads_to_the_first_text(editor):
    page = editor.get(PAGE).text
    assert "Translate the next text" in page
    assert re.search(rf'href="{PAGE}{SECTION}/"', page)
    assert re.search(rf'href="{PAGE}{SECTION}/"', editor.get(f"{PAGE}?state=to_do").text)
    assert not re.search(rf'href="{PAGE}{SECTION}/"', editor.get(f"{PAGE}?state=changed").text)


def test_saving_leads_on_and_says_who_did_it(editor, passage):
    page = editor.get(f"{PAGE}{SECTION}/?edit=p{passage.pk}").text
    assert 'data-reference="{{ direct_publicity.persons }}"' in page
    assert 'lang="km" data-writing-box' in page
    answer = editor.post(f"{PAGE}{SECTION}/", form(passage, KHMER, "next"))
    assert f"saved=tr-p{passage.pk}" in answer["Location"]
    assert "edit=" in answer["Location"]
    assert now(passage) == KHMER
    page = editor.get(f"{PAGE}{SECTION}/?state=translated").text
    assert "Translated" in page
    assert "‹6,147,930›" in page


def test_a_missing_figure_is_named_and_nothing_typed_is_lost(editor, passage):
    answer = editor.post(f"{PAGE}{SECTION}/", form(passage, "គ្មានតួលេខ"))
    assert answer.status_code == 422
    assert "Missing here: 6,147,930" in answer.text
    assert "គ្មានតួលេខ" in answer.text
    assert now(passage) == ""


def test_a_figure_is_put_in_without_a_script(editor, passage):
    answer = editor.post(f"{PAGE}{SECTION}/", {**form(passage, "មានអ្នកចូលរួម"), "put": "0"})
    assert answer.status_code == 200
    assert f">មានអ្នកចូលរួម {PERSONS}</textarea>" in answer.text
    assert now(passage) == ""


def test_two_who_translate_see_both_texts(editor, passage):
    with acting(REVIEWER) as other:
        translate(by=other, edition=passage.edition, passage=passage.pk, seen=1, text=KHMER)
    answer = editor.post(f"{PAGE}{SECTION}/", form(passage, f"{PERSONS} នាក់"))
    assert answer.status_code == 409
    assert "has changed this paragraph meanwhile" in answer.text
    assert "So it is saved now" in answer.text
    assert f"{PERSONS} នាក់</textarea>" in answer.text
    assert now(passage) == KHMER
    editor.post(f"{PAGE}{SECTION}/", form(passage, f"{PERSONS} នាក់", seen=2))
    assert now(passage) == f"{PERSONS} នាក់"


def test_the_edition_and_its_section_say_what_is_not_translated(editor, passage):
    assert "texts not translated" in editor.get("/editions/2020/1/").text
    page = editor.get(f"/editions/2020/1/write/{SECTION}/").text
    assert f"translation/{SECTION}/?edit=p{passage.pk}" in page
    assert "Not translated yet" in page


def test_a_text_that_is_not_translated_says_so_where_it_is_read(editor, passage):
    editor.cookies["django_language"] = "km"
    place = f"/annual/2020/{SECTION}/"
    assert 'class="untranslated"' in editor.get(place).text
    with acting(REVIEWER) as other:
        translate(by=other, edition=passage.edition, passage=passage.pk, seen=1, text=KHMER)
    page = editor.get(place).text
    assert "មានអ្នកចូលរួម" in page
    assert 'class="untranslated"' not in page
