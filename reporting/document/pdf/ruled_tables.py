"""A numbered table in the flow: how tall it is, and where it may be cut at the foot of a page."""

from collections.abc import Mapping
from copy import copy
from typing import Self
from urllib.parse import quote

from reportlab.platypus import Flowable

from reporting.document.fonts import REGULAR
from reporting.document.line_breaks import wrap
from reporting.document.pdf.columns import measure_of
from reporting.document.pdf.grid import SetRow, lay_out
from reporting.document.pdf.prose import FlowBlock, Landmark
from reporting.document.pdf.styles import (
    BLUE,
    CAPTION,
    COLUMN_HEIGHT,
    MEASURE,
    NOTE,
    SHEET_COLUMN,
    SHEET_MEASURE,
    WIDE_HEIGHT,
    WIDE_MEASURE,
    Style,
)
from reporting.document.script_text import text_width
from reporting.document.value import Table

CODE = Style(6.8, 10.8, REGULAR, BLUE)
CAPTION_GAP = 4.0
NOTE_GAP = 4.0
BEGIN = 3  # rows that stand together at the head and at the end of a table
ENOUGH = 84.0  # or fewer of them, if they are this tall together
SHORT = 0.3  # a table under this part of the page is not cut
BETWEEN = 14.0  # between a note and the code on its line

PAGES = {WIDE_MEASURE: ("wide", WIDE_HEIGHT), SHEET_MEASURE: ("sheet", SHEET_COLUMN)}


class LaidOutTable(FlowBlock):
    """The rows from `start` to `end` of a laid-out table; a cut makes two of it.

    Not `titled`: a heading over the table says already what it is.
    Where the second part begins within a group, the group's title stands above its rows again.
    """

    def __init__(
        self,
        table: Table,
        words: Mapping[str, str],
        *,
        base_url: str = "",
        code_url: str = "",
        stretch: float = 1,
        landmark: Landmark | None = None,
        titled: bool = True,
    ) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 10, 14
        self.table, self.words, self.base_url, self.code_url = table, words, base_url, code_url
        self.stretch, self.landmark = stretch, landmark
        not_available = words.get("not_available", "n/a")
        measure = measure_of(table, not_available)
        self.page, self.page_height = PAGES.get(measure, ("text", COLUMN_HEIGHT))
        # A broad table stands in the middle of the page, over both margins of the text.
        self.outdent = max(measure - MEASURE, 0) / 2 if self.page == "text" else 0.0
        self.grid = lay_out(table, measure, not_available, stretch)
        caption = self._caption() if titled else ""
        self.caption = wrap(caption, CAPTION.font, CAPTION.size, measure) if caption else []
        room = min(measure, max(self.grid.width, 0.62 * MEASURE)) - self.grid.pad
        self.notes = [
            line for note in table.notes for line in wrap(note, NOTE.font, NOTE.size, room)
        ]
        self.start, self.end = 0, len(self.grid.rows)

    def _caption(self) -> str:
        if not self.table.number:
            return self.table.caption
        label = self.words.get("table", "Table")
        return f"{label} {self.table.number}.\u2002{self.table.caption}"

    @property
    def caption_lines(self) -> list[str]:
        """What stands above this part: the caption, or that the table goes on."""
        if not self.start:
            return self.caption
        word = self.words.get("continued", "continued")
        if not self.table.number:
            return [f"{self.table.caption} ({word})"]
        return [f"{self.words.get('table', 'Table')} {self.table.number} ({word})"]

    @property
    def code(self) -> str:
        """The short code of the table with the word before it, where it is known."""
        if not self.table.code:
            return ""
        return f"{self.words.get('trace', 'Trace')} {self.table.code}"

    @property
    def code_apart(self) -> bool:
        """Whether the code needs a line of its own, under the notes."""
        if not self.code or not self.notes:
            return bool(self.code)
        taken = text_width(self.notes[-1], NOTE.font, NOTE.size) + self.grid.pad + BETWEEN
        return taken + text_width(self.code, REGULAR, CODE.size) > self.grid.width

    @property
    def group(self) -> SetRow | None:
        """The title of the group within which this part begins."""
        rows = self.grid.rows
        if not self.start or rows[self.start].kind != "body":
            return None
        for row in reversed(rows[: self.start]):
            if row.kind == "group":
                return row
            if row.kind != "body":
                return None
        return None

    def row(self, position: int) -> SetRow:
        """A row as it stands in this part: the first one says again what it is of."""
        row = self.grid.rows[position]
        return row.full if position == self.start and row.full else row

    def address(self, row: SetRow, column: int, trace: str) -> str:
        """Where a number leads: by its place in the table, which stays what was printed."""
        if self.code_url and self.table.code:
            return f"{self.code_url}{quote(self.table.code, safe='')}-R{row.place}-C{column + 1}"
        return self.base_url + quote(trace, safe="") if self.base_url else ""

    def _above(self) -> float:
        lines = len(self.caption_lines)
        group = self.group.height if self.group else 0
        heads = sum(self.grid.head_heights)
        return lines * CAPTION.leading * self.stretch + CAPTION_GAP + heads + group

    def _below(self, last: int) -> float:
        lines = len(self.notes) + self.code_apart
        if last < len(self.grid.rows) or not lines:
            return 1.0
        return NOTE_GAP + lines * NOTE.leading * self.stretch

    def _height(self, last: int) -> float:
        rows = sum(self.row(position).height for position in range(self.start, last))
        return self._above() + rows + self._below(last)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self._height(self.end)
        return self.width, self.height

    def room_to_begin(self, _width: float) -> float:
        rows = self.grid.rows
        whole = self._height(len(rows))
        if whole < SHORT * self.page_height:
            return whole
        return min(self._height(self._beginning()), 0.5 * self.page_height)

    def _beginning(self) -> int:
        """The row before which the table may be cut first."""
        rows, seen, tall = self.grid.rows, 0, 0.0
        for position, row in enumerate(rows):
            enough = seen >= BEGIN or (seen > 1 and tall > ENOUGH)
            if enough and self._may_cut(rows, position, len(rows)):
                return position
            seen += row.kind != "group"
            tall += row.height
        return len(rows)

    def split(self, _width: float, height: float) -> list[Flowable]:
        roomy = height > 0.6 * self.page_height
        if not roomy and self._height(self.end) < SHORT * self.page_height:
            return []
        cut = self._cut(height, roomy)
        if cut is None:
            return []
        return [self._part(self.start, cut), self._part(cut, self.end)]

    def _cut(self, height: float, roomy: bool) -> int | None:
        """The row to go over to the next page: as many stay as fit and belong together."""
        rows, last = self.grid.rows, self.end
        fits, used = self.start, self._above() + 1.0
        while fits < last and used + self.row(fits).height <= height:
            used += self.row(fits).height
            fits += 1
        if fits == last:
            fits -= 1  # the notes do not fit: some rows go with them
        least = self.start + 1 if roomy or self.start else self._beginning()
        for cut in range(fits, least - 1, -1):
            if self._may_cut(rows, cut, last):
                return cut
        return fits if roomy and fits > self.start else None

    @staticmethod
    def _may_cut(rows: list[SetRow], cut: int, last: int) -> bool:
        """No group's title at the foot, no total and no single row at the head of a page."""
        if last - cut < (BEGIN if len(rows) > 2 * BEGIN else 2):
            return False
        before, after = rows[cut - 1], rows[cut]
        if cut > 1 and rows[cut - 2].kind == "group" and not before.runs_on:
            return False
        return before.kind != "group" and after.kind not in ("subtotal", "total")

    def _part(self, start: int, end: int) -> Self:
        part = copy(self)
        vars(part).pop("_postponed", None)  # ReportLab's sign that it was moved down already
        part.start, part.end = start, end
        part.landmark = None if start else self.landmark
        return part
