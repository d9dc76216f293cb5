"""Passages as a reader sees them, one by one. What they are made from is kept in the process for as
long as figures and catalogue stay the same, so that a saved sentence is shown at once."""

import json
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import override

from provinces.tenancy import all_sections
from reporting.document.sentences.markup import MarkupError
from reporting.document.sentences.row_texts import RowText, row_text
from reporting.document.trace_codes import document_code
from reporting.document.value import Block, Chart, Table
from reporting.document.value import Section as DocumentSection
from reporting.editions.composing.queries.edition_document import (
    PassageSetter,
    passage_setter,
)
from reporting.editions.composing.queries.material import Material
from reporting.editions.composing.queries.numbering import numbered
from reporting.editions.composing.queries.open_row_tables import printed_words
from reporting.models import Consolidation, Passage, PassageKind
from strategies.models import CatalogueStamp
from strategies.models import Table as FormTable


class Showing:
    """The blocks of passages. A table or chart is made once; text each time."""

    def __init__(self, passage_setter: PassageSetter, language: str) -> None:
        self.passage_setter = passage_setter
        self.language = language
        self._made: dict[str, tuple[Block, ...]] = {}

    def blocks(self, passage: Passage) -> tuple[Block, ...]:
        """Empty where it shows nothing: a table without numbers."""
        with override(self.language):
            if not passage.spec:
                return self._text(passage)
            key = f"{passage.kind} {json.dumps(passage.spec, sort_keys=True)}"
            if key not in self._made:
                self._made[key] = tuple(self.passage_setter.blocks(passage))
            return self._made[key]

    def _text(self, passage: Passage) -> tuple[Block, ...]:
        try:
            return tuple(self.passage_setter.blocks(passage))
        except MarkupError:
            return ()

    def numbers(self, passages: Iterable[Passage]) -> dict[int, str]:
        """Passage -> the number of its table or chart; `passages` are those of the whole edition
        that are tables and charts, in reading order."""
        places, sections = [], []
        for passage in passages:
            blocks = tuple(part for part in self.blocks(passage) if isinstance(part, Table | Chart))
            if blocks:
                places.append(passage.pk)
                sections.append(DocumentSection("", "", "", 1, blocks[:1]))
        found = {}
        code = document_code(self.passage_setter.material.period)
        for pk, section in zip(places, numbered(sections, code), strict=True):
            block = section.blocks[0]
            if isinstance(block, Table | Chart):
                found[pk] = block.number
        return found


def showing(consolidation: Consolidation, language: str) -> Showing:
    """One query while nothing has changed."""
    stamp = str(CatalogueStamp.objects.values_list("stamp", flat=True).get())
    return _kept(consolidation, f"{consolidation.created_at.timestamp()} {stamp}", language)


@lru_cache(maxsize=4)
def _kept(consolidation: Consolidation, made: str, language: str) -> Showing:
    """`made` tells apart equal keys of two databases, and two catalogues."""
    with override(language), all_sections():
        return Showing(passage_setter(consolidation, language), language)


def material_of(figures: Consolidation | None, language: str = "en") -> Material | None:
    """What the rows are printed from; one query where the figures are known already."""
    return showing(figures, language).passage_setter.material if figures else None


def row_texts(passage: Passage, material: Material | None) -> list[RowText]:
    """In the order of print; [] of what is no table, and where nothing is printed yet."""
    if passage.kind != PassageKind.TABLE or material is None:
        return []
    table = printed_table(passage, material)
    if table is None or table.style:
        return []  # what is printed as sentences too is written there
    return [row_text(passage.spec, key, words) for key, words in printed_words(material, table)]


def printed_table(passage: Passage, material: Material) -> FormTable | None:
    """The table whose rows units wrote, if the passage is one."""
    table = _table(passage, material)
    return table if table is not None and table.layout == "entries" else None


def _table(passage: Passage, material: Material) -> FormTable | None:
    code = passage.spec.get("table")
    tables = (table for rows in material.tables.values() for table in rows)
    return next((table for table in tables if table.code == code), None)
