"""The annex of discrepancies: every note of the document in one table, leading to its place."""

from collections.abc import Mapping, Sequence

from reporting.exports.pdf.prose import Landmark, note_key
from reporting.exports.pdf.tables import RuledTable
from reporting.kernel.document import Document, HeaderCell, Note, Row, Section, Table

KEY = "discrepancies"


def notes_of(document: Document) -> list[tuple[Section, Note]]:
    return [(section, note) for section in document.sections for note in section.notes]


def discrepancy_landmark(title: str) -> Landmark:
    return Landmark("heading", KEY, "", title, 1)


class DiscrepancyTable(RuledTable):
    """A row a note; its number leads to the note beside the figure or sentence."""

    def __init__(
        self,
        notes: Sequence[tuple[Section, Note]],
        title: str,
        words: Mapping[str, str],
        stretch: float,
    ) -> None:
        header = (
            HeaderCell(words.get("note", "Note")),
            HeaderCell(words.get("section", "Section")),
            HeaderCell(words.get("message", "Message")),
        )
        rows = tuple(
            Row((f"[{note.number}]", f"{section.number} {section.title}".strip(), note.text))
            for section, note in notes
        )
        table = Table(KEY, "", title, (header,), rows, ("center", "start", "start"), (0.6, 2.4, 5))
        super().__init__(table, words, stretch=stretch, titled=False)
        for set_row, (_section, note) in zip(self.grid.rows, notes, strict=False):
            set_row.cells[0].to = note_key(note.number)
