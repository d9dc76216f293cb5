"""The worker may die at any moment: a real one does, by SIGKILL, in the middle of its work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection
from redis import Redis

from nsp_portal.celery import app
from reporting import tasks
from reporting.consolidation import actions as consolidation
from reporting.models import (
    ConsolidatedRevision,
    Consolidation,
    Discrepancy,
    Edition,
    Figure,
    Job,
)
from strategies.models import Comparison
from tests.conftest import OWNER_URL, environment_of
from tests.factories import CONSOLIDATOR, accepted, acting, asked_for, secretariat

PATIENCE = 120.0  # seconds; a busy machine starts a worker in ten
RESULTS = (Consolidation, ConsolidatedRevision, Figure, Discrepancy)


def until(what: Callable[[], object]) -> None:
    """As soon as it is true; whoever waits in vain is told so."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.05)


@pytest.fixture
def broker() -> Iterator[str]:
    """A corner of Redis for this run of tests: no other worker hears its bells."""
    parts = urlsplit(os.environ["REDIS_URL"])
    url = urlunsplit(parts._replace(path=f"/{1 + os.getpid() % 15}"))
    with closing(Redis.from_url(url)) as corner:
        corner.flushdb()
        yield url
        corner.flushdb()


@pytest.fixture
def start_worker(cloned_2020: str, broker: str, tmp_path):
    """Starts workers on the clone; whichever still lives at the end is killed."""
    environment = environment_of(cloned_2020) | {"REDIS_URL": broker}
    workers: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / f"worker-{len(workers)}.log").open("wb") as log:
            worker = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "-A", "nsp_portal", "worker"),
                    *("--concurrency=1", "--loglevel=INFO", "--without-mingle", "--without-gossip"),
                    f"--hostname=test{os.getpid()}-{len(workers)}@%h",
                ],
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        kill(worker)


def kill(worker: subprocess.Popen[bytes]) -> None:
    """The worker and its child, at once: nothing is tidied up."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def ring(task, broker: str, *arguments: int) -> None:
    with app.connection_for_write(url=broker) as line:
        task.apply_async(arguments, connection=line)


@contextmanager
def nobody_writes(table: str) -> Iterator[Callable[[], bool]]:
    """Whoever wants to write into `table` waits until the end; gives: does somebody wait?"""
    database = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(OWNER_URL, dbname=database)) as owner:
        with owner.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")

            def somebody_waits() -> bool:
                cursor.execute(
                    "SELECT EXISTS (SELECT FROM pg_locks"
                    " WHERE NOT granted AND relation = %s::regclass)",
                    [table],
                )
                [(waits,)] = cursor.fetchall()
                return bool(waits)

            yield somebody_waits
        owner.rollback()


def state(job: Job) -> tuple[str, int]:
    with secretariat():
        job.refresh_from_db()
    return job.state, job.attempts


def stored() -> dict[str, int]:
    with secretariat():
        return {model.__name__: model.objects.count() for model in RESULTS}


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_finishes(
    start_worker, broker
):
    before = stored()
    job = asked_for(2020)
    with nobody_writes("reporting_figure") as somebody_waits:
        worker = start_worker()
        ring(tasks.run_job, broker, job.pk)
        until(somebody_waits)  # the cover is chosen and kept, the figures are not yet
        assert state(job) == ("queued", 1)
        assert stored() == before
        kill(worker)
    until(lambda: not backends_at_work())
    assert state(job) == ("queued", 1)
    assert stored() == before

    start_worker()
    ring(tasks.sweep_jobs, broker)  # as beat does
    until(lambda: state(job)[0] != "queued")
    ring(tasks.sweep_jobs, broker)
    ring(tasks.run_job, broker, job.pk)
    assert state(job) == ("done", 2)
    with secretariat():
        first, again = Consolidation.objects.filter(year=2020).order_by("pk")
        assert again.job_id == job.pk
        assert again.digest == first.digest
        assert Edition.objects.filter(period_key=again.period_key).count() == 1
    after = {name: 2 * count for name, count in before.items()}
    assert stored() == after
    until(lambda: Redis.from_url(broker).llen("celery") == 0)
    time.sleep(0.5)  # the bells that came too late were heard, and nothing was done twice
    assert stored() == after
    assert state(job) == ("done", 2)


def backends_at_work() -> int:
    """The killed worker's own, which PostgreSQL ends when it finds nobody to answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        [(count,)] = cursor.fetchall()
        return int(count)


def test_only_one_of_two_workers_takes_a_job(cloned_2020):
    """While one holds the row, the other passes it by; it does not wait and does not count."""
    job = asked_for(2020)
    with closing(psycopg2.connect(environment_of(cloned_2020)["DATABASE_URL"])) as other:
        with other.cursor() as cursor:
            cursor.execute("SET ROLE nsp_secretariat")
            cursor.execute("SELECT id FROM reporting_job WHERE id = %s FOR UPDATE", [job.pk])
            assert cursor.fetchone() == (job.pk,)
            tasks.run_job(job.pk)
            assert state(job) == ("queued", 0)
        other.rollback()
    tasks.run_job(job.pk)
    assert state(job) == ("done", 1)


def test_a_job_that_fails_says_why_and_leaves_nothing(year_2020):
    with secretariat():
        Comparison.objects.filter(code="tip_victims_by_age").update(part="materials{")
    before = stored()
    job = asked_for(2020)
    tasks.run_job(job.pk)
    assert state(job) == ("failed", 1)
    assert job.reason.startswith("A formula of the catalogue cannot be read: A “}” is missing")
    assert stored() == before


def test_a_failed_job_is_not_begun_again(year_2020, monkeypatch):
    def stumbles(*_arguments):
        raise MemoryError("too much")

    monkeypatch.setattr(consolidation, "find_discrepancies", stumbles)
    job = asked_for(2020)
    tasks.run_job(job.pk)
    tasks.run_job(job.pk)
    assert state(job) == ("failed", 1)
    assert job.reason.startswith("The server had not enough memory for this")
    assert job.detail == "MemoryError: too much"


def test_the_sweep_rings_for_every_waiting_job_and_for_no_other(year_2020, monkeypatch):
    rung: list[int] = []

    def heard(job_id):
        rung.append(job_id)
        return True

    monkeypatch.setattr(tasks, "ring", heard)
    waiting = [asked_for(2021).pk, asked_for(2022).pk]
    with secretariat():
        assert Job.objects.filter(state="done").exists()
    tasks.sweep_jobs()
    assert sorted(rung) == waiting


def test_a_job_that_is_not_there_does_no_harm(year_2020):
    tasks.run_job(0)


def test_the_task_runs_in_the_scope_of_the_secretariat(year_2020):
    """Nobody has signed in at a worker: without a scope it would see no reports."""
    accepted("KH-20", "committee", "2021", {"returnee_interviews.times": 3})
    job = asked_for(2021)
    tasks.run_job(job.pk)
    with acting(CONSOLIDATOR):
        made = Consolidation.objects.get(job=job)
        assert (made.report_count, made.figure_count > 0) == (1, True)
