"""Files attached to a report: by whom, until when, who opens them, and that they are signed with
it."""

from http import HTTPStatus
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from reporting.access import NotHere, Overtaken, Refused
from reporting.entry.access import access_to_report
from reporting.entry.evidence import actions, rules
from reporting.entry.evidence.queries import content_of_file, evidence_at, totals_of
from reporting.entry.evidence.rules import InspectedFile, NotKept
from reporting.entry.page.actions import revisions
from reporting.models import AuditEvent, Evidence, EvidenceFile, ListEntry
from reporting.practice.actions.making import remove
from reporting.review.actions import approval
from reporting.review.queries.receipt import content_digest
from tests import factories
from tests.calendars import opened_year
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
    secretariat,
)
from tests.reporting.entry import evidence_files as files

REPORT = ("KH-08", "committee", "2021-03")
PAGE = "/reports/KH-08/committee/2021-03/"
NUMBERS = {
    "direct_publicity[forums].persons": 800,
    "direct_publicity[forums].females": 420,
    "materials{leaflets}.copies": 5000,
}


@pytest.fixture
def draft(year_2020):
    return factories.drafted(*REPORT, NUMBERS)


def found(actor):
    unit, data_set, period = REPORT
    return access_to_report(actor, unit=unit, data_set=data_set, period=period)


def attached(content=b"%PDF-1.7 a list", name="list.pdf", kind="pdf", table="", row=""):
    with acting(KANDAL_OFFICER) as officer:
        file = InspectedFile(name, kind, content)
        made = actions.attach(by=officer, access=found(officer), file=file, table=table, row=row)
        assert made.file.digest  # read while the unit's scope is open
        return made


def signed():
    factories.handed_over(*REPORT)
    with acting(KANDAL_APPROVER) as approver:
        approval.submit(by=approver, access=found(approver))


def sent_back_and_begun_again():
    with acting(REVIEWER) as reviewer:
        approval.send_back(by=reviewer, access=found(reviewer), comment="Look at it again.")
    with acting(KANDAL_OFFICER) as officer:
        report = found(officer).report
        return revisions.begin(
            by=officer, unit=report.organisation_unit, data_set=report.data_set,
            period=report.period,
        )  # fmt: skip


def test_it_stands_at_the_report_a_table_or_a_row_and_is_audited(draft):
    whole = attached()
    table = attached(b"%PDF-1.7 b", table="direct_publicity")
    row = attached(b"%PDF-1.7 c", table="materials", row="leaflets")
    with acting(KANDAL_OFFICER):
        assert (whole.table, table.table.code, row.entry.title) == (
            None, "direct_publicity", "leaflets",
        )  # fmt: skip
    with secretariat():
        last = AuditEvent.objects.filter(action="evidence.attach").latest("pk")
        assert last.detail["row"] == "leaflets"
        assert last.detail["digest"] == row.file.digest
        assert last.organisation_unit_id == whole.organisation_unit_id


def test_a_table_of_another_form_and_a_row_that_is_gone_are_refused(draft):
    with pytest.raises(NotHere):
        attached(table="offences")
    with pytest.raises(NotKept, match="not there any more"):
        attached(table="materials", row="posters")


def test_the_same_file_is_kept_once_and_not_twice_at_one_place(draft):
    attached()
    attached(table="direct_publicity")
    with pytest.raises(NotKept, match="already"):
        attached()
    with acting(KANDAL_OFFICER):
        assert EvidenceFile.objects.count() == 1
        assert totals_of(draft).files == 1


def test_there_is_only_so_much_of_it(draft, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FILES", 2)
    attached(b"%PDF-1.7 1")
    attached(b"%PDF-1.7 2")
    with pytest.raises(NotKept, match="at most 2 files"):
        attached(b"%PDF-1.7 3")
    attached(b"%PDF-1.7 2", table="direct_publicity")  # no other file
    monkeypatch.setattr(actions, "MOST_FILES", 20)
    monkeypatch.setattr(actions, "MOST_IN_ALL", 25)
    with pytest.raises(NotKept, match="50 MiB"):
        attached(b"%PDF-1.7 4")


def test_a_row_that_is_emptied_leaves_its_evidence_with_the_table(draft):
    row = attached(table="materials", row="leaflets")
    with acting(KANDAL_OFFICER):
        ListEntry.objects.filter(revision=draft).delete()
        row.refresh_from_db()
        assert (row.table.code, row.entry) == ("materials", None)


def test_what_is_removed_from_a_draft_is_gone_with_its_bytes(draft):
    row = attached()
    with acting(KANDAL_OFFICER) as officer:
        actions.remove(by=officer, access=found(officer), key=row.pk)
        assert not Evidence.objects.exists()
        assert not EvidenceFile.objects.exists()
        last = AuditEvent.objects.latest("pk")
        assert (last.action, last.detail["name"]) == ("evidence.remove", "list.pdf")


def test_the_database_keeps_no_bytes_under_another_seal(draft):
    attached()
    with acting(KANDAL_OFFICER):
        kept = EvidenceFile.objects.get()
        kept.pk, kept._state.adding, kept.digest = None, True, "0" * 64
        with pytest.raises(IntegrityError, match="evidence_file_is_its_seal"), transaction.atomic():
            kept.save()


# It is signed with the report.


def test_the_seal_covers_it_and_is_the_old_one_without(draft):
    with acting(KANDAL_OFFICER):
        without = content_digest(draft)
    row = attached()
    with acting(KANDAL_OFFICER) as officer:
        with_it = content_digest(draft)
        actions.remove(by=officer, access=found(officer), key=row.pk)
        assert content_digest(draft) == without != with_it
    other = attached(b"%PDF-1.7 another list")
    with acting(KANDAL_OFFICER):
        assert content_digest(draft) not in (without, with_it)
        assert other.name == row.name


def test_what_is_signed_keeps_its_evidence(draft):
    row = attached()
    signed()
    with pytest.raises(Overtaken):
        attached(b"%PDF-1.7 late")
    with acting(KANDAL_OFFICER) as officer:
        with pytest.raises(Overtaken):
            actions.remove(by=officer, access=found(officer), key=row.pk)
        assert Evidence.objects.filter(pk=row.pk).delete()[0] == 0  # not by SQL either
        assert Evidence.objects.filter(pk=row.pk).update(name="other.pdf") == 0


def test_the_next_revision_carries_it_on_and_may_drop_it(draft):
    whole = attached()
    row = attached(b"%PDF-1.7 b", table="materials", row="leaflets")
    signed()
    opened = sent_back_and_begun_again()
    with acting(KANDAL_OFFICER) as officer:
        carried = list(opened.revision.evidence.order_by("pk"))
        assert [one.file_id for one in carried] == [whole.file_id, row.file_id]
        assert carried[1].entry.revision_id == opened.revision.pk
        assert (carried[0].by_id, carried[0].at) == (whole.by_id, whole.at)
        assert content_digest(opened.revision) == content_digest(draft)

        with pytest.raises(Overtaken, match="stays there"):
            actions.remove(by=officer, access=found(officer), key=whole.pk)
        actions.remove(by=officer, access=found(officer), key=carried[0].pk)
        assert content_of_file(evidence_at(opened.report, whole.pk)) == b"%PDF-1.7 a list"


def test_the_receipt_lists_it_with_its_seal(draft, signed_in):
    digest = attached(table="direct_publicity").file.digest
    signed()
    answer = signed_in(KANDAL_APPROVER).get(f"{PAGE}receipt/")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "list.pdf" in text
    assert digest in "".join(text.split())


def test_the_secretariat_chooses_what_may_be_published_once_it_is_signed(draft):
    row = attached()
    with acting(REVIEWER) as reviewer, pytest.raises(Overtaken, match="not signed"):
        actions.choose(by=reviewer, access=found(reviewer), key=row.pk, may_be_published=True)
    signed()
    with acting(CONSOLIDATOR) as editor:
        actions.choose(by=editor, access=found(editor), key=row.pk, may_be_published=True)
        row.refresh_from_db()
        assert (row.may_be_published, row.chosen_by) == (True, editor.user)
        assert AuditEvent.objects.latest("pk").detail["may_be_published"] is True
    with acting(KANDAL_APPROVER) as approver, pytest.raises(Refused):
        actions.choose(by=approver, access=found(approver), key=row.pk, may_be_published=False)
    opened = sent_back_and_begun_again()
    with acting(KANDAL_OFFICER):
        assert not opened.revision.evidence.get().may_be_published  # chosen anew


# Who opens it, and how.


def opened_by(signed_in, person, address=""):
    with secretariat():
        key = Evidence.objects.earliest("pk").pk
    return signed_in(person).get(f"{PAGE}evidence/{key}/{address}")


@pytest.mark.parametrize("person", [KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER])
def test_its_unit_and_the_secretariat_open_it(person, draft, signed_in):
    attached()
    answer = opened_by(signed_in, person)
    assert answer.status_code == HTTPStatus.OK
    assert answer.content == b"%PDF-1.7 a list"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="list.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "no-store" in answer["Cache-Control"]


def test_another_unit_finds_nothing(draft, signed_in):
    attached()
    assert opened_by(signed_in, TAKEO_OFFICER).status_code == HTTPStatus.NOT_FOUND
    with secretariat():
        key = Evidence.objects.get().pk
    factories.drafted("KH-21", "committee", "2021-03", NUMBERS)
    theirs = f"/reports/KH-21/committee/2021-03/evidence/{key}/"
    for person in (TAKEO_OFFICER, REVIEWER):
        assert signed_in(person).get(theirs).status_code == HTTPStatus.NOT_FOUND


def test_a_lead_opens_only_what_stands_in_the_sections_of_the_group(draft, signed_in):
    whole = attached()
    elsewhere = attached(b"%PDF-1.7 b", table="direct_publicity")
    with acting("wg-just.lead"):
        assert not Evidence.objects.filter(pk__in=[whole.pk, elsewhere.pk]).exists()
        assert not EvidenceFile.objects.exists()
    with acting("wg-prev.lead"):
        assert [one.pk for one in Evidence.objects.all()] == [elsewhere.pk]
        assert [one.pk for one in EvidenceFile.objects.only("pk")] == [elsewhere.file_id]
    assert opened_by(signed_in, "wg-prev.lead").status_code == HTTPStatus.NOT_FOUND


def test_pictures_open_in_a_sandbox_and_documents_are_downloaded(draft, signed_in):
    client = signed_in(KANDAL_OFFICER)
    for name, content in (("a.jpg", files.picture()), ("b.docx", files.document())):
        answer = client.post(f"{PAGE}evidence/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == HTTPStatus.FOUND
    with acting(KANDAL_OFFICER):
        photo, document = (f"{PAGE}evidence/{one.pk}/" for one in Evidence.objects.order_by("pk"))
    answer = client.get(photo)
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer["Content-Type"] == "image/jpeg"
    assert client.get(f"{photo}preview/")["Content-Type"] == "image/jpeg"
    assert client.get(f"{photo}?download")["Content-Disposition"].startswith("attachment")
    assert client.get(document)["Content-Disposition"] == 'attachment; filename="b.docx"'
    assert client.get(f"{document}preview/").status_code == HTTPStatus.NOT_FOUND


def test_a_file_that_is_not_kept_is_said_where_it_was_chosen(draft, signed_in):
    client = signed_in(KANDAL_OFFICER)
    fake = SimpleUploadedFile("scan.pdf", b"<html><script>alert(1)</script>")
    body = {"file": fake, "table": "direct_publicity"}
    answer = client.post(f"{PAGE}evidence/", body)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b'aria-describedby="evidence-limits evidence-direct_publicity-problem"' in answer.content
    assert b"This is a web page" in answer.content
    fake.seek(0)
    answer = client.post(f"{PAGE}evidence/", body, headers={"Accept": "application/json"})
    assert "web page" in answer.json()["problem"]
    with acting(KANDAL_OFFICER):
        assert not EvidenceFile.objects.exists()


def test_the_pages_module_gets_the_list_of_the_place(draft, signed_in):
    client = signed_in(KANDAL_OFFICER)
    file = SimpleUploadedFile("បញ្ជី.pdf", files.pdf())
    json = {"Accept": "application/json"}
    body = {"file": file, "table": "materials", "row": "leaflets"}
    answer = client.post(f"{PAGE}evidence/", body, headers=json).json()
    assert answer["count"] == 1
    assert "បញ្ជី.pdf" in answer["items"]
    assert "leaflets" in answer["items"]
    with acting(KANDAL_OFFICER):
        key = Evidence.objects.get().pk
    answer = client.post(f"{PAGE}evidence/{key}/remove/", headers=json).json()
    assert (answer["count"], answer["items"].strip()) == (0, "")


def test_the_reports_page_and_its_review_list_it(draft, signed_in):
    attached(table="direct_publicity", name="forum.pdf")
    attached(b"%PDF-1.7 b", name="letter.pdf")
    officers = signed_in(KANDAL_OFFICER).get(PAGE).content.decode()
    assert officers.count("forum.pdf</a>") == 1
    assert 'form="evidence-materials-form"' in officers
    assert '<option value="leaflets">' in officers
    viewers = signed_in(KANDAL_VIEWER).get(PAGE).content.decode()
    assert "letter.pdf</a>" in viewers
    assert 'type="file"' not in viewers
    signed()
    review = signed_in(REVIEWER).get(f"{PAGE}review/").content.decode()
    assert review.count("forum.pdf</a>") == 2  # at its table, and in the list of all
    assert "Choose for a public file" in review


@pytest.mark.parametrize(
    ("person", "address"),
    [(KANDAL_OFFICER, ""), (KANDAL_OFFICER, "evidence/"), (REVIEWER, "review/")],
)
def test_the_queries_of_a_page_are_as_many_with_three_files_as_with_one(
    person, address, draft, signed_in
):
    client = signed_in(person)
    counts = []
    for more in (1, 2):
        for number in range(more):
            attached(b"%%PDF-1.7 %d %d" % (more, number), table="materials", row="leaflets")
        client.get(PAGE + address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE + address).status_code == HTTPStatus.OK
        counts.append(len(asked))
        assert not any('"content"' in one["sql"] for one in asked)  # no list reads the bytes
    assert counts[0] == counts[1]


def test_limits_are_those_that_the_page_names():
    assert (rules.MOST_BYTES, rules.MOST_FILES, rules.MOST_IN_ALL) == (
        10 * 2**20, 20, 50 * 2**20,
    )  # fmt: skip


def test_a_workbook_names_it_and_says_that_it_carries_no_files(draft, signed_in):
    attached(name="forum list.pdf", table="direct_publicity")
    answer = signed_in(KANDAL_OFFICER).get(f"{PAGE}workbook/?language=en")
    first = load_workbook(BytesIO(answer.content)).worksheets[0]
    words = " ".join(str(cell.value) for row in first.iter_rows() for cell in row if cell.value)
    assert "A workbook carries no files" in words
    assert "forum list.pdf" in words


def test_a_year_to_practise_on_takes_its_evidence_along(year_2020):
    opened_year(2022, "2022-04-07")
    report = ("KH-08", "committee", "2022-02")
    factories.drafted(*report, NUMBERS)
    with acting(KANDAL_OFFICER) as officer:
        unit, data_set, period = report
        access = access_to_report(officer, unit=unit, data_set=data_set, period=period)
        file = InspectedFile("list.pdf", "pdf", b"%PDF-1.7")
        actions.attach(by=officer, access=access, file=file, table="materials", row="leaflets")
    with acting(SECRETARY_GENERAL) as secretary:
        removed = remove(by=secretary, year=2022)
        assert removed.rows["reporting_evidence"] == removed.rows["reporting_evidencefile"] == 1
        assert not EvidenceFile.objects.exists()
        assert AuditEvent.objects.filter(action="evidence.attach").exists()


def test_real_evidence_is_not_removed_by_the_secretariat(draft):
    row = attached()
    with secretariat():
        assert Evidence.objects.filter(pk=row.pk)._raw_delete("default") == 0
        assert EvidenceFile.objects.filter(pk=row.file_id)._raw_delete("default") == 0
