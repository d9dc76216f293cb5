"""The files of a consolidation: made once, whole or not at all, then served as they are."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.actions.print_links import print_links
from reporting.exports.csv import write_discrepancies, write_figures
from reporting.exports.figures_json import write_figures_json
from reporting.exports.pdf import render_pdf
from reporting.exports.workbook import render_workbook
from reporting.kernel.document import Document
from reporting.kernel.document_json import document_from_json
from reporting.models import AnnualReport, Consolidation, Edition
from reporting.queries.figures_json import figures_facts
from reporting.queries.listings import discrepancy_rows, figure_rows
from reporting.queries.trace_rows import trace_rows

NAMES = (
    "annual-report.pdf",
    "annual-report.xlsx",
    "figures.csv",
    "figures.json",
    "discrepancies.csv",
)
Said = Callable[[str], None]


def document_of(consolidation: Consolidation, language: str = "en") -> Document:
    stored = AnnualReport.objects.get(consolidation=consolidation, language=language)
    return document_from_json(stored.document)


def write_files(
    consolidation: Consolidation,
    folder: Path,
    *,
    names: Iterable[str] = NAMES,
    language: str = "en",
    for_excel: bool = False,
    said: Said = lambda name: None,
) -> dict[str, Path]:
    """Writes the files named; where each stands. Errors leave no half file behind."""
    folder.mkdir(parents=True, exist_ok=True)
    practice = document_of(consolidation, language).practice_words
    links = print_links(consolidation.period_key)
    writers: dict[str, Callable[[Path], None]] = {
        "annual-report.pdf": lambda path: render_pdf(
            document_of(consolidation, language), path, **links
        ),
        "annual-report.xlsx": lambda path: _workbook(consolidation, language, path),
        "figures.csv": lambda path: write_figures(
            figure_rows(consolidation, language), path, for_excel=for_excel, practice=practice
        ),
        "figures.json": lambda path: write_figures_json(
            figures_facts(document_of(consolidation, language), consolidation, None),
            figure_rows(consolidation, language),
            path,
        ),
        "discrepancies.csv": lambda path: write_discrepancies(
            discrepancy_rows(consolidation, language), path, for_excel=for_excel, practice=practice
        ),
    }
    made = {}
    for name in names:
        made[name] = folder / name
        writers[name](made[name])
        said(name)
    return made


def _workbook(consolidation: Consolidation, language: str, path: Path) -> None:
    document = document_of(consolidation, language)
    render_workbook(
        document,
        discrepancy_rows(consolidation, language),
        trace_rows(document, consolidation),
        path,
        code_url=print_links(consolidation.period_key)["code_url"],
    )


def edition_folder(consolidation: Consolidation, language: str = "en") -> Path:
    """Named by number and moment: a new database in an old folder never finds old files."""
    name = f"{consolidation.pk}-{consolidation.created_at:%Y%m%dT%H%M%S%f}"
    return Path(settings.VAR_DIR) / "editions" / name / language


def edition_file(consolidation: Consolidation, name: str, language: str = "en") -> Path:
    """A download of a consolidation; made now if it is not there yet.

    It is the same for everybody and kept, so it is made with the secretariat's eyes: who may have
    it is for the caller to say.
    """
    folder = edition_folder(consolidation, language)
    if not (folder / name).exists():
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            write_files(consolidation, folder, names=[name], language=language, for_excel=True)
    return folder / name


def write_edition(consolidation: Consolidation) -> None:
    """All downloads in the first language, so that nobody waits for them. Where a report is written
    or published nobody takes them: its own files are rendered when somebody asks. Of a part of a
    year there are none: its report is downloaded from its editions."""
    if not consolidation.period.is_year:
        return
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        if Edition.objects.filter(period_key=consolidation.period_key).exists():
            return
    for name in NAMES:
        edition_file(consolidation, name)
