"""Members entered in Excel: all rows or none, each held to what the page holds somebody to."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from provinces.models import CommitteeMember
from reporting.committees.exports import columns
from reporting.core.views.document_downloads import EXCEL
from reporting.models import AuditEvent
from tests.factories import KANDAL_APPROVER, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")
ADMINISTRATOR = "gs.administrator"
FILE, PAGE = "/committees/in-excel/members.xlsx", "/committees/in-excel/?language=en"
NAMES = [column.name for column in columns()]
CHAIR = {
    "unit": "KH-08", "function": "Chair", "name_km": "ចាន់ ដារ៉ា", "title_en": "Governor",
    "valid_from": "១/៣/២០២១", "decision": "12",
}  # fmt: skip
SECOND = {"unit": "kh-08", "function": "សមាជិក", "name_en": "Keo Mony", "valid_from": "2021-03-01"}


def downloaded(client, language="en"):
    return load_workbook(BytesIO(client.get(f"{FILE}?language={language}").content))


def add(book, *rows):
    """Behind what is there; the row of each."""
    sheet, places = book.active, []
    for row in rows:
        sheet.append([row.get(name) for name in NAMES])
        places.append(sheet.max_row)
    return places


def send(client, book):
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("members.xlsx", stream.getvalue(), EXCEL)
    return client.post(PAGE, {"workbook": file})


def members(code="KH-08"):
    with secretariat():
        rows = CommitteeMember.objects.filter(organisation_unit__code=code).order_by("pk")
        return list(rows)


def brought(client, *rows):
    book = downloaded(client)
    add(book, *rows)
    answer = send(client, book)
    assert answer.status_code == 302, answer.content.decode()


def test_a_first_list_comes_in_words_of_both_languages_and_again_changes_nothing(signed_in):
    client = signed_in(KANDAL_APPROVER)
    first = [row[1].value for row in downloaded(client).active.iter_rows(min_row=2)]
    assert first == ["KH-08"], "a row to begin with, of the own committee alone"

    brought(client, CHAIR, {**SECOND, "group": "wg-prev", "valid_to": "31/12/2022"})
    chair, second = members()
    assert (chair.function, chair.group, chair.valid_from.isoformat()) == (
        "chair",
        "",
        "2021-03-01",
    )
    assert (second.function, second.group) == ("member", "WG-PREV")
    assert second.valid_to.isoformat() == "2022-12-31"
    with secretariat():
        events = AuditEvent.objects.filter(action="committee.added", by__username=KANDAL_APPROVER)
        assert events.count() == 2
    for language in ("en", "km"):
        answer = send(client, downloaded(client, language))
        assert "says what is stored already" in answer.content.decode()
    assert len(members()) == 2


def test_who_leaves_gets_a_last_day_and_who_follows_chairs(signed_in):
    client = signed_in(KANDAL_APPROVER)
    brought(client, CHAIR)
    book = downloaded(client)
    sheet = book.active
    sheet.cell(2, NAMES.index("valid_to") + 1).value = "30/06/2022"
    add(book, {**CHAIR, "name_km": "សុខ សុភា", "valid_from": "01/07/2022"})
    assert send(client, book).status_code == 302
    before, after = members()
    assert before.valid_to.isoformat() == "2022-06-30"
    assert after.valid_to is None
    with secretariat():
        assert AuditEvent.objects.filter(action="committee.ended").count() == 1


WRONG = [
    ({**SECOND, "unit": "KH-21"}, "unit", "that you keep"),
    ({**SECOND, "group": "WG-NONE"}, "group", "Select a valid choice"),
    ({**SECOND, "function": "King"}, "function", "Select a valid choice"),
    ({**SECOND, "name_en": ""}, "name_en", "Give the name"),
    ({**SECOND, "valid_from": "soon"}, "valid_from", "day"),
    ({**SECOND, "valid_from": "01/01/0001"}, "valid_from", "1"),
    ({**SECOND, "valid_to": "01/01/2021"}, "valid_to", "before the first one"),
    ({**CHAIR, "valid_from": "01/01/2024"}, "function", "already"),
    ({**SECOND, "key": "999999"}, "unit", "not in the download"),
]


@pytest.mark.parametrize(("row", "column", "words"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_stored(signed_in, row, column, words):
    client = signed_in(KANDAL_APPROVER)
    brought(client, CHAIR)
    book = downloaded(client)
    _good, wrong = add(book, SECOND, row)
    page = send(client, book).content.decode()
    letter = "ABCDEFGHIJKL"[NAMES.index(column)]
    assert f'<th scope="row">{letter}{wrong}</th>' in page
    assert words in page
    assert len(members()) == 1


def test_what_is_entered_is_not_written_over(signed_in):
    client = signed_in(KANDAL_APPROVER)
    brought(client, CHAIR)
    book = downloaded(client)
    book.active.cell(2, NAMES.index("name_km") + 1).value = "អ្នកផ្សេង"
    page = send(client, book).content.decode()
    assert "What is entered stays" in page
    assert members()[0].name_km == CHAIR["name_km"]


def test_an_administrator_brings_all_committees_at_once_with_the_same_queries(signed_in):
    client = signed_in(ADMINISTRATOR)
    units = [row[1].value for row in downloaded(client).active.iter_rows(min_row=2)]
    assert len(units) == 33 and {"NCCT", "GS", "WG-JUST", "KH-08"} <= set(units)

    def cost(*codes):
        book = downloaded(client)
        add(book, *({**SECOND, "unit": code, "name_en": f"Keo {code[-1]}x"} for code in codes))
        with CaptureQueriesContext(connection) as made:
            assert send(client, book).status_code == 302
        return len(made)

    cost("KH-01")
    assert cost("KH-02") == cost("KH-03", "NCCT", "WG-JUST")
    page = client.get("/committees/?language=en").content.decode()
    assert "Enter many members in Excel" in page
