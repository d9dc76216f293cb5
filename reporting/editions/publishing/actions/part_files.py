"""How a file is written from a report, or from a part of it: a chapter, the extract of a unit.

The links of a printed report lead to this portal at `SITE_URL`, the address that people know it by.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

from django.conf import settings

from provinces.queries import UnknownUnit, unit_by_code
from reporting.document.chapters_and_annex import cut
from reporting.document.csv_files import write_sentences
from reporting.document.files import steady_workbook
from reporting.document.json_files import write_figures_json
from reporting.document.listing_rows import DiscrepancyRow, FigureRow
from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Document
from reporting.document.workbook.book import render_tables, render_workbook
from reporting.editions.composing.queries.figure_listings import (
    discrepancy_rows,
    doubted,
    figure_rows,
)
from reporting.editions.composing.queries.row_words import words_of_edition
from reporting.editions.composing.queries.unit_extract import build_extract
from reporting.editions.reading.queries.trace_rows import trace_rows
from reporting.editions.writing.queries.data_files import edition_facts, sentence_rows
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition

Progress = Callable[[int, int], None]  # steps done, steps in all


class PrintLinks(TypedDict):
    """Where the numbers and the codes of a PDF lead, as `render_pdf` asks for it."""

    base_url: str
    code_url: str


def nothing(done: int, total: int) -> None:
    """For whom nobody watches."""


@dataclass(frozen=True)
class RenderSource:
    """`document` is the whole report in `language`; `said` is told how far the writing is."""

    document: Document
    figures: Consolidation
    language: str
    edition: Edition
    said: Progress = nothing


Writer = Callable[[RenderSource, Path], None]


def print_links(period_key: int) -> PrintLinks:
    """`period_key`: of the consolidation or the edition whose report it is."""
    period = Period.from_key(period_key).url
    return {
        "base_url": f"{settings.SITE_URL}/trace/{period}/?figure=",
        "code_url": f"{settings.SITE_URL}/t/",
    }


CHAPTER = re.compile(r"chapter-([A-Za-z0-9.]{1,20})\.(pdf|xlsx)")
EXTRACT = re.compile(r"extract-([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)\.(pdf|xlsx)")


@dataclass(frozen=True)
class PartFileName:
    """What a name says: `kind` chapter or extract, `of` its chapter or its unit, `ending`."""

    kind: str
    of: str
    ending: str


def part_of(name: str) -> PartFileName | None:
    for kind, pattern in (("chapter", CHAPTER), ("extract", EXTRACT)):
        match = pattern.fullmatch(name)
        if match:
            return PartFileName(kind, match[1], match[2])
    return None


def part_writer(name: str) -> Writer:
    """KeyError for a name that is none; what the writer raises for a chapter or a unit that is not
    there is a KeyError too."""
    part = part_of(name)
    if part is None:
        raise KeyError(name)
    return _CHAPTERS[part.ending](part.of) if part.kind == "chapter" else _extract(part)


def _chapter_pdf(chapter: str) -> Writer:
    def write(source: RenderSource, path: Path) -> None:
        write_pdf(cut(source.document, chapter), source, path)

    return write


def _chapter_workbook(chapter: str) -> Writer:
    def write(source: RenderSource, path: Path) -> None:
        document = cut(source.document, chapter)
        inside = {section.id for section in document.sections}
        found = [row for row in discrepancies_in(source) if row.section in inside]
        write_workbook(document, found, source, path)

    return write


_CHAPTERS: dict[str, Callable[[str], Writer]] = {"pdf": _chapter_pdf, "xlsx": _chapter_workbook}


def _extract(part: PartFileName) -> Writer:
    def write(source: RenderSource, path: Path) -> None:
        try:
            unit = unit_by_code(part.of)
        except UnknownUnit as error:
            raise KeyError(part.of) from error
        document = build_extract(
            source.document, source.figures, unit, source.language, source.edition
        )
        if part.ending == "pdf":
            write_pdf(document, source, path)
        else:
            render_tables(document, path)
            steady_workbook(path, source.figures.created_at)

    return write


def write_pdf(document: Document, source: RenderSource, path: Path) -> None:
    render_pdf(document, path, source.said, **print_links(source.figures.period_key))


def write_workbook(
    document: Document, discrepancies: list[DiscrepancyRow], source: RenderSource, path: Path
) -> None:
    render_workbook(
        document,
        discrepancies,
        trace_rows(document, source.figures),
        path,
        code_url=print_links(source.figures.period_key)["code_url"],
    )
    steady_workbook(path, source.figures.created_at)


def discrepancies_in(source: RenderSource) -> list[DiscrepancyRow]:
    words = words_of_edition(source.edition, source.language)
    return discrepancy_rows(source.figures, source.language, source.edition.published_at, words.of)


def edition_figures(source: RenderSource) -> list[FigureRow]:
    words = words_of_edition(source.edition, source.language)
    rows = [
        replace(row, row_label=words.of(row.row_label))
        for row in figure_rows(source.figures, source.language)
    ]
    edition = source.edition
    return doubted(
        rows, source.figures, source.language, edition.published_at, decided=bool(edition.reason)
    )


def figures_json(source: RenderSource, path: Path) -> None:
    rows = edition_figures(source)
    write_figures_json(edition_facts(source.document, source.figures, source.edition), rows, path)


def sentences(source: RenderSource, path: Path) -> None:
    rows = sentence_rows(source.edition, source.document)
    write_sentences(rows, path, for_excel=True, practice=source.document.practice_words)
