"""Notes under the sections: what the checks found wrong in print, marked where it stands."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext

from reporting.kernel.document import Block, Bullet, Note, Number, Paragraph, Section, Table
from reporting.kernel.messages import in_words
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Discrepancy


def with_notes(consolidation: Consolidation, sections: Iterable[Section]) -> Iterator[Section]:
    """What is wrong, and what is given twice, becomes a note; its sentence or number is marked."""
    found: dict[str, list[Discrepancy]] = defaultdict(list)
    worth = Q(severity=Discrepancy.Severity.HIGH) | Q(kind="two_values", line=None)
    rows = Discrepancy.objects.filter(worth, consolidation=consolidation)
    for row in rows.order_by("line", "position"):
        found[row.section].append(row)
    number = 0
    for section in sections:
        blocks, notes = list(section.blocks), []
        for row in found.get(section.id, []):
            number += 1
            if not _mark_sentence(blocks, row.printed, number):
                _mark_number(blocks, _addresses(row, consolidation.period), number)
            text = in_words(row.template, row.params, gettext)
            notes.append(Note(number, text, severity=row.severity))  # type: ignore[arg-type]
        yield replace(section, blocks=tuple(blocks), notes=tuple(notes))


def _mark_sentence(blocks: list[Block], printed: str, number: int) -> bool:
    """Marks the first unmarked sentence of the section that has this number."""
    if not printed:
        return False
    whole = re.compile(rf"(?<![\d.,]){re.escape(printed)}(?![\d]|[.,]\d)")
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph | Bullet) or block.mark is not None:
            continue
        if whole.search(block.text):
            blocks[index] = replace(block, mark=number)
            return True
    return False


def _addresses(row: Discrepancy, period: Period) -> set[str]:
    """The cells of a discrepancy as the numbers of tables are addressed, with their period."""
    return {cell if ":" in cell else f"{cell}:{period.code}" for cell in row.cells}


def _mark_number(blocks: list[Block], addresses: set[str], number: int) -> None:
    """Marks the first unmarked number of the section's tables that stands at this address."""
    for index, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        for place, row in enumerate(block.rows):
            for column, cell in enumerate(row.cells):
                if isinstance(cell, Number) and cell.mark is None and cell.trace in addresses:
                    cells = list(row.cells)
                    cells[column] = replace(cell, mark=number)
                    rows = list(block.rows)
                    rows[place] = replace(row, cells=tuple(cells))
                    blocks[index] = replace(block, rows=tuple(rows))
                    return
