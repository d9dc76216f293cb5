"""Notes under the sections: what the checks found wrong in print, marked where it stands."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext

from reporting.kernel.document import Block, Bullet, Note, Paragraph, Section
from reporting.kernel.messages import in_words
from reporting.models import Consolidation, Discrepancy


def with_notes(consolidation: Consolidation, sections: Iterable[Section]) -> Iterator[Section]:
    """High ones become notes; one that quotes a sentence marks the sentence."""
    found: dict[str, list[Discrepancy]] = defaultdict(list)
    rows = Discrepancy.objects.filter(
        consolidation=consolidation, severity=Discrepancy.Severity.HIGH
    )
    for row in rows.order_by("line", "position"):
        found[row.section].append(row)
    number = 0
    for section in sections:
        blocks, notes = list(section.blocks), []
        for row in found.get(section.id, []):
            number += 1
            _mark(blocks, row.printed, number)
            text = in_words(row.template, row.params, gettext)
            notes.append(Note(number, text, severity="high"))
        yield replace(section, blocks=tuple(blocks), notes=tuple(notes))


def _mark(blocks: list[Block], printed: str, number: int) -> None:
    """Marks the first unmarked sentence of the section that has this number."""
    if not printed:
        return
    whole = re.compile(rf"(?<![\d.,]){re.escape(printed)}(?![\d]|[.,]\d)")
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph | Bullet) or block.mark is not None:
            continue
        if whole.search(block.text):
            blocks[index] = replace(block, mark=number)
            return
