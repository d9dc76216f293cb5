"""Flowing text without markup: paragraphs, list items, headings and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable

from reporting.exports.pdf.styles import BLUE, Style
from reporting.exports.text import balanced, draw_text, text_width, wrap

MARK_SIZE = 0.66  # of the text it follows
MARK_RISE = 0.34


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that the contents, the outline or a running head speaks of."""

    kind: str  # heading, table, figure
    key: str
    number: str
    title: str
    level: int = 0


class Block(Flowable):
    """A flowable that says how much room it needs to begin on a page."""

    landmark: Landmark | None = None
    wide = False  # stands on a landscape page

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        if not canvas.blind:
            super().drawOn(canvas, x, y, _sW)  # type: ignore[call-arg]

    def room_to_begin(self, width: float) -> float:
        return float(self.wrap(width, 1e6)[1])


class Prose(Block):
    """Ragged text; `label` hangs in the indent, `mark` refers to a note of the document."""

    def __init__(
        self,
        text: str,
        style: Style,
        *,
        indent: float = 0,
        label: str = "",
        label_at: float = 0,
        mark: int | None = None,
        anchor: str = "",
        whole: bool = False,
        landmark: Landmark | None = None,
        lines: list[str] | None = None,
    ) -> None:
        super().__init__()
        self.text, self.style, self.indent = text, style, indent
        self.label, self.label_at = label, label_at
        self.mark, self.anchor, self.whole = mark, anchor, whole
        self.landmark = landmark
        self.lines = lines or []
        self._fixed = lines is not None

    def getSpaceBefore(self) -> float:  # noqa: N802
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802
        return self.style.after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        if not self._fixed:
            room = width - self.indent - (16 if self.mark else 0)
            fill = balanced if self.whole else wrap
            self.lines = fill(self.text, self.style.font, self.style.size, room)
        self.width, self.height = width, len(self.lines) * self.style.leading
        return self.width, self.height

    def room_to_begin(self, width: float) -> float:
        self.wrap(width, 0)
        lines = len(self.lines)
        if not self.whole and lines > 3:
            lines = 2
        return lines * self.style.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        """Never one line alone, neither at the foot nor at the head of a page."""
        if self.whole or len(self.lines) < 4:
            return []
        fits = min(int(height / self.style.leading), len(self.lines) - 2)
        if fits < 2:
            return []
        first = self._part(self.lines[:fits], label=self.label, anchor=self.anchor)
        first.landmark = self.landmark
        return [first, self._part(self.lines[fits:], mark=self.mark)]

    def _part(self, lines: list[str], **others: Any) -> "Prose":
        return Prose("", self.style, indent=self.indent, label_at=self.label_at, lines=lines,
                     **others)  # fmt: skip

    def draw(self) -> None:
        canvas, style = self.canv, self.style
        y = self.height - (style.leading + style.size * 0.7) / 2
        if self.anchor:
            mark_place(canvas, self.anchor, self.height)
        canvas.setFillColor(style.color)
        if self.label:
            draw_text(canvas, self.label_at, y, self.label, style.font, style.size)
        for line in self.lines:
            draw_text(canvas, self.indent, y, line, style.font, style.size)
            y -= style.leading
        if self.mark is not None:
            x = self.indent + text_width(self.lines[-1], style.font, style.size)
            draw_mark(canvas, x, y + style.leading, self.mark, style)


def draw_mark(canvas: Any, x: float, y: float, mark: int, style: Style) -> None:
    """A small bracketed figure after the text, leading to its note."""
    size = style.size * MARK_SIZE
    rise = style.size * MARK_RISE
    text = f"[{mark}]"
    canvas.setFillColor(BLUE)
    draw_text(canvas, x + 1, y + rise, text, style.font, size)
    right = x + 1 + text_width(text, style.font, size)
    if note_key(mark) in canvas.targets:
        canvas.linkRect("", note_key(mark), (x, y, right, y + style.size), relative=1)


def mark_place(canvas: Any, key: str, top: float) -> None:
    """Make the current place a target of links."""
    _x, y = canvas.absolutePosition(0, top)
    canvas.bookmarkPage(key, fit="XYZ", left=0, top=y + 12, zoom=0)


def note_key(number: int) -> str:
    return f"note-{number}"


class Room(CondPageBreak):
    """Starts a new page unless there is room for what must stand together."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__(0)
        self.blocks = blocks

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        frame = getattr(getattr(self.canv, "_doctemplate", None), "frame", None)
        if frame is None or frame._atTop:
            return 0, 0
        self.height = self.needed(width)
        return super().wrap(width, height)

    def needed(self, width: float) -> float:
        rooms = (block.room_to_begin(width) + block.getSpaceBefore() for block in self.blocks)
        return sum(rooms) + sum(block.getSpaceAfter() for block in self.blocks[:-1])
