"""Celery is the doorbell: a task takes an id, enters the secretariat's scope, makes one call."""

import logging
import time
from collections.abc import Callable

from celery import shared_task
from django.db import InterfaceError, OperationalError, connection
from django.utils import translation
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from provinces.troubles import is_connection_lost, trouble_of
from reporting.access import Refused
from reporting.core.actions import jobs, posted_forms
from reporting.core.actions.jobs import ring
from reporting.editions.evaluations.actions import evidence
from reporting.editions.publishing.actions import publication_jobs, render_jobs
from reporting.editions.writing.actions import consolidation_jobs
from reporting.entry.workbook.actions import upload_queue, uploads
from reporting.kernel.expressions import ExpressionError
from reporting.models import Job
from reporting.notices.actions import mail, notices
from reporting.notices.queries.notices import is_any_due
from reporting.provincial.actions import provincial_jobs

logger = logging.getLogger(__name__)

PAUSES = (0.2, 0.5, 1, 2, 4, 8, 15)  # seconds, while the database does not answer


def _consolidate(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        consolidation_jobs.run(job_id)


def _render(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        render_jobs.run(job_id)


def _provinces(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        provincial_jobs.run(job_id)


def _evaluation(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        evidence.run(job_id)


WORK: dict[str, Callable[[int], None]] = {
    Job.Kind.CONSOLIDATE: _consolidate,
    Job.Kind.RENDER: _render,
    Job.Kind.PUBLISH: publication_jobs.run,
    Job.Kind.PROVINCES: _provinces,
    Job.Kind.EVALUATION: _evaluation,
}


@shared_task
def run_job(job_id: int) -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        if not jobs.count_attempt(job_id):
            return
        kind, language = jobs.kind_and_language_of(job_id)
    with translation.override(language):  # in which a refusal is kept
        _work(kind, job_id)


def _work(kind: str, job_id: int) -> None:
    try:
        WORK[kind](job_id)
    except Refused as refusal:  # in plain words already
        _failed(job_id, str(refusal))
    except ExpressionError as error:
        logger.exception("job %s failed", job_id)
        words = _("A formula of the catalogue cannot be read: %(why)s")
        _failed(job_id, words % {"why": error})
    except (SystemExit, KeyboardInterrupt):  # the worker is told to stop
        _was_interrupted(job_id)
        raise
    except Exception as error:  # whatever it is, the person who waits is told
        if is_connection_lost(error):
            logger.warning("job %s was cut off and waits: %s", job_id, error)
            _was_interrupted(job_id)
            return
        logger.exception("job %s failed", job_id)
        _failed(job_id, trouble=trouble_of(error), detail=f"{type(error).__name__}: {error}")


def _failed(job_id: int, reason: str = "", *, trouble: str = "", detail: str = "") -> None:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        jobs.fail(job_id, reason, trouble=trouble, detail=detail)


def _was_interrupted(job_id: int) -> None:
    """Said as soon as the database is back; where it stays away, its restart says it."""
    for pause in PAUSES:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        try:
            with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
                jobs.interrupted(job_id)
        except (OperationalError, InterfaceError):
            time.sleep(pause)
        else:
            return


@shared_task
def sweep_jobs() -> None:
    """Rings again for every job that nobody has ended; beat calls it."""
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        waiting = list(Job.objects.filter(state=Job.State.QUEUED).values_list("pk", flat=True))
    for job_id in waiting:
        if not ring(job_id):
            return


@shared_task
def clear_uploads() -> None:
    """Marked workbooks, and which forms were posted, are kept for a day; workbooks that wait, for
    minutes; beat calls it."""
    uploads.clear_uploads()
    upload_queue.waiting()
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        posted_forms.forget_old()


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
