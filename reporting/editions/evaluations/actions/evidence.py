"""The evidence of an evaluation is drawn, and its files are written, by a job of the worker."""

import time
from collections.abc import Callable
from hashlib import file_digest
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from provinces.models import User
from provinces.roles import Permission
from reporting.access import Actor, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions import jobs
from reporting.core.actions.audit import record
from reporting.document.files import steady_workbook
from reporting.document.json_files import to_json
from reporting.document.pdf.rendering import render_pdf
from reporting.document.sentences.language import LANGUAGES
from reporting.document.value import Document
from reporting.document.workbook.book import render_tables
from reporting.editions.evaluations.queries.evidence import (
    build_evidence,
    digest_of_evidence,
    years_as_json,
)
from reporting.editions.evaluations.queries.files import NAMES, PDF, read_document, stamp_of
from reporting.editions.publishing.actions.rendered_files import folder_of, path_of
from reporting.editions.writing.actions.versions import writable
from reporting.kernel.periods import Period
from reporting.models import Edition, EvaluationEvidence, Job, RenderedFile

DRAW, FILES = "draw", "files"
DRAWING = gettext_noop("Drawing the evidence")
WRITING = gettext_noop("Writing the files")
STEPS = (DRAWING, WRITING)


@transaction.atomic
def request_work(
    *, by: Actor, edition: Edition, work: str, ring: Callable[[int], object] | None = None
) -> Job:
    """The evidence anew (`DRAW`), or the files as it stands (`FILES`); the waiting job of it, or a
    new one. Rings the bell once it is committed."""
    if work == DRAW:
        writable(by, edition)
    else:
        require(by, Permission.DOWNLOAD)
    job, created = Job.objects.get_or_create(
        kind=Job.Kind.EVALUATION,
        period_key=Period.of_year(edition.year).key,
        subject=f"{edition.pk}:{work}",
        state=Job.State.QUEUED,
        defaults={
            "requested_by": by.user,
            "year": edition.year,
            "params": {"edition": edition.pk, "work": work},
        },
    )
    if created:
        record("evaluation.request", f"job:{job.pk}", by=by, edition=edition.pk, work=work)
    if ring is not None:
        transaction.on_commit(lambda: ring(job.pk))
    return job


@transaction.atomic
def run(job_id: int) -> None:
    """Does the job if it is still waiting, in the Secretariat's scope."""
    job = jobs.claim(job_id)
    if job is None:
        return
    edition = Edition.everything.select_related("evaluation__plan").get(pk=job.params["edition"])
    if job.params["work"] == DRAW:
        draw(edition=edition, by=job.requested_by, said=lambda done: _said(job_id, DRAWING, done))
    write_files(edition, said=lambda done: _said(job_id, WRITING, done))
    jobs.finish(job)


def _said(job_id: int, step: str, percent: int) -> None:
    jobs.report_progress(job_id, step, 0 if step == DRAWING else 1, 2, percent)


def _silent(percent: int) -> None:
    """For whom nobody watches."""


@transaction.atomic
def draw(*, edition: Edition, by: User, said: Callable[[int], None] = _silent) -> None:
    """In both languages, from what is stored now."""
    locked = Edition.everything.select_for_update(no_key=True).get(pk=edition.pk)
    if locked.is_published:
        raise Refused(_("This evaluation is published and does not change."))
    years = years_as_json(edition)
    for place, language in enumerate(LANGUAGES):
        said(100 * place // len(LANGUAGES))
        document = build_evidence(edition, language)
        EvaluationEvidence.objects.update_or_create(
            edition=edition,
            language=language,
            defaults={
                "document": to_json(document),
                "years": years,
                "digest": digest_of_evidence(document),
                "drawn_at": now_of(edition.year),
                "drawn_by": by,
            },
        )


def write_files(edition: Edition, said: Callable[[int], None] = _silent) -> list[RenderedFile]:
    """PDF and workbook in both languages, as it stands; what is there already is left."""
    stamp, ready = stamp_of(edition), ready_files(edition)
    made = []
    for place, language in enumerate(LANGUAGES):
        lacking = [name for name in NAMES if (language, name) not in ready]
        document = read_document(edition, language) if lacking else None
        for at, name in enumerate(lacking):
            assert document is not None
            said(100 * (place * len(NAMES) + at) // (len(LANGUAGES) * len(NAMES)))
            made.append(_written(edition, language, name, stamp, document))
    return made


def _written(
    edition: Edition, language: str, name: str, stamp: str, document: Document
) -> RenderedFile:
    started = time.monotonic()
    path = folder_of(edition, language, stamp) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(edition, document, name, path)
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    row, is_new = RenderedFile.objects.get_or_create(
        edition=edition,
        language=language,
        name=name,
        stamp=path.parent.name,
        defaults={
            "digest": digest,
            "size": path.stat().st_size,
            "seconds": time.monotonic() - started,
        },
    )
    if not is_new and row.digest != digest:
        path.unlink()
        raise Refused(
            _("The file that was written before is lost, and what is written now is not the same.")
        )
    return row


def _write(edition: Edition, document: Document, name: str, path: Path) -> None:
    """The same document gives the same bytes: neither has a clock."""
    if name == PDF:
        base = f"{settings.SITE_URL}/trace/{edition.year}/?figure="
        render_pdf(document, path, base_url=base)
        return
    render_tables(document, path)
    steady_workbook(path, edition.published_at or edition.begun_at)


def ready_files(edition: Edition) -> dict[tuple[str, str], RenderedFile]:
    """By language and name, those of the present stamp that stand on the disk."""
    stamp = stamp_of(edition)
    kept = f"{stamp}-published" if edition.is_published else stamp
    rows = RenderedFile.objects.filter(edition=edition, stamp=kept, name__in=NAMES)
    found = rows.select_related("edition")
    return {(row.language, row.name): row for row in found if path_of(row).exists()}
