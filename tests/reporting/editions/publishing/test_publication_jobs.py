"""The worker publishes in the name of whoever asked, or says plainly why it did not."""

import pytest

from provinces.models import Membership
from reporting import tasks
from reporting.access import Overtaken, Refused
from reporting.core.actions import jobs
from reporting.editions.publishing.actions.publication import publish, steps
from reporting.editions.publishing.actions.publication_jobs import request_publication
from reporting.editions.publishing.queries.signatures import EditionFingerprints
from reporting.models import AuditEvent, Edition, Job, RenderedFile
from tests import editions
from tests.factories import CONSOLIDATOR, SECRETARY_GENERAL, acting, secretariat


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def asked(edition: Edition, seen: str = "") -> Job:
    with acting(SECRETARY_GENERAL) as secretary:
        return request_publication(by=secretary, edition=edition, seen=seen)


def done(job: Job) -> Job:
    tasks.run_job(job.pk)
    with secretariat():
        job.refresh_from_db()
    return job


def test_the_worker_publishes_as_the_person_who_asked(year_2020):
    edition = editions.signed(editions.begun())
    with secretariat():
        seen = EditionFingerprints(edition).whole
    job = done(asked(edition, seen=seen))
    assert (job.state, job.error) == (Job.State.DONE, "")
    with secretariat():
        edition.refresh_from_db()
        assert edition.is_published
        assert edition.published_by == job.requested_by
        said = AuditEvent.objects.get(action="edition.publish")
        assert said.by == job.requested_by
        names = set(RenderedFile.objects.values_list("language", "name"))
    assert {("en", "report.pdf"), ("km", "report.pdf"), ("en", "report.xlsx")} <= names
    assert ("", "nsp-2020-edition-1.zip") in names
    last = jobs.progress_of(job.pk)
    assert last["step"] == "Freezing"
    assert (last["done"], last["total"]) == (len(steps()) - 1, len(steps()))


def test_a_second_request_waits_as_one_and_a_published_one_is_refused(year_2020):
    edition = editions.begun()
    assert asked(edition) == asked(edition)
    with acting(CONSOLIDATOR) as consolidator, pytest.raises(Refused, match="Only the Secretary"):
        request_publication(by=consolidator, edition=edition)
    published = editions.signed(edition)
    with acting(SECRETARY_GENERAL) as secretary:
        publish(by=secretary, edition=published, files=())
        with pytest.raises(Overtaken, match="published already"):
            request_publication(by=secretary, edition=published)


def test_what_stands_in_the_way_is_said_in_plain_words(year_2020):
    edition = editions.begun()
    job = done(asked(edition))
    assert job.state == Job.State.FAILED
    assert job.error == "The report as it stands is not signed by: Reviewer, Consolidator."
    with secretariat():
        edition.refresh_from_db()
        assert edition.state == Edition.State.WRITING
        assert not RenderedFile.objects.exists()


def test_whoever_is_secretary_general_no_more_publishes_no_more(year_2020):
    edition = editions.signed(editions.begun())
    job = asked(edition)
    with secretariat():
        Membership.objects.filter(user__username=SECRETARY_GENERAL).delete()
    job = done(job)
    assert job.state == Job.State.FAILED
    assert job.error == "Only the Secretary General publishes a report."
