"""The sentences of an edition with where each came from and what its numbers refer to."""

from collections import defaultdict
from collections.abc import Iterator

from reporting.exports.rows import SentenceRow
from reporting.kernel.document import Bullet, Document, Paragraph, Quote
from reporting.kernel.periods import Period
from reporting.models import Edition, PassageSource

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
                linked=tuple(f"{one.text} = {one.expression}" for one in _of("linked", quotes)),
                kept=tuple(f"{one.text}: {one.reason}" for one in _of("kept", quotes)),
                missing=tuple(one.expression for one in _of("missing", quotes)),
                units=tuple(dict.fromkeys(unit for unit, _report in behind)),
                reports=tuple(dict.fromkeys(report for _unit, report in behind)),
                language=block.language or document.language,
            )


def _of(kind: str, quotes: list[Quote]) -> list[Quote]:
    return [one for one in quotes if one.kind == kind]


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
