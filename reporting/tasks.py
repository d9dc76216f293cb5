"""Celery is the doorbell: a task takes an id, enters the secretariat's scope, makes one call."""

import logging
from collections.abc import Callable

from celery import shared_task

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access_errors import Refused
from reporting.actions import consolidation, files, jobs, mail, notices, upload_queue, uploads
from reporting.actions.editions import publication_job, render_jobs
from reporting.models import Job
from reporting.queries.mails import is_any_due

logger = logging.getLogger(__name__)


def _consolidate(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        done = consolidation.run(job_id)
    if done is not None:
        files.write_edition(done)


def _render(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        render_jobs.run(job_id)


WORK: dict[str, Callable[[int], None]] = {
    Job.Kind.CONSOLIDATE: _consolidate,
    Job.Kind.RENDER: _render,
    Job.Kind.PUBLISH: publication_job.run,
}


@shared_task
def run_job(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        if not jobs.count_attempt(job_id):
            return
        kind = jobs.kind_of(job_id)
    try:
        WORK[kind](job_id)
    except Refused as refusal:  # in plain words already
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            jobs.fail(job_id, str(refusal))
    except Exception as error:  # whatever it is, the person who waits is told
        logger.exception("job %s failed", job_id)
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            jobs.fail(job_id, f"{type(error).__name__}: {error}")


@shared_task
def sweep_jobs() -> None:
    """Rings again for every job that nobody has ended; beat calls it."""
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        waiting = list(Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True))
    for job_id in waiting:
        run_job.delay(job_id)


@shared_task
def clear_uploads() -> None:
    """Marked workbooks are kept for a day, those that wait for minutes; beat calls it."""
    uploads.clear_uploads()
    upload_queue.waiting()


def ring(job_id: int) -> None:
    run_job.delay(job_id)


@shared_task
def tell_of_events() -> None:
    """Beat calls it each minute."""
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        notices.tell_of_events()
    send_mails()


@shared_task
def tell_of_calendar() -> None:
    """A few times an hour is often enough for what changes by the day."""
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        notices.tell_of_calendar()
        notices.tell_digests()
    send_mails()


@shared_task
def send_mails() -> None:
    """Every e-mail that is due; each is committed by itself."""
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        mail.forget_unwanted()
        if not is_any_due():
            return
    server = mail.open_server()
    while server is not None:
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            batch = mail.claim()
        if batch is None:
            server.close()
            return
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            sent = mail.send(batch, server)
        if not sent:  # the line may be broken: who comes next does not pay for it
            server.close()
            server = mail.open_server()
