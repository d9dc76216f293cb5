"""The contents and the lists of tables and figures: each line leads to its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from reporting.exports.fonts import REGULAR
from reporting.exports.pdf.places import Places
from reporting.exports.pdf.prose import Block, Landmark, Prose, Room
from reporting.exports.pdf.styles import CONTENTS, GREY, HEADINGS, LISTED
from reporting.exports.text import draw_leaders, draw_text, text_width, wrap

LEVELS = len(CONTENTS)
PAGE_COLUMN = 30.0
INDENTS = (0.0, 0.0, 14.0, 28.0)
LISTS = {"table": ("tables", "Tables"), "figure": ("figures", "Figures")}
CODE_SIZE = 7.0


def contents(
    landmarks: Sequence[Landmark], places: Places, words: Mapping[str, str], stretch: float
) -> Iterator[Flowable]:
    yield _title(words.get("contents", "Contents"), "contents", stretch)
    yield from outline(landmarks, places, stretch)
    for kind, (plural, title) in LISTS.items():
        listed = [mark for mark in landmarks if mark.kind == kind and mark.number]
        if listed:
            heading = words.get(plural, words.get(kind, title))
            label = words.get(kind, kind.capitalize())
            entries: list[Block] = [Entry(mark, places, label, stretch) for mark in listed]
            title_block = _title(heading, f"list-{kind}", stretch, small=True)
            yield Room([title_block, *entries[:3]])
            yield title_block
            yield from entries


def outline(landmarks: Sequence[Landmark], places: Places, stretch: float) -> Iterator[Flowable]:
    """A line for each heading, as deep as contents go."""
    for landmark in landmarks:
        if landmark.kind == "heading" and landmark.level <= LEVELS:
            yield Entry(landmark, places, stretch=stretch)


def _title(text: str, key: str, stretch: float, *, small: bool = False) -> Prose:
    style = replace(HEADINGS[1], before=30) if small else HEADINGS[0]
    landmark = Landmark("front", key, "", text)
    return Prose(text, style.stretched(stretch), anchor=key, whole=True, landmark=landmark)


class Entry(Block):
    """A line of the contents or of a list, with dots to its page."""

    def __init__(
        self, landmark: Landmark, places: Places, label: str = "", stretch: float = 1
    ) -> None:
        super().__init__()
        self.target, self.places = landmark, places
        heading = landmark.kind == "heading"
        style = CONTENTS[landmark.level - 1] if heading else LISTED
        self.style = style.stretched(stretch)
        self.indent = INDENTS[landmark.level - 1] if heading else 0.0
        self.number = landmark.number if heading else f"{label} {landmark.number}".strip()
        self.code = landmark.code
        self.spaceBefore = style.before

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        style = self.style
        number = text_width(self.number, style.font, style.size) + 8 if self.number else 0
        least = (26.0, 26.0, 30.0, 38.0)[self.target.level - 1] if self.target.level else 54.0
        self.text_at = self.indent + (max(number, least) if self.number else 0)
        self.code_room = text_width(self.code, REGULAR, CODE_SIZE) + 10 if self.code else 0.0
        room = width - self.text_at - PAGE_COLUMN - self.code_room
        self.lines = wrap(self.target.title, style.font, style.size, room)
        self.width, self.height = width, len(self.lines) * style.leading
        return self.width, self.height

    def draw(self) -> None:
        canvas, style = self.canv, self.style
        canvas.setFillColor(style.color)
        y = self.height - style.leading * 0.72
        draw_text(canvas, self.indent, y, self.number, style.font, style.size)
        for line in self.lines:
            draw_text(canvas, self.text_at, y, line, style.font, style.size)
            y -= style.leading
        y += style.leading
        page = self.places.label_at(self.target.key)
        draw_text(canvas, self.width, y, page, style.font, style.size, "end")
        end = self.width - PAGE_COLUMN + 8
        canvas.setFillColor(GREY)
        if self.code:
            draw_text(canvas, end, y, self.code, REGULAR, CODE_SIZE, "end")
            end -= self.code_room - 4
        if self.target.level != 1:
            start = self.text_at + text_width(self.lines[-1], style.font, style.size)
            canvas.setFont(REGULAR, 7)
            draw_leaders(canvas, start + 6, y, end, 7)
        place = (0, 0, self.width, self.height)
        canvas.linkRect("", self.target.key, place, relative=1, thickness=0)
