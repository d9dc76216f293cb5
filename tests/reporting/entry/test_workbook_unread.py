"""What was typed where nothing is read, moved without its key, or hidden: never lost in silence."""

from http import HTTPStatus

import pytest

from reporting.models import Revision
from tests import factories
from tests.factories import KANDAL_OFFICER
from tests.reporting.entry.form_books import (
    BOOK,
    PERSONS,
    REPORT,
    STORE,
    TIMES,
    Book,
    downloaded,
    numbers,
    plain_text,
    sent,
    signed_of,
)

OTHER = "direct_publicity[publicity].times"


@pytest.fixture
def officer(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


def sheet_of(book, name):
    return book.book[book.places[name][0]]


def test_rows_below_a_list_are_named_with_what_to_do(officer):
    book = downloaded(officer)
    rows = book.blanks("cooperation")
    assert len(rows) == 20
    last = book.cell(f"cooperation{{{rows[-1]}}}:title")
    sheet = last.parent
    below = [
        cell for row in sheet.iter_rows(min_row=last.row + 1) for cell in row if cell.column == 2
    ]
    place = sheet.cell(below[-1].row + 2, 2)
    place.value = "The 21st meeting"
    book[PERSONS] = 800

    shown = sent(officer, book.bytes())

    text = plain_text(shown)
    assert "1 cell will change." in text
    assert f"{sheet.title} {place.coordinate} The 21st meeting" in text
    assert "This is below the rows of the list." in text
    assert "which then has 20 blank rows more" in text
    assert "Store these changes, without what was not read" in text
    officer.post(STORE, {"signed": signed_of(shown)})
    assert numbers() == {TIMES: 3, PERSONS: 800}


def test_a_workbook_with_more_blank_rows_takes_25_events(officer):
    for wanted, expected in (("60", 60), ("5", 20), ("9999", 20), ("101", 100), ("x", 20)):
        book = Book(officer.get(BOOK, {"rows": wanted}).content)
        assert len(book.blanks("cooperation")) == expected
    book = Book(officer.get(BOOK, {"rows": "60"}).content)
    for key in book.blanks("cooperation")[:25]:
        book[f"cooperation{{{key}}}:title"] = f"Meeting {key}"

    officer.post(STORE, {"signed": signed_of(sent(officer, book.bytes()))})

    assert len(downloaded(officer).blanks("cooperation")) == 20
    with factories.secretariat():
        revision = Revision.objects.get(report__period_key=202103)
        assert revision.entries.filter(table__code="cooperation").count() == 25


def test_a_total_and_a_number_of_the_month_before_that_were_typed_over_are_named(signed_in):
    factories.accepted("KH-08", "committee", "2021-02", {TIMES: 7})
    factories.drafted(*REPORT, {TIMES: 3})
    officer = signed_in(KANDAL_OFFICER)
    book = downloaded(officer)
    sheet = sheet_of(book, TIMES)
    total = next(cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
    before = next(
        cell for cell in sheet[book.cell(TIMES).row] if cell.value == 7 and cell.column > 2
    )
    total.value, before.value = 99, 70

    text = plain_text(sent(officer, book.bytes()))

    assert f"{total.coordinate} 99 A total was typed over. The portal adds up itself." in text
    assert f"{before.coordinate} 70 A number of the period before was typed over: 7 stood" in text
    assert "there is nothing to change" in text


def test_notes_outside_of_the_yellow_cells_and_sheets_of_ones_own_are_named(officer):
    book = downloaded(officer)
    sheet_of(book, TIMES)["M3"] = "asked Sok on Monday"
    book.book.create_sheet("My notes")["A1"] = "=1+1"
    for row in range(1, 61):
        sheet_of(book, "training.courses").cell(200 + row, 9).value = row

    text = plain_text(sent(officer, book.bytes()))

    assert "M3 asked Sok on Monday This is outside of the yellow cells." in text
    assert "My notes – – This sheet is not part of the form." in text
    assert "20 more cells" in text


def test_a_workbook_as_it_was_handed_out_has_nothing_unread(officer):
    assert "not read" not in plain_text(sent(officer, downloaded(officer).bytes()))


def test_rows_that_were_sorted_without_their_key_are_refused_and_named(officer):
    book = downloaded(officer)
    one, other = book.cell(TIMES), book.cell(OTHER)
    sheet = one.parent
    names = sheet.cell(one.row, 2), sheet.cell(other.row, 2)
    names[0].value, names[1].value = names[1].value, names[0].value
    one.value, other.value = 5, 3

    answer = sent(officer, book.bytes())

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    text = plain_text(answer)
    assert f"That row belongs in row {other.row}: were the rows sorted?" in text
    assert f"That row belongs in row {one.row}: were the rows sorted?" in text
    assert "Public Forums" in text
    assert numbers() == {TIMES: 3}


def test_a_heading_that_was_exchanged_is_refused_and_another_case_or_space_is_not(officer):
    book = downloaded(officer)
    times, persons = book.cell(TIMES), book.cell(PERSONS)
    sheet = times.parent
    label = sheet.cell(times.row, 2)
    label.value = f" {label.value.upper()}\u200b"
    book[PERSONS] = 800
    assert "1 cell will change." in sent(officer, book.bytes()).text
    row = next(
        at
        for at in range(times.row, 1, -1)
        if "Persons" in str(sheet.cell(at, persons.column).value)
    )
    heads = sheet.cell(row, times.column), sheet.cell(row, persons.column)
    heads[0].value, heads[1].value = heads[1].value, heads[0].value

    text = plain_text(sent(officer, book.bytes()))

    assert "2 places have to be corrected." in text
    assert f" {heads[0].coordinate} " in text


def test_a_hidden_sheet_is_refused_where_something_was_typed_in_it(officer):
    book = downloaded(officer)
    sheet_of(book, TIMES).sheet_state = "hidden"
    sheet_of(book, "training.courses").sheet_state = "veryHidden"
    book["training.courses"] = 2

    text = plain_text(sent(officer, book.bytes()))

    assert "1 place has to be corrected." in text
    assert "This sheet is hidden, and something was typed in it." in text
    assert sheet_of(book, "training.courses").title in text
