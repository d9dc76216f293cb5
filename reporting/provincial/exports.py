"""The files of a province's report: a PDF and a workbook, each whole or not at all."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

from reporting.document.files import steady_workbook
from reporting.document.pdf.rendering import render_pdf
from reporting.document.value import Document
from reporting.document.workbook.book import render_tables
from reporting.kernel.periods import Period

PDF, WORKBOOK = "report.pdf", "report.xlsx"
NAMES = (PDF, WORKBOOK)


@dataclass(frozen=True)
class MadeFile:
    digest: str
    size: int


def file_of(unit: str, year: int, language: str, stamp: str, name: str) -> Path:
    """A stamp names the moment of the figures: a new database in an old folder never finds old
    files."""
    return folder_of_year(year) / unit / f"{language}-{stamp}" / name


def folder_of_year(year: int) -> Path:
    return Path(settings.VAR_DIR) / "provinces" / str(year)


def write_pdf(document: Document, path: Path, year: int, *, linked: bool) -> MadeFile:
    """`linked`: its numbers lead to the portal; before the publication a reader finds nothing
    there."""
    period = Period.of_year(year).url
    base = f"{settings.SITE_URL}/trace/{period}/?figure=" if linked else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    render_pdf(document, path, base_url=base)
    return _made(path)


def write_workbook(document: Document, path: Path, moment: datetime) -> MadeFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    render_tables(document, path)
    steady_workbook(path, moment)
    return _made(path)


def _made(path: Path) -> MadeFile:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return MadeFile(digest, path.stat().st_size)
