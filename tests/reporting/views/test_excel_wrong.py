"""Workbooks that are not as they were handed out: every reason has words of its own, said at
once, and nothing is stored."""

import re
import zipfile
from datetime import date
from html import unescape
from http import HTTPStatus
from io import BytesIO
from time import monotonic

import pytest
from openpyxl import Workbook, load_workbook

from reporting.actions import uploads
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER
from tests.reporting.form_books import (
    BOOK,
    FEMALES,
    PERSONS,
    REPORT,
    TIMES,
    downloaded,
    numbers,
    sent,
    through_libreoffice,
)

IN_TIME = 20  # seconds; a child process is ended then


@pytest.fixture
def officer(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


def refused(client, content):
    """What the page says, as plain text."""
    answer = sent(client, content)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Nothing was stored." in answer.text
    assert numbers() == {TIMES: 3}
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


# Single cells

WRONG = {
    PERSONS: (33.976, "33.976 is not a whole number: did you mean 33,976?"),
    FEMALES: ("eight", "eight is not a number."),
    TIMES: (-5, "-5 has a minus sign."),
    "direct_publicity[publicity].times": (812.5, "812.5 has decimals."),
    "direct_publicity[publicity].persons": ("=SUM(D7:D8)", "There is a formula without a result"),
    "direct_publicity[publicity].females": ("#REF!", "Excel shows an error here: #REF!"),
    "returning_workers.returnees": (True, "TRUE is not a number."),
    "returning_workers.females": (1e15, "too large a number"),
    "returning_workers.others": ("1,2,3", "did you mean 123?"),
    "training.courses": ("2021-03-04", "Excel has made a date of this number"),
    "reason:border_patrols": ("No patrols", "“nothing to report” was not chosen"),
    "nothing:training": ("perhaps", "This is neither yes nor no."),
}


def test_all_wrong_cells_at_once_with_reason_and_remedy_and_marked(officer, signed_in):
    book = downloaded(officer)
    for name, (value, _words) in WRONG.items():
        book[name] = value
    book["training.courses"] = date(2021, 3, 4)
    row = book.blanks("cooperation")[0]
    book[f"cooperation.meetings{{{row}}}"] = 2

    answer = sent(officer, book.bytes())

    text = unescape(re.sub(r"<[^>]+>", " ", answer.text))
    for name, (_value, words) in WRONG.items():
        assert words in text, name
        assert book.places[name][1] in text
    assert "Say in a few words what this is." in text
    assert "13 places have to be corrected." in text
    assert numbers() == {TIMES: 3}
    [link] = re.findall(r'href="([^"]+/workbook/marked/[^"]+)"', answer.text)
    back = load_workbook(BytesIO(b"".join(officer.get(link).streaming_content)))
    sheet, place = book.places[PERSONS]
    assert "did you mean 33,976?" in back[sheet][place].comment.text
    assert back[sheet][place].fill.start_color.rgb == "FFF4B6B6"
    assert back[sheet][place].value == 33.976
    assert back[sheet].protection.sheet
    assert signed_in(KANDAL_APPROVER).get(link).status_code == HTTPStatus.NOT_FOUND


def test_a_marked_workbook_that_was_mended_is_taken_and_the_marks_go(officer, tmp_path):
    book = downloaded(officer)
    book[PERSONS], book[FEMALES] = "33.976", "x"
    answer = sent(officer, book.bytes())
    [link] = re.findall(r'href="([^"]+/workbook/marked/[^"]+)"', answer.text)
    marked = load_workbook(BytesIO(b"".join(officer.get(link).streaming_content)))
    sheet, place = book.places[PERSONS]
    marked[sheet][place] = 33976
    stream = BytesIO()
    marked.save(stream)

    answer = sent(officer, stream.getvalue())

    [link] = re.findall(r'href="([^"]+/workbook/marked/[^"]+)"', answer.text)
    again = load_workbook(BytesIO(b"".join(officer.get(link).streaming_content)))
    assert again[sheet][place].comment is None
    assert again[sheet][book.places[FEMALES][1]].comment is not None
    assert len(list(uploads.folder().iterdir())) == 2
    assert uploads.clear_uploads(now=monotonic()) == 0  # the clock of a machine is ahead of that
    assert uploads.clear_uploads(now=9e9) == 2


def test_formulas_with_a_result_are_refused_with_the_result(officer, tmp_path):
    book = downloaded(officer)
    book[PERSONS] = "=400+12"

    text = refused(officer, through_libreoffice(book.bytes(), tmp_path))

    assert "There is a formula: =400+12" in text
    assert "Type its result, 412, if that is right." in text


# Sheets, rows and columns


def sheet_of(book, name=PERSONS):
    return book.book[book.places[name][0]]


def renamed(book):
    sheet_of(book).title = "Sheet1"


def deleted_sheet(book):
    book.book.remove(sheet_of(book))


def inserted_row(book):
    sheet_of(book).insert_rows(4)


def deleted_row(book):
    sheet_of(book).delete_rows(sheet_of(book)[book.places[PERSONS][1]].row)


def inserted_column(book):
    sheet_of(book).insert_cols(3)


def deleted_column(book):
    sheet_of(book).delete_cols(sheet_of(book)[book.places[FEMALES][1]].column)


def copied_row(book):
    sheet = sheet_of(book)
    sheet.cell(30, 1).value = "direct_publicity[forums]"


def hidden_row(book):
    book[PERSONS] = 812
    sheet_of(book).row_dimensions[book.cell(PERSONS).row].hidden = True


def hidden_column(book):
    book[PERSONS] = 812
    sheet_of(book).column_dimensions[book.cell(PERSONS).column_letter].hidden = True


def merged(book):
    cell = book.cell(PERSONS)
    right = cell.offset(0, 1)
    sheet_of(book).merge_cells(f"{cell.coordinate}:{right.coordinate}")


def far_away(book):
    sheet_of(book)["XFD1048576"] = 1


def hidden_sheet_gone(book):
    del book.book["_report"]


def tampered(book):
    book.book["_report"]["B2"] = "7"


def cut(book):
    sheet = book.book["_report"]
    sheet.delete_rows(sheet.max_row)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (renamed, "Give the sheet “Sheet1” its name back: II.B.1.3 Direct Publicity"),
        (deleted_sheet, "This sheet is missing: it was renamed or deleted."),
        (inserted_row, "was moved from row"),
        (deleted_row, "The row “Public Forums” was deleted"),
        (inserted_column, "Column C was moved to column D."),
        (deleted_column, "Column E was deleted"),
        (copied_row, "The row “Public Forums” stands here more than once"),
        (hidden_row, "is hidden, and something was typed in it"),
        (hidden_column, "Column D is hidden, and something was typed in it."),
        (merged, "Cells to be filled were merged into one."),
        (far_away, "Something stands far outside of the form."),
        (hidden_sheet_gone, "This workbook was not made by the portal"),
        (tampered, "The hidden part of this workbook was changed"),
        (cut, "The hidden part of this workbook was changed"),
    ],
)
def test_what_was_done_to_the_sheets_has_words_of_its_own(officer, change, words):
    book = downloaded(officer)
    change(book)

    begun = monotonic()
    assert words in refused(officer, book.bytes())
    assert monotonic() - begun < IN_TIME


def test_hidden_rows_without_new_numbers_and_extra_sheets_do_no_harm(officer):
    book = downloaded(officer)
    sheet_of(book).row_dimensions[book.cell(PERSONS).row].hidden = True
    book.book.create_sheet("My notes")["A1"] = "=1+1"
    book["training.courses"] = 2

    assert "1 cell will change." in sent(officer, book.bytes()).text


# Whole workbooks


def test_another_reports_workbook_says_whose_it_is(officer):
    factories.drafted("KH-08", "committee", "2021-04", {})
    other = officer.get(BOOK.replace("2021-03", "2021-04")).content

    assert "is of another report: KH-08," in refused_of_april(officer, other)


def refused_of_april(client, content):
    text = unescape(re.sub(r"\s+", " ", sent(client, content).text))
    assert "April 2021" in text
    return text


def test_an_earlier_revision_and_a_copy_are_refused(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.submitted(*REPORT, {TIMES: 3})
    officer = signed_in(KANDAL_OFFICER)
    copy = officer.get(BOOK).content
    assert all(
        cell.protection.locked
        for sheet in load_workbook(BytesIO(copy)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    )
    with factories.acting(factories.REVIEWER) as reviewer:
        found = factories.door(reviewer, unit="KH-08", period="2021-03", data_set="committee")
        factories.approval.send_back(by=reviewer, door=found, comment="More")
    officer.post("/reports/KH-08/committee/2021-03/next/")
    draft = officer.get(BOOK).content

    assert "is a copy to be read" in sent(officer, copy).text
    with factories.acting(KANDAL_OFFICER) as person:
        found = factories.door(person, unit="KH-08", period="2021-03", data_set="committee")
        factories.approval.prepare(by=person, door=found)
    with factories.acting(KANDAL_APPROVER) as person:
        found = factories.door(person, unit="KH-08", period="2021-03", data_set="committee")
        factories.approval.submit(by=person, door=found)
    with factories.acting(factories.REVIEWER) as reviewer:
        found = factories.door(reviewer, unit="KH-08", period="2021-03", data_set="committee")
        factories.approval.send_back(by=reviewer, door=found, comment="More")
    officer.post("/reports/KH-08/committee/2021-03/next/")
    assert "is of revision 2; the report is at revision 3." in sent(officer, draft).text


def test_an_older_form_is_named_as_such(officer, monkeypatch):
    book = downloaded(officer)
    monkeypatch.setattr("reporting.forms.excel.reading.form_version", lambda report: "newer")

    assert "the form has changed since" in refused(officer, book.bytes())


def bomb():
    """Small, and 512 MiB when unpacked."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("xl/workbook.xml", bytes(64 * 1024 * 1024))
    return stream.getvalue()


def a1_and_the_last_cell():
    book = Workbook()
    book.active["A1"] = book.active["XFD1048576"] = 1
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(name):
    stream = BytesIO(a1_and_the_last_cell())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, b"x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(), "unpacks to far more than a template holds"),
        (a1_and_the_last_cell(), "This workbook was not made by the portal"),
        (with_part("xl/vbaProject.bin"), "has macros"),
        (with_part("xl/externalLinks/externalLink1.xml"), "links to other files"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "has a password or is in the old .xls format"),
        (b"row,column\n1,2\n", "is not an Excel workbook"),
        (bytes(10 * 1024 * 1024 + 1), "larger than 10 MiB"),
    ],
    ids=["bomb", "far", "macros", "links", "password", "csv", "large"],
)
def test_hostile_files_are_refused_in_time_and_say_what_to_do(officer, content, words):
    begun = monotonic()
    answer = sent(officer, content)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.text
    assert monotonic() - begun < IN_TIME
