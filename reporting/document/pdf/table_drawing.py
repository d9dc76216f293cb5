"""Draws a part of a table on the canvas: caption, heads, rows with their rules and weights, notes
and code."""

from typing import Any
from urllib.parse import quote

from reportlab.lib.colors import Color

from reporting.document.fonts import BOLD, REGULAR
from reporting.document.pdf.columns import SetHead
from reporting.document.pdf.grid import SetRow
from reporting.document.pdf.prose import draw_mark, mark_place
from reporting.document.pdf.ruled_tables import CAPTION_GAP, CODE, NOTE_GAP, LaidOutTable
from reporting.document.pdf.styles import BLUE, CAPTION, GREY, HAIRLINE, INK, NOTE, Style
from reporting.document.script_text import draw_text, text_width


class RuledTable(LaidOutTable):
    """A numbered table in the flow that draws itself; each part of a cut one too."""

    def draw(self) -> None:
        if self.landmark:
            mark_place(self.canv, self.landmark.key, self.height)
        if self.outdent:
            self.canv.translate(-self.outdent, 0)
        _draw(self, self.canv)


def _draw(part: LaidOutTable, canvas: Any) -> None:
    """From the top of the part down to its last line; the canvas stands at its foot."""
    painter = _Painter(part, canvas)
    y = painter.heads(painter.caption(part.height))
    group = part.group
    if group is not None:
        painter.row(group, y, first=True, go_on=True)
        y -= group.height
    for position in range(part.start, part.end):
        row = part.row(position)
        painter.row(row, y, first=position == part.start and group is None)
        y -= row.height
    whole = part.end == len(part.grid.rows)
    painter.rule(y, 0.8 if whole else 0.4, BLUE)
    if whole:
        painter.notes(y - NOTE_GAP)


class _Painter:
    def __init__(self, part: LaidOutTable, canvas: Any) -> None:
        self.part, self.grid, self.canvas = part, part.grid, canvas
        self.leading = part.grid.leading * part.stretch

    def caption(self, y: float) -> float:
        canvas, leading = self.canvas, CAPTION.leading * self.part.stretch
        canvas.setFillColor(CAPTION.color)
        font = REGULAR if self.part.start else BOLD
        for line in self.part.caption_lines:
            draw_text(canvas, 0, y - leading * 0.75, line, font, CAPTION.size)
            y -= leading
        return y - CAPTION_GAP

    def heads(self, y: float) -> float:
        grid = self.grid
        self.rule(y, 0.8, BLUE)
        tops = [y]
        for height in grid.head_heights:
            tops.append(tops[-1] - height)
        for head in grid.heads:
            last = min(head.line + head.cell.rowspan, len(grid.head_heights))
            self._head(head, tops[last], spans=last < len(grid.head_heights))
        self.rule(tops[-1], 0.5, BLUE)
        return tops[-1]

    def _head(self, head: SetHead, foot: float, spans: bool) -> None:
        canvas, grid = self.canvas, self.grid
        end = min(head.column + head.cell.colspan, len(grid.edges) - 1)
        left, right = grid.edges[head.column] + grid.pad, grid.edges[end] - grid.pad
        align = "center" if head.cell.colspan > 1 else self.part.table.align[head.column]
        if align == "end":
            right -= grid.mark_room[head.column]
        x = {"start": left, "end": right, "center": (left + right) / 2}[align]
        y = foot + grid.pad + grid.leading - grid.size * 0.86
        if head.cell.unit:
            canvas.setFillColor(GREY)
            draw_text(canvas, x, y, head.cell.unit, REGULAR, grid.size * 0.86, align)
        if head.over_unit:
            y += self.leading * 0.92
        canvas.setFillColor(BLUE)
        for line in reversed(head.lines):
            draw_text(canvas, x, y, line, BOLD, grid.size, align)
            y += self.leading
        if spans:
            canvas.setStrokeColor(BLUE)
            canvas.setLineWidth(0.3)
            canvas.line(left - 1, foot, right + 1, foot)

    def row(self, row: SetRow, y: float, *, first: bool, go_on: bool = False) -> None:
        grid = self.grid
        total = row.kind in ("subtotal", "total")
        if total:
            self.rule(y, 0.7 if row.kind == "total" else 0.4, INK)
        elif not first and not go_on:
            label = row.cells[0].lines if row.cells else True
            self.rule(y, 0.3, HAIRLINE, 0.0 if label or not row.full else grid.edges[1])
        if row.kind == "group":
            self._group(row, y, go_on)
            return
        font = BOLD if total else REGULAR
        for column, cell in enumerate(row.cells):
            if cell.lines:
                color = GREY if cell.faint else INK
                self._cell(row, column, y - 0.65 * grid.pad, font, color)

    def _group(self, row: SetRow, y: float, go_on: bool) -> None:
        cell = row.cells[0]
        self._cell(row, 0, y - 1.3 * self.grid.pad, BOLD, BLUE)
        if go_on:
            word = f"({self.part.words.get('continued', 'continued')})"
            x = self.grid.pad + text_width(cell.lines[-1], BOLD, self.grid.size) + 4
            down = self.leading * (len(cell.lines) - 1)
            top = y - 1.3 * self.grid.pad - down
            self.canvas.setFillColor(GREY)
            at = top - (self.leading + self.grid.size * 0.7) / 2
            draw_text(self.canvas, x, at, word, REGULAR, self.grid.size * 0.9)

    def _cell(self, row: SetRow, column: int, top: float, font: str, color: Color) -> None:
        canvas, grid, leading = self.canvas, self.grid, self.leading
        cell = row.cells[column]
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
        address = self.part.address(row, column, cell.trace) if cell.trace else ""
        if address:
            place = (grid.edges[column], y - 2, right + 1, y + grid.size)
            canvas.linkURL(address, place, relative=1, thickness=0)
        if cell.to in canvas.targets:
            place = (grid.edges[column], y - 2, right + 1, y + grid.size)
            canvas.linkRect("", cell.to, place, relative=1, thickness=0)
        if cell.mark is not None:
            draw_mark(canvas, right, y, cell.mark, Style(grid.size, leading))
        elif cell.sign:
            draw_text(canvas, right + 1, y, cell.sign, font, grid.size)

    def rule(self, y: float, width: float, color: Color, start: float = 0.0) -> None:
        self.canvas.setStrokeColor(color)
        self.canvas.setLineWidth(width)
        self.canvas.line(start, y, self.grid.width, y)

    def notes(self, y: float) -> None:
        part, canvas = self.part, self.canvas
        leading = NOTE.leading * part.stretch
        canvas.setFillColor(NOTE.color)
        for line in part.notes:
            y -= leading
            draw_text(canvas, self.grid.pad, y + 2, line, NOTE.font, NOTE.size)
        if part.code:
            self._code(y - leading if part.code_apart else y)

    def _code(self, y: float) -> None:
        """The table's short code, small at its right foot, leading to its trace."""
        part, canvas, right = self.part, self.canvas, self.grid.width - self.grid.pad
        canvas.setFillColor(CODE.color)
        draw_text(canvas, right, y + 2, part.code, CODE.font, CODE.size, "end")
        if part.code_url:
            left = right - text_width(part.code, CODE.font, CODE.size)
            place = (left - 1, y, right + 1, y + CODE.size + 2)
            address = part.code_url + quote(part.table.code, safe="")
            canvas.linkURL(address, place, relative=1, thickness=0)
