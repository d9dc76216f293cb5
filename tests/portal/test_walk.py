"""One figure on its whole way through the web: "females reached by public forums, Kandal, March
2021" is typed, handed over, signed, accepted, consolidated, and read out of the PDF's text."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from provinces.tenancy import DatabaseRole, acting_as
from reporting import tasks
from reporting.core.actions import jobs
from reporting.core.queries.editions import in_work
from reporting.document.pdf.rendering import render_pdf
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import DataValue, Figure, Job

PASSWORD = "a walk from room to room"
PAGE = "/reports/KH-08/committee/2021-03/"
FORUMS = {
    "direct_publicity[forums].times": "12",
    "direct_publicity[forums].persons": "4,321",
    "direct_publicity[forums].females": "២,១០៧",  # Khmer digits, as the officer's keyboard has them
}


@pytest.fixture
def portal(cloned_database, monkeypatch):
    """Units, plan, catalogue and people as after an installation; no report yet."""
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    call_command("load_organisations", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("demo_accounts", "--yes", verbosity=0)


def signed_in(username):
    client = Client()
    answer = client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def secretariat():
    return acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None)


def test_a_figure_walks_from_the_officers_cell_to_the_printed_page(portal, monkeypatch, tmp_path):
    rung: list[int] = []
    monkeypatch.setattr(jobs, "ring", rung.append)

    officer = signed_in("kandal.officer")
    begun = officer.post(
        "/reports/new/", {"data_set": "committee", "year": "2021", "part": "03"}, follow=True
    )
    assert begun.redirect_chain == [(PAGE, 302)]
    saved = officer.post(PAGE, FORUMS, follow=True)
    assert "Saved: 3 numbers." in saved.text

    assert "is handed over" in officer.post(f"{PAGE}prepare/", {"left": "leave"}, follow=True).text

    approver = signed_in("kandal.approver")
    assert "cannot be changed any more" in approver.get(f"{PAGE}sign/").text
    assert (
        "signed and submitted" in approver.post(f"{PAGE}sign/", {"left": "leave"}, follow=True).text
    )

    reviewer = signed_in("gs.reviewer")
    accepted = reviewer.post(f"{PAGE}accept/", {"comment": "Thank you."}, follow=True)
    assert "The report is accepted." in accepted.text

    consolidator = signed_in("gs.consolidator")
    assert consolidator.post(reverse("reporting:consolidate", args=[2021])).status_code == 302
    for job_id in rung:
        tasks.run_job(job_id)

    with secretariat():
        assert Job.objects.get().state == Job.State.DONE
        value = DataValue.objects.get(cell__code="direct_publicity[forums].females")
        assert value.value == 2107
        figure = Figure.objects.get(
            cell__code="direct_publicity[forums].females",
            organisation_unit__code="KH-08",
            period_key=202100,
        )
        assert figure.value == 2107
        assert figure.revision_ids == [value.revision_id]
        edition = in_work(202100)
        assert edition is not None
        document = shown_document(edition, "en").document
    render_pdf(document, tmp_path / "annual-report.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "annual-report.pdf").pages)
    assert re.search(r"Kandal\D+12\s+4,321\s+2,107", text)
