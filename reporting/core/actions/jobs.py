"""Jobs: asked for, claimed, ended. PostgreSQL's row is the truth, Celery rings the bell.

A worker holds the row lock (`FOR UPDATE SKIP LOCKED`) for as long as it works, and commits the
result and `done` in one transaction: a killed worker leaves nothing behind but a free row, which
the next bell or sweep takes.

Beginnings are counted, so that a job that kills its workers ends by itself. What a server cut off
is not the job's fault and is counted apart: the line to PostgreSQL broke, the worker was told to
stop, or PostgreSQL was restarted since the job was begun.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from celery import current_app
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerError

from provinces.roles import Permission
from provinces.troubles import Trouble
from reporting.access import Actor, Refused, require
from reporting.core.actions.audit import record
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Job

MOST_ATTEMPTS = 5
MOST_INTERRUPTIONS = 50  # work that breaks its own line to the database ends too
PROGRESS_SECONDS = 3600
COUNTS = ["attempts", "interruptions", "begun_under"]


@transaction.atomic
def request_consolidation(
    *, by: Actor, period: Period, ring: Callable[[int], object] | None = None
) -> Job:
    """The waiting job of this period, or a new one; rings the bell once it is committed."""
    require(by, Permission.CONSOLIDATION_RUN)
    if period.kind is PeriodKind.MONTH:
        raise Refused(_("There is no national report of a single month."))
    job, created = Job.objects.get_or_create(
        kind=Job.Kind.CONSOLIDATE,
        period_key=period.key,
        subject="",
        state=Job.State.QUEUED,
        defaults={"requested_by": by.user, "year": period.year},
    )
    if created:
        record(
            "consolidation.request", f"job:{job.pk}", by=by, year=period.year, period=period.code
        )
    if ring is not None:
        transaction.on_commit(lambda: ring(job.pk))
    return job


def claim(job_id: int) -> Job | None:
    """The job, locked until the transaction ends; None where it is taken or ended."""
    return (
        Job.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("requested_by")
        .filter(pk=job_id, state=Job.State.QUEUED)
        .first()
    )


def finish(job: Job) -> None:
    job.state = Job.State.DONE
    job.finished_at = timezone.now()
    job.error = job.trouble = ""
    job.save(update_fields=["state", "finished_at", "error", "trouble"])


@transaction.atomic
def count_attempt(job_id: int) -> bool:
    """Before the work, in a transaction of its own: a job that kills its worker ends by itself."""
    job = claim(job_id)
    if job is None:
        return False
    server = _postgres_began()
    if job.begun_under not in (None, server):
        _was_cut_off(job)
    job.attempts += 1
    job.begun_under = server
    ended = _counted_out(job)
    if ended is not None:
        _end(job, trouble=ended)
        return False
    job.save(update_fields=COUNTS)
    return True


@transaction.atomic
def interrupted(job_id: int) -> None:
    """A server went away, or the worker was told to stop: this beginning does not count."""
    job = claim(job_id)
    if job is not None and job.begun_under is not None:
        _was_cut_off(job)
        job.save(update_fields=COUNTS)


def _was_cut_off(job: Job) -> None:
    job.attempts = max(0, job.attempts - 1)
    job.interruptions += 1
    job.begun_under = None


def _counted_out(job: Job) -> Trouble | None:
    if job.attempts > MOST_ATTEMPTS:
        return Trouble.NEVER_ENDED
    return Trouble.CUT_OFF if job.interruptions > MOST_INTERRUPTIONS else None


def _postgres_began() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        [(began,)] = cursor.fetchall()
    assert isinstance(began, datetime)
    return began


def kind_and_language_of(job_id: int) -> tuple[str, str]:
    """The language is that of the person who asked for it."""
    job = Job.objects.select_related("requested_by").get(pk=job_id)
    return job.kind, job.requested_by.reads


@transaction.atomic
def fail(job_id: int, reason: str = "", *, trouble: str = "", detail: str = "") -> None:
    """`reason` is in plain words already; a `trouble` is put into words when somebody reads it.
    `detail` is for the administrators alone."""
    job = claim(job_id)
    if job is not None:
        _end(job, reason, trouble=trouble, detail=detail)


def _end(job: Job, reason: str = "", *, trouble: str = "", detail: str = "") -> None:
    job.state = Job.State.FAILED
    job.error = reason
    job.trouble = trouble
    job.finished_at = timezone.now()
    job.detail = detail
    job.save(update_fields=[*COUNTS, "state", "error", "trouble", "detail", "finished_at"])


def report_progress(job_id: int, step: str, done: int, total: int, percent: int = 0) -> None:
    """For the page that watches; it is not part of the result and may be lost. `percent`: of the
    step itself, where it says."""
    said = {"step": step, "done": done, "total": total, "percent": percent}
    cache.set(_key(job_id), said, PROGRESS_SECONDS)


def progress_of(job_id: int) -> dict[str, object]:
    found: dict[str, object] = cache.get(_key(job_id)) or {}
    return found


def _key(job_id: int) -> str:
    return f"job-progress:{job_id}"


logger = logging.getLogger(__name__)
RUN_JOB = "reporting.tasks.run_job"
# For one bell: it is rung at once or not at all.
HASTE = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}


def ring(job_id: int) -> bool:
    """Whether the bell was heard. One that was not delays the job until the next sweep, nothing
    more; whoever rings does not wait for a broker that hangs."""
    try:
        with current_app.connection_for_write(transport_options=HASTE) as line:
            # celery-types does not know `connection`
            current_app.send_task(RUN_JOB, (job_id,), connection=line, retry=False)
    except (BrokerError, OSError) as error:
        logger.warning("The broker does not answer, job %s waits for the sweep: %s", job_id, error)
        return False
    return True
