"""Files of a part of a report: a chapter, a unit's extract; and the data behind it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from provinces.queries import UnknownUnit, unit_by_code
from reporting.actions.editions.source import Source, Writer, print_links
from reporting.exports.csv import write_sentences
from reporting.exports.edition_archive import steady_workbook
from reporting.exports.figures_json import write_figures_json
from reporting.exports.pdf import render_pdf
from reporting.exports.rows import FigureRow
from reporting.exports.workbook import render_tables, render_workbook
from reporting.kernel.chapters import cut
from reporting.kernel.document import Document
from reporting.queries.document.extract import build_extract
from reporting.queries.editions.sentences import figures_facts, sentence_rows
from reporting.queries.listings import discrepancy_rows, doubted, figure_rows
from reporting.queries.trace_rows import trace_rows

CHAPTER = re.compile(r"chapter-([A-Za-z0-9.]{1,20})\.(pdf|xlsx)")
EXTRACT = re.compile(r"extract-([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)?)\.(pdf|xlsx)")


@dataclass(frozen=True)
class Part:
    """What a name says: `kind` chapter or extract, `of` its chapter or its unit, `ending`."""

    kind: str
    of: str
    ending: str


def part_of(name: str) -> Part | None:
    for kind, pattern in (("chapter", CHAPTER), ("extract", EXTRACT)):
        match = pattern.fullmatch(name)
        if match:
            return Part(kind, match[1], match[2])
    return None


def part_writer(name: str) -> Writer:
    """KeyError for a name that is none; what the writer raises for a chapter or a unit that is not
    there is a KeyError too."""
    part = part_of(name)
    if part is None:
        raise KeyError(name)
    return _CHAPTERS[part.ending](part.of) if part.kind == "chapter" else _extract(part)


def _chapter_pdf(chapter: str) -> Writer:
    def write(source: Source, path: Path) -> None:
        _pdf(cut(source.document, chapter), source, path)

    return write


def _chapter_workbook(chapter: str) -> Writer:
    def write(source: Source, path: Path) -> None:
        document = cut(source.document, chapter)
        inside = {section.id for section in document.sections}
        until = source.edition.published_at
        rows = discrepancy_rows(source.figures, source.language, until)
        found = [row for row in rows if row.section in inside]
        render_workbook(
            document,
            found,
            trace_rows(document, source.figures),
            path,
            code_url=print_links(source.figures.period_key)["code_url"],
        )
        steady_workbook(path, source.figures.created_at)

    return write


_CHAPTERS: dict[str, Callable[[str], Writer]] = {"pdf": _chapter_pdf, "xlsx": _chapter_workbook}


def _extract(part: Part) -> Writer:
    def write(source: Source, path: Path) -> None:
        try:
            unit = unit_by_code(part.of)
        except UnknownUnit as error:
            raise KeyError(part.of) from error
        document = build_extract(
            source.document, source.figures, unit, source.language, source.edition
        )
        if part.ending == "pdf":
            _pdf(document, source, path)
        else:
            render_tables(document, path)
            steady_workbook(path, source.figures.created_at)

    return write


def _pdf(document: Document, source: Source, path: Path) -> None:
    render_pdf(document, path, source.said, **print_links(source.figures.period_key))


def edition_figures(source: Source) -> list[FigureRow]:
    rows = figure_rows(source.figures, source.language)
    return doubted(rows, source.figures, source.language, source.edition.published_at)


def figures_json(source: Source, path: Path) -> None:
    rows = edition_figures(source)
    write_figures_json(figures_facts(source.document, source.figures, source.edition), rows, path)


def sentences(source: Source, path: Path) -> None:
    rows = sentence_rows(source.edition, source.document)
    write_sentences(rows, path, for_excel=True, practice=source.document.practice_words)
