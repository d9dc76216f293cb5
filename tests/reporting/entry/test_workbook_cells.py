"""Single cells that a person or a program left in an odd state: named, each with its reason."""

from copy import copy
from datetime import date
from http import HTTPStatus

import pytest
from openpyxl.styles import Font

from reporting.entry.access import access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.actions.draft_changes import EntryText
from tests import factories
from tests.factories import KANDAL_OFFICER
from tests.reporting.entry.form_books import (
    FEMALES,
    PERSONS,
    REPORT,
    STORE,
    TIMES,
    downloaded,
    numbers,
    plain_text,
    sent,
    signed_of,
    with_cells,
)


@pytest.fixture
def officer(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    factories.drafted(*REPORT, {TIMES: 3})
    return signed_in(KANDAL_OFFICER)


ODD = {
    TIMES: ('<c r="{0}"><v>1_000</v></c>', "a number here that is none: 1_000"),
    PERSONS: (
        '<c r="{0}"><v>7</v></c><c r="{0}"><v>9</v></c>',
        "The file has this cell twice: 7, 9",
    ),
    FEMALES: ('<c r="{0}"><v>7</v><v>9</v></c>', "The file has two values in this cell: 7, 9"),
    "training.courses": (
        '<c r="{0}" t="zzz"><v>7</v></c>',
        "does not say what kind of value this is: 7",
    ),
    "training.females": ('<c r="{0}"><v>1e400</v></c>', "a number here that is none: 1e400"),
    "training.participants": ('<c r="{0}"><v>NaN</v></c>', "a number here that is none: NaN"),
    "returning_workers.returnees": ('<c r="{0}"><v>INF</v></c>', "that is none: INF"),
    "returning_workers.females": (
        f'<c r="{{0}}"><v>{"9" * 500}</v></c>',
        "a number here that is none: 999",
    ),
    "returning_workers.others": (
        '<c r="{0}"><v>12345678901234567890</v></c>',
        "too large a number",
    ),
    "border_patrols[laos].times": ('<c r="{0}" t="s"><v>77</v></c>', "what kind of value this is"),
}


def test_what_no_spreadsheet_program_writes_is_refused_with_the_cell_named(officer):
    book = downloaded(officer)
    cells = {
        book.places[name]: xml.format(book.places[name][1]) for name, (xml, _words) in ODD.items()
    }

    answer = sent(officer, with_cells(book.bytes(), cells))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    text = plain_text(answer)
    for name, (_xml, words) in ODD.items():
        assert words in text, name
        assert f" {book.places[name][1]} " in text
    assert f"{len(ODD)} places have to be corrected." in text
    assert numbers() == {TIMES: 3}


def test_a_number_that_is_struck_through_is_asked_about_whether_it_is_new_or_not(officer):
    book = downloaded(officer)
    book[PERSONS] = 800
    for name in (TIMES, PERSONS):
        font = copy(book.cell(name).font)
        book.cell(name).font = Font(name=font.name, strike=True)

    text = plain_text(sent(officer, book.bytes()))

    assert "It is struck through: 3 " in text
    assert "It is struck through: 800 " in text
    assert "2 places have to be corrected." in text
    assert numbers() == {TIMES: 3}


def test_signs_that_nobody_sees_change_no_word_and_no_number(officer):
    book = downloaded(officer)
    book[TIMES], book[PERSONS], book[FEMALES] = "264\u200b", "\u00a01\u202f250\u200b", "n/a\u200b"
    book["nothing:border_patrols"], book["reason:border_patrols"] = "yes\u200b", "No meeting"

    shown = sent(officer, book.bytes())

    assert "5 cells will change." in shown.text
    officer.post(STORE, {"signed": signed_of(shown)})
    assert numbers() == {TIMES: 264, PERSONS: 1250, FEMALES: "n/a"}


def test_the_number_of_a_day_in_a_column_of_days_is_offered_as_that_day(officer):
    with factories.acting(KANDAL_OFFICER) as person:
        opened = access_to_report(person, unit="KH-08", period="2021-03", data_set="committee")
        row = EntryText(position=1, title="A meeting", date=date(2021, 3, 4))
        drafts.save_entries(by=person, access=opened, entries={("cooperation", "r1"): row})
    book, name = downloaded(officer), "cooperation{r1}:date"
    book.cell(name).number_format = "General"
    book[name] = 44260

    text = plain_text(sent(officer, book.bytes()))

    assert "44260 is a number, not a date. Type 05/03/2021 if that day is meant." in text
    book.cell(name).number_format = "dd/mm/yyyy"
    book[name] = date(2021, 3, 5)
    assert "1 cell will change." in sent(officer, book.bytes()).text


# All at once


def test_a_contradiction_is_told_beside_the_cells_that_could_not_be_read(officer):
    book = downloaded(officer)
    book[PERSONS], book[FEMALES], book["training.courses"] = 800, 900, "three"

    text = plain_text(sent(officer, book.bytes()))

    assert "1 place has to be corrected." in text
    assert "three is not a number." in text
    assert text.count("the report cannot be signed with it") == 1
    assert "What the checks say of these numbers" in text


def test_a_contradiction_is_told_before_anything_is_stored(officer):
    book = downloaded(officer)
    book[PERSONS], book[FEMALES] = 800, 900

    shown = sent(officer, book.bytes())

    assert shown.status_code == HTTPStatus.OK
    assert "the report cannot be signed with it" in shown.text
    assert numbers() == {TIMES: 3}


def test_what_depends_on_a_cell_that_could_not_be_read_is_not_judged(officer):
    """900 females are not more than “eight hundred” persons, nor than those of before."""
    book = downloaded(officer)
    book[PERSONS], book[FEMALES] = "eight hundred", 900

    text = plain_text(sent(officer, book.bytes()))

    assert "eight hundred is not a number." in text
    assert "What the checks say of these numbers" not in text


def test_a_row_of_a_list_is_called_by_the_title_that_the_workbook_gives_it(officer):
    book = downloaded(officer)
    table, key = "guest_speakers", book.blanks("guest_speakers")[0]
    book[f"{table}{{{key}}}:title"] = "A talk at the school"
    book[f"{table}.participants{{{key}}}"], book[f"{table}.females{{{key}}}"] = 3, 4

    text = plain_text(sent(officer, book.bytes()))

    assert "A talk at the school" in text[text.index("What the checks say") :]


def test_a_day_outside_of_the_month_is_told_before_anything_is_stored(officer):
    with factories.acting(KANDAL_OFFICER) as by:  # a sheet has days where a row has one already
        unit, data_set, period = REPORT
        found = access_to_report(by, unit=unit, data_set=data_set, period=period)
        first = EntryText(position=1, title="A talk", date=date(2021, 3, 5))
        drafts.save_entries(by=by, access=found, entries={("guest_speakers", "r1"): first})
    book = downloaded(officer)
    day = [name for name in book.places if name.endswith(":date")][-1]
    book[day.replace(":date", ":title")], book[day] = "A talk at the school", date(1921, 10, 5)

    text = plain_text(sent(officer, book.bytes()))

    assert "the date is 05/10/1921" in text[text.index("What the checks say") :]
