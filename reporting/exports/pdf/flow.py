"""A document becomes flowables: cover, contents, then the sections in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from reporting.exports.pdf.figures import Figure
from reporting.exports.pdf.front import LEVELS, Cover, Entry
from reporting.exports.pdf.prose import Block, Landmark, Prose, Room, note_key
from reporting.exports.pdf.styles import (
    BODY,
    BULLET,
    BULLET_STEP,
    HEADINGS,
    KHMER_LEADING,
    NOTE,
    SIGNS,
    SUBHEADING,
    Style,
    heading_style,
)
from reporting.exports.pdf.tables import RuledTable
from reporting.exports.text import text_width
from reporting.kernel.document import Block as DocumentBlock
from reporting.kernel.document import (
    Bullet,
    Chart,
    Document,
    Note,
    Paragraph,
    Section,
    Subheading,
    Table,
)

LIST_TITLES = {"table": ("tables", "Tables"), "figure": ("figures", "Figures")}


def story_of(document: Document, pages: Mapping[str, int], base_url: str = "") -> list[Flowable]:
    """`pages` maps the keys of landmarks to pages and may be filled between two passes."""
    setter = _Setter(document, base_url)
    body = list(setter.body())
    front = list(setter.front(pages))
    return [Cover(document), NextPageTemplate("text"), PageBreak(), *front, *body]


@dataclass
class _Setter:
    document: Document
    base_url: str
    landmarks: list[Landmark] = field(default_factory=list)
    wide: bool = False
    page_due: bool = True  # what comes next opens a page

    @property
    def stretch(self) -> float:
        return KHMER_LEADING if self.document.language == "km" else 1.0

    def style(self, style: Style) -> Style:
        return style.stretched(self.stretch)

    def front(self, pages: Mapping[str, int]) -> Iterator[Flowable]:
        words = self.document.words
        yield self._front_title(words.get("contents", "Contents"), "contents")
        for landmark in self.landmarks:
            if landmark.kind == "heading" and landmark.level <= LEVELS:
                yield Entry(landmark, pages, stretch=self.stretch)
        for kind, (plural, title) in LIST_TITLES.items():
            listed = [landmark for landmark in self.landmarks if landmark.kind == kind]
            if listed:
                heading = words.get(plural, words.get(kind, title))
                entries: list[Block] = [
                    Entry(landmark, pages, words.get(kind, kind.capitalize()), self.stretch)
                    for landmark in listed
                ]
                title_block = self._front_title(heading, f"list-{kind}", small=True)
                yield Room([title_block, *entries[:3]])
                yield title_block
                yield from entries

    def _front_title(self, text: str, key: str, small: bool = False) -> Prose:
        style = HEADINGS[1] if small else HEADINGS[0]
        if small:
            style = replace(style, before=30)
        return Prose(text, self.style(style), anchor=key, whole=True)

    def body(self) -> Iterator[Flowable]:
        headings: list[Block] = []
        for section in self.document.sections:
            if section.level <= 1:
                yield from self._place(headings, None)
                headings = []
                self.page_due = True
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

    def _place(self, headings: list[Block], block: Block | None) -> Iterator[Flowable]:
        """Headings stand with the beginning of what follows them, on a page of its shape."""
        together = [*headings, *([block] if block else [])]
        if not together:
            return
        wide = block.wide if block else False
        if wide != self.wide or self.page_due:
            self.wide, self.page_due = wide, False
            yield NextPageTemplate("wide" if wide else "text")
            yield PageBreak()
        else:
            yield Room(together)
        yield from together

    def _heading(self, section: Section) -> Block:
        key = self._key(f"section-{section.id}")
        landmark = Landmark("heading", key, section.number, section.title, section.level)
        self.landmarks.append(landmark)
        style = self.style(heading_style(section.level))
        number = text_width(section.number, style.font, style.size)
        indent = number + style.size * 0.75 if section.number else 0
        return Prose(section.title, style, indent=indent, label=section.number, anchor=key,
                     whole=True, landmark=landmark)  # fmt: skip

    def _block(self, block: DocumentBlock) -> Block:
        match block:
            case Paragraph():
                return Prose(block.text, self.style(BODY), mark=block.mark)
            case Subheading():
                return Prose(block.text, self.style(SUBHEADING), whole=True)
            case Bullet():
                return self._bullet(block)
            case Table():
                landmark = self._landmark("table", block.number, block.caption)
                return RuledTable(block, self.document.words, base_url=self.base_url,
                                  stretch=self.stretch, landmark=landmark)  # fmt: skip
            case Chart():
                landmark = self._landmark("figure", block.number, block.caption)
                return Figure(block, self.document.words, landmark)

    def _key(self, key: str) -> str:
        taken = {landmark.key for landmark in self.landmarks}
        return key if key not in taken else f"{key}-{len(self.landmarks)}"

    def _landmark(self, kind: str, number: str, caption: str) -> Landmark:
        landmark = Landmark(kind, self._key(f"{kind}-{number}"), number, caption)
        self.landmarks.append(landmark)
        return landmark

    def _bullet(self, bullet: Bullet) -> Prose:
        label = bullet.label or SIGNS[min(bullet.level, len(SIGNS) - 1)]
        at = bullet.level * BULLET_STEP + 2
        room = text_width(label, BULLET.font, BULLET.size) + 5
        return Prose(bullet.text, self.style(BULLET), indent=at + max(room, BULLET_STEP - 2),
                     label=label, label_at=at, mark=bullet.mark)  # fmt: skip

    def _notes(self, notes: tuple[Note, ...]) -> Iterator[Flowable]:
        style = self.style(NOTE)
        blocks = [
            Prose(note.text, style, indent=22, label=f"[{note.number}]",
                  anchor=note_key(note.number))
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
    return block.text.rstrip().endswith(":") and following.level > block.level


class NoteRule(Block):
    """A short rule between the text and its notes."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, 12.0

    def draw(self) -> None:
        self.canv.setLineWidth(0.4)
        self.canv.setStrokeColor(NOTE.color)
        self.canv.line(0, 6, 60, 6)
