"""A server goes away in the middle of a job: it waits and is done; only its own failures count.

The worker, Redis and the broken lines to PostgreSQL are real.
"""

import errno
import os
from contextlib import closing
from datetime import timedelta
from functools import partial

import psycopg2
import pytest
from django.db import OperationalError, connection

from provinces.troubles import is_connection_lost
from reporting import tasks
from reporting.consolidation import actions as consolidation
from reporting.core.actions import jobs
from reporting.models import Consolidation, Job
from tests.factories import asked_for, secretariat
from tests.redis_server import own_redis
from tests.reporting.core.test_worker import nobody_writes, ring, start_worker, state, until

__all__ = ["own_redis", "start_worker"]  # fixtures


@pytest.fixture
def broker(own_redis):
    """What the worker and its cache live on: a server that the test may stop."""
    return own_redis.url


def end_every_line() -> int:
    """To this database, but for our own: as PostgreSQL does when it is shut down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <>"
            " pg_backend_pid() AND datname = current_database() AND usename = current_user"
        )
        [(count,)] = cursor.fetchall()
        return int(count)


def test_redis_stops_or_hangs_in_the_middle_of_a_job_and_the_job_is_done(
    start_worker, broker, own_redis
):
    """And the worker takes the next one when Redis is back."""
    start_worker()
    for go_away, come_back in (
        (own_redis.hang, own_redis.go_on),
        (own_redis.stop, own_redis.start),  # it comes back empty
    ):
        job = asked_for(2021)
        with nobody_writes("reporting_figure") as somebody_waits:
            ring(tasks.run_job, broker, job.pk)
            until(somebody_waits)
            go_away()
        until(partial(has_ended, job))
        assert (*state(job), job.reason) == ("done", 1, "")
        come_back()
    last = asked_for(2021)
    ring(tasks.run_job, broker, last.pk)
    until(partial(has_ended, last))
    assert state(last) == ("done", 1)


def test_a_job_that_postgresql_cuts_off_six_times_is_done_in_the_end(start_worker, broker):
    job = asked_for(2021)
    start_worker()
    for cut in range(1, jobs.MOST_ATTEMPTS + 2):
        with nobody_writes("reporting_figure") as somebody_waits:
            ring(tasks.sweep_jobs, broker)  # as beat does
            until(somebody_waits)
            assert end_every_line() >= 1
            until(lambda: not somebody_waits())
        until(partial(was_cut_off, job, cut))
    ring(tasks.sweep_jobs, broker)
    until(partial(has_ended, job))
    assert state(job) == ("done", 1)
    with secretariat():
        assert Consolidation.objects.filter(job=job).count() == 1


def has_ended(job: Job) -> bool:
    return state(job)[0] != "queued"


def was_cut_off(job: Job, times: int) -> bool:
    with secretariat():
        job.refresh_from_db()
    return (job.attempts, job.interruptions) == (0, times)


def test_a_beginning_before_postgresql_was_restarted_does_not_count(year_2020):
    """The worker could not say it: it went with the server, as in a power cut."""
    job = asked_for(2021)
    with secretariat():
        for cut in range(2 * jobs.MOST_ATTEMPTS):
            assert jobs.count_attempt(job.pk)
            job.refresh_from_db()
            assert (job.attempts, job.interruptions) == (1, cut)
            assert job.begun_under is not None
            job.begun_under -= timedelta(hours=1)
            job.save()


def test_a_worker_that_dies_beside_a_server_that_stands_counts(year_2020):
    """Out of memory, for one: such work would be begun for ever."""
    job = asked_for(2021)
    with secretariat():
        for _begun in range(jobs.MOST_ATTEMPTS):
            assert jobs.count_attempt(job.pk)
        assert not jobs.count_attempt(job.pk)
        job.refresh_from_db()
        assert (job.state, job.interruptions) == (Job.State.FAILED, 0)


def test_work_that_always_breaks_its_line_ends_too(year_2020):
    job = asked_for(2021)
    with secretariat():
        for _cut in range(jobs.MOST_INTERRUPTIONS + 1):
            assert jobs.count_attempt(job.pk)
            jobs.interrupted(job.pk)
        assert not jobs.count_attempt(job.pk)
        job.refresh_from_db()
        assert job.reason.startswith("The connection to the database broke again and again")


def test_a_worker_that_is_told_to_stop_leaves_the_job_waiting(year_2020, monkeypatch):
    def stopped(*_arguments):
        raise SystemExit(0)

    monkeypatch.setattr(consolidation, "find_discrepancies", stopped)
    job = asked_for(2021)
    with pytest.raises(SystemExit):
        tasks.run_job(job.pk)
    assert (*state(job), job.interruptions) == ("queued", 0, 1)


def test_a_connection_that_was_refused_is_told_from_an_answer_of_the_database(year_2020):
    with pytest.raises(psycopg2.OperationalError) as refused:
        psycopg2.connect("postgresql://nobody@127.0.0.1:1/nowhere")
    lost = OperationalError(str(refused.value))
    lost.__cause__ = refused.value
    assert is_connection_lost(lost)
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as line, line.cursor() as cursor:
        cursor.execute("SET statement_timeout = 1")
        with pytest.raises(psycopg2.errors.QueryCanceled) as cancelled:
            cursor.execute("SELECT pg_sleep(1)")
    answered = OperationalError(str(cancelled.value))
    answered.__cause__ = cancelled.value
    assert not is_connection_lost(answered)
    assert not is_connection_lost(OSError(errno.ECONNREFUSED, "Connection refused"))
