"""Workbooks that are not as they were handed out: every reason has words of its own, said at
once, and nothing is stored."""

import re
from datetime import date
from html import unescape
from http import HTTPStatus
from io import BytesIO
from time import monotonic

import pytest
from openpyxl import load_workbook

from reporting.entry.access import access_to_report
from reporting.entry.workbook.actions import uploads
from reporting.review.actions import approval
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER
from tests.reporting.entry.form_books import (
    BOOK,
    FEMALES,
    PAGE,
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
    "returning_workers.others": (
        "1,2,3",
        "1,2,3 cannot be read: commas and spaces only part thousands",
    ),
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


def first_of(book, table, column):
    return f"{table}.{column}{{{book.blanks(table)[0]}}}"


def test_what_was_done_to_the_sheets_has_words_of_its_own_and_all_is_said_at_once(officer):
    book = downloaded(officer)
    sheet_of(book, first_of(book, "cooperation", "meetings")).title = "Sheet1"
    book.book.remove(sheet_of(book, first_of(book, "national_day", "times")))
    sheet_of(book, PERSONS).insert_rows(4)
    sheet_of(book, first_of(book, "other_means", "times")).insert_cols(3)
    sheet_of(book, first_of(book, "materials", "copies")).delete_cols(5)
    patrols = sheet_of(book, "border_patrols[laos].times")
    patrols.delete_rows(book.cell("border_patrols[laos].times").row)
    copied = first_of(book, "guest_speakers", "times")
    sheet_of(book, copied)["A60"] = f"guest_speakers{{{book.blanks('guest_speakers')[0]}}}"
    book["returnee_interviews.times"] = 812
    hidden = sheet_of(book, "returnee_interviews.times")
    hidden.row_dimensions[book.cell("returnee_interviews.times").row].hidden = True
    other = first_of(book, "child_labour", "workers")
    book[other] = 812
    sheet_of(book, other).column_dimensions[book.cell(other).column_letter].hidden = True
    courses = book.cell("training.courses")
    sheet_of(book, "training.courses").merge_cells(
        f"{courses.coordinate}:{courses.offset(0, 1).coordinate}"
    )

    text = refused(officer, book.bytes())

    for words in (
        "Give the sheet “Sheet1” its name back: II.A.3 Strengthening of",
        "This sheet is missing: it was renamed or deleted.",
        "The row “Public Forums” was moved from row",
        "Column C was moved to column D.",
        "Column E was deleted, or its hidden key was.",
        "The row “Cambodian-Laos border” was deleted, or its hidden key was.",
        "stands here more than once: in rows",
        "is hidden, and something was typed in it.",
        f"Column {book.cell(other).column_letter} is hidden, and something was typed in it.",
        "Cells to be filled were merged into one.",
    ):
        assert words in text, words


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
        (far_away, "Something stands far outside of the form."),
        (hidden_sheet_gone, "This workbook was not made by the portal"),
        (tampered, "The hidden part of this workbook was changed"),
        (cut, "The hidden part of this workbook was changed"),
    ],
)
def test_a_workbook_that_is_not_as_it_was_handed_out(officer, change, words):
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


def sent_back():
    """The Secretariat returns the report."""
    with factories.acting(factories.REVIEWER) as reviewer:
        approval.send_back(by=reviewer, access=opened(reviewer), comment="More")


def opened(actor):
    return access_to_report(actor, unit="KH-08", period="2021-03", data_set="committee")


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
    sent_back()
    officer.post(f"{PAGE}next/")
    draft = officer.get(BOOK).content

    assert "is a copy to be read" in sent(officer, copy).text
    factories.handed_over(*REPORT)
    with factories.acting(KANDAL_APPROVER) as approver:
        approval.submit(by=approver, access=opened(approver))
    sent_back()
    officer.post(f"{PAGE}next/")
    assert "is of revision 2; the report is at revision 3." in sent(officer, draft).text


def test_an_older_form_is_named_as_such(officer, monkeypatch):
    book = downloaded(officer)
    monkeypatch.setattr(
        "reporting.entry.workbook.forms.form_reading.form_version", lambda report: "newer"
    )

    assert "the form has changed since" in refused(officer, book.bytes())
