"""The cover of a report, the opening of a part of one that has no cover, and the page after the
cover: which edition this is, how to check it, how its tables are read."""

from collections.abc import Iterator
from dataclasses import replace

from reporting.document.fonts import BOLD, REGULAR
from reporting.document.khmer_digits import khmer_digits_in
from reporting.document.line_breaks import balanced
from reporting.document.pdf.prose import FlowBlock, Landmark, Prose
from reporting.document.pdf.state_lines import MOTTO, NATION, ornament
from reporting.document.pdf.styles import (
    BLUE,
    GREY,
    HAIRLINE,
    HEADINGS,
    INK,
    KHMER_LEADING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    Style,
)
from reporting.document.script_text import draw_text, text_width
from reporting.document.value import Document, Missing, Table

MIDDLE = PAGE_WIDTH / 2
BODY_NAME = Style(12.5, 20, BOLD, INK)
TITLES = tuple(Style(size, size * 1.36, BOLD, BLUE) for size in (31, 28, 25, 22))
SUBTITLE = Style(14, 22, REGULAR, INK)
EDITION = Style(10.5, 16, REGULAR, GREY)
TITLE_TOP = PAGE_HEIGHT * 0.625
PART_TITLE = Style(20, 27, BOLD, BLUE)
PART_LINE = Style(9.2, 13.6, REGULAR, GREY)
GAP = 8.0  # between the publisher and the title of a part
TEXT = Style(9.2, 14, after=6)
PAIR = Style(9.2, 14, after=3.5)
HEAD = Style(10.6, 15, BOLD, BLUE, before=14, after=6)
COLUMN, COLUMN_GAP = 92.0, 12.0
KEY = "about"


class CoverPage(FlowBlock):
    """Nation, motto and publisher; title and subtitle between rules; the edition at the foot."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.stretch = KHMER_LEADING if document.language == "km" else 1.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, PAGE_HEIGHT

    def draw(self) -> None:
        document = self.document
        state, bodies = state_and_bodies(document.publisher)
        y = PAGE_HEIGHT - 86
        for line, style in zip(state, (NATION, MOTTO), strict=False):
            y = self._lines(line, style, y)
        if state:
            ornament(self.canv, MIDDLE, y + 2)
            y -= 40
        for line in bodies:
            y = self._lines(line, BODY_NAME, y)
        self._rules(TITLE_TOP + 52, thick_above=True)
        y = self._lines(document.title, _title_style(document.title), TITLE_TOP)
        y = self._lines(document.subtitle, SUBTITLE, y - 4)
        self._rules(y - 26, thick_above=False)
        self._lines(document.edition, EDITION, 92)

    def _lines(self, text: str, style: Style, y: float) -> float:
        self.canv.setFillColor(style.color)
        for line in balanced(text, style.font, style.size, PAGE_WIDTH - 2 * SIDE):
            draw_text(self.canv, MIDDLE, y, line, style.font, style.size, "center")
            y -= style.leading * self.stretch
        return y

    def _rules(self, y: float, *, thick_above: bool) -> None:
        canvas, gap = self.canv, -4 if thick_above else 4
        canvas.setStrokeColor(BLUE)
        canvas.setLineWidth(2.2)
        canvas.line(SIDE, y, PAGE_WIDTH - SIDE, y)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, y + gap, PAGE_WIDTH - SIDE, y + gap)


def _title_style(title: str) -> Style:
    """The largest in which the title takes two lines at most."""
    room = PAGE_WIDTH - 2 * SIDE
    fits = (style for style in TITLES if len(balanced(title, style.font, style.size, room)) <= 2)
    return next(fits, TITLES[-1])


def state_and_bodies(publisher: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nation and its motto, then who publishes; a short list names only who publishes."""
    return (publisher[:2], publisher[2:]) if len(publisher) > 2 else ((), publisher)


class Opening(FlowBlock):
    """Title, subtitle, publisher and edition at the head of the first page.

    The title of a chapter is left to its heading where that follows at once, on the same page;
    not so where the page is a `whole` one of title and contents.
    """

    def __init__(self, document: Document, *, whole: bool = False) -> None:
        super().__init__()
        self.document, self.spaceAfter = document, 16
        stretch = KHMER_LEADING if document.language == "km" else 1.0
        _state, bodies = state_and_bodies(document.publisher)
        self.before = [(", ".join(bodies), PART_LINE.stretched(stretch))]
        first = document.sections[0] if document.sections else None
        chapter = first is not None and first.level <= 1 and document.title.endswith(first.title)
        self.title = (
            "" if chapter and not whole else document.title,
            PART_TITLE.stretched(stretch),
        )
        self.after = [
            (document.subtitle, SUBTITLE.stretched(stretch)),
            (document.edition, PART_LINE.stretched(stretch)),
        ]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.set = [
            (line, style)
            for text, style in (*self.before, self.title, *self.after)
            if text
            for line in balanced(text, style.font, style.size, width)
        ]
        self.width = width
        self.height = sum(style.leading for _line, style in self.set) + 16 + GAP
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for line, style in self.set:
            if style is self.title[1] and y == self.height - self.set[0][1].leading:
                y -= GAP
            y -= style.leading
            self.canv.setFillColor(style.color)
            draw_text(self.canv, 0, y + style.leading * 0.28, line, style.font, style.size)
        self.canv.setStrokeColor(BLUE)
        self.canv.setLineWidth(1.4)
        self.canv.line(0, 6, self.width, 6)
        self.canv.setStrokeColor(HAIRLINE)


def imprint(document: Document) -> Iterator[Prose]:
    """Nothing where the document has no words for it."""
    words = document.words
    if not words.get("about"):
        return
    stretch = KHMER_LEADING if document.language == "km" else 1.0
    title = HEADINGS[0].stretched(stretch)
    # Lines that are wider apart leave less for the headings: so it stays one page.
    head = replace(HEAD.stretched(stretch), before=HEAD.before / stretch**2)
    text_style = TEXT.stretched(stretch)
    yield Prose(words["about"], title, anchor=KEY, whole=True,
                landmark=Landmark("front", KEY, "", words["about"]))  # fmt: skip
    edition, legend = list(_edition(document)), list(_legend(document))
    dates = [signatory.date for signatory in document.signatories]
    column = _column([*(label for label, _text in (*edition, *legend)), *dates])
    for label, text in edition:
        yield _pair(label, text, stretch, column)
    if document.signatories:
        yield Prose(words.get("signed", "Signed by"), head, whole=True)
        for signatory in document.signatories:
            yield _pair(signatory.date, f"{signatory.name}, {signatory.role}", stretch, column)
    for remark, text in document.remarks:
        yield Prose(remark, head, whole=True)
        yield Prose(text, text_style)
    for key in _topics(document):
        if words.get(f"{key}_head"):
            yield Prose(words[f"{key}_head"], head, whole=True)
            yield Prose(words.get(key, ""), text_style)
    if legend:
        yield Prose(words["legend"], head, whole=True)
        for sign, meaning in legend:
            yield _pair(sign, meaning, stretch, column, INK)


def _topics(document: Document) -> Iterator[str]:
    yield "about_figures"
    if any(discrepancy.is_open for discrepancy in document.discrepancies):
        yield "about_open"
    if _is_traced(document):
        yield "about_trace"
    yield "about_verify"


def _edition(document: Document) -> Iterator[tuple[str, str]]:
    words = document.words
    _state, bodies = state_and_bodies(document.publisher)
    title = ": ".join(filter(None, (document.title, document.subtitle)))
    yield words.get("caption", "Title"), title
    yield words.get("edition", "Edition"), document.edition
    yield words.get("publisher", "Published by"), ", ".join(bodies)


def _legend(document: Document) -> Iterator[tuple[str, str]]:
    """Only the signs that the reader will meet."""
    words = document.words
    if not words.get("legend"):
        return
    met = set(_signs(document))
    signs = {
        "not_available": words.get("not_available", "n/a"),
        "nothing": "\u2014",
        "blank": words.get("empty", ""),
        "mark": khmer_digits_in("[1]") if document.language == "km" else "[1]",
        "total": words.get("total", ""),
    }
    for key, sign in signs.items():
        meaning = words.get(f"legend_{key}", "")
        if key in met and sign and meaning:
            yield sign, meaning


def _signs(document: Document) -> Iterator[str]:
    for section in document.sections:
        if section.notes:
            yield "mark"
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    if row.kind in ("total", "subtotal"):
                        yield "total"
                    yield from (cell.reason for cell in row.cells if isinstance(cell, Missing))


def _is_traced(document: Document) -> bool:
    return any(
        isinstance(block, Table) and block.code
        for section in document.sections
        for block in section.blocks
    )


def _column(labels: list[str]) -> float:
    """Room for the widest label, so that all texts begin on one line."""
    return max(COLUMN, *(text_width(label, PAIR.font, PAIR.size) + COLUMN_GAP for label in labels))


def _pair(label: str, text: str, stretch: float, column: float, color: object = GREY) -> Prose:
    return Prose(text, PAIR.stretched(stretch), indent=column, label=label,
                 label_color=color)  # type: ignore[arg-type]  # fmt: skip
