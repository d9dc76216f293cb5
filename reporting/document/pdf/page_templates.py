"""The kinds of pages (cover, text, landscape) with running heads, page numbers and the outline."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import IO, Any

from reportlab.lib.pagesizes import landscape
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from reporting.document.fonts import BOLD, REGULAR
from reporting.document.line_breaks import wrap
from reporting.document.pdf.contents_pages import LandmarkPages
from reporting.document.pdf.prose import LANGUAGES, FlowBlock, Landmark, note_key
from reporting.document.pdf.styles import (
    BOTTOM,
    HAIRLINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    RUNNING,
    SHEET_HEIGHT,
    SHEET_WIDTH,
    SIDE,
    TOP,
    WIDE_SIDE,
)
from reporting.document.script_text import PageCanvas, draw_text, printable, text_width
from reporting.document.value import Document

CREATOR = "NSP Portal"


def _date(canvas: Any, moment: datetime) -> None:
    """The day of the report and not of its printing: the same document gives the same bytes."""
    stamp = canvas._doc._timeStamp
    stamp.t, stamp.lt = moment.timestamp(), moment.astimezone(UTC).timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]


class LayoutPass(BaseDocTemplate):
    """One pass over the document; notes where everything came to stand."""

    def __init__(self, document: Document, out: IO[bytes], places: LandmarkPages) -> None:
        super().__init__(
            out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=document.title,
            author=", ".join(document.publisher),
            subject=f"{document.subtitle} ({document.edition})".strip(),
            keywords=_keywords(document),
            creator=CREATOR,
            lang=LANGUAGES[document.language],
            invariant=1,
            pageCompression=1,
        )
        self.document, self.places = document, places
        self.found: dict[str, int] = {}  # key of a landmark -> page
        self._headings: set[str] = set()
        self.done = 0
        self.step: Callable[[int], None] | None = None
        self._running = _RunningHeads(opens=not document.front)
        self._outline_level = -1
        self._depth = -1  # in the outline, of the last heading
        templates = [_cover(self), _text(self), _wide(self), _sheet(self)]
        self.addPageTemplates(templates if document.front else templates[1:])

    def set(self, story: Sequence[Flowable], *, blind: bool = False) -> None:
        """Set the story; a blind pass draws nothing and only finds the pages."""
        self._doSave = not blind
        self.blind = blind
        self.build(list(story), canvasmaker=PageCanvas)

    def afterInit(self) -> None:  # noqa: N802 (ReportLab's name, as below)
        self.allowSplitting = 1

    def beforeDocument(self) -> None:  # noqa: N802
        canvas: Any = self.canv
        canvas.blind = self.blind
        canvas.khmer_digits = self.document.language == "km"
        if self.document.dated:
            _date(canvas, datetime.fromisoformat(self.document.dated))
        self.canv.setViewerPreference("DisplayDocTitle", "true")
        if self.document.front:
            self.canv.showOutline()
        if self.places.front:
            canvas.addPageLabel(0, "ROMAN_LOWER", 1)
        canvas.addPageLabel(self.places.front, "ARABIC", 1)
        canvas.reached = set()
        notes = (note.number for section in self.document.sections for note in section.notes)
        canvas.targets = frozenset(map(note_key, notes))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        landmark = flowable.landmark if isinstance(flowable, FlowBlock) else None
        self.done += 1
        if self.step:
            self.step(self.done)
        if landmark is None:
            return
        self.found[landmark.key] = self.page
        if landmark.kind == "heading":
            self._headings.add(landmark.key)
            self._running.pass_heading(landmark)
        if not self.blind:
            self._add_to_outline(landmark)

    def fill(self, places: LandmarkPages) -> None:
        """What the first pass has found, for the second: front pages end where a text begins."""
        places.found.update(self.found)
        places.total = self.page
        headings = [page for key, page in self.found.items() if key in self._headings]
        if self.document.front:
            places.front = min(headings, default=self.page + 1) - 1

    def _add_to_outline(self, landmark: Landmark) -> None:
        """The tree of sections; tables and figures stand under the section that they are in."""
        title = f"{landmark.number} {landmark.title}".strip()
        if landmark.kind in ("table", "figure"):
            if not landmark.number:
                return
            word = self.document.words.get(landmark.kind, landmark.kind.capitalize())
            self._entry(
                f"{word} {landmark.number}. {landmark.title}", landmark.key, self._depth + 1
            )
            return
        level = max(landmark.level - 1, 0) if landmark.kind == "heading" else 0
        self._depth = self._entry(title, landmark.key, level)

    def _entry(self, title: str, key: str, level: int) -> int:
        level = min(level, self._outline_level + 1)
        self._outline_level = level
        self.canv.addOutlineEntry(title, key, level, closed=level >= 1)
        return level

    def finish_page(self, canvas: Any, width: float, side: float) -> None:
        """Running heads above, edition and page number below."""
        if self.blind:
            return
        height = canvas._pagesize[1]
        chapter, section = self._running.turn_page()
        canvas.setFillColor(RUNNING.color)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        y = height - TOP + 22
        measure = width - 2 * side
        if chapter or section:
            left = _shorten(chapter, measure * 0.5)
            room = measure - text_width(left, REGULAR, RUNNING.size) - 18
            draw_text(canvas, side, y, left, REGULAR, RUNNING.size)
            right = _shorten(section, room)
            draw_text(canvas, width - side, y, right, REGULAR, RUNNING.size, "end")
            canvas.line(side, y - 6, width - side, y - 6)
        number = canvas.digits(self.places.words(self.page, self.document.words))
        room = measure - text_width(number, REGULAR, RUNNING.size) - 18
        foot = _foot(self.document, room)
        draw_text(canvas, side, BOTTOM - 26, foot, REGULAR, RUNNING.size)
        draw_text(canvas, width - side, BOTTOM - 26, number, REGULAR, RUNNING.size, "end")
        self.mark(canvas)

    def mark(self, canvas: Any) -> None:
        """Across every page of a year to practise on, the cover too."""
        words = self.document.practice_words
        if not words or self.blind:
            return
        width, height = canvas._pagesize
        canvas.setFillColor(RED)
        draw_text(canvas, width / 2, height - 24, words, BOLD, 10, "center")
        canvas.saveState()
        canvas.setFillAlpha(0.09)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        draw_text(canvas, 0, 0, words, BOLD, 40, "center")
        canvas.restoreState()


class _RunningHeads:
    """The chapter and the section that a page belongs to; none where a chapter opens."""

    def __init__(self, *, opens: bool) -> None:
        self.chapter = self.section = ""
        self.first: str | None = None  # section that begins on this page
        self.opens = opens

    def pass_heading(self, landmark: Landmark) -> None:
        title = f"{landmark.number}\u2002{landmark.title}".strip()
        if landmark.level <= 1:
            self.chapter, self.section, self.first, self.opens = title, "", None, True
        elif landmark.level <= 3:
            self.section = title
            if self.first is None:
                self.first = title

    def turn_page(self) -> tuple[str, str]:
        heads = (self.chapter, self.first or self.section)
        opens, self.opens, self.first = self.opens, False, None
        return ("", "") if opens else heads


def _foot(document: Document, room: float) -> str:
    """Which report and which edition of it; where both are too long, only the edition, and of that
    what there is room for."""
    edition = printable(document.edition)
    both = printable("\u2002\u00b7\u2002".join(filter(None, (document.title, edition))))
    return both if text_width(both, REGULAR, RUNNING.size) <= room else _shorten(edition, room)


def _keywords(document: Document) -> list[str]:
    words = document.words.get("keywords", "")
    return [str(document.year), *(word.strip() for word in words.split(",") if word.strip())]


def _shorten(text: str, room: float) -> str:
    text = printable(text)
    if text_width(text, REGULAR, RUNNING.size) <= room:
        return text
    first: str = wrap(text, REGULAR, RUNNING.size, room - 8)[0]
    return first.rstrip(",;: ") + "\u2026"


def _cover(pages: LayoutPass) -> PageTemplate:
    def finish(canvas: Any, _pages: BaseDocTemplate) -> None:
        pages.mark(canvas)

    return PageTemplate("cover", [_frame(0, 0, PAGE_WIDTH, PAGE_HEIGHT)], onPageEnd=finish)


def _text(pages: LayoutPass) -> PageTemplate:
    frame = _frame(SIDE, BOTTOM, PAGE_WIDTH - 2 * SIDE, PAGE_HEIGHT - TOP - BOTTOM)

    def finish(canvas: Any, _pages: BaseDocTemplate) -> None:
        pages.finish_page(canvas, PAGE_WIDTH, SIDE)

    return PageTemplate("text", [frame], onPageEnd=finish)


def _wide(pages: LayoutPass) -> PageTemplate:
    return _on_its_side(pages, "wide", *landscape((PAGE_WIDTH, PAGE_HEIGHT)))


def _sheet(pages: LayoutPass) -> PageTemplate:
    return _on_its_side(pages, "sheet", SHEET_WIDTH, SHEET_HEIGHT)


def _on_its_side(pages: LayoutPass, name: str, width: float, height: float) -> PageTemplate:
    frame = _frame(WIDE_SIDE, BOTTOM, width - 2 * WIDE_SIDE, height - TOP - BOTTOM)

    def finish(canvas: Any, _pages: BaseDocTemplate) -> None:
        pages.finish_page(canvas, width, WIDE_SIDE)

    return PageTemplate(name, [frame], onPageEnd=finish, pagesize=(width, height))


def _frame(x: float, y: float, width: float, height: float) -> Frame:
    return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
