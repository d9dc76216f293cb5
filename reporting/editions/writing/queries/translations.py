"""Every text of an edition beside its counterpart in the other language: the passages, and the
words that no passage holds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from provinces.models import User
from provinces.tenancy import all_sections
from reporting.core.queries.editions import figures_of
from reporting.document.sentences.language import language_of
from reporting.document.sentences.pairs import (
    TO_DO,
    Pair,
    PairState,
    compare_references,
    mark_of,
    state_of,
)
from reporting.editions.composing.queries.material import Material
from reporting.editions.composing.queries.row_words import table_words
from reporting.editions.discrepancies.queries.footnote_words import written_notes
from reporting.editions.reading.queries.shown_passages import material_of, printed_table
from reporting.editions.writing.queries.section_workspace import (
    TEXT_KINDS,
    OutlineSection,
    outline,
    shown_titles,
)
from reporting.models import Consolidation, Edition, Passage, PassageKind, TranslatedWords

STATES: tuple[PairState, ...] = ("untranslated", "changed", "translated")


@dataclass(frozen=True)
class PairItem:
    """A text with its counterpart. `key`: `p` and the number of its passage, or `w` and the mark of
    its words; `where`: what it is, in words; `version`: what a save is compared with."""

    key: str
    section: str
    where: str
    text: str
    language: str
    translation: str
    state: PairState
    version: int
    at: datetime | None = None
    by: User | None = None
    passage: int = 0
    label: str = ""

    @property
    def is_to_do(self) -> bool:
        return self.state in TO_DO


@dataclass(frozen=True)
class SectionPairs:
    section: OutlineSection
    items: tuple[PairItem, ...]

    @property
    def counts(self) -> Counter[PairState]:
        return Counter(item.state for item in self.items)

    @property
    def to_do(self) -> int:
        return sum(item.is_to_do for item in self.items)


def pairs_of(
    edition: Edition, language: str, figures: Consolidation | None = None
) -> list[SectionPairs]:
    """In the order of the report, what has words; words that stand in several places where they
    come first. A fixed number of queries. `language`: in which is said where a text stands;
    `figures`: those of the edition, where they are there already."""
    rows = list(
        edition.passages.filter(removed=False, kind__in=(*TEXT_KINDS, PassageKind.TABLE))
        .select_related("translated_by")
        .order_by("position", "pk")
    )
    tables = [row for row in rows if row.kind == PassageKind.TABLE]
    words = _Words(edition, language, tables, figures or figures_of(edition))
    by_section: dict[str, list[PairItem]] = {}
    for row in rows:
        if row.kind != PassageKind.TABLE:
            by_section.setdefault(row.section, []).extend(_of_passage(row))
    found = []
    for section in outline(edition, language):
        passages = by_section.get(section.code, [])
        items = [*passages, *words.of_section(section.code)]
        found.append(SectionPairs(section, tuple(items)))
    return found


def every_pair(edition: Edition, figures: Consolidation | None = None) -> list[SectionPairs]:
    """Also of the sections that the reader does not lead."""
    with all_sections():
        return pairs_of(edition, "en", figures)


def untranslated(edition: Edition, pairs: list[SectionPairs] | None = None) -> int:
    """How many texts have no counterpart that holds. `pairs`: all of them, where they are read."""
    return sum(part.to_do for part in pairs or every_pair(edition))


def unequal_pairs(
    edition: Edition, pairs: list[SectionPairs] | None = None
) -> list[tuple[str, str]]:
    """Section and text of each pair that counts as translated and refers to different figures."""
    return [
        (item.section, item.text)
        for part in pairs or every_pair(edition)
        for item in part.items
        if item.state == "translated" and compare_references(item.text, item.translation)
    ]


def _of_passage(row: Passage) -> Iterator[PairItem]:
    state = state_of(row)
    if state:
        yield PairItem(
            key=f"p{row.pk}",
            section=row.section,
            where=str(row.get_kind_display()),
            text=row.text,
            language=row.language,
            translation=row.translation,
            state=state,
            version=row.version,
            at=row.translated_at,
            by=row.translated_by,
            passage=row.pk,
            label=row.label,
        )


class _Words:
    """The words of tables and notes, each once."""

    def __init__(
        self,
        edition: Edition,
        language: str,
        tables: list[Passage],
        figures: Consolidation | None,
    ) -> None:
        self.tables, self.seen = tables, set[str]()
        self.titles = shown_titles(edition, tables, language)
        self.material = material_of(figures)
        self.notes = written_notes(figures, edition.published_at) if figures else []
        with all_sections():  # by their marks: only of words that are seen anyway
            rows = TranslatedWords.objects.filter(edition=edition).select_related("by")
            self.rows = {row.mark: row for row in rows}

    def of_section(self, section: str) -> Iterator[PairItem]:
        for passage in self.tables:
            if passage.section == section and self.material is not None:
                where = _("In the table “%(title)s”") % {"title": self.titles.get(passage.pk, "")}
                yield from self._items(section, where, printed_in(passage, self.material))
        notes = (words for at, words in self.notes if at == section)
        yield from self._items(section, _("Note on a discrepancy"), notes)

    def _items(self, section: str, where: str, texts: Iterable[str]) -> Iterator[PairItem]:
        for text in texts:
            mark, language = mark_of(text), language_of(text)
            if not language or mark in self.seen:
                continue
            self.seen.add(mark)
            yield _of_words(section, where, text, language, self.rows.get(mark))


def _of_words(
    section: str, where: str, text: str, language: str, row: TranslatedWords | None
) -> PairItem:
    key = f"w{mark_of(text)}"
    if row is None:
        return PairItem(key, section, where, text, language, "", "untranslated", 0)
    pair = Pair(text, language, row.translation, row.mark)
    return PairItem(
        key, section, where, text, language, row.translation, state_of(pair), row.version,
        row.at, row.by,
    )  # fmt: skip


def printed_in(passage: Passage, material: Material) -> Iterator[str]:
    """What the table of a passage prints of what units wrote, as it is stored."""
    table = printed_table(passage, material)
    if table is not None:
        yield from table_words(material, table, passage.spec)


def source_before(row: Passage) -> str:
    """The text of which the counterpart was made; "" where no version has it."""
    versions = row.versions.filter(translation=row.translation).order_by("-number")
    return next(
        (
            version.text
            for version in (*versions, *row.versions.order_by("-number"))
            if mark_of(version.text) == row.translates
        ),
        "",
    )
