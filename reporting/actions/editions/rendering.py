"""The files of an edition: each is rendered once from its document, whole or not at all, and served
again for as long as its text and figures are the same."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from reporting.actions.print_links import print_links
from reporting.exports.csv import write_discrepancies, write_figures
from reporting.exports.pdf import render_pdf
from reporting.exports.workbook import render_workbook
from reporting.kernel.document import Document
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, RenderedFile
from reporting.queries.editions.document import shown_document, stamp_of
from reporting.queries.editions.found import figures_of
from reporting.queries.listings import discrepancy_rows, figure_rows
from reporting.queries.trace_rows import trace_rows

WHOLE = ("report.pdf", "report.xlsx", "figures.csv", "discrepancies.csv")


@dataclass(frozen=True)
class Source:
    """What the writers of files read."""

    document: Document
    figures: Consolidation
    language: str


Writer = Callable[[Source, Path], None]


def _pdf(source: Source, path: Path) -> None:
    render_pdf(source.document, path, **print_links(source.figures.period_key))


def _workbook(source: Source, path: Path) -> None:
    render_workbook(
        source.document,
        discrepancy_rows(source.figures, source.language),
        trace_rows(source.document, source.figures),
        path,
        code_url=print_links(source.figures.period_key)["code_url"],
    )


def _figures(source: Source, path: Path) -> None:
    rows = figure_rows(source.figures, source.language)
    write_figures(rows, path, for_excel=True, practice=source.document.practice_words)


def _discrepancies(source: Source, path: Path) -> None:
    rows = discrepancy_rows(source.figures, source.language)
    write_discrepancies(rows, path, for_excel=True, practice=source.document.practice_words)


WRITERS: dict[str, Writer] = {
    "report.pdf": _pdf,
    "report.xlsx": _workbook,
    "figures.csv": _figures,
    "discrepancies.csv": _discrepancies,
}


def render(
    edition: Edition, language: str, name: str, *, document: Document | None = None
) -> RenderedFile:
    """The file as it was rendered before, else rendered now. `document`: the one that is about to
    be frozen; else the edition's own. Raises KeyError for a name that no writer knows."""
    stamp = stamp_of(edition)
    if document is None:
        found = rendered(edition, language, name, stamp)
        if found is not None:
            return found
        document = shown_document(edition, language).document
    figures = figures_of(edition)
    assert figures is not None  # there is a document
    started = time.monotonic()
    target = folder_of(edition, language, stamp) / name
    write_whole(WRITERS[name], Source(document, figures, language), target)
    with target.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    row, _made = RenderedFile.objects.get_or_create(
        edition=edition, language=language, name=name, stamp=_kept_stamp(edition, stamp),
        defaults={
            "digest": digest, "size": target.stat().st_size,
            "seconds": time.monotonic() - started,
        },
    )  # fmt: skip
    return row


def rendered(edition: Edition, language: str, name: str, stamp: str = "") -> RenderedFile | None:
    """What was rendered from today's text and figures and still stands on the disk."""
    found = RenderedFile.objects.filter(
        edition=edition, language=language, name=name,
        stamp=_kept_stamp(edition, stamp or stamp_of(edition)),
    ).first()  # fmt: skip
    return found if found is not None and path_of(found).exists() else None


def path_of(file: RenderedFile) -> Path:
    return folder_of(file.edition, file.language, file.stamp) / file.name


def folder_of(edition: Edition, language: str, stamp: str) -> Path:
    """Named by number and moment: a new database in an old folder never finds old files."""
    period = Period.from_key(edition.period_key).url
    name = f"{period}-{edition.number}-{edition.begun_at:%Y%m%dT%H%M%S%f}"
    return Path(settings.VAR_DIR) / "editions" / name / language / _kept_stamp(edition, stamp)


def write_whole(writer: Writer, source: Source, target: Path) -> None:
    """Written beside its place and moved there when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent) as scratch:
        made = Path(scratch) / target.name
        writer(source, made)
        made.replace(target)


def _kept_stamp(edition: Edition, stamp: str) -> str:
    """What is published is rendered once: its files are not those of the draft before."""
    if edition.published_at is not None and not stamp.endswith("-published"):
        return f"{stamp}-published"
    return stamp
