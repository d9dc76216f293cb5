"""Flowing text without markup: paragraphs, list items, headings and notes; where the pieces of it
that lead somewhere come to stand once it is broken into lines."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable

from reporting.document.line_breaks import ZERO_WIDTH_SPACE, balanced, wrap
from reporting.document.pdf.styles import BLUE, Style
from reporting.document.script_text import draw_text, printable, text_width
from reporting.document.value import Quote, Run

MARK_SIZE = 0.66  # of the text it follows
MARK_RISE = 0.34
LANGUAGES = {"en": "en-GB", "km": "km-KH"}
TextLink = tuple[int, int, str]  # from and to, counted in signs that are no spaces; the address
LineLink = tuple[int, int, int, str]  # the line; from and to within it; the address
WITHIN = "#"  # before the key of a place in the document itself


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that the contents, the outline or a running head speaks of."""

    kind: str  # front, heading, table, figure
    key: str
    number: str
    title: str
    level: int = 0
    code: str = ""  # of a table or a figure


class FlowBlock(Flowable):
    """A flowable that says how much room it needs to begin on a page."""

    landmark: Landmark | None = None
    page = "text"  # on which kind it stands: "wide" lies on its side, "sheet" is A3

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        if not canvas.blind:
            super().drawOn(canvas, x, y, _sW)  # type: ignore[call-arg]

    def room_to_begin(self, width: float) -> float:
        return float(self.wrap(width, 1e6)[1])


class Prose(FlowBlock):
    """Ragged text; `label` hangs in the indent, `mark` refers to a note of the document.

    `label_to` is the key of a place that the label leads to; `links` are pieces of the text that
    lead out of the document. `language` is that of the text where the document has another.
    """

    def __init__(
        self,
        text: str,
        style: Style,
        *,
        indent: float = 0,
        label: str = "",
        label_at: float = 0,
        label_to: str = "",
        label_color: Color | None = None,
        mark: int | None = None,
        anchor: str = "",
        whole: bool = False,
        landmark: Landmark | None = None,
        lines: list[str] | None = None,
        links: Sequence[TextLink] = (),
        language: str = "",
    ) -> None:
        super().__init__()
        self.text, self.style, self.indent = text, style, indent
        self.label, self.label_at, self.label_to = label, label_at, label_to
        self.label_color = label_color or style.color
        self.mark, self.anchor, self.whole = mark, anchor, whole
        self.landmark, self.links, self.language = landmark, links, language
        self.lines = lines or []
        self.line_links: list[LineLink] = []
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
            self.line_links = on_lines(self.lines, self.links) if self.links else []
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
        first = self._part(0, fits, label=self.label, anchor=self.anchor, label_to=self.label_to,
                           label_color=self.label_color)  # fmt: skip
        first.landmark = self.landmark
        return [first, self._part(fits, len(self.lines), mark=self.mark)]

    def _part(self, start: int, end: int, **others: Any) -> "Prose":
        part = Prose("", self.style, indent=self.indent, label_at=self.label_at,
                     lines=self.lines[start:end], language=self.language, **others)  # fmt: skip
        part.line_links = [
            (line - start, first, last, address)
            for line, first, last, address in self.line_links
            if start <= line < end
        ]
        return part

    def draw(self) -> None:
        canvas, style = self.canv, self.style
        y = self.height - (style.leading + style.size * 0.7) / 2
        if self.anchor:
            mark_place(canvas, self.anchor, self.height)
        if self.label:
            self._draw_label(y)
        canvas.setFillColor(style.color)
        with spoken_in(canvas, self.language):
            for line in self.lines:
                draw_text(canvas, self.indent, y, line, style.font, style.size)
                y -= style.leading
        if self.mark is not None:
            x = self.indent + text_width(self.lines[-1], style.font, style.size)
            draw_mark(canvas, x, y + style.leading, self.mark, style)
        for link in self.line_links:
            self._link(*link)

    def _draw_label(self, y: float) -> None:
        canvas: Any = self.canv
        style = self.style
        canvas.setFillColor(self.label_color)
        draw_text(canvas, self.label_at, y, self.label, style.font, style.size)
        if self.label_to and self.label_to in canvas.reached:
            right = self.label_at + text_width(self.label, style.font, style.size)
            place = (self.label_at, y - 2, right, y + style.size)
            canvas.linkRect("", self.label_to, place, relative=1, thickness=0)

    def _link(self, line: int, first: int, last: int, address: str) -> None:
        """Only the hand of the reader's mouse tells: a page of blue numbers would not be read."""
        style, text = self.style, self.lines[line]
        left = self.indent + text_width(text[:first], style.font, style.size)
        right = left + text_width(text[first:last], style.font, style.size)
        top = self.height - line * style.leading
        place = (left, top - style.leading, right, top)
        if address.startswith(WITHIN):
            self.canv.linkRect("", address.removeprefix(WITHIN), place, relative=1, thickness=0)
            return
        self.canv.linkURL(address, place, relative=1, thickness=0)


def draw_mark(canvas: Any, x: float, y: float, mark: int, style: Style) -> None:
    """A small bracketed figure after the text, leading to its note, which leads back here."""
    size = style.size * MARK_SIZE
    rise = style.size * MARK_RISE
    text = canvas.digits(f"[{mark}]")
    canvas.setFillColor(BLUE)
    draw_text(canvas, x + 1, y + rise, text, style.font, size)
    right = x + 1 + text_width(text, style.font, size)
    if note_key(mark) in canvas.targets:
        canvas.linkRect("", note_key(mark), (x, y, right, y + style.size), relative=1)
    if mark_key(mark) not in canvas.reached:
        canvas.reached.add(mark_key(mark))
        mark_place(canvas, mark_key(mark), y + style.leading, left=0)


def mark_place(canvas: Any, key: str, top: float, left: float = 0) -> None:
    """Make the current place a target of links."""
    _x, y = canvas.absolutePosition(left, top)
    canvas.bookmarkPage(key, fit="XYZ", left=0, top=y + 12, zoom=0)


def note_key(number: int) -> str:
    return f"note-{number}"


def mark_key(number: int) -> str:
    return f"mark-{number}"


class Room(CondPageBreak):
    """Starts a new page unless there is room for what must stand together."""

    def __init__(self, blocks: Sequence[FlowBlock]) -> None:
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


@contextmanager
def spoken_in(canvas: Any, language: str) -> Iterator[None]:
    """What is drawn inside is marked as of this language; "" is that of the document."""
    known = LANGUAGES.get(language)
    if known:
        canvas._code.append(f"/Span <</Lang ({known})>> BDC")
    yield
    if known:
        canvas._code.append("EMC")


def links_of(
    runs: Iterable[Run], base_url: str, sections: Collection[str] = ()
) -> tuple[TextLink, ...]:
    """The quoted numbers of a sentence that are one figure each, and so have an address where there
    is a `base_url`; the annexes that it names, if they are among these sections."""
    found: list[TextLink] = []
    at = 0
    for run in runs:
        words = run.text if isinstance(run, Quote) else run
        end = at + sum(map(_counts, printable(words)))
        if isinstance(run, Quote) and run.trace and base_url:
            found.append((at, end, base_url + quote(run.trace, safe="")))
        elif isinstance(run, Quote) and run.kind == "annex" and run.expression in sections:
            found.append((at, end, f"{WITHIN}section-{run.expression}"))
        at = end
    return tuple(found)


def on_lines(lines: Sequence[str], links: Sequence[TextLink]) -> list[LineLink]:
    """The links line by line: one that runs over the end of a line becomes two."""
    found: list[LineLink] = []
    at = 0
    for number, line in enumerate(lines):
        places = [place for place, sign in enumerate(line) if _counts(sign)]
        for start, end, address in links:
            first, last = max(start - at, 0), min(end - at, len(places))
            if first < last:
                found.append((number, places[first], places[last - 1] + 1, address))
        at += len(places)
    return found


def _counts(sign: str) -> bool:
    """Spaces vanish at the ends of lines, so that they are not counted."""
    return not sign.isspace() and sign != ZERO_WIDTH_SPACE
