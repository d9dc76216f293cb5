"""A doubt travels with its number: to its cell, to the sentence that quotes it, to the imprint."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from reporting.document.value import (
    Bullet,
    FigureState,
    HeaderCell,
    Number,
    Quote,
    Row,
    Section,
    Table,
)
from reporting.document.workbook.cell_writing import beside, number_format
from reporting.editions.composing.queries.stated_figures import (
    MEANINGS,
    TOTALS,
    TOTALS_IN_TEXT,
    remarks,
    stated,
)
from reporting.editions.discrepancies.queries.figure_states import figure_states
from reporting.kernel.periods import Period

YEAR = Period.parse("2021")
FORUMS = "direct_publicity[forums].persons@KH-08"
OTHER = "direct_publicity[forums].persons@KH-21:2021"


def found(kind, *cells, is_open=True, line=None):
    row = SimpleNamespace(kind=kind, cells=list(cells), line=line)
    return SimpleNamespace(row=row, is_open=is_open)


def states(*discrepancies, decided=False):
    return figure_states(discrepancies, YEAR, decided=decided)


def test_what_is_asked_of_a_month_is_asked_of_the_reporters_year_too():
    asked = states(found("rate_outlier", f"{FORUMS}:202103"))
    assert asked == {f"{FORUMS}:202103": "doubted", f"{FORUMS}:2021": "doubted"}


def test_what_is_asked_of_another_year_stays_there():
    assert states(found("rate_outlier", f"{FORUMS}:202003")) == {f"{FORUMS}:202003": "doubted"}


@pytest.mark.parametrize(
    ("is_open", "decided", "state"),
    [
        (True, False, "doubted"),
        (True, True, "kept"),
        (False, False, "explained"),
        (False, True, "explained"),
    ],
)
def test_what_became_of_the_doubt(is_open, decided, state):
    asked = states(found("repeated_row", FORUMS, is_open=is_open), decided=decided)
    assert asked == {f"{FORUMS}:2021": state}


def test_the_graver_state_counts():
    explained = found("rate_outlier", FORUMS, is_open=False)
    doubted = found("share_outlier", FORUMS)
    for order in ((explained, doubted), (doubted, explained)):
        assert states(*order) == {f"{FORUMS}:2021": "doubted"}


def test_a_number_is_not_doubted_for_its_form_or_for_what_a_print_says_of_it():
    form, print_ = found("number_format", FORUMS), found("printed_total", FORUMS, line=74)
    assert states(form, print_) == {}
    assert states(found("printed_total", FORUMS))  # the control: of no print


def section(*cells, runs=()):
    table = Table(
        id="t", number="1", caption="Forums", header=((HeaderCell("Persons"),),),
        rows=(Row(cells),), align=("end",), widths=(1,), notes=("11 of 12 months",),
    )  # fmt: skip
    return Section("II.B", "B", "Prevention", 2, (table, Bullet("812 persons came.", runs=runs)))


def the(sections):
    [table, bullet] = next(iter(sections)).blocks
    return table, bullet


def test_a_doubted_number_has_its_sign_and_the_table_one_line_that_says_what_it_means():
    cells = (Number(812, trace=f"{FORUMS}:2021"), Number(5, trace=OTHER), "words")
    table, _bullet = the(stated([section(*cells)], {f"{FORUMS}:2021": "doubted"}, "2021"))
    assert [cell.sign for cell in table.rows[0].cells[:2]] == ["*", ""]
    assert table.notes == ("11 of 12 months", f"* {MEANINGS['doubted']}")


def test_where_a_note_says_more_there_is_no_sign_beside_it():
    cells = (Number(812, trace=f"{FORUMS}:2021", mark=4),)
    table, _bullet = the(stated([section(*cells)], {f"{FORUMS}:2021": "doubted"}, "2021"))
    assert table.rows[0].cells[0].state == "doubted"
    assert table.rows[0].cells[0].sign == ""
    assert table.notes == ("11 of 12 months",)


def test_a_sentence_that_quotes_it_carries_the_sign_and_the_imprint_says_what_it_is():
    runs = (Quote("812", expression=FORUMS, trace=f"{FORUMS}:2021"), " persons came.")
    made = list(stated([section(runs=runs)], {f"{FORUMS}:2021": "doubted"}, "2021"))
    _table, bullet = the(made)
    assert bullet.text == "812* persons came."
    assert bullet.runs[0].state == "doubted"
    [(head, words)] = remarks(made)
    assert words == f"* {MEANINGS['doubted']}"
    assert head
    plain = list(stated([section(runs=runs)], {OTHER: "doubted"}, "2021"))
    assert the(plain)[1].text == "812 persons came."
    assert remarks(plain) == ()


def test_a_sentence_of_a_report_that_is_taken_into_another_keeps_one_sign():
    states: dict[str, FigureState] = {f"{FORUMS}:2021": "doubted"}
    runs = (Quote("812", expression=FORUMS, trace=f"{FORUMS}:2021"), " persons came.")
    once = list(stated([section(runs=runs)], states, "2021"))
    assert the(stated(once, states, "2021"))[1].text == "812* persons came."


def test_a_total_of_doubted_numbers_has_no_sign_and_one_line_under_its_table():
    states: dict[str, FigureState] = {f"{FORUMS}:2021": "contains_doubted"}
    runs = (Quote("812", expression=FORUMS, trace=f"{FORUMS}:2021"), " persons came.")
    cells = (Number(812, trace=f"{FORUMS}:2021"), Number(5, trace=OTHER))
    made = list(stated([section(*cells, runs=runs)], states, "2021"))
    table, bullet = the(made)
    assert [cell.sign for cell in table.rows[0].cells] == ["", ""]
    assert table.notes == ("11 of 12 months", str(TOTALS))
    assert bullet.text == "812 persons came."
    assert [words for _head, words in remarks(made)] == [str(TOTALS_IN_TEXT)]


def test_in_a_workbook_the_sign_leaves_the_cell_a_number():
    number = Number(Decimal(812), state="doubted")
    assert beside(number) == "*"
    assert number_format(0, beside(number), 2) == '#,##0"*"_¹'
    assert beside(Number(812, mark=12, state="doubted")) == "¹²"
