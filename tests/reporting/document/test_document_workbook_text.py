"""Names of sheets, and text that is hard to store."""

import pytest
from openpyxl import Workbook

from reporting.document.workbook.cell_texts import (
    cut,
    line_count,
    put_text,
    storable,
    utf16_length,
    width,
)
from reporting.document.workbook.looks import BODY, Looks
from reporting.document.workbook.sheet_plan import SheetNames

LONG_KHMER = "តារាងសង្ខេបអំពីការផ្សព្វផ្សាយផ្ទាល់"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("1 Bodies", "1 Bodies"),
        ("2 A/B: [what?] \\ *all*", "2 A B what all"),
        ("'quoted'", "quoted"),
        ("3 A caption that is much too long for a sheet", "3 A caption that is much too"),
        ("", "_"),
        ("History", "History (2)"),
        ("a\x01b", "ab"),
    ],
)
def test_sheet_names_are_ones_that_excel_takes(wanted, name):
    assert SheetNames().take(wanted) == name


def test_sheet_names_differ_whatever_the_case():
    names = SheetNames()
    taken = [names.take(name) for name in ["x" * 40, "X" * 40, "x" * 31]]
    assert taken == ["x" * 31, "X" * 27 + " (2)", "x" * 27 + " (3)"]


def test_khmer_is_not_cut_within_a_sign():
    for length in range(len(LONG_KHMER)):
        assert LONG_KHMER[len(cut(LONG_KHMER, length)) :][:1] not in "្ាិីឹូំ" or length == 0
    assert not SheetNames().take(LONG_KHMER).endswith("\u17d2")


def test_astral_signs_count_twice():
    assert utf16_length("😀a") == 3
    assert cut("😀😀", 3) == "😀"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"])
def test_what_looks_like_a_formula_is_text(text):
    sheet = Workbook().create_sheet()
    cell = put_text(sheet, 1, 1, text, Looks("en"), BODY)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["#N/A", "2020", "Kandal"])
def test_other_text_is_text_too(text):
    sheet = Workbook().create_sheet()
    cell = put_text(sheet, 1, 1, text, Looks("en"), BODY)
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", False)


def test_what_no_workbook_can_hold_is_dropped():
    assert storable("a\x00b\x1fc\ud800d\r\ne\uffff") == "abcd\ne"
    assert len(storable("x" * 40_000)) == 32_767


def test_vowels_and_subscripts_take_no_room():
    assert width("ខ្មែរ") == width("ខរែ") > width("ខរ")
    assert line_count("one\ntwo", 10) == 2
    assert line_count("x" * 25, 10) == 3
