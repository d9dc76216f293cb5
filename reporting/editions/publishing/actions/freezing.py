"""What a published edition consists of is written down: its files, their manifest, one archive, and
where it is asked for, a folder of them."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from reporting.core.queries.editions import figures_of, period_of
from reporting.core.queries.practice_years import is_practice, mark_of_name
from reporting.document.csv_files import write_discrepancies, write_figures
from reporting.document.files import whole_file, write_archive
from reporting.document.value import Document
from reporting.editions.composing.queries.figure_listings import (
    discrepancy_rows,
    doubted,
    figure_rows,
)
from reporting.editions.publishing.actions.rendered_files import folder_of, path_of, render
from reporting.editions.publishing.queries.canonical import revisions_used
from reporting.editions.publishing.rules import manifest as manifests
from reporting.editions.publishing.rules.manifest import MANIFEST, FigureLine, readable
from reporting.editions.reading.queries.stored_document import shown_document, stamp_of
from reporting.models import Consolidation, Edition, RenderedFile, SignOff

OF_ALL_LANGUAGES = ""
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)

# As they are called in the folder -> as they are rendered.
AS_RENDERED = {
    "annual-report.pdf": "report.pdf",
    "annual-report.xlsx": "report.xlsx",
    "figures.csv": "figures.csv",
    "figures.json": "figures.json",
    "discrepancies.csv": "discrepancies.csv",
}
READ = ("annual-report.pdf", "annual-report.xlsx")
COPIED = (*READ, "figures.json")
LISTED_IN = "en"


@dataclass
class Contents:
    """Everything that is frozen with the edition; `edition` says already that it is published."""

    edition: Edition
    figures: Consolidation
    documents: dict[str, Document]
    text: Any
    catalogue: Any
    lines: Sequence[FigureLine]
    signatures: Sequence[SignOff]
    open_comments: int
    open_high: int
    untranslated: int = 0
    files: dict[str, RenderedFile] = field(default_factory=dict)


def render_files(contents: Contents, names: Sequence[str], said: Callable[[str], None]) -> None:
    """The named files in each language, then what the fingerprints are made of."""
    edition = contents.edition
    for language, document in contents.documents.items():
        for name in names:
            said(f"{language}/{name}")
            made = render(edition, language, name, document=document)
            contents.files[f"{language}/{name}"] = made
    plain = {
        manifests.FIGURES: manifests.write_figures(contents.lines),
        manifests.TEXT: manifests.canonical(contents.text),
        manifests.CATALOGUE: manifests.canonical(contents.catalogue),
    }
    for name, content in plain.items():
        contents.files[name] = _keep(edition, name, content)


def manifest_of(contents: Contents) -> dict[str, Any]:
    edition, figures = contents.edition, contents.figures
    assert edition.published_at is not None
    assert edition.published_by is not None
    return {
        "format": manifests.FORMAT,
        "period": period_of(edition).code,
        "edition": edition.number,
        "practice": is_practice(edition.year),
        "published_at": edition.published_at.isoformat(),
        "published_by": _name(edition.published_by),
        "reason": edition.reason,
        "figures_digest": manifests.figures_digest(contents.lines),
        "text_digest": edition.text_digest,
        "catalogue_digest": edition.catalogue_digest,
        "consolidation": {
            "number": figures.pk,
            "made_at": figures.created_at.isoformat(),
            "figures": figures.figure_count,
            "reports": figures.report_count,
        },
        "open": {
            "comments": contents.open_comments,
            "high_discrepancies": contents.open_high,
            "untranslated_texts": contents.untranslated,
        },
        "untranslated_reason": edition.untranslated_reason,
        "signatures": [
            {
                "role": signature.role,
                "group": signature.group,
                "by": _name(signature.by),
                "at": signature.at.isoformat(),
                "digest": signature.digest,
                "remark": signature.words,
                **_as_printed(signature),
            }
            for signature in contents.signatures
        ],
        "revisions": revisions_used(figures),
        "files": [
            {"name": name, "size": file.size, "sha256": file.digest}
            for name, file in sorted(contents.files.items())
        ],
    }


def _as_printed(signature: SignOff) -> dict[str, str]:
    """What only some signatures have: words in Khmer, somebody on whose behalf they are given."""
    found = {"remark_km": signature.words_km} if signature.words_km else {}
    if signature.delegation is not None:
        found |= {
            "on_behalf_of": signature.delegation.on_behalf_of("en"),
            "delegation": signature.delegation.valid_from.isoformat(),
        }
    return found


def archive(contents: Contents, manifest: dict[str, Any]) -> RenderedFile:
    """All files, the manifest and the sums for `sha256sum -c` in one ZIP."""
    edition = contents.edition
    assert edition.published_at is not None
    said = manifests.readable(manifest)
    digests = {name: file.digest for name, file in contents.files.items()}
    files: dict[str, bytes | Path] = {
        **{name: path_of(file) for name, file in contents.files.items()},
        manifests.MANIFEST: said,
        manifests.SUMS: manifests.sums({**digests, manifests.MANIFEST: manifests.sha256(said)}),
    }
    name = archive_name(edition)
    started = time.monotonic()
    target = _folder(edition) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = name.removesuffix(".zip")
    write_archive(files, target, folder=folder, moment=edition.published_at)
    return _row(edition, name, target, started)


def archive_name(edition: Edition) -> str:
    """`nsp-2020-edition-1.zip`; a year to practise on says so."""
    mark = mark_of_name(edition.year)
    return f"nsp-{period_of(edition).url}{mark}-edition-{edition.number}.zip"


def names_by_language(files: Sequence[str]) -> Iterator[str]:
    """What is rendered, in order: each file in each language."""
    for language in LANGUAGES:
        for name in files:
            yield f"{language}/{name}"


def write_folder(edition: Edition, folder: Path, said: Callable[[str], None]) -> None:
    """Its files, from what was frozen where it is published, and then its manifest: in English, and
    what people read in the other languages too (`annual-report-km.pdf`). The lists begin without a
    mark, for programs; a file is replaced whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = figures_of(edition)
    assert figures is not None  # an edition begins beside figures
    language = LISTED_IN
    practice = shown_document(edition, language).document.practice_words
    for name in COPIED:
        _copy(edition, language, name, folder / name, said)
    for other in LANGUAGES:
        for name in READ if other != language else ():
            stem, dot, ending = name.rpartition(".")
            _copy(edition, other, name, folder / f"{stem}-{other}{dot}{ending}", said)
    rows = doubted(
        figure_rows(figures, language), figures, language, edition.published_at,
        decided=bool(edition.reason),
    )  # fmt: skip
    write_figures(rows, folder / "figures.csv", practice=practice)
    said("figures.csv")
    found = discrepancy_rows(figures, language)
    write_discrepancies(found, folder / "discrepancies.csv", practice=practice)
    said("discrepancies.csv")
    if edition.manifest:
        with whole_file(folder / MANIFEST) as target:
            target.write(readable(edition.manifest))
        said(MANIFEST)


def _copy(
    edition: Edition, language: str, name: str, target: Path, said: Callable[[str], None]
) -> None:
    source = path_of(render(edition, language, AS_RENDERED[name]))
    with whole_file(target) as stream, source.open("rb") as content:
        shutil.copyfileobj(content, stream)
    said(target.name)


def throw_away(edition: Edition) -> None:
    """The files of a publication that did not come to be."""
    for language in (OF_ALL_LANGUAGES, *LANGUAGES):
        shutil.rmtree(folder_of(edition, language, stamp_of(edition)), ignore_errors=True)


def _keep(edition: Edition, name: str, content: bytes) -> RenderedFile:
    started = time.monotonic()
    target = _folder(edition) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as stream:
        stream.write(content)
    return _row(edition, name, target, started)


def _row(edition: Edition, name: str, target: Path, started: float) -> RenderedFile:
    content = target.read_bytes()
    return RenderedFile.objects.create(
        edition=edition,
        language=OF_ALL_LANGUAGES,
        name=name,
        stamp=target.parent.name,
        digest=manifests.sha256(content),
        size=len(content),
        seconds=time.monotonic() - started,
    )


def _folder(edition: Edition) -> Path:
    return folder_of(edition, OF_ALL_LANGUAGES, stamp_of(edition))


def _name(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())
