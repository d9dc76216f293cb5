"""Runs, their progress and the publication, through the pages."""

import pytest
from django.urls import reverse

from nsp_portal.celery import app
from nsp_portal.services.postgres import free_port
from reporting.core.actions import jobs
from reporting.models import Job
from tests.factories import (
    CONSOLIDATOR,
    asked_for,
    consolidated,
    secretariat,
)

HTMX = {"HTTP_HX_REQUEST": "true"}


def job_url(job):
    return reverse("reporting:job", args=[job.pk])


def test_a_waiting_job_polls_and_says_its_step(signed_in):
    job = asked_for(2020)
    jobs.report_progress(job.pk, "Adding up", 1, 4)
    client = signed_in(CONSOLIDATOR)
    assert 'hx-trigger="every 1s"' in client.get(job_url(job)).text
    part = client.get(job_url(job), **HTMX)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert part.text.index("Choosing the accepted reports") < part.text.index('class="now"')


def test_a_finished_job_stops_polling_and_leads_to_the_report(signed_in, edition):
    client = signed_in(CONSOLIDATOR)
    with secretariat():
        job = edition.job
    part = client.get(job_url(job), **HTMX)
    assert part.status_code == 286
    assert "hx-trigger" not in part.text
    assert "Read the report" in part.text


def test_a_failed_job_says_what_went_wrong(signed_in):
    job = asked_for(2020)
    with secretariat():
        jobs.fail(job.pk, "ValueError: a reason")
    page = signed_in(CONSOLIDATOR).get(job_url(job)).text
    assert "ValueError" not in page
    assert f"The administrators find more under job {job.pk}." in page
    assert "Try again" in page


def test_a_bell_that_does_not_sound_only_delays(
    signed_in, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(app.conf, "broker_url", f"redis://127.0.0.1:{free_port()}/0")
    client = signed_in(CONSOLIDATOR)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("reporting:consolidate", args=[2020]))
    assert response.status_code == 302
    with secretariat():
        assert Job.objects.filter(state=Job.State.QUEUED).count() == 1


@pytest.mark.parametrize("year", [2019, 2035])
def test_a_year_that_nobody_consolidates(signed_in, year):
    client = signed_in(CONSOLIDATOR)
    assert client.post(reverse("reporting:consolidate", args=[year])).status_code == 404


def test_the_list_tells_a_repetition_to_the_digit(signed_in):
    consolidated(2020)
    page = signed_in(CONSOLIDATOR).get(reverse("reporting:consolidations")).text
    assert page.count("same as before, to the digit") == 1
    assert "Replaced by a newer run" in page
