"""The text of a document: headings with what follows them, tables, figures, notes, signatures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from reporting.document.charts.drawing import chart_drawing
from reporting.document.charts.painting import draw_chart
from reporting.document.line_breaks import wrap
from reporting.document.pdf.prose import (
    FlowBlock,
    Landmark,
    Prose,
    Room,
    TextLink,
    links_of,
    mark_key,
    mark_place,
    note_key,
    spoken_in,
)
from reporting.document.pdf.styles import (
    BLUE,
    BODY,
    BULLET,
    BULLET_STEP,
    CAPTION,
    KHMER_LEADING,
    MEASURE,
    NOTE,
    PART_HEADING,
    SIGNED,
    SIGNS,
    SUBHEADING,
    Style,
    heading_style,
)
from reporting.document.pdf.table_drawing import RuledTable
from reporting.document.script_text import draw_text, text_width
from reporting.document.value import Block as DocumentBlock
from reporting.document.value import (
    Bullet,
    Chart,
    Document,
    Note,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from reporting.kernel.numbers import to_ascii, to_khmer_digits

GAP = 6.0
RULE_ROOM = 12.0
SIGNED_SHARE = 0.5  # of the measure: the block stands in its right half


class ChapterHead(Prose):
    """A heading of the first level with a short rule under it."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        super().wrap(width, height)
        self.text_height = self.height
        self.height += RULE_ROOM
        return self.width, self.height

    def room_to_begin(self, width: float) -> float:
        return super().room_to_begin(width) + RULE_ROOM

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.saveState()
        canvas.translate(0, RULE_ROOM)
        self.height = self.text_height
        super().draw()
        canvas.restoreState()
        self.height = self.text_height + RULE_ROOM
        canvas.setFillColor(BLUE)
        canvas.rect(0, 3, 48, 2.2, stroke=0, fill=1)


class PlaceToSign(FlowBlock):
    """Place and date, or a name, centred in the right half under the text."""

    def __init__(self, text: str, stretch: float, language: str = "") -> None:
        super().__init__()
        self.text, self.style, self.language = text, SIGNED.stretched(stretch), language
        self.spaceBefore, self.spaceAfter = 16, 0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.middle = width * (1 - SIGNED_SHARE / 2)
        self.lines = wrap(self.text, self.style.font, self.style.size, width * SIGNED_SHARE)
        self.width, self.height = width, len(self.lines) * self.style.leading
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - self.style.leading * 0.72
        self.canv.setFillColor(self.style.color)
        font, size = self.style.font, self.style.size
        with spoken_in(self.canv, self.language):
            for line in self.lines:
                draw_text(self.canv, self.middle, y, line, font, size, "center")
                y -= self.style.leading


class NoteRule(FlowBlock):
    """A short rule between the text and its notes."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, 12.0

    def draw(self) -> None:
        self.canv.setLineWidth(0.4)
        self.canv.setStrokeColor(NOTE.color)
        self.canv.line(0, 6, 60, 6)


class ChartFigure(FlowBlock):
    def __init__(
        self, chart: Chart, words: Mapping[str, str], landmark: Landmark, stretch: float
    ) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 10, 14
        self.landmark = landmark
        self.drawing = chart_drawing(chart, MEASURE)
        caption = f"{words.get('figure', 'Figure')} {chart.number}.\u2002{chart.caption}"
        self.caption = wrap(caption, CAPTION.font, CAPTION.size, MEASURE)
        self.leading = CAPTION.leading * stretch

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        caption = len(self.caption) * self.leading + GAP
        self.width, self.height = width, caption + self.drawing.height
        return self.width, self.height

    def draw(self) -> None:
        if self.landmark:
            mark_place(self.canv, self.landmark.key, self.height)
        y = self.height
        self.canv.setFillColor(CAPTION.color)
        for line in self.caption:
            draw_text(self.canv, 0, y - self.leading * 0.75, line, CAPTION.font, CAPTION.size)
            y -= self.leading
        draw_chart(self.drawing, self.canv, 0, 0)


@dataclass
class DocumentBody:
    """Sets the sections; `landmarks` is what the lists before the text speak of."""

    document: Document
    base_url: str
    code_url: str
    landmarks: list[Landmark] = field(default_factory=list)
    page: str = "text"
    page_due: bool = True  # what comes next opens a page
    _keys: set[str] = field(default_factory=set)

    @property
    def stretch(self) -> float:
        return KHMER_LEADING if self.document.language == "km" else 1.0

    def style(self, style: Style, language: str = "") -> Style:
        """Khmer needs more room between its lines, in an English report too."""
        return style.stretched(KHMER_LEADING if language == "km" else self.stretch)

    def flowables(self) -> Iterator[Flowable]:
        headings: list[FlowBlock] = []
        for section in self.document.sections:
            if section.level <= 1:
                yield from self._place(headings, None)
                headings = []
                self.page_due = self.document.front
            headings.append(self._heading(section))
            for block, following in zip_longest(section.blocks, section.blocks[1:]):
                if leads(block, following):
                    headings.append(self._block(block))
                    continue
                yield from self._place(headings, self._block(block))
                headings = []
            if section.notes:
                yield from self._place(headings, None)
                headings = []
                yield from self._notes(section.notes)
        yield from self._place(headings, None)

    def chapter(self, landmark: Landmark) -> Iterator[Flowable]:
        """A chapter that the document does not have as a section, on a page of its own."""
        self.landmarks.append(landmark)
        self.page_due = True
        style = self.style(heading_style(1))
        yield from self._place([ChapterHead(landmark.title, style, anchor=landmark.key, whole=True,
                                            landmark=landmark)], None)  # fmt: skip

    def _place(self, headings: list[FlowBlock], block: FlowBlock | None) -> Iterator[Flowable]:
        """Headings stand with the beginning of what follows them, on a page of its shape."""
        together = [*headings, *([block] if block else [])]
        if not together:
            return
        page = block.page if block else "text"
        if page != self.page or self.page_due:
            self.page, self.page_due = page, False
            yield NextPageTemplate(page)
            yield PageBreak()
        else:
            yield Room(together)
        yield from together

    def _heading(self, section: Section) -> FlowBlock:
        key = self._key(f"section-{section.id}")
        landmark = Landmark("heading", key, section.number, section.title, section.level)
        self.landmarks.append(landmark)
        within = section.level <= 1 and not self.document.front
        style = self.style(PART_HEADING if within else heading_style(section.level))
        number = text_width(section.number, style.font, style.size)
        indent = number + style.size * 0.75 if section.number else 0
        kind = ChapterHead if section.level <= 1 else Prose
        return kind(section.title, style, indent=indent, label=section.number, anchor=key,
                    whole=True, landmark=landmark)  # fmt: skip

    def _block(self, block: DocumentBlock) -> FlowBlock:
        match block:
            case Paragraph(signature=True):
                return PlaceToSign(self._text(block), self.stretch, block.language)
            case Paragraph():
                return Prose(self._text(block), self.style(BODY, block.language), mark=block.mark,
                             links=self._links(block), language=block.language)  # fmt: skip
            case Subheading():
                return Prose(self._text(block), self.style(SUBHEADING, block.language), whole=True,
                             language=block.language)  # fmt: skip
            case Bullet():
                return self._bullet(block)
            case Table():
                landmark = self._landmark("table", block.number, block.caption, block.code)
                return RuledTable(block, self.document.words, base_url=self.base_url,
                                  code_url=self.code_url, stretch=self.stretch,
                                  landmark=landmark)  # fmt: skip
            case Chart():
                landmark = self._landmark("figure", block.number, block.caption)
                return ChartFigure(block, self.document.words, landmark, self.stretch)

    def _text(self, block: Paragraph | Bullet | Subheading | Note) -> str:
        return self.document.as_printed(block.text, block.language)

    def _links(self, block: Paragraph | Bullet) -> tuple[TextLink, ...]:
        return links_of(block.runs, self.base_url, self._sections)

    @cached_property
    def _sections(self) -> frozenset[str]:
        return frozenset(section.id for section in self.document.sections)

    def _key(self, key: str) -> str:
        if key in self._keys:
            key = f"{key}-{len(self.landmarks)}"
        self._keys.add(key)
        return key

    def _landmark(self, kind: str, number: str, caption: str, code: str = "") -> Landmark:
        key = self._key(f"{kind}-{to_ascii(number)}")
        self.landmarks.append(Landmark(kind, key, number, caption, code=code))
        return self.landmarks[-1]

    def _bullet(self, bullet: Bullet) -> Prose:
        label = bullet.label or SIGNS[min(bullet.level, len(SIGNS) - 1)]
        at = bullet.level * BULLET_STEP + 2
        room = text_width(label, BULLET.font, BULLET.size) + 5
        style = self.style(BULLET, bullet.language)
        return Prose(self._text(bullet), style, indent=at + max(room, BULLET_STEP - 2),
                     label=label, label_at=at, mark=bullet.mark,
                     links=self._links(bullet), language=bullet.language)  # fmt: skip

    def _digits(self, text: str) -> str:
        return to_khmer_digits(text) if self.document.language == "km" else text

    def _notes(self, notes: tuple[Note, ...]) -> Iterator[Flowable]:
        style = self.style(NOTE)
        blocks = [
            Prose(self._text(note), style, indent=22,
                  label=self._digits(f"[{note.number}]"),
                  label_to=mark_key(note.number), anchor=note_key(note.number),
                  language=note.language)
            for note in notes
        ]  # fmt: skip
        yield Room(blocks[:1])
        yield NoteRule()
        yield from blocks
        yield Spacer(1, 4)


def leads(block: DocumentBlock, following: DocumentBlock | None) -> bool:
    """Whether a line only announces what follows: a subheading, a bullet with bullets under it."""
    if isinstance(block, Subheading):
        return following is not None
    if not isinstance(block, Bullet) or not isinstance(following, Bullet):
        return False
    return block.text.rstrip().endswith((":", "\u17d6")) and following.level > block.level
