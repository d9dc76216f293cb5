"""A numbered table on the page: caption, heads that repeat, rules, and where it may be cut."""

from collections.abc import Mapping
from copy import copy
from urllib.parse import quote

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from reporting.exports.fonts import BOLD, REGULAR
from reporting.exports.pdf.grid import Grid, SetCell, SetHead, SetRow, lay_out, needs_wide_page
from reporting.exports.pdf.prose import Block, Landmark, draw_mark, mark_place
from reporting.exports.pdf.styles import (
    BLUE,
    CAPTION,
    COLUMN_HEIGHT,
    GREY,
    HAIRLINE,
    INK,
    MEASURE,
    NOTE,
    WIDE_HEIGHT,
    WIDE_MEASURE,
    Style,
)
from reporting.exports.text import draw_text, wrap
from reporting.kernel.document import Table

BEGIN = 3  # rows that stand together at the head and at the end of a table
SHORT = 0.3  # a table under this part of the page is not cut
CAPTION_GAP = 4.0
NOTE_GAP = 4.0


class RuledTable(Block):
    """The rows from `start` to `end` of a laid-out table; a cut makes two of it."""

    def __init__(
        self,
        table: Table,
        words: Mapping[str, str],
        *,
        base_url: str = "",
        stretch: float = 1,
        landmark: Landmark | None = None,
    ) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 10, 14
        self.table, self.words, self.base_url = table, words, base_url
        self.stretch, self.landmark = stretch, landmark
        self.wide = needs_wide_page(table)
        self.page_height = WIDE_HEIGHT if self.wide else COLUMN_HEIGHT
        measure = WIDE_MEASURE if self.wide else MEASURE
        self.grid = lay_out(table, measure, words.get("not_available", "n/a"), stretch)
        self.caption = wrap(self._caption(), CAPTION.font, CAPTION.size, measure)
        self.notes = [
            line for note in table.notes for line in wrap(note, NOTE.font, NOTE.size, measure)
        ]
        self.start, self.end = 0, len(self.grid.rows)

    def _caption(self) -> str:
        label = self.words.get("table", "Table")
        return f"{label} {self.table.number}.\u2002{self.table.caption}"

    def _continued(self) -> str:
        word = self.words.get("continued", "continued")
        return f"{self.words.get('table', 'Table')} {self.table.number} ({word})"

    def _above(self) -> float:
        lines = 1 if self.start else len(self.caption)
        return lines * CAPTION.leading * self.stretch + CAPTION_GAP + sum(self.grid.head_heights)

    def _below(self, last: int) -> float:
        if last < len(self.grid.rows) or not self.notes:
            return 1.0
        return NOTE_GAP + len(self.notes) * NOTE.leading * self.stretch

    def _height(self, last: int) -> float:
        rows = sum(row.height for row in self.grid.rows[self.start : last])
        return self._above() + rows + self._below(last)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self._height(self.end)
        return self.width, self.height

    def room_to_begin(self, _width: float) -> float:
        rows = self.grid.rows
        whole = self._height(len(rows))
        if whole < SHORT * self.page_height:
            return whole
        begin = BEGIN + sum(row.kind == "group" for row in rows[:BEGIN])
        return min(self._height(min(begin, len(rows))), 0.5 * self.page_height)

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
        while fits < last and used + rows[fits].height <= height:
            used += rows[fits].height
            fits += 1
        if fits == last:
            fits -= 1  # the notes do not fit: some rows go with them
        least = self.start + (1 if roomy else BEGIN)
        for cut in range(fits, least - 1, -1):
            if self._may_cut(rows, cut, last):
                return cut
        return fits if roomy and fits > self.start else None

    @staticmethod
    def _may_cut(rows: list[SetRow], cut: int, last: int) -> bool:
        """No group's title at the foot, no total and no single row at the head of a page."""
        if last - cut < 2:
            return False
        before, after = rows[cut - 1], rows[cut]
        if cut > 1 and rows[cut - 2].kind == "group" and not before.runs_on:
            return False
        return before.kind != "group" and after.kind not in ("subtotal", "total")

    def _part(self, start: int, end: int) -> "RuledTable":
        part = copy(self)
        vars(part).pop("_postponed", None)  # ReportLab's sign that it was moved down already
        part.start, part.end = start, end
        part.landmark = None if start else self.landmark
        return part

    def draw(self) -> None:
        if self.landmark:
            mark_place(self.canv, self.landmark.key, self.height)
        y = self._draw_caption(self.height)
        y = self._draw_heads(self.grid, y)
        last = self.end
        for position in range(self.start, last):
            row = self.grid.rows[position]
            self._draw_row(self.grid, row, y, first=position == self.start)
            y -= row.height
        self._rule(y, 0.8 if last == len(self.grid.rows) else 0.4, BLUE)
        if last == len(self.grid.rows):
            self._draw_notes(y - NOTE_GAP)

    def _draw_caption(self, y: float) -> float:
        canvas, leading = self.canv, CAPTION.leading * self.stretch
        canvas.setFillColor(CAPTION.color)
        lines, font = (self.caption, BOLD) if not self.start else ([self._continued()], REGULAR)
        for line in lines:
            draw_text(canvas, 0, y - leading * 0.75, line, font, CAPTION.size)
            y -= leading
        return y - CAPTION_GAP

    def _draw_heads(self, grid: Grid, y: float) -> float:
        self._rule(y, 0.8, BLUE)
        tops = [y]
        for height in grid.head_heights:
            tops.append(tops[-1] - height)
        for head in grid.heads:
            last = min(head.line + head.cell.rowspan, len(grid.head_heights))
            self._draw_head(grid, head, tops[last], spans=last < len(grid.head_heights))
        self._rule(tops[-1], 0.5, BLUE)
        return tops[-1]

    def _draw_head(self, grid: Grid, head: SetHead, foot: float, spans: bool) -> None:
        canvas, leading = self.canv, grid.leading * self.stretch
        end = min(head.column + head.cell.colspan, len(grid.edges) - 1)
        left, right = grid.edges[head.column] + grid.pad, grid.edges[end] - grid.pad
        align = "center" if head.cell.colspan > 1 else self.table.align[head.column]
        if align == "end":
            right -= grid.mark_room[head.column]
        x = {"start": left, "end": right, "center": (left + right) / 2}[align]
        y = foot + grid.pad + leading - grid.size * 0.86
        if head.cell.unit:
            canvas.setFillColor(GREY)
            draw_text(canvas, x, y, head.cell.unit, REGULAR, grid.size * 0.86, align)
            y += leading * 0.92
        canvas.setFillColor(BLUE)
        for line in reversed(head.lines):
            draw_text(canvas, x, y, line, BOLD, grid.size, align)
            y += leading
        if spans:
            canvas.setStrokeColor(BLUE)
            canvas.setLineWidth(0.3)
            canvas.line(left - 1, foot, right + 1, foot)

    def _draw_row(self, grid: Grid, row: SetRow, y: float, first: bool) -> None:
        total = row.kind in ("subtotal", "total")
        if total:
            self._rule(y, 0.7 if row.kind == "total" else 0.4, INK)
        elif not first and row.kind != "group":
            self._rule(y, 0.3, HAIRLINE)
        if row.kind == "group":
            if not first:
                self._rule(y, 0.3, HAIRLINE)
            self._draw_cell(grid, row.cells[0], 0, y - 1.3 * grid.pad, BOLD, BLUE)
            return
        font = BOLD if total else REGULAR
        for column, cell in enumerate(row.cells):
            if cell.lines:
                color = GREY if cell.faint else INK
                self._draw_cell(grid, cell, column, y - 0.65 * grid.pad, font, color)

    def _draw_cell(
        self, grid: Grid, cell: SetCell, column: int, top: float, font: str, color: Color
    ) -> None:
        canvas, leading = self.canv, grid.leading * self.stretch
        left, right = grid.edges[column] + grid.pad, grid.edges[column + 1] - grid.pad
        if cell.align == "end":
            right -= grid.mark_room[column]
        x = {"start": left, "end": right, "center": (left + right) / 2}[cell.align]
        y = top - (leading + grid.size * 0.7) / 2
        canvas.setFillColor(color)
        for line in cell.lines:
            draw_text(canvas, x, y, line, font, grid.size, cell.align)
            y -= leading
        y += leading
        if cell.trace and self.base_url:
            place = (grid.edges[column], y - 2, right + 1, y + grid.size)
            address = self.base_url + quote(cell.trace, safe="")
            canvas.linkURL(address, place, relative=1, thickness=0)
        if cell.mark is not None:
            draw_mark(canvas, right, y, cell.mark, Style(grid.size, leading))

    def _rule(self, y: float, width: float, color: Color) -> None:
        self.canv.setStrokeColor(color)
        self.canv.setLineWidth(width)
        self.canv.line(0, y, self.grid.width, y)

    def _draw_notes(self, y: float) -> None:
        self.canv.setFillColor(NOTE.color)
        for line in self.notes:
            y -= NOTE.leading * self.stretch
            draw_text(self.canv, self.grid.pad, y + 2, line, NOTE.font, NOTE.size)
