"""A chapter of a report as a document of its own, with the numbers and codes of the whole."""

from collections.abc import Iterator
from dataclasses import replace

from reporting.kernel.document import Document, Section


def chapters(document: Document) -> list[Section]:
    """The sections of the first level that hold something, they or those below them."""
    return [
        section
        for section in document.sections
        if section.level == 1 and any(part.blocks for part in _below(document, section.id))
    ]


def cut(document: Document, chapter: str) -> Document:
    """Only this chapter: the title of the whole stands over it. KeyError where there is none."""
    sections = tuple(_below(document, chapter))
    if not sections:
        raise KeyError(chapter)
    head = sections[0]
    title = f"{head.number}. {head.title}" if head.number else head.title
    inside = {section.id for section in sections}
    return replace(
        document, title=title, subtitle=document.title, sections=sections, front=False,
        discrepancies=tuple(row for row in document.discrepancies if row.section in inside),
    )  # fmt: skip


def _below(document: Document, chapter: str) -> Iterator[Section]:
    inside = False
    for section in document.sections:
        if section.level == 1:
            inside = section.id == chapter
        if inside:
            yield section
