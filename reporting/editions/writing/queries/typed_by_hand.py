"""How many numbers of an edition were typed by hand: what the list of its numbers counts, for pages
that show the count alone."""

from django.utils.translation import override

from reporting.document.sentences.row_texts import typed_places
from reporting.editions.composing.queries.material import Material
from reporting.editions.reading.queries.shown_passages import material_of, row_texts
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS
from reporting.models import Consolidation, Edition, Passage, PassageKind
from strategies.models import Section


def typed_in(edition: Edition, language: str, figures: Consolidation | None) -> int:
    """Neither linked nor kept with a reason, in sentences and among the rows of tables. No figure
    is looked up."""
    passages = edition.passages.filter(
        removed=False,
        kind__in=(*TEXT_KINDS, PassageKind.TABLE),
        section__in=Section.objects.values("code"),
    )
    found = list(passages)
    tables = any(passage.kind == PassageKind.TABLE for passage in found)
    with override(language):
        material = material_of(figures, language) if tables else None
        texts = [text for passage in found for text in _texts(passage, material)]
    return sum(len(typed_places(text)) for text in texts)


def _texts(passage: Passage, material: Material | None) -> list[str]:
    if passage.kind in TEXT_KINDS:
        return [passage.text]
    return [row_text.text for row_text in row_texts(passage, material)]
