"""A document as PDF: cover, imprint, contents, the sections in reading order, the annex of
discrepancies. In two passes: the first finds the pages, the second prints them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from reporting.document.chapters_and_annex import AnnexPart, AnnexRow, annex, annex_title
from reporting.document.files import binary_target
from reporting.document.fonts import REGULAR, register_fonts
from reporting.document.khmer_digits import in_khmer_digits, with_khmer_digits
from reporting.document.line_breaks import wrap
from reporting.document.pdf.body import DocumentBody
from reporting.document.pdf.contents_pages import LandmarkPages
from reporting.document.pdf.cover import CoverPage, Opening, imprint
from reporting.document.pdf.page_templates import LayoutPass
from reporting.document.pdf.prose import FlowBlock, Landmark, Prose, Room, note_key
from reporting.document.pdf.styles import CONTENTS, GREY, HEADINGS, KHMER_LEADING, LISTED
from reporting.document.pdf.table_drawing import RuledTable
from reporting.document.script_text import draw_leaders, draw_text, text_width
from reporting.document.value import Document, HeaderCell, Row, Table

Progress = Callable[[int, int], None]
MANY = 8  # headings in a part of a report: it is then long enough for contents
KEY = "discrepancies"
NO_NOTE = "\u2013"
LEVELS = len(CONTENTS)
PAGE_COLUMN = 30.0
INDENTS = (0.0, 0.0, 14.0, 28.0)
LISTS = {"table": ("tables", "Tables"), "figure": ("figures", "Figures")}
CODE_SIZE = 7.0


class Entry(FlowBlock):
    """A line of the contents or of a list, with dots to its page."""

    def __init__(
        self, landmark: Landmark, places: LandmarkPages, label: str = "", stretch: float = 1
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
        canvas: Any = self.canv
        style = self.style
        canvas.setFillColor(style.color)
        y = self.height - style.leading * 0.72
        draw_text(canvas, self.indent, y, self.number, style.font, style.size)
        for line in self.lines:
            draw_text(canvas, self.text_at, y, line, style.font, style.size)
            y -= style.leading
        y += style.leading
        page = canvas.digits(self.places.label_at(self.target.key))
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


class DiscrepancyTable(RuledTable):
    """A row a discrepancy; its number leads to the note beside the figure or sentence."""

    def __init__(
        self,
        parts: Sequence[AnnexPart],
        title: str,
        words: Mapping[str, str],
        stretch: float,
        khmer_digits: bool,
    ) -> None:
        header = (
            HeaderCell(words.get("note", "Note")),
            HeaderCell(words.get("section", "Section")),
            HeaderCell(words.get("message", "Message")),
        )
        lines: list[AnnexRow | None] = []
        rows: list[Row] = []
        for part in parts:
            title_row = f"{part.title} ({len(part.rows)})"
            rows += [Row((title_row,), kind="group"), *map(_row, part.rows)]
            lines += [None, *part.rows]
        widths = (0.6, 2.4, 5)
        table = Table(KEY, "", title, (header,), tuple(rows), ("center", "start", "start"), widths)
        if khmer_digits:
            table = in_khmer_digits(table)
        super().__init__(table, words, stretch=stretch, titled=False)
        for set_row in self.grid.rows:
            line = lines[set_row.place - 1]
            if line is not None and line.found.note is not None:
                set_row.cells[0].to = note_key(line.found.note)


def render_pdf(
    document: Document,
    out: BinaryIO | Path,
    progress: Progress | None = None,
    *,
    base_url: str = "",
    code_url: str = "",
    font_cache: Path | None = None,
) -> None:
    """Write the document as PDF; the same document gives the same bytes.

    `progress` is called with steps done and steps in all. With `base_url`, figures that have a
    `trace` link to `base_url` + the quoted trace, in tables and in sentences. With `code_url`, the
    short code of a table links to `code_url` + code, and its figures to that with their row and
    column (`-R4-C2`). A file is replaced only when it is complete.
    """
    register_fonts(font_cache)
    document = with_khmer_digits(document)
    places = LandmarkPages()
    story = story_of(document, places, base_url=base_url, code_url=code_url)
    steps = _Steps(progress, 2 * len(story))
    draft = LayoutPass(document, BytesIO(), places)
    draft.step = steps.report
    draft.set(story, blind=True)
    draft.fill(places)
    for flowable in story:
        vars(flowable).pop("_postponed", None)
    result = BytesIO()
    final = LayoutPass(document, result, places)
    final.step = steps.report_second
    final.set(story)
    steps.finish()
    with binary_target(out) as stream:
        stream.write(result.getvalue())


class _Steps:
    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total = progress, max(total, 1)

    def report(self, done: int) -> None:
        if self._progress:
            self._progress(min(done, self._total // 2), self._total)

    def report_second(self, done: int) -> None:
        self.report_at(self._total // 2 + done)

    def report_at(self, done: int) -> None:
        if self._progress:
            self._progress(min(done, self._total), self._total)

    def finish(self) -> None:
        self.report_at(self._total)


def story_of(
    document: Document, places: LandmarkPages, *, base_url: str = "", code_url: str = ""
) -> list[Flowable]:
    """`places` is filled between two passes. A part of a report (`front` is not set) begins with
    its title, and its text follows on the same page."""
    body = DocumentBody(document, base_url, code_url)
    if not document.front:
        return _part(body, places)
    text = [*body.flowables(), *_annex(body)]
    front = [*imprint(document)]
    return [
        CoverPage(document),
        NextPageTemplate("text"),
        PageBreak(),
        *([*front, PageBreak()] if front else []),
        *contents(body.landmarks, places, document.words, body.stretch),
        *text,
    ]


def _part(body: DocumentBody, places: LandmarkPages) -> list[Flowable]:
    """A long one has its contents under the title, and the text begins on the next page."""
    body.page_due = False
    text = list(body.flowables())
    headings = [mark for mark in body.landmarks if mark.kind == "heading"]
    if len(headings) < MANY:
        return [NextPageTemplate("text"), Opening(body.document), *text]
    listed = outline(headings, places, body.stretch)
    opening = Opening(body.document, whole=True)
    return [NextPageTemplate("text"), opening, *listed, PageBreak(), *text]


def _annex(body: DocumentBody) -> Iterator[Flowable]:
    """The discrepancies once more, together: whoever checks the report need not leaf through it."""
    title, parts = annex_title(body.document), annex(body.document)
    if not title or not parts or not body.document.front:
        return
    yield from body.chapter(discrepancy_landmark(title))
    stretch = KHMER_LEADING if body.document.language == "km" else 1.0
    khmer = body.document.language == "km"
    yield DiscrepancyTable(parts, title, body.document.words, stretch, khmer)


def discrepancy_landmark(title: str) -> Landmark:
    return Landmark("heading", KEY, "", title, 1)


def _row(row: AnnexRow) -> Row:
    note = NO_NOTE if row.found.note is None else f"[{row.found.note}]"
    return Row((note, row.place, row.found.text))


def contents(
    landmarks: Sequence[Landmark], places: LandmarkPages, words: Mapping[str, str], stretch: float
) -> Iterator[Flowable]:
    yield _title(words.get("contents", "Contents"), "contents", stretch)
    yield from outline(landmarks, places, stretch)
    for kind, (plural, title) in LISTS.items():
        listed = [mark for mark in landmarks if mark.kind == kind and mark.number]
        if listed:
            heading = words.get(plural, words.get(kind, title))
            label = words.get(kind, kind.capitalize())
            entries: list[FlowBlock] = [Entry(mark, places, label, stretch) for mark in listed]
            title_block = _title(heading, f"list-{kind}", stretch, small=True)
            yield Room([title_block, *entries[:3]])
            yield title_block
            yield from entries


def outline(
    landmarks: Sequence[Landmark], places: LandmarkPages, stretch: float
) -> Iterator[Flowable]:
    """A line for each heading, as deep as contents go."""
    for landmark in landmarks:
        if landmark.kind == "heading" and landmark.level <= LEVELS:
            yield Entry(landmark, places, stretch=stretch)


def _title(text: str, key: str, stretch: float, *, small: bool = False) -> Prose:
    style = replace(HEADINGS[1], before=30) if small else HEADINGS[0]
    landmark = Landmark("front", key, "", text)
    return Prose(text, style.stretched(stretch), anchor=key, whole=True, landmark=landmark)
