"""One accepted value is corrected, from the entry form to the text of the PDF: each table, chart
and sentence that depends on it changes in the draft, and none in the published edition."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from pypdf import PdfReader

from reporting import tasks
from reporting.core.actions import jobs
from reporting.document.value import Chart, Document
from reporting.editions.publishing.actions.publication import publish
from reporting.editions.publishing.actions.rendered_files import path_of, render
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions.beginning import begin
from reporting.entry.access import access_to_report
from reporting.exchange.actions.edition_loading import write_edition
from reporting.kernel.periods import Period
from reporting.models import Edition
from tests import editions, factories
from tests.factories import CONSOLIDATOR, KANDAL_VIEWER, REVIEWER, SECRETARY_GENERAL, acting

PAGE = "/reports/GCNP/police/2020/"
CELL = "offences[export_border].cases"
BEFORE, AFTER = 22, 32
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(username=username), BACKEND)
    return client


@pytest.fixture
def portal(cloned_2020: str, settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def published(portal) -> Edition:
    """Edition 1 of 2020, as it is transcribed, signed and published."""
    with acting(CONSOLIDATOR) as editor:
        written = write_edition(by=editor, folder=Path(settings.BASE_DIR) / "fixtures" / "2020")
    editions.signed(written.edition)
    with acting(SECRETARY_GENERAL) as secretary:
        return publish(by=secretary, edition=written.edition, files=("report.pdf",))


def corrected_through_the_pages(ring: list[int]) -> None:
    """Re-opened, corrected, handed over, signed, accepted, consolidated."""
    reviewer = client_of(REVIEWER)
    reviewer.post(f"{PAGE}reopen/", {"comment": "Ten cases are missing."})
    officer = client_of(factories.person_of("GCNP", "officer"))
    officer.post(f"{PAGE}next/")
    assert str(BEFORE) in officer.get(PAGE).text
    assert "Saved: 1 number" in officer.post(PAGE, {CELL: str(AFTER)}, follow=True).text
    with acting(factories.person_of("GCNP", "officer")) as person:
        factories.answered(
            person, access_to_report(person, unit="GCNP", period="2020", data_set="police")
        )
    assert "is handed over" in officer.post(f"{PAGE}prepare/", {"left": "leave"}, follow=True).text
    approver = client_of(factories.person_of("GCNP", "approver"))
    assert (
        "signed and submitted" in approver.post(f"{PAGE}sign/", {"left": "leave"}, follow=True).text
    )
    accepted = reviewer.post(f"{PAGE}accept/", {"comment": "Thank you."}, follow=True)
    assert "The report is accepted." in accepted.text
    client_of(CONSOLIDATOR).post("/consolidations/2020/run/")
    for job in ring:
        tasks.run_job(job)


def pdf_text(edition: Edition) -> str:
    made = path_of(render(edition, "en", "report.pdf"))
    return " ".join(page.extract_text() for page in PdfReader(made).pages)


def chart_of(document: Document) -> Chart:
    return next(
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Chart) and block.id == "offences_2019_2020"
    )


def says(text: str, cases: int) -> dict[str, bool]:
    """Which places of the printed report give this number of cases; what notes quote of an older
    print stands in quotation marks."""
    own = re.sub("“[^“”]{0,200}”", "", " ".join(text.split()))
    return {
        "the sentence": f"cracked down {cases} cases out of 169" in own,
        "the sentence of the kind": f"{cases - 111} cases/38 cases" in own,
        "the row": bool(re.search(rf"cross[^.]{{0,80}}?\D{cases - 133}\D", text)),
    }


def test_a_corrected_value_changes_the_draft_and_nothing_of_what_is_published(
    published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    with acting(CONSOLIDATOR):
        file = path_of(render(published, "en", "report.pdf"))
        bytes_before = file.read_bytes()
        text_before = pdf_text(published)
    assert all(says(text_before, 155).values()), says(text_before, 155)
    with acting(CONSOLIDATOR) as editor:
        draft = begin(by=editor, period=Period.parse("2020"))

    monkeypatch.setattr(jobs, "ring", rung.append)
    corrected_through_the_pages(rung)

    with acting(CONSOLIDATOR):
        text_after = pdf_text(draft)
        chart = chart_of(shown_document(draft, "en").document)
        assert [one.values[0] for one in chart.series] == [169, 165]
        assert file.read_bytes() == bytes_before
        assert pdf_text(Edition.objects.get(pk=published.pk)) == text_before
        frozen = chart_of(shown_document(Edition.objects.get(pk=published.pk), "en").document)
        assert [one.values[0] for one in frozen.series] == [169, 155]
    assert all(says(text_after, 165).values()), says(text_after, 165)
    assert not any(says(text_after, 155).values())
    shown = client_of(KANDAL_VIEWER).get("/annual/2020/II.C.1.1/").text
    assert "155" in shown
    assert "165" not in shown
