"""The annex of a report: everything that the checks found, the open ones apart from the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reporting.kernel.document import Discrepancy, Document, Section

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
