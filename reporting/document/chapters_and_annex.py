"""A chapter of a report as a document of its own, with the numbers and codes of the whole; and the
annex of discrepancies at its end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reporting.document.value import Discrepancy, Document, Section


def chapters(document: Document) -> list[Section]:
    """The sections of the first level that hold something, they or those below them."""
    return [
        section
        for section in document.sections
        if section.level == 1 and any(part.blocks for part in _below(document, section.id))
    ]


def cut(document: Document, chapter: str) -> Document:
    """Only this chapter: the title of the whole stands over it. KeyError where there is none."""
    sections = tuple(_below(document, chapter))
    if not sections:
        raise KeyError(chapter)
    head = sections[0]
    title = f"{head.number}. {head.title}" if head.number else head.title
    inside = {section.id for section in sections}
    return replace(
        document, title=title, subtitle=document.title, sections=sections, front=False,
        discrepancies=tuple(row for row in document.discrepancies if row.section in inside),
    )  # fmt: skip


def _below(document: Document, chapter: str) -> Iterator[Section]:
    inside = False
    for section in document.sections:
        if section.level == 1:
            inside = section.id == chapter
        if inside:
            yield section


Severity = Literal["high", "medium", "low"]
# Where a document that was stored earlier does not say them.
TITLE, OPEN, EXPLAINED = "Discrepancies explained", "Not explained yet", "Explained"


@dataclass(frozen=True)
class AnnexRow:
    """`section` is None where the discrepancy is of no section that is printed."""

    found: Discrepancy
    section: Section | None

    @property
    def place(self) -> str:
        return f"{self.section.number} {self.section.title}".strip() if self.section else ""


@dataclass(frozen=True)
class AnnexPart:
    title: str
    rows: Sequence[AnnexRow]


def annex_title(document: Document) -> str:
    return document.words.get("discrepancies_found") or document.words.get(
        "discrepancies_explained", ""
    )


def annex(document: Document) -> list[AnnexPart]:
    """What is not explained first; [] where nothing was found. A document that was stored before
    it listed them has its notes, which were all explained."""
    sections = {section.id: section for section in document.sections}
    rows = [AnnexRow(row, sections.get(row.section)) for row in found_in(document)]
    words = document.words
    parts = (
        AnnexPart(words.get("not_explained", OPEN), _some(rows, is_open=True)),
        AnnexPart(words.get("explained", EXPLAINED), _some(rows, is_open=False)),
    )
    return [part for part in parts if part.rows]


def found_in(document: Document) -> tuple[Discrepancy, ...]:
    return document.discrepancies or tuple(
        Discrepancy(section.id, note.text, _severity(note.severity), note.is_open, note.number)
        for section in document.sections
        for note in section.notes
    )


def _some(rows: Iterable[AnnexRow], *, is_open: bool) -> list[AnnexRow]:
    return [row for row in rows if row.found.is_open is is_open]


def _severity(text: Severity | Literal["info"]) -> Severity:
    return "low" if text == "info" else text
