"""The files of an edition: each is rendered once from its document, whole or not at all, and served
again for as long as its text and figures are the same."""

import shutil
import time
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import gettext as _

from reporting.access import Refused
from reporting.core.queries.editions import figures_of
from reporting.document.csv_files import write_discrepancies, write_figures
from reporting.document.value import Document
from reporting.editions.publishing.actions.part_files import (
    Progress,
    RenderSource,
    Writer,
    discrepancies_in,
    edition_figures,
    figures_json,
    nothing,
    part_writer,
    sentences,
    write_pdf,
    write_workbook,
)
from reporting.editions.reading.queries.stored_document import shown_document, stamp_of
from reporting.kernel.periods import Period
from reporting.models import Edition, RenderedFile

WHOLE = (
    "report.pdf",
    "report.xlsx",
    "figures.csv",
    "figures.json",
    "discrepancies.csv",
    "sentences.csv",
)


SCRATCH = ".being-written-"
LEFT_SECONDS = 3600


def _pdf(source: RenderSource, path: Path) -> None:
    write_pdf(source.document, source, path)


def _workbook(source: RenderSource, path: Path) -> None:
    write_workbook(source.document, discrepancies_in(source), source, path)


def _figures(source: RenderSource, path: Path) -> None:
    rows = edition_figures(source)
    write_figures(rows, path, for_excel=True, practice=source.document.practice_words)


def _discrepancies(source: RenderSource, path: Path) -> None:
    rows = discrepancies_in(source)
    write_discrepancies(rows, path, for_excel=True, practice=source.document.practice_words)


WRITERS: dict[str, Writer] = {
    "report.pdf": _pdf,
    "report.xlsx": _workbook,
    "figures.csv": _figures,
    "figures.json": figures_json,
    "discrepancies.csv": _discrepancies,
    "sentences.csv": sentences,
}


def writer_of(name: str) -> Writer:
    """KeyError for a name that is none."""
    return WRITERS[name] if name in WRITERS else part_writer(name)


def render(
    edition: Edition,
    language: str,
    name: str,
    *,
    document: Document | None = None,
    said: Progress = nothing,
) -> RenderedFile:
    """The file as it was rendered before, else rendered now. `document`: the one that is about to
    be frozen; else the edition's own. Raises KeyError for a name that no writer knows, and for a
    chapter or a unit that is not there."""
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
    write_whole(writer_of(name), RenderSource(document, figures, language, edition, said), target)
    with target.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    row, made = RenderedFile.objects.get_or_create(
        edition=edition, language=language, name=name, stamp=_kept_stamp(edition, stamp),
        defaults={
            "digest": digest, "size": target.stat().st_size,
            "seconds": time.monotonic() - started,
        },
    )  # fmt: skip
    if not made and row.digest != digest and edition.published_at is not None:
        target.unlink()
        raise Refused(
            _(
                "The file that was rendered for this edition is lost, and what can be rendered "
                "now is not the same. Take it from the edition's archive or from a backup."
            )
        )
    return row


def rendered(edition: Edition, language: str, name: str, stamp: str = "") -> RenderedFile | None:
    """What was rendered from today's text and figures and still stands on the disk."""
    found = RenderedFile.objects.filter(
        edition=edition, language=language, name=name,
        stamp=_kept_stamp(edition, stamp or stamp_of(edition)),
    ).first()  # fmt: skip
    return found if found is not None and path_of(found).exists() else None


def ready_files(edition: Edition, language: str) -> dict[str, int]:
    """Name -> bytes of what was rendered from today's text and figures; two queries."""
    rows = RenderedFile.objects.filter(
        edition=edition, language=language, stamp=_kept_stamp(edition, stamp_of(edition))
    ).select_related("edition")
    paths = ((row.name, path_of(row)) for row in rows)
    return {name: path.stat().st_size for name, path in paths if path.exists()}


def is_of_all_languages(edition: Edition, name: str) -> bool:
    """What was frozen with a published edition beside its files: figures, text, catalogue, and the
    archive of all."""
    return edition.is_published and name in ready_files(edition, "")


def path_of(file: RenderedFile) -> Path:
    return folder_of(file.edition, file.language, file.stamp) / file.name


def folder_of(edition: Edition, language: str, stamp: str) -> Path:
    return files_of(edition) / language / _kept_stamp(edition, stamp)


def files_of(edition: Edition) -> Path:
    """Named by number and moment: a new database in an old folder never finds old files."""
    of = edition.kind if edition.is_evaluation else Period.from_key(edition.period_key).url
    name = f"{of}-{edition.number}-{edition.begun_at:%Y%m%dT%H%M%S%f}"
    return Path(settings.VAR_DIR) / "editions" / name


def write_whole(writer: Writer, source: RenderSource, target: Path) -> None:
    """Written beside its place and moved there when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear_left(target.parent)
    with TemporaryDirectory(dir=target.parent, prefix=SCRATCH) as scratch:
        made = Path(scratch) / target.name
        writer(source, made)
        made.replace(target)


def _clear_left(folder: Path) -> None:
    """What writers left that were killed; the newest may still be at work."""
    for left in folder.glob(f"{SCRATCH}*"):
        try:
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
        except FileNotFoundError:
            continue


def _kept_stamp(edition: Edition, stamp: str) -> str:
    """What is published is rendered once: its files are not those of the draft before."""
    if edition.published_at is not None and not stamp.endswith("-published"):
        return f"{stamp}-published"
    return stamp
