"""The check of the translations fails where something is missing or wrong, and a text of the source
that nobody took over is named."""

import polib
import pytest

from nsp_portal.translations import files
from nsp_portal.translations.__main__ import COMMANDS
from nsp_portal.translations.libraries import SHOWN, library_texts
from nsp_portal.translations.rules import problems
from reporting.catalogue.rules.glossary import Term

TERMS = [
    Term("activity group", ("ក្រុមសកម្មភាព",), "", "proposed"),
    Term("activity", ("សកម្មភាព",), "", "proposed"),
    Term("submit", ("បញ្ជូន", "ដាក់ជូន"), "", "certain"),
]
LATIN = {"Excel"}


def wrong(english, khmer, **more):
    entry = polib.POEntry(msgid=english, msgstr=khmer, **more)
    return list(problems(entry, TERMS, LATIN))


@pytest.mark.parametrize(
    ("english", "khmer", "what"),
    [
        ("Save", "", "is not translated"),
        ("%(count)s reports", "%(counts)s របាយការណ៍", "placeholders"),
        ("100%% of it", "100% នៃវា", "placeholders"),
        ("<strong>Save</strong> it", "<strong>រក្សាទុក", "markup"),
        ("Dear Sir,\n", "ជូនចំពោះលោក", "line ends"),
        ("Save as Excel", "រក្សាទុក file ជា Excel", "Latin word file"),
        ("Submit it", "ផ្ញើវា", "says “submit” otherwise"),
        ("An activity group", "សកម្មភាព", "says “activity group” otherwise"),
        ("Table", "តារាង\u200bនេះ", "U+200B"),
        ("Training", "បណ្\u178aុះ", "U+178A"),
    ],
)
def test_what_is_wrong_is_named(english, khmer, what):
    assert any(what in problem for problem in wrong(english, khmer))


@pytest.mark.parametrize(
    ("english", "khmer"),
    [
        ("Submit %(count)s files of <b>Excel</b>", "ដាក់ជូនឯកសារ <b>Excel</b> %(count)s"),
        ("The activity groups", "ក្រុមសកម្មភាព"),
        ("See %(url)s", "សូមមើល %(url)s"),
    ],
)
def test_a_good_translation_is_left_alone(english, khmer):
    assert wrong(english, khmer) == []


def test_a_doubtful_one_counts_as_none():
    assert wrong("Save", "រក្សាទុក", flags=["fuzzy"]) == ["is marked as doubtful (fuzzy)"]


def test_a_term_that_means_something_else_is_said_so_beside_it():
    assert wrong("Submit", "យល់ព្រម") != []
    assert wrong("Submit", "យល់ព្រម", tcomment="other meaning: submit") == []


def test_a_plural_has_one_form_and_its_number():
    entry = polib.POEntry(msgid="%(n)d day", msgid_plural="%(n)d days", msgstr_plural={0: "ថ្ងៃ"})
    assert any("placeholders" in problem for problem in problems(entry, TERMS, LATIN))
    entry.msgstr_plural = {0: "%(n)d ថ្ងៃ"}
    assert list(problems(entry, TERMS, LATIN)) == []


def test_compiled_words_are_read_by_gettext(tmp_path):
    path = tmp_path / "django.po"
    words = polib.POFile(wrapwidth=0)
    words.append(polib.POEntry(msgid="%(n)d day", msgid_plural="%(n)d days"))
    words[0].msgstr_plural = {0: "%(n)d ថ្ងៃ", 1: ""}
    files.write(words, path)
    assert COMMANDS["compile"](str(path)) == 0
    assert polib.mofile(str(path.with_suffix(".mo")))[0].msgstr_plural == {0: "%(n)d ថ្ងៃ"}


def test_the_words_of_the_libraries_are_those_that_people_meet():
    texts = {entry.msgid for entry in library_texts(SHOWN)}
    assert {"This field is required.", "Sign In", "Log out"} <= texts
    assert "Afrikaans" not in texts  # of the names of languages
