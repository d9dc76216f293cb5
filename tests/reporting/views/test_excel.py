"""A report by Excel: out, filled, back; what is shown before, and what is stored."""

from http import HTTPStatus

import pytest

from tests import factories
from tests.factories import KANDAL_OFFICER
from tests.reporting.form_books import (
    FEMALES,
    PERSONS,
    REPORT,
    STORE,
    TIMES,
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
