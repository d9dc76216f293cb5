"""What a person reads of work that failed or waits: plain words, whatever went wrong."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting import tasks
from reporting.models import Job
from tests import editions
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, asked_for, secretariat
from tests.provinces.test_troubles import EXCEPTIONS, WORDS_OF_A_PROGRAM

FAILURES = [error for error, _trouble in EXCEPTIONS]


def said_on(page):
    """Between the borders of the notice; an address or a class of CSS is nobody's words."""
    return page.partition('<div class="notice notice-error">')[2].partition("</div>")[0]


def failed_with(error, monkeypatch):
    def fails(_job_id):
        raise error

    job = asked_for(2021)
    monkeypatch.setitem(tasks.WORK, Job.Kind.CONSOLIDATE, fails)
    tasks.run_job(job.pk)
    with secretariat():
        job.refresh_from_db()
    return job


@pytest.mark.parametrize("language", ["en", "km"])
def test_no_page_of_a_job_shows_what_a_program_said(signed_in, monkeypatch, language):
    client = signed_in(CONSOLIDATOR)
    client.cookies["django_language"] = language
    ended = 0
    for error in FAILURES:
        job = failed_with(error, monkeypatch)
        page = client.get(reverse("reporting:job", args=[job.pk])).text
        raw = str(error).strip("'") or type(error).__name__
        assert raw not in page, error
        if job.state == Job.State.FAILED:  # a line that was cut leaves it waiting
            ended += 1
            assert job.reason in page.replace("&#x27;", "'")
            assert not WORDS_OF_A_PROGRAM.search(said_on(page)), error
            assert type(error).__name__ in job.detail
    assert ended > len(FAILURES) / 2


def test_a_unit_reads_why_its_file_was_not_made(signed_in, tmp_path, settings):
    """What was stored before there were words for it, too."""
    settings.VAR_DIR = tmp_path
    editions.published()
    with secretariat():
        job = Job.objects.create(
            kind=Job.Kind.RENDER, year=2020, period_key=202000, subject="1/en/report.pdf",
            requested_by=asked_for(2021).requested_by, state=Job.State.FAILED,
            finished_at=timezone.now(), error="OSError: [Errno 28] No space left on device",
        )  # fmt: skip
    address = reverse("reporting:edition_making", args=["2020", 1, "report.pdf"])
    page = signed_in(KANDAL_OFFICER).get(f"{address}?language=en").text
    assert said_on(page), page
    assert "The disk of the server is full" in said_on(page)
    assert "Errno" not in page
    assert job.reason in page


def test_who_waits_for_a_job_that_does_not_begin_is_told_that_it_will(signed_in):
    job = asked_for(2021)
    page = reverse("reporting:job", args=[job.pk])
    client = signed_in(CONSOLIDATOR)
    assert "The work has not begun yet" not in client.get(page).text
    with secretariat():
        Job.objects.filter(pk=job.pk).update(requested_at=timezone.now() - timedelta(minutes=1))
    assert "The work has not begun yet. It begins by itself" in client.get(page).text
