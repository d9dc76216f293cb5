"""The pages of evaluations and their files, read as people read them."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from provinces.models import User
from reporting.document.json_files import document_from_json
from reporting.document.value import Number, Table
from reporting.editions.evaluations.actions import recommending, writing
from reporting.editions.evaluations.actions.evidence import FILES, request_work, run
from reporting.models import Edition, Job
from tests import editions, evaluations
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, acting, secretariat

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def in_a_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def client_of(username, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(username=username), BACKEND)
    return client


def filed(edition):
    """The job, done here and now."""
    with acting(CONSOLIDATOR) as consolidator:
        job = request_work(by=consolidator, edition=edition, work=FILES)
    with secretariat():
        run(job.pk)


def test_an_empty_list_says_how_to_begin(year_2020):
    assert "Begin one: choose the plan" in client_of(REVIEWER).get("/evaluations/").text
    for_units = client_of(KANDAL_OFFICER).get("/evaluations/").text
    assert "No evaluation is published yet" in for_units
    assert "Begin an evaluation" not in for_units


def test_one_is_begun_from_the_page_and_asks_the_worker_for_its_evidence(year_2020):
    client = client_of(REVIEWER)
    assert "/evaluations/new/" in client.get("/evaluations/").text
    year = client.get("/evaluations/new/").context["form"].fields["year"].choices[0][0]
    sent = {
        "kind": "final", "plan": "nsp-2019-2023", "first_year": "2019", "last_year": "2023",
        "year": str(year),
    }  # fmt: skip
    assert client.post("/evaluations/new/", {**sent, "last_year": "2018"}).status_code == 200
    response = client.post("/evaluations/new/", sent)
    with secretariat():
        edition = Edition.everything.get(kind="final")
        job = Job.objects.get(kind=Job.Kind.EVALUATION)
    assert response["Location"] == f"/evaluations/{edition.pk}/"
    assert "The work goes on by itself" in client.get(response["Location"]).text
    with secretariat():
        run(job.pk)
    assert "Back to the evaluation" in client_of(CONSOLIDATOR).get(f"/jobs/{job.pk}/").text
    shown = client.get(response["Location"]).text
    assert "The evidence is drawn." in shown
    assert "2021</b>: Nothing of this year is consolidated here." in shown


def test_a_refused_rating_keeps_what_was_typed(year_2020):
    edition = evaluations.begun()
    evaluator = evaluations.named(edition)
    client = client_of(REVIEWER)
    sent = {
        "step": "rate", "rating-evaluator": evaluator.pk, "rating-step": "3",
        "rating-day": "2021-06-01", "rating-reason": "",
    }  # fmt: skip
    address = f"/evaluations/{edition.pk}/parts/impact/"
    assert client.post(address, sent).status_code == 422
    response = client.post(address, {**sent, "rating-reason": "Kept", "rating-day": "2023-06-01"})
    assert response.status_code == 422
    assert "had ended" in response.text
    assert ">\nKept</textarea>" in response.text
    response = client.post(address, {**sent, "rating-reason": "It is so."}, follow=True)
    assert "It is so.</p>" in response.text
    assert "entered by" in response.text


def test_whoever_was_second_sees_what_stands_and_what_they_typed(year_2020):
    edition = evaluations.begun()
    evaluations.written(edition, "impact")
    with secretariat():
        passage = edition.passages.get()
    client, address = client_of(REVIEWER), f"/evaluations/{edition.pk}/parts/impact/"
    at = f"p{passage.pk}"
    sent = {
        "step": "write", "passage": passage.pk, "seen": 1, f"{at}-kind": "paragraph",
        f"{at}-text": "The first.",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    second = client.post(address, {**sent, f"{at}-text": "The second."})
    assert second.status_code == 409
    assert "The first." in second.text
    assert "The second.</textarea>" in second.text


def test_a_sentence_names_figures_of_any_year_and_shows_them(published):
    edition = evaluations.begun()
    text = "The police rescued {{ #victims:2020 }} victims, {{ #victims:2019 }} the year before."
    with acting(REVIEWER) as reviewer:
        writing.add(by=reviewer, edition=edition, part="impact", kind="paragraph", text=text)
    for page in ("parts/impact/", "document/"):
        shown = client_of(REVIEWER).get(f"/evaluations/{edition.pk}/{page}").text
        assert ">457</a>" in shown
        assert ">456</a>" in shown
    assert "stored nowhere" not in client_of(REVIEWER).get(
        f"/evaluations/{edition.pk}/signatures/"
    ).text  # fmt: skip
    with acting(REVIEWER) as reviewer:
        text = "There will be {{ #victims:2023 }} victims."
        writing.add(by=reviewer, edition=edition, part="impact", kind="paragraph", text=text)
    shown = client_of(REVIEWER).get(f"/evaluations/{edition.pk}/signatures/").text
    assert "Figures that the text names and that are stored nowhere: 1." in shown


def test_a_recommendation_goes_by_one_button_into_the_register(year_2020):
    edition = evaluations.begun()
    evaluations.recommended(edition, "KH-08")
    client, address = client_of(REVIEWER), f"/evaluations/{edition.pk}/recommendations/"
    assert "Make 1 recommendation a commitment" in " ".join(client.get(address).text.split())
    response = client.post(address, {"step": "commit"}, follow=True)
    assert "is a commitment now, with the number" in response.text
    assert "No answer yet" in response.text
    register = client.get("/commitments/?origin=evaluation").text
    assert "Visit every shelter." in register


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Mid-term evaluation", "1 Purpose and method", "7 Sustainability",
                "Key figures by year", "Who rates what how", "Sok Chenda", evaluations.REASON,
                "no commitment yet", "This year is still to come.")),
        ("km", ("កម្រិតវាយតម្លៃ", "និរន្តរភាព", "Sok Chenda", evaluations.KHMER)),
    ],
)  # fmt: skip
def test_the_pdf_says_what_the_page_says(published, language, words):
    edition = evaluations.complete(evaluations.begun())
    filed(edition)
    response = client_of(REVIEWER).get(
        f"/evaluations/{edition.pk}/files/evaluation.pdf?language={language}"
    )
    reader = PdfReader(BytesIO(b"".join(response.streaming_content)))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 8
    assert all(page.strip() for page in pages)
    text = " ".join(" ".join(pages).split())
    page = client_of(REVIEWER).get(f"/evaluations/{edition.pk}/document/?language={language}").text
    for said in words:
        assert "".join(said.split()) in "".join(text.replace("\u200b", "").split()), said
        assert said.removeprefix("1 ").removeprefix("7 ") in page


def test_the_workbook_opens_again_with_the_numbers_of_the_page(published):
    edition = evaluations.complete(evaluations.begun())
    filed(edition)
    for language in ("en", "km"):
        response = client_of(KANDAL_OFFICER).get(f"/evaluations/{edition.pk}/document/")
        assert response.status_code == 404
        response = client_of(REVIEWER).get(
            f"/evaluations/{edition.pk}/files/evaluation.xlsx?language={language}"
        )
        book = load_workbook(BytesIO(b"".join(response.streaming_content)))
        cells = {
            cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
        }
        with secretariat():
            document = document_from_json(edition.evidence.get(language=language).document)
        [relevance] = [section for section in document.sections if section.id == "relevance"]
        numbers = {
            cell.value
            for block in relevance.blocks
            if isinstance(block, Table)
            for row in block.rows
            for cell in row.cells
            if isinstance(cell, Number)
        }
        assert len(numbers) > 5
        assert numbers <= cells


def test_the_report_of_a_year_is_quoted_with_who_told_it(year_2020):
    annual = editions.texts_taken(editions.begun())
    edition = evaluations.drawn(evaluations.begun())
    with secretariat():
        gap = annual.passages.filter(section="IV.B", kind="bullet").first()
    assert gap is not None
    shown = client_of(REVIEWER).get(f"/evaluations/{edition.pk}/parts/efficiency/").text
    assert "Annual report of 2020, IV.B Gaps and Challenges" in shown
    assert gap.text[:40] in shown
    assert "NCCT General Secretariat, 2020)" in shown


def test_what_is_published_is_read_by_a_unit_and_its_figures_are_traced(published):
    edition = evaluations.published(evaluations.signed(evaluations.complete(evaluations.begun())))
    client = client_of(KANDAL_OFFICER)
    page = client.get(f"/evaluations/{edition.pk}/document/").text
    assert "Signed by" in page
    for figure in ("%23victims:2020", "%23victims:2019"):
        address = f"/trace/2021/?figure={figure}"
        assert address.replace(":", "%3A") in page or address in page
        assert client.get(address).status_code == 200


def test_queries_do_not_grow_with_evaluators_and_paragraphs(published):
    edition = evaluations.begun()
    evaluations.drawn(edition)
    client = client_of(REVIEWER)
    addresses = [
        "/evaluations/",
        *(
            f"/evaluations/{edition.pk}/{page}"
            for page in ("", "parts/impact/", "evaluators/", "recommendations/", "document/")
        ),
    ]

    def counts():
        found = {}
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            found[address] = len(caught)
        return found

    def one_more(name):
        evaluator = evaluations.named(edition, name)
        evaluations.rated(edition, evaluator, "impact", 2, f"So says {name}.")
        evaluations.written(edition, "impact", f"It was said by {name}.")
        evaluations.recommended(edition, "KH-08", "KH-21", text=f"Listen to {name}.")
        with acting(REVIEWER) as reviewer:
            recommending.commit(by=reviewer, edition=edition)

    one_more("Sok Chenda")
    first = counts()
    for name in ("Keo Vanna", "Chan Dara"):
        one_more(name)
    assert counts() == first
