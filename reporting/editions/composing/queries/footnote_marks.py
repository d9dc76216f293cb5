"""Footnotes under the sections: what is said of a figure, with a mark where the figure stands."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reporting.document.sentences.markup import MarkupError, Quoted, read_token
from reporting.document.value import Block, Bullet, Note, Number, Paragraph, Section, Table
from reporting.editions.discrepancies.rules import OF_ROWS
from reporting.kernel.expressions import ExpressionError, in_period, references
from reporting.kernel.numbers import to_ascii
from reporting.kernel.periods import Period

Severity = Literal["high", "medium", "low", "info"]
Place = tuple[int, int, int]  # block, row, column
SEVERITIES: tuple[Severity, ...] = ("info", "low", "medium", "high")
# What a sentence says wrong; the others stand in tables before they stand in sentences.
OF_SENTENCES = frozenset(
    {"quoted_figure", "percentage", "rounding", "difference", "words", "unsupported"}
)


@dataclass(frozen=True)
class Footnote:
    """A note to be: `cells` are the figures that it is about, `printed` what a printed report says
    there, `computed` what the units gave. `fingerprint`: which discrepancy it is about; `is_open`:
    nobody has explained it yet. `language` of the text, "" where it is that of the document."""

    section: str
    kind: str
    text: str
    severity: Severity = "info"
    cells: tuple[str, ...] = ()
    printed: str = ""
    computed: str = ""
    fingerprint: str = ""
    is_open: bool = False
    language: str = ""


@dataclass(frozen=True)
class NotedSections:
    """Sections with their notes; `numbers`: fingerprint of a discrepancy -> number of its note."""

    sections: tuple[Section, ...]
    numbers: dict[str, int]


def noted(footnotes: Iterable[Footnote], sections: Iterable[Section], period: str) -> NotedSections:
    """The sections with their notes, numbered through, and which discrepancy has which note.
    `period`: the code of the report's own, which addresses may leave out. What cannot be marked
    stands under its section all the same; several footnotes on one place are one note."""
    found: dict[str, list[Footnote]] = defaultdict(list)
    for footnote in footnotes:
        found[footnote.section].append(footnote)
    numbers: dict[str, int] = {}
    made, number = [], 0
    for section in sections:
        page = _Page(list(section.blocks), period)
        notes: dict[int, Note] = {}
        for footnote in found.get(section.id, []):
            at = page.mark(footnote, number + 1)
            number = max(number, at)
            notes[at] = _joined(notes.get(at), at, footnote)
            numbers[footnote.fingerprint] = at
        made.append(replace(section, blocks=tuple(page.blocks), notes=tuple(notes.values())))
    return NotedSections(tuple(made), numbers)


def _joined(before: Note | None, number: int, footnote: Footnote) -> Note:
    if before is None:
        return Note(number, footnote.text, footnote.severity, footnote.is_open, footnote.language)
    return Note(
        number,
        f"{before.text} {footnote.text}",
        severity=max(before.severity, footnote.severity, key=SEVERITIES.index),
        is_open=before.is_open or footnote.is_open,
        language=before.language if before.language == footnote.language else "",
    )


class _Page:
    """The blocks of a section, as marks are set in them."""

    def __init__(self, blocks: list[Block], period: str) -> None:
        self.blocks = blocks
        self.period = period

    def mark(self, footnote: Footnote, number: int) -> int:
        """The number of its note: the next one, or that of the mark which stands there already."""
        if footnote.kind in OF_ROWS:
            return self._mark_rows(footnote.cells, number) or number
        cells = frozenset(self._addresses(footnote.cells))
        if footnote.kind in OF_SENTENCES or self._with_words(footnote.printed):
            at = (
                self._mark_text(cells, footnote, number)
                or self._mark_shown(footnote.printed, number)
                or self._mark_number(cells, number)
            )
        else:
            at = self._mark_total(footnote, number) or self._mark_text(cells, footnote, number)
        return at or self._mark_value(footnote.computed, number) or number

    def _addresses(self, cells: Sequence[str]) -> list[str]:
        return [address for cell in cells for address in addresses_of(cell, self.period)]

    def _mark_rows(self, cells: Sequence[str], number: int) -> int | None:
        """The first number of each reporter's row: the one that repeats, and the one repeated."""
        rows: dict[str, set[str]] = defaultdict(set)
        for cell in cells:
            rows[cell.partition("@")[2]].update(addresses_of(cell, self.period))
        at: int | None = None
        for row in rows.values():
            at = self._mark_number(frozenset(row), at or number) or at
        return at

    def _mark_text(self, cells: frozenset[str], footnote: Footnote, number: int) -> int | None:
        return self._mark_sentence(cells, number) or self._mark_words(footnote.printed, number)

    def _mark_sentence(self, cells: frozenset[str], number: int) -> int | None:
        """The sentence that quotes all of these figures; else the one that quotes most of them."""
        if not cells:
            return None
        quoting = {
            place: len(cells & self._quoted(block))
            for place, block in enumerate(self.blocks)
            if isinstance(block, Paragraph | Bullet)
        }
        place = max(quoting, key=lambda candidate: quoting[candidate], default=None)
        if place is None or not quoting[place]:
            return None
        return self._set(place, number)

    def _quoted(self, block: Paragraph | Bullet) -> frozenset[str]:
        found: set[str] = set()
        for run in block.runs:
            if not isinstance(run, str) and run.kind != "kept":
                found |= addresses_quoted(run.expression, self.period)
        return frozenset(found)

    def _with_words(self, printed: str) -> list[int]:
        """The sentences in which this number was typed."""
        if not printed:
            return []
        whole = re.compile(rf"(?<![\d.,]){re.escape(printed)}(?![\d]|[.,]\d)")
        return [
            place
            for place, block in enumerate(self.blocks)
            if isinstance(block, Paragraph | Bullet) and whole.search(to_ascii(_typed(block)))
        ]

    def _mark_words(self, printed: str, number: int) -> int | None:
        """The first of them without a mark; where each has one, with the first."""
        places = self._with_words(printed)
        for place in places:
            block = self.blocks[place]
            if isinstance(block, Paragraph | Bullet) and block.mark is None:
                return self._set(place, number)
        return self._set(places[0], number) if places else None

    def _mark_shown(self, printed: str, number: int) -> int | None:
        """The sentence that says what was printed, though it refers to other figures than these."""
        whole = re.compile(rf"(?<![\d.,]){re.escape(printed)}(?![\d]|[.,]\d)")
        for place, block in enumerate(self.blocks):
            if not printed or not isinstance(block, Paragraph | Bullet):
                continue
            if whole.search(to_ascii(block.text)):
                return self._set(place, number)
        return None

    def _set(self, place: int, number: int) -> int:
        block = self.blocks[place]
        assert isinstance(block, Paragraph | Bullet)
        if block.mark is None:
            self.blocks[place] = replace(block, mark=number)
            return number
        return block.mark

    def _mark_number(self, addresses: frozenset[str], number: int) -> int | None:
        """The first number of the section's tables that stands at one of these addresses."""
        for place, cell in self._numbers():
            if cell.trace in addresses:
                return self._set_in_table(place, cell, number)
        return None

    def _mark_total(self, footnote: Footnote, number: int) -> int | None:
        """Of a printed total the total itself, then each row that is likely to be the wrong one;
        of others the first of their figures."""
        addresses = self._addresses(footnote.cells)
        if footnote.kind != "printed_total":
            return self._mark_number(frozenset(addresses), number)
        at = self._mark_number(frozenset(addresses[:1]), number)
        for row in addresses[1:] if at else ():
            self._mark_number(frozenset([row]), at or number)
        return at

    def _mark_value(self, computed: str, number: int) -> int | None:
        """The one number of the section's tables that is this one: a table that shows a figure of
        another one has an address of its own for it."""
        same = [
            (place, cell)
            for place, cell in self._numbers()
            if computed and f"{cell.value:,.2f}".removesuffix(".00") == computed
        ]
        return self._set_in_table(*same[0], number) if len(same) == 1 else None

    def _numbers(self) -> Iterator[tuple[Place, Number]]:
        for index, block in enumerate(self.blocks):
            for at, row in enumerate(block.rows if isinstance(block, Table) else ()):
                for column, cell in enumerate(row.cells):
                    if isinstance(cell, Number):
                        yield (index, at, column), cell

    def _set_in_table(self, place: Place, cell: Number, number: int) -> int:
        if cell.mark is not None:
            return cell.mark
        index, at, column = place
        table = self.blocks[index]
        assert isinstance(table, Table)
        rows, cells = list(table.rows), list(table.rows[at].cells)
        cells[column] = replace(cell, mark=number)
        rows[at] = replace(rows[at], cells=tuple(cells))
        self.blocks[index] = replace(table, rows=tuple(rows))
        return number


def _typed(block: Paragraph | Bullet) -> str:
    """The text without the figures that are set in it; these follow the reports, not the print."""
    if not block.runs:
        return block.text
    return "\0".join(
        run if isinstance(run, str) else run.text if run.kind == "kept" else ""
        for run in block.runs
    )


def addresses_of(cell: str, period: str) -> tuple[str, ...]:
    """As the numbers of tables are addressed: of its own period, then, where that is a part of the
    report's, of the whole one, which is what is printed."""
    try:
        named = references(in_period(cell, period))
    except ExpressionError:
        return (cell,)
    whole = Period.parse(period)
    found = []
    for reference in named:
        found.append(str(reference))
        own = Period.parse(reference.period or period)
        if own != whole and whole.contains(own):
            found.append(str(replace(reference, period=period)))
    return tuple(found)


def addresses_quoted(token: str, period: str) -> set[str]:
    """The figures that a reference in a sentence is made of, its whole or its other year too."""
    try:
        quoted = read_token(token)
    except MarkupError:
        return set()
    if not isinstance(quoted, Quoted):
        return set()
    found = {str(reference) for reference in references(in_period(quoted.figure, period))}
    if quoted.base_period:
        found |= {
            str(reference) for reference in references(in_period(quoted.figure, quoted.base_period))
        }
    elif quoted.base:
        found |= {str(reference) for reference in references(in_period(quoted.base, period))}
    return found
