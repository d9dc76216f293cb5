"""A report by Excel: out, filled, back; what is shown before, and what is stored."""

import re
from http import HTTPStatus

import pytest

from reporting.entry.workbook.actions import uploads
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER
from tests.reporting.entry.form_books import (
    BOOK,
    FEMALES,
    PAGE,
    PERSONS,
    REPORT,
    STORE,
    TIMES,
    UPLOAD,
    Book,
    downloaded,
    numbers,
    rows,
    sent,
    signed_of,
    through_libreoffice,
)


@pytest.fixture
def officer(signed_in):
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


@pytest.mark.parametrize("office", [False, True], ids=["openpyxl", "libreoffice"])
def test_out_and_back(officer, tmp_path, office):
    """Numbers, n/a, blank and 0, rows, text, a date, “nothing to report”; each its own way."""
    book = downloaded(officer)
    assert book[TIMES] == 3
    meeting = book.blanks("cooperation")[1]
    book[PERSONS], book[FEMALES], book[TIMES] = 812.0, "n/a", None
    book["training.courses"], book["training.females"] = 0, "១,២០៧"
    book[f"cooperation{{{meeting}}}:title"] = "=SUM(A1) is how it begins"
    book.cell(f"cooperation{{{meeting}}}:title").data_type = "s"
    book[f"cooperation.meetings{{{meeting}}}"] = 4
    text = book.blanks("national_day_text")[0]
    book[f"national_day_text{{{text}}}:text"] = "ទិវាជាតិ\nA second line"
    book["nothing:border_patrols"], book["reason:border_patrols"] = "yes", "No meeting"
    content = through_libreoffice(book.bytes(), tmp_path) if office else book.bytes()

    shown = sent(officer, content)

    assert shown.status_code == HTTPStatus.OK, shown.text
    assert "10 cells will change. Nothing is stored yet." in shown.text
    assert "Public Forums: Persons" in shown.text
    assert numbers() == {TIMES: 3}
    answer = officer.post(STORE, {"signed": signed_of(shown)}, follow=True)
    assert "10 cells were stored from the workbook." in answer.text
    assert numbers() == {
        PERSONS: 812,
        FEMALES: "n/a",
        "training.courses": 0,
        "training.females": 1207,
        f"cooperation.meetings{{{meeting}}}": 4,
    }
    assert rows("cooperation") == [(meeting, "=SUM(A1) is how it begins", "", "")]
    assert rows("national_day_text") == [(text, "", "", "ទិវាជាតិ\nA second line")]
    again = downloaded(officer)
    assert (again[TIMES], again[PERSONS], again[FEMALES]) == (None, 812, "n/a")
    assert again.cell(f"cooperation{{{meeting}}}:title").data_type == "s"
    assert again["nothing:border_patrols"] == "yes"
    nothing_new = sent(officer, content)  # a second time it says what is stored already
    assert "there is nothing to change" in nothing_new.text


# Two at the same report


def preview_of(client, changes):
    book = downloaded(client)
    for name, value in changes.items():
        book[name] = value
    return book


def test_a_cell_that_changed_after_the_download_shows_both_values_and_asks(officer):
    book = preview_of(officer, {TIMES: 5, PERSONS: 800})
    officer.post(PAGE, {TIMES: "4"})  # on the page, meanwhile

    shown = sent(officer, book.bytes())

    assert "1 of them was changed in the portal after you downloaded" in shown.text
    assert "Store the others, keep the portal’s" in shown.text
    clash = shown.text[
        shown.text.index('id="clashes-title"') : shown.text.index('id="plain-title"')
    ]
    assert "Public Forums: Time" in clash
    clash = re.sub(r"\s*([<>])\s*", r"\1", clash)  # whatever parts its lines
    assert 'In the portal now">4<' in clash
    assert "<strong>5</strong>" in clash
    signed = signed_of(shown)
    officer.post(STORE, {"signed": signed, "clash": "theirs"})
    assert numbers() == {TIMES: 4, PERSONS: 800}
    again = sent(officer, book.bytes())
    officer.post(STORE, {"signed": signed_of(again), "clash": "mine"})
    assert numbers() == {TIMES: 5, PERSONS: 800}


def test_a_cell_that_changed_between_preview_and_store_stores_nothing(officer):
    shown = sent(officer, preview_of(officer, {TIMES: 5, PERSONS: 800}).bytes())
    officer.post(PAGE, {TIMES: "4", FEMALES: "1"})

    answer = officer.post(STORE, {"signed": signed_of(shown)})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The report has changed meanwhile. Nothing was stored." in answer.text
    assert numbers() == {TIMES: 4, FEMALES: 1}
    officer.post(STORE, {"signed": signed_of(answer), "clash": "mine"})
    assert numbers() == {TIMES: 5, PERSONS: 800, FEMALES: 1}


def test_a_preview_is_good_for_one_person_and_one_hour(officer, signed_in, monkeypatch):
    signed = signed_of(sent(officer, preview_of(officer, {PERSONS: 800}).bytes()))
    approver = signed_in(KANDAL_APPROVER)

    for client, what in ((approver, signed), (officer, signed[:-2]), (officer, "")):
        answer = client.post(STORE, {"signed": what})
        assert "The preview is too old. Nothing was stored." in answer.text
    monkeypatch.setattr("reporting.entry.workbook.forms.workbook_changes.HOUR", -1)
    assert "too old" in officer.post(STORE, {"signed": signed}).text
    assert numbers() == {TIMES: 3}
    factories.handed_over(*REPORT)
    answer = officer.post(STORE, {"signed": signed})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "waits for the signature" in answer.text


def test_rows_that_are_emptied_go_and_others_stay(officer):
    book = downloaded(officer)
    first, second = book.blanks("cooperation")[:2]
    for key in (first, second):
        book[f"cooperation{{{key}}}:title"] = key
        book[f"cooperation.meetings{{{key}}}"] = 1
    officer.post(STORE, {"signed": signed_of(sent(officer, book.bytes()))})
    book = downloaded(officer)
    book[f"cooperation{{{first}}}:title"] = book[f"cooperation.meetings{{{first}}}"] = None
    book[f"cooperation.meetings{{{second}}}"] = 7

    officer.post(STORE, {"signed": signed_of(sent(officer, book.bytes()))})

    assert [key for key, *_texts in rows("cooperation")] == [second]
    assert numbers() == {TIMES: 3, f"cooperation.meetings{{{second}}}": 7}


# Who and what


def test_the_page_says_what_one_may_do_in_excel(officer, signed_in):
    assert "workbook/upload/" in officer.get(PAGE).text
    for reader in (KANDAL_VIEWER, REVIEWER):
        text = signed_in(reader).get(PAGE).text
        assert 'workbook/"' in text
        assert "workbook/upload/" not in text
        assert Book(signed_in(reader).get(BOOK).content).places == {}  # nothing to fill


def test_the_sheets_are_protected_with_open_inputs_lists_and_live_totals(officer):
    book = downloaded(officer)
    sheet = book.book[book.places[PERSONS][0]]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert book.book["_report"].sheet_state == "veryHidden"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.freeze_panes
    formulas = {
        cell.value: cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    place = book.cell(PERSONS)
    above = f"{place.column_letter}{place.row - 1}:{place.column_letter}{place.row}"
    total = formulas[f'=IF(COUNT({above})=0,"",SUM({above}))']
    assert total.protection.locked
    checks = {one.type: one for one in sheet.data_validations.dataValidation}
    assert checks["list"].formula1 == '"yes,no"'
    assert "n/a" in checks["custom"].formula1
    assert place.coordinate in checks["custom"].sqref or above.split(":")[0] in str(
        [one.sqref for one in sheet.data_validations.dataValidation]
    )


def test_the_same_number_of_queries_whatever_is_in_it(officer, django_assert_max_num_queries):
    with django_assert_max_num_queries(50):
        officer.get(BOOK)
    officer.post(PAGE, {PERSONS: "1", FEMALES: "1", "training.courses": "2"})
    with django_assert_max_num_queries(50):
        officer.get(BOOK)


def test_uploads_lie_where_only_the_portal_looks(officer, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    book = preview_of(officer, {PERSONS: "x"})
    sent(officer, book.bytes())
    assert uploads.folder().stat().st_mode & 0o777 == 0o700
    assert officer.get(f"{BOOK}marked/..%2F..%2Fsecret/").status_code == HTTPStatus.NOT_FOUND
    assert officer.get(UPLOAD).status_code == HTTPStatus.OK
