"""A document becomes flowables: cover, imprint, contents, the sections in reading order, annex."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from reporting.exports.pdf.annex import DiscrepancyTable, discrepancy_landmark
from reporting.exports.pdf.body import Body
from reporting.exports.pdf.contents import contents, outline
from reporting.exports.pdf.cover import Cover, Opening
from reporting.exports.pdf.imprint import imprint
from reporting.exports.pdf.places import Places
from reporting.exports.pdf.styles import KHMER_LEADING
from reporting.kernel.annex import annex, annex_title
from reporting.kernel.document import Document

MANY = 8  # headings in a part of a report: it is then long enough for contents


def story_of(
    document: Document, places: Places, *, base_url: str = "", code_url: str = ""
) -> list[Flowable]:
    """`places` is filled between two passes. A part of a report (`front` is not set) begins with
    its title, and its text follows on the same page."""
    body = Body(document, base_url, code_url)
    if not document.front:
        return _part(body, places)
    text = [*body.flowables(), *_annex(body)]
    front = [*imprint(document)]
    return [
        Cover(document),
        NextPageTemplate("text"),
        PageBreak(),
        *([*front, PageBreak()] if front else []),
        *contents(body.landmarks, places, document.words, body.stretch),
        *text,
    ]


def _part(body: Body, places: Places) -> list[Flowable]:
    """A long one has its contents under the title, and the text begins on the next page."""
    body.page_due = False
    text = list(body.flowables())
    headings = [mark for mark in body.landmarks if mark.kind == "heading"]
    if len(headings) < MANY:
        return [NextPageTemplate("text"), Opening(body.document), *text]
    listed = outline(headings, places, body.stretch)
    opening = Opening(body.document, whole=True)
    return [NextPageTemplate("text"), opening, *listed, PageBreak(), *text]


def _annex(body: Body) -> Iterator[Flowable]:
    """The discrepancies once more, together: whoever checks the report need not leaf through it."""
    title, parts = annex_title(body.document), annex(body.document)
    if not title or not parts or not body.document.front:
        return
    yield from body.chapter(discrepancy_landmark(title))
    stretch = KHMER_LEADING if body.document.language == "km" else 1.0
    yield DiscrepancyTable(parts, title, body.document.words, stretch)
