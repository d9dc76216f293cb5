"""An edition written into a folder, for people and programs: `make annual-report`."""

import shutil
from collections.abc import Callable
from pathlib import Path

from reporting.actions.editions.rendering import path_of, render
from reporting.exports.csv import write_discrepancies, write_figures
from reporting.exports.files import whole_file
from reporting.kernel.manifest import MANIFEST, readable
from reporting.models import Edition
from reporting.queries.editions.document import shown_document
from reporting.queries.editions.found import figures_of
from reporting.queries.listings import discrepancy_rows, figure_rows

# As they are called in the folder -> as they are rendered.
AS_RENDERED = {
    "annual-report.pdf": "report.pdf",
    "annual-report.xlsx": "report.xlsx",
    "figures.csv": "figures.csv",
    "figures.json": "figures.json",
    "discrepancies.csv": "discrepancies.csv",
}
COPIED = ("annual-report.pdf", "annual-report.xlsx", "figures.json")


def write_folder(
    edition: Edition, folder: Path, language: str, said: Callable[[str], None]
) -> None:
    """Its files, from what was frozen where it is published, and then its manifest. The lists begin
    without a mark, for programs; a file is replaced whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = figures_of(edition)
    assert figures is not None  # an edition begins beside figures
    practice = shown_document(edition, language).document.practice_words
    for name in COPIED:
        source = path_of(render(edition, language, AS_RENDERED[name]))
        with whole_file(folder / name) as target, source.open("rb") as content:
            shutil.copyfileobj(content, target)
        said(name)
    rows = figure_rows(figures, language)
    write_figures(rows, folder / "figures.csv", practice=practice)
    said("figures.csv")
    found = discrepancy_rows(figures, language)
    write_discrepancies(found, folder / "discrepancies.csv", practice=practice)
    said("discrepancies.csv")
    if edition.manifest:
        with whole_file(folder / MANIFEST) as target:
            target.write(readable(edition.manifest))
        said(MANIFEST)
