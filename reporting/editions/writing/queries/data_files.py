"""What the data files of an edition say beside the figures: the facts of the report, and its
sentences, where each came from and what its numbers refer to."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from reporting.document.listing_rows import SentenceRow
from reporting.document.value import Bullet, Document, Paragraph, Quote
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, PassageSource

Sources = dict[int, list[tuple[str, str]]]  # passage -> (unit, report)


def sentence_rows(edition: Edition, document: Document) -> list[SentenceRow]:
    """In the order of the document, whose words they are; one query."""
    return list(_rows(document, _sources(edition)))


def _rows(document: Document, sources: Sources) -> Iterator[SentenceRow]:
    for section in document.sections:
        number = 0
        for block in section.blocks:
            if not isinstance(block, Paragraph | Bullet):
                continue
            number += 1
            quotes = [run for run in block.runs if isinstance(run, Quote)]
            behind = sources.get(block.passage, [])
            yield SentenceRow(
                section=section.id,
                number=number,
                kind="bullet" if isinstance(block, Bullet) else "paragraph",
                text=block.text,
                linked=tuple(
                    f"{quote.text} = {quote.expression}" for quote in _of_kind("linked", quotes)
                ),
                kept=tuple(f"{quote.text}: {quote.reason}" for quote in _of_kind("kept", quotes)),
                missing=tuple(quote.expression for quote in _of_kind("missing", quotes)),
                units=tuple(dict.fromkeys(unit for unit, _report in behind)),
                reports=tuple(dict.fromkeys(report for _unit, report in behind)),
                language=block.language or document.language,
            )


def _of_kind(kind: str, quotes: list[Quote]) -> list[Quote]:
    return [quote for quote in quotes if quote.kind == kind]


def _sources(edition: Edition) -> Sources:
    rows = (
        PassageSource.objects.filter(passage__edition=edition)
        .order_by("entry__organisation_unit__position", "entry__position", "pk")
        .values_list(
            "passage_id", "entry__organisation_unit__code",
            "entry__revision__report__data_set__code", "entry__revision__report__period_key",
            "entry__revision__number",
        )
    )  # fmt: skip
    found: Sources = defaultdict(list)
    for passage, unit, form, key, revision in rows:
        report = f"{unit}/{form}/{Period.from_key(key).url} r{revision}"
        found[passage].append((unit, report))
    return found


def edition_facts(
    document: Document, figures: Consolidation, edition: Edition | None
) -> dict[str, Any]:
    published = edition.published_at if edition else figures.published_at
    remarks = [{"about": about, "text": text} for about, text in document.remarks]
    return {
        "title": document.title,
        "edition": document.edition,
        "period": Period.from_key(figures.period_key).code,
        "number": edition.number if edition and edition.published_at else None,
        "published": published.isoformat() if published else None,
        "language": document.language,
        "figures_digest": figures.digest,
        "practice": document.practice,
        "signatories": [
            {"role": signatory.role, "name": signatory.name, "date": signatory.date}
            for signatory in document.signatories
        ],
        **({"remarks": remarks} if remarks else {}),
    }
