"""Words among the rows of tables in the language of the document: what units wrote there is
translated once in an edition, by the words themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reporting.document.sentences.figures_in_text import Setter, text_of
from reporting.document.sentences.language import language_of
from reporting.document.sentences.pairs import mark_of
from reporting.document.sentences.row_texts import RowText, row_text
from reporting.editions.composing.queries.material import PARTNERS, EntryRow, Material
from reporting.editions.composing.queries.open_row_tables import (
    Reword,
    printed_partners,
    printed_words,
)
from reporting.models import Edition
from strategies.models import Table

FIELDS = ("title", "text", "kind")


@dataclass(frozen=True)
class WordsInLanguage:
    """`translations`: mark of words -> their counterpart in the other language."""

    language: str = "en"
    translations: Mapping[str, str] = field(default_factory=dict)

    def of(self, words: str) -> str:
        """As they stand where there is no counterpart, or none is needed."""
        return self.translations.get(mark_of(words), words) if self.needs(words) else words

    def needs(self, words: str) -> bool:
        return language_of(words) not in ("", self.language)

    def lacks(self, words: str) -> bool:
        return self.needs(words) and mark_of(words) not in self.translations


def words_of_edition(edition: Edition, language: str) -> WordsInLanguage:
    """One query."""
    rows = edition.translated_words.exclude(language=language)
    return WordsInLanguage(language, dict(rows.values_list("mark", "translation")))


def rewording(spec: Mapping[str, Any], setter: Setter, words: WordsInLanguage) -> Reword:
    """The texts of a table's rows as they are printed, their numbers set as those of sentences."""

    def reword(row: EntryRow) -> EntryRow:
        found = {
            name: _set(row_text(spec, row.key_of(name), getattr(row, name)), setter, words)
            for name in FIELDS
        }
        partners = PARTNERS.join(words.of(name) for name in row.partners)
        return replace(row, words={**found, "partner": partners})

    return reword


def units_rewording(edition: Edition, language: str) -> Reword:
    """The same for rows as the units wrote them, without linked numbers."""
    words = words_of_edition(edition, language)

    def reword(row: EntryRow) -> EntryRow:
        found = {name: words.of(getattr(row, name)) for name in FIELDS}
        partners = PARTNERS.join(words.of(name) for name in row.partners)
        return replace(row, words={**found, "partner": partners})

    return reword


def _set(found: RowText, setter: Setter, words: WordsInLanguage) -> str:
    shown = words.of(found.text)
    if shown == found.text and found.text == found.of:
        return found.of
    return text_of(setter.for_text(shown).runs(shown))


def table_words(material: Material, table: Table, spec: Mapping[str, Any]) -> Iterator[str]:
    """All that a table prints of what units wrote, as it is stored, each once."""
    texts = (row_text(spec, key, words).text for key, words in printed_words(material, table))
    yield from dict.fromkeys((*texts, *printed_partners(material, table)))
