"""The year 2020, and reports of provinces made of it as the worker makes them."""

import pytest
from django.test import Client

from provinces.models import User
from reporting.models import ProvincialReport
from reporting.provincial.actions.provincial_jobs import request_reports, run
from reporting.provincial.queries.basis import ReportBasis, YearInLanguage, basis_of
from reporting.provincial.queries.provincial_document import provincial_document
from tests.factories import CONSOLIDATOR, acting, secretariat, unit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def in_2020(year_2020, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    yield


def basis(year=2020) -> ReportBasis:
    found = basis_of(year)
    assert found is not None, f"{year} is not consolidated"
    return found


def document_of(code, year=2020, language="en"):
    with secretariat():
        of_year = YearInLanguage(basis(year), language)
        return provincial_document(of_year, of_year.provinces[code])


def make(code=None, year=2020, by=CONSOLIDATOR):
    """The job, done here and now."""
    with acting(by) as person:
        job = request_reports(by=person, year=year, unit=unit(code) if code else None)
    with secretariat():
        run(job.pk)
        job.refresh_from_db()
    return job


def stored(code, language="en", year=2020):
    with secretariat():
        return ProvincialReport.objects.select_related("organisation_unit").get(
            organisation_unit__code=code, year=year, language=language
        )


def client_of(username, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(username=username), BACKEND)
    return client
