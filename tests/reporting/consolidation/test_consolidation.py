"""A consolidation is repeatable to the digit, kept as it was, and all or nothing."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.roles import Permission
from reporting.access import Refused
from reporting.consolidation import actions as consolidation
from reporting.consolidation.queries.consolidation_sql import DIGEST
from reporting.consolidation.queries.figures import FigureBook
from reporting.core.actions import jobs
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.writing.actions import consolidation_jobs
from reporting.kernel.periods import Period
from reporting.models import (
    AuditEvent,
    ConsolidatedRevision,
    Consolidation,
    Discrepancy,
    Figure,
    Job,
)
from tests.editions import begun
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    accepted,
    acting,
    asked_for,
    consolidated,
    reopened,
    secretariat,
    submitted,
)

CELL = "direct_publicity[publicity].times"


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


# Of 2020 as it was first consolidated: what comes later leaves it alone, forms of other years too.
DIGEST_2020 = "09428ba92b5f93afeb254d6623e776ba60e14a12faac124a64fa810307fd08ec"


def first():
    return Consolidation.objects.get(year=2020)


def test_two_runs_give_the_same_digits():
    again = consolidated(2020)
    with secretariat():
        before = Consolidation.objects.filter(year=2020).order_by("pk")[0]
        assert again.pk != before.pk
        assert again.digest == before.digest
        assert again.digest == DIGEST_2020
        assert (again.figure_count, again.report_count) == (2444, 77)
        edition = begun()
        one, other = (build_edition(edition, made, "en").sections for made in (before, again))
        assert one == other
        found = [
            list(
                Discrepancy.objects.filter(consolidation=made).values_list(
                    "kind", "severity", "cells", "printed", "computed", "template", "params"
                )
            )
            for made in (before, again)
        ]
        assert found[0] == found[1]


def test_a_new_accepted_revision_changes_the_figures_and_the_old_run_stays():
    reopened("KH-08", "committee", "2020")
    accepted("KH-08", "committee", "2020", {CELL: 8386})
    again = consolidated(2020)
    with secretariat():
        before = Consolidation.objects.exclude(pk=again.pk).get(year=2020)
        old, new = FigureBook(before), FigureBook(again)
        assert (old.value(CELL, unit="KH-08"), old.value(CELL)) == (Decimal(7386), Decimal(72_635))
        assert (new.value(CELL, unit="KH-08"), new.value(CELL)) == (Decimal(8386), Decimal(73_635))
        assert new.value("direct_publicity.times") == 126_949
        assert new.value(CELL, unit="KH-21") == old.value(CELL, unit="KH-21")
        assert again.digest != before.digest
        assert before.digest == first_digest(before)
        numbers = {
            made.pk: set(
                made.chosen.filter(organisation_unit__code="KH-08").values_list(
                    "revision__number", flat=True
                )
            )
            for made in (before, again)
        }
        assert numbers == {before.pk: {1}, again.pk: {2}}


def first_digest(made):
    """The fingerprint of what is stored now."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, [made.pk])
        return cursor.fetchone()[0]


def test_what_is_only_submitted_changes_nothing():
    reopened("KH-08", "committee", "2020")
    submitted("KH-08", "committee", "2020", {CELL: 8386})
    again = consolidated(2020)
    with secretariat():
        assert FigureBook(again).value(CELL, unit="KH-08") == 7386


def test_a_year_without_reports_is_empty_but_whole():
    made = consolidated(2025)
    with secretariat():
        assert (made.figure_count, made.report_count) == (0, 0)
        edition = begun("2025")
        documents = [build_edition(edition, made, language) for language in ("en", "km")]
        assert [document.language for document in documents] == ["en", "km"]


def test_the_job_is_done_with_its_result():
    made = consolidated(2021)
    with secretariat():
        job = Job.objects.get(consolidation=made)
        assert job.state == Job.State.DONE
        assert job.finished_at is not None
        assert consolidation_jobs.run(job.pk) is None
        assert Consolidation.objects.filter(year=2021).count() == 1


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch):
    def stumbles(*_args):
        raise RuntimeError("no more paper")

    monkeypatch.setattr(consolidation_jobs, "into_edition", stumbles)
    accepted("KH-08", "committee", "2021", {CELL: 5})
    job = asked_for(2021)
    with secretariat(), pytest.raises(RuntimeError):
        consolidation_jobs.run(job.pk)
    with secretariat():
        job.refresh_from_db()
        assert job.state == Job.State.QUEUED
        assert not Consolidation.objects.filter(year=2021).exists()
        for model in (Figure, ConsolidatedRevision, Discrepancy):
            assert not model.objects.filter(consolidation__year=2021).exists()


def test_progress_is_told_step_by_step(monkeypatch):
    told = []
    monkeypatch.setattr(jobs, "report_progress", lambda *said: told.append(said[1:]))
    job = asked_for(2025)
    with secretariat():
        consolidation_jobs.run(job.pk)
    assert told == [(step, at, 4) for at, step in enumerate(consolidation.STEPS)]


def test_progress_can_be_asked_for():
    cache.clear()
    job = asked_for(2021)
    assert jobs.progress_of(job.pk) == {}
    jobs.report_progress(job.pk, "Adding up", 1, 4)
    said = {"step": "Adding up", "done": 1, "total": 4, "percent": 0}
    assert jobs.progress_of(job.pk) == said


def test_the_number_of_queries_does_not_grow_with_the_reports():
    accepted("KH-08", "committee", "2023", {CELL: 5})
    _queries(2023)  # opens the edition
    one = _queries(2023)
    accepted("KH-21", "committee", "2023", {CELL: 6})
    accepted("KH-20", "committee", "2023", {CELL: 7})
    assert _queries(2023) == one
    assert one < 130


def _queries(year):
    job = asked_for(year)
    with secretariat(), CaptureQueriesContext(connection) as asked:
        consolidation_jobs.run(job.pk)
    return len(asked)


# Asking -------------------------------------------------------------------------------------------


def test_only_a_consolidator_asks():
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused, match="consolidator"):
        jobs.request_consolidation(by=officer, period=Period.of_year(2020))


def test_who_asks_twice_gets_the_waiting_job():
    one, other = asked_for(2021), asked_for(2021)
    assert one.pk == other.pk
    with secretariat():
        events = AuditEvent.objects.filter(action="consolidation.request", detail__year=2021)
        assert events.count() == 1


def test_the_bell_is_rung_once_the_job_is_committed(django_capture_on_commit_callbacks):
    rung: list[int] = []
    with django_capture_on_commit_callbacks(execute=True), acting(CONSOLIDATOR) as consolidator:
        job = jobs.request_consolidation(
            by=consolidator, period=Period.of_year(2021), ring=rung.append
        )
        assert rung == []
    assert rung == [job.pk]


def test_the_consolidator_may():
    with acting(CONSOLIDATOR) as consolidator:
        assert consolidator.may(Permission.CONSOLIDATION_RUN)


# Ending -------------------------------------------------------------------------------------------


def test_attempts_are_counted_and_end():
    job = asked_for(2021)
    with secretariat():
        for _attempt in range(jobs.MOST_ATTEMPTS):
            assert jobs.count_attempt(job.pk)
        assert not jobs.count_attempt(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert job.reason.startswith("The work was begun several times and stopped each time")
        assert job.finished_at is not None
        assert not jobs.count_attempt(job.pk)


def test_a_failed_year_may_be_asked_for_again():
    job = asked_for(2021)
    with secretariat():
        jobs.fail(job.pk, "no more paper")
    assert asked_for(2021).pk != job.pk


def test_who_failed_late_does_not_undo_what_is_done():
    made = consolidated(2021)
    with secretariat():
        jobs.fail(made.job_id, "too late")
        assert Job.objects.get(pk=made.job_id).state == Job.State.DONE
