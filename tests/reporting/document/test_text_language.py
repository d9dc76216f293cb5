from decimal import Decimal

import pytest

from reporting.document.sentences.figures_in_text import Setter, text_of
from reporting.document.sentences.language import language_of

KHMER = "បានរៀបចំកិច្ចប្រជុំ "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Conducted {{ a.times | words }} meetings.", "en"),
        (KHMER + "{{ direct_publicity.persons_reached_in_all_provinces | words }} លើក", "km"),
        ("អង្គការ International Justice Mission បានជួយជនរងគ្រោះ", "km"),
        ("The word ក stands in an English sentence.", "en"),
        ("{{ direct_publicity.persons }} – 12%", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_that_of_its_script(text, language):
    assert language_of(text) == language


FIGURES = {"a.times:2020": Decimal(2), "a.times:2019": Decimal(2), "a.times:202003": Decimal(1)}
SAID = {"March": "មីនា", "[no figure]": "[គ្មានតួលេខ]", "as many as in %(period)s": "ដូច %(period)s"}


def shown(text: str, reader: str) -> str:
    def tongue(language: str):
        return (lambda words: SAID.get(words, words)) if language == "km" else str

    setter = Setter(lambda one: FIGURES.get(str(one)), "2020", reader, tongue(reader), tongue)
    return text_of(setter.for_text(text).runs(text))


@pytest.mark.parametrize("reader", ["en", "km"])
def test_a_number_in_words_is_in_the_language_of_its_sentence_whoever_reads_it(reader):
    assert shown("Conducted {{ a.times | words }} meetings.", reader) == "Conducted two meetings."
    assert shown(KHMER + "{{ a.times | words }}", reader) == KHMER + "ពីរ"


@pytest.mark.parametrize("reader", ["en", "km"])
def test_what_is_said_of_a_figure_is_in_the_language_of_its_sentence_too(reader):
    assert shown("It was {{ a.none }}.", reader) == "It was [no figure]."
    assert shown(KHMER + "{{ a.none }}", reader) == KHMER + "[គ្មានតួលេខ]"
    same = "{{ a.times | growth from 2019 }}"
    assert shown(f"They were {same}.", reader) == "They were as many as in 2019."
    assert shown(KHMER + same, reader) == KHMER + "ដូច ឆ្នាំ2019"


@pytest.mark.parametrize("reader", ["en", "km"])
def test_a_month_is_named_in_the_language_of_its_sentence(reader):
    assert "of March 2020" in shown("Now {{ a.times | growth from 202003 }}.", reader)
    assert "ខែមីនា ឆ្នាំ2020" in shown(KHMER + "{{ a.times | growth from 202003 }}", reader)


def test_a_text_without_words_follows_its_reader():
    assert shown("{{ a.times | words }}", "km") == "ពីរ"
    assert shown("{{ a.times | words }}", "en") == "Two"
