"""The annex of discrepancies: what is not explained, then what is; each leads to its place."""

from collections.abc import Mapping, Sequence

from reporting.exports.pdf.prose import Landmark, note_key
from reporting.exports.pdf.tables import RuledTable
from reporting.kernel.annex import AnnexPart, AnnexRow
from reporting.kernel.document import HeaderCell, Row, Table

KEY = "discrepancies"
NO_NOTE = "\u2013"


def discrepancy_landmark(title: str) -> Landmark:
    return Landmark("heading", KEY, "", title, 1)


class DiscrepancyTable(RuledTable):
    """A row a discrepancy; its number leads to the note beside the figure or sentence."""

    def __init__(
        self,
        parts: Sequence[AnnexPart],
        title: str,
        words: Mapping[str, str],
        stretch: float,
    ) -> None:
        header = (
            HeaderCell(words.get("note", "Note")),
            HeaderCell(words.get("section", "Section")),
            HeaderCell(words.get("message", "Message")),
        )
        lines: list[AnnexRow | None] = []
        rows: list[Row] = []
        for part in parts:
            rows.append(Row((f"{part.title} ({len(part.rows)})",), kind="group"))
            rows += map(_row, part.rows)
            lines += [None, *part.rows]
        widths = (0.6, 2.4, 5)
        table = Table(KEY, "", title, (header,), tuple(rows), ("center", "start", "start"), widths)
        super().__init__(table, words, stretch=stretch, titled=False)
        for set_row in self.grid.rows:
            line = lines[set_row.place - 1]
            if line is not None and line.found.note is not None:
                set_row.cells[0].to = note_key(line.found.note)


def _row(one: AnnexRow) -> Row:
    note = NO_NOTE if one.found.note is None else f"[{one.found.note}]"
    return Row((note, one.place, one.found.text))
