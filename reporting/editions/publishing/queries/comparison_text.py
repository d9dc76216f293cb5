"""The text of an edition as a comparison reads it: each passage with what it goes back to."""

from collections.abc import Iterable, Mapping

from reporting.document.sentences.pairs import in_language
from reporting.document.value import Bullet, Chart, Document, Paragraph, Subheading
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.stated_figures import without_signs
from reporting.editions.writing.queries.section_workspace import shown_titles
from reporting.editions.writing.rules.text_comparison import ComparedPassage
from reporting.models import Edition, Passage


def passages_of(editions: Iterable[Edition]) -> dict[int, Passage]:
    """Those in the text, by number; empty for who reads only what is published."""
    wanted = {edition.pk for edition in editions}
    if not wanted:
        return {}
    rows = Passage.objects.filter(edition__in=wanted, removed=False)
    return {row.pk: row for row in rows.order_by("position", "pk")}


def roots_of(period_key: int, passages: Mapping[int, Passage]) -> dict[int, int]:
    """Passage -> what it goes back to through the editions of the period."""
    if not passages:
        return {}
    pairs = Passage.objects.filter(edition__period_key=period_key).values_list(
        "pk", "continues_id"
    )  # fmt: skip
    before = dict(pairs)
    found = {}
    for pk in passages:
        root, seen = pk, {pk}
        while (above := before.get(root)) is not None and above not in seen:
            seen.add(above)
            root = above
        found[pk] = root
    return found


def said_in(
    document: Document, edition: Edition, passages: Mapping[int, Passage], roots: Mapping[int, int]
) -> Iterable[ComparedPassage]:
    """In reading order. Tables and charts stand for what was chosen to be shown; where passages
    may not be seen, only the texts of the document are compared."""
    if not passages:
        yield from _said_by_reader(document)
        return
    texts = {
        block.passage: without_signs(block)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph | Bullet) and block.passage
    }
    titles = {
        block.id: block.caption
        for section in document.sections
        for block in section.blocks
        if isinstance(block, DocumentTable | Chart)
    }
    order = {section.id: place for place, section in enumerate(document.sections)}
    own = [row for row in passages.values() if row.edition_id == edition.pk]
    own.sort(key=lambda row: (order.get(row.section, len(order)), row.position, row.pk))
    named = shown_titles(edition, own, document.language)
    for row in own:
        standing, _language = in_language(row, document.language)
        text = texts.get(row.pk) or standing or _title(row, titles, named.get(row.pk, ""))
        source = standing or str(sorted(row.spec.items(), key=str))
        yield ComparedPassage(row.section, row.kind, text, source, roots[row.pk], row.pk)


def _title(row: Passage, titles: Mapping[str, str], named: str) -> str:
    """Of a table or chart: its caption as it is printed, else its title in the catalogue."""
    code = str(row.spec.get("table") or row.spec.get("chart") or "")
    ids = (f"{code}-chart-{row.pk}", f"{code}-comparison-{row.pk}", code)
    words = next((titles[block_id] for block_id in ids if block_id in titles), named or code)
    return f"{row.get_kind_display()}: {words}"


def _said_by_reader(document: Document) -> Iterable[ComparedPassage]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Subheading):
                yield ComparedPassage(section.id, type(block).__name__, block.text)
            elif isinstance(block, Paragraph | Bullet):
                yield ComparedPassage(section.id, type(block).__name__, without_signs(block))
