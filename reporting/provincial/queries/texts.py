"""What a province wrote itself, as its report prints it."""

from collections.abc import Iterator
from dataclasses import replace

from provinces.models import OrganisationUnit
from reporting.document.sentences.language import language_of
from reporting.document.value import Block, Bullet, Paragraph
from reporting.provincial.queries.basis import YearInLanguage
from strategies.models import Table


def own_texts(of_year: YearInLanguage, unit: OrganisationUnit, table: Table) -> Iterator[Block]:
    """Its accepted texts for one table, in its own words; where they are in the other language, in
    those of the published report, if that has them."""
    if table.kind != Table.Kind.NARRATIVE:
        return
    for row in of_year.material.entries[table.pk]:
        if row.unit.pk != unit.pk:
            continue
        words = of_year.words.of(row.text or row.title)
        if not words:
            continue
        language = language_of(words)
        other = "" if language in ("", of_year.language) else language
        printed = of_year.passages_of_entries.get(row.entry.pk) if other else None
        if printed is not None:
            yield _alone(printed)
        elif table.style == "paragraph":
            yield Paragraph(words, language=other)
        else:
            yield Bullet(words, level=row.entry.level, language=other)


def _alone(block: Block) -> Block:
    """Without the marks of the report that it was taken from."""
    return replace(block, mark=None) if isinstance(block, Paragraph | Bullet) else block
