"""The receipt: what is printed on it, read back out of the PDF, and whether it is believed."""

from http import HTTPStatus
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.models import Revision
from reporting.review.actions import approval
from reporting.review.queries.receipt import receipt_of
from reporting.review.rules.receipts import ReceiptNumber
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
NUMBERS = {
    "direct_publicity[forums].persons": 9800,
    "direct_publicity[forums].females": None,
    "materials{Leaflets}.copies": 5000,
    "training.courses": 3,
    "training.females": 47,
}


@pytest.fixture
def signed(year_2020):
    factories.drafted(*REPORT, NUMBERS)
    with factories.acting(KANDAL_OFFICER) as officer:
        opened = found(officer)
        drafts.say_nothing_to_report(
            by=officer, access=opened, reasons={"child_labour": "No inspection took place."}
        )
    factories.handed_over(*REPORT)
    with factories.acting(KANDAL_APPROVER) as approver:
        approval.submit(by=approver, access=found(approver))
    with factories.secretariat():
        return Revision.objects.get(report__year=2021)


def found(person):
    return access_to_report(person, unit="KH-08", data_set="committee", period="2021-03")


def number_of(revision):
    return f"NSP-2021-KH08-{revision.report_id:06}-{revision.number}"


def text_of(response):
    assert response.status_code == HTTPStatus.OK
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(response.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_what_stands_on_it(signed, signed_in):
    response = signed_in(KANDAL_APPROVER).get(f"{PAGE}receipt/")
    text = text_of(response)

    number = number_of(signed)
    assert response["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    digest = signed.content_digest
    for words in (
        number, "Kandal", "Provincial committee report", "March 2021",
        "Data officer, Kandal", "Approver, Kandal", f"{digest[:32]} {digest[32:]}",
        "have the seal that they were signed with",
        "Public Forums", "9,800", "n/a", "Leaflets", "5,000",
        "Nothing to report: No inspection took place.", "so it was", "Left blank:",
    ):  # fmt: skip
        assert words in text, words
    assert "prepared and signed" not in text
    assert text.count(f"SHA-256 {digest[:16]}") == len(PdfReader(BytesIO(response.content)).pages)


def test_the_same_receipt_has_the_same_bytes(signed, signed_in):
    client = signed_in(KANDAL_APPROVER)
    assert client.get(f"{PAGE}receipt/").content == client.get(f"{PAGE}receipt/").content


def test_each_revision_has_its_own(signed, signed_in):
    with factories.acting(REVIEWER) as reviewer:
        approval.send_back(by=reviewer, access=found(reviewer), comment="Females?")
    factories.drafted(*REPORT, {"direct_publicity[forums].females": 4567})
    client = signed_in(KANDAL_OFFICER)
    assert number_of(signed) in text_of(client.get(f"{PAGE}receipt/"))  # the signed one
    draft = client.get(f"{PAGE}receipt/?revision=2")
    assert draft.status_code == HTTPStatus.CONFLICT
    assert "not signed yet" in draft.text
    factories.submitted(*REPORT, {})
    second = text_of(client.get(f"{PAGE}receipt/"))
    assert number_of(signed)[:-1] + "2" in second
    assert "4,567" in second
    assert "4,567" not in text_of(client.get(f"{PAGE}receipt/?revision=1"))


def verified(*arguments):
    out = StringIO()
    call_command("verify_receipt", *arguments, stdout=out)
    return out.getvalue()


def test_a_receipt_on_paper_is_verified(signed):
    number, digest = number_of(signed), signed.content_digest
    assert digest in verified(number)
    assert "agrees" in verified(number, digest[:16])
    assert "agrees" in verified(number.lower(), digest[:32].upper(), digest[32:])
    with pytest.raises(CommandError, match="another one"):
        verified(number, "0" * 64)
    with pytest.raises(CommandError, match="another one"):
        verified(number, digest[:8])  # too short to prove anything
    with pytest.raises(CommandError, match="no signed report"):
        verified(number.replace("KH08", "KH21"))
    with pytest.raises(CommandError, match="no number"):
        verified("123")


def test_what_was_changed_behind_the_portals_back_is_said(signed):
    """Nobody can change a signed revision but the owner of the database: so its fingerprint is
    another one here, as if the contents were."""
    with factories.secretariat():
        revision = Revision.objects.select_related(
            "report__organisation_unit", "report__data_set", "prepared_by", "submitted_by"
        ).get(pk=signed.pk)
        revision.content_digest = "0" * 64
        receipt = receipt_of(revision)
    assert not receipt.agrees
    assert "do NOT have the seal" in receipt.verdict
    assert signed.content_digest in receipt.verdict


@pytest.mark.parametrize(
    "text", ["NSP-2021-KH08-000123-1", "NSP-2021-GCNP-1234567-12", "nsp-2021-kh08-000123-1 "]
)
def test_numbers_are_read_back(text):
    assert str(ReceiptNumber.parse(text)) == text.strip().upper()


@pytest.mark.parametrize("text", ["", "NSP-2021-KH08-123-1", "NSP-2021--000123-1", "X"])
def test_what_is_no_number(text):
    with pytest.raises(ValueError, match="no receipt number"):
        ReceiptNumber.parse(text)
