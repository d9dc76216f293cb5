"""A file is asked for; a worker renders it; whoever asks for the same meanwhile waits for the same.

The row of the job is the Secretariat's, whoever asks: what is rendered is the same for everybody.
Who may have which file is asked before, of the person.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop

from provinces.roles import DatabaseRole, Permission
from provinces.tenancy import acting_as
from reporting.access import Actor, NotHere, require, require_whole
from reporting.core.actions import jobs
from reporting.core.actions.audit import record
from reporting.editions.publishing.actions.part_files import part_of
from reporting.editions.publishing.actions.rendered_files import (
    WRITERS,
    is_of_all_languages,
    render,
)
from reporting.models import Edition, Job

STEPS = (
    gettext_noop("Reading the text and the figures"),
    gettext_noop("Writing the file"),
    gettext_noop("Putting it in its place"),
)


@dataclass(frozen=True)
class RequestedFile:
    """One file of one edition in one language; "" what is the same in all of them."""

    edition: Edition
    language: str
    name: str

    @property
    def subject(self) -> str:
        return f"{self.edition.number}/{self.language}/{self.name}"


def may_have(actor: Actor, wanted: RequestedFile) -> None:
    """Raises `Refused` where the role does not allow it, `NotHere` where there is no such file for
    this person: a unit takes the extract of itself only. What was found in a published edition is
    printed in it, and so for whoever reads it."""
    require(actor, Permission.DOWNLOAD)
    part = part_of(wanted.name)
    frozen = not wanted.language and is_of_all_languages(wanted.edition, wanted.name)
    if part is None and wanted.name not in WRITERS and not frozen:
        raise NotHere
    if not wanted.edition.is_published:
        require(actor, Permission.EDITION_READ)
        require_whole(actor, published=False)
    if part and part.kind == "extract" and not actor.is_national and part.of != actor.unit.code:
        raise NotHere


@transaction.atomic
def request_render(
    *, by: Actor, wanted: RequestedFile, ring: Callable[[int], object] | None = None
) -> Job:
    """The waiting job of this file, or a new one; rings the bell once it is committed."""
    may_have(by, wanted)
    edition = wanted.edition
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        job, created = Job.objects.get_or_create(
            kind=Job.Kind.RENDER,
            period_key=edition.period_key,
            subject=wanted.subject,
            state=Job.State.QUEUED,
            defaults={
                "requested_by": by.user,
                "year": edition.year,
                "params": {
                    "edition": edition.pk, "language": wanted.language, "name": wanted.name,
                },
            },
        )  # fmt: skip
    if created:
        record("edition.render", f"job:{job.pk}", by=by, unit=by.unit, file=wanted.subject)
    if ring is not None:
        transaction.on_commit(lambda: ring(job.pk))
    return job


def run(job_id: int) -> None:
    """Does the job if it is still waiting; the file's row and `done` come in one transaction, and
    the file is in its place before: a worker that is killed leaves at most a whole file more."""

    def said(done: int, total: int) -> None:
        jobs.report_progress(job_id, STEPS[1], 1, len(STEPS), 100 * done // max(total, 1))

    with transaction.atomic():
        job = jobs.claim(job_id)
        if job is None:
            return
        jobs.report_progress(job_id, STEPS[0], 0, len(STEPS))
        edition = Edition.objects.select_related("consolidation").get(pk=job.params["edition"])
        render(edition, job.params["language"], job.params["name"], said=said)
        jobs.report_progress(job_id, STEPS[2], 2, len(STEPS))
        jobs.finish(job)


def last_job(wanted: RequestedFile) -> Job | None:
    """The newest job of this file, seen with the Secretariat's eyes."""
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        return (
            Job.objects.filter(
                kind=Job.Kind.RENDER,
                period_key=wanted.edition.period_key,
                subject=wanted.subject,
            )
            .order_by("-pk")
            .first()
        )
