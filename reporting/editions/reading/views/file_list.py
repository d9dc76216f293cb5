"""The files of an edition as its page lists them: which there are, and which have been rendered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.queries import unit_name
from reporting.access import Actor
from reporting.core.queries.editions import period_of
from reporting.document.chapters_and_annex import chapters
from reporting.document.value import Document
from reporting.editions.publishing.actions.rendered_files import ready_files
from reporting.editions.publishing.rules.manifest import CATALOGUE, FIGURES, TEXT
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import Edition

FORMATS = {"pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "json": "JSON", "zip": "ZIP"}


@dataclass(frozen=True)
class FileLink:
    """A file: `url` is the download where it has been rendered (`size` in bytes), else where it is
    asked for: one POST, and the page says how far it is and then offers it."""

    name: str
    title: str
    format: str
    url: str
    size: int | None = None
    is_of_all_languages: bool = False

    @property
    def is_to_be_made(self) -> bool:
        return self.size is None


@dataclass(frozen=True)
class FileRow:
    """A thing to take away in its formats."""

    title: str
    files: tuple[FileLink, ...]
    about: str = ""


@dataclass(frozen=True)
class EditionFileList:
    """The files of an edition in one language, for one person."""

    edition: Edition
    language: str
    actor: Actor

    @cached_property
    def _document(self) -> Document:
        return shown_document(self.edition, self.language).document

    @property
    def _ready(self) -> dict[str, int]:
        return ready_files(self.edition, self.language)

    def groups(self, unit: OrganisationUnit | None) -> list[tuple[str, str, list[FileRow]]]:
        """(anchor, heading, rows); `unit`: whose extract is offered. Two queries."""
        ready = self._ready
        rows = [
            ("whole", _("The whole report"), list(self._whole(ready))),
            ("chapters", _("By chapter"), list(self._chapters(ready))),
            ("extract", _("Extract of a unit"), list(self._extract(ready, unit))),
            ("data", _("Figures and sources as data"), list(self._data(ready))),
            ("proof", _("To verify it"), list(self._proof())),
        ]
        return [row for row in rows if row[2]]

    def whole(self) -> list[FileLink]:
        """What most people want."""
        ready = self._ready
        links = [self._link(ready, name, title) for name, title in _whole_files()]
        return [*links, self._link(ready, "discrepancies.csv", _("Discrepancies"))]

    def _whole(self, ready: dict[str, int]) -> Iterator[FileRow]:
        yield self._row(ready, _("The report"), "report.pdf")
        yield self._row(
            ready, _("All tables as a workbook"), "report.xlsx",
            about=_("With its discrepancies; for each figure its cells, reports and revisions."),
        )  # fmt: skip

    def _chapters(self, ready: dict[str, int]) -> Iterator[FileRow]:
        for chapter in chapters(self._document):
            title = f"{chapter.number} {chapter.title}".strip()
            yield self._row(ready, title, f"chapter-{chapter.id}.pdf", f"chapter-{chapter.id}.xlsx")

    def _extract(self, ready: dict[str, int], unit: OrganisationUnit | None) -> Iterator[FileRow]:
        if unit is None:
            return
        about = _("Its figures beside the nation’s, its share, its rank among its peers.")
        yield self._row(
            ready, unit_name(unit, self.edition.year, self.language),
            f"extract-{unit.code}.pdf", f"extract-{unit.code}.xlsx", about=about,
        )  # fmt: skip

    def _data(self, ready: dict[str, int]) -> Iterator[FileRow]:
        yield self._row(
            ready, _("Every figure with its unit and its reports"), "figures.csv", "figures.json"
        )
        yield self._row(ready, _("The sentences with their sources"), "sentences.csv")
        yield self._row(ready, _("Discrepancies"), "discrepancies.csv")

    def _proof(self) -> Iterator[FileRow]:
        """What was frozen with it in no language: the archive first."""
        frozen = ready_files(self.edition, "") if self.edition.is_published else {}
        titles = {
            FIGURES: _("The figures as they were sealed"),
            TEXT: _("The text as it was sealed"),
            CATALOGUE: _("The catalogue of the year"),
        }
        archive = _("Everything in one file, with the manifest")
        about = _("Its contents can be verified on any other machine.")
        for name in sorted(frozen, key=lambda name: (name in titles, name)):
            title = titles.get(name, archive)
            link = replace(self._link(frozen, name, title), is_of_all_languages=True)
            yield FileRow(title, (link,), "" if name in titles else about)

    def _row(self, ready: dict[str, int], title: str, *names: str, about: str = "") -> FileRow:
        return FileRow(title, tuple(self._link(ready, name, title) for name in names), about)

    def _link(self, ready: dict[str, int], name: str, title: str) -> FileLink:
        page = "edition_file" if name in ready else "edition_making"
        place = [period_of(self.edition).url, self.edition.number, name]
        url = f"{reverse(f'reporting:{page}', args=place)}?language={self.language}"
        return FileLink(name, title, FORMATS.get(name.rpartition(".")[2], ""), url, ready.get(name))


def _whole_files() -> list[tuple[str, str]]:
    return [
        ("report.pdf", _("The report")),
        ("report.xlsx", _("All tables as a workbook")),
        ("figures.csv", _("Every figure with its unit")),
    ]
