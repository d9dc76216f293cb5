"""A code that is read from paper leads to one table, or to one figure in it."""

import pytest

from reporting.document.trace_codes import (
    document_code,
    figure_code,
    figures_in,
    is_code,
    parse_code,
)
from reporting.document.value import HeaderCell, Missing, Number, Row, Table
from reporting.kernel.periods import Period

CODES = [
    "NSP-2020-1",
    "NSP-2020-1-T12",
    "NSP-2020-12-T1",
    "NSP-2020-1-T12-R3-C2",
    "NSP-2021-Q1-2-T3",
    "NSP-2021-S2-1-T3-R10-C4",
    "NSP-2020-T10-1-T10",
    "NSP-2020-D-T12",
    "NSP-2021-Q1-A-T12-R1-C1",
]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_read_as_it_is_written(code):
    assert str(parse_code(code)) == code


@pytest.mark.parametrize(
    "said", ["nsp 2020 1 t12", " NSP–2020–1–T12 ", "nsp_2020.1-t12", "NSP-2020--1 -T12-"]
)
def test_a_code_that_was_read_out_is_understood(said):
    assert str(parse_code(said)) == "NSP-2020-1-T12"


@pytest.mark.parametrize(
    "text",
    [
        "", "NSP", "NSP-2020", "NSP-20-1-T1", "NSP-2020-0-T1", "NSP-2020-X-T1", "NSP-2020-1-T0",
        "NSP-2020-1-T1-R1", "NSP-2020-1-T1-C1", "NSP-2020-1-T1-R0-C1", "NSP-2020-Q5-1-T1",
        "NSP-2020-03-1-T1", "NSP-2020-1-T1-R1-C1-X", "direct_publicity.times@KH-08:2020",
        "NSP-2020-1-T99999",
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused(text):
    assert not is_code(text)
    with pytest.raises(ValueError, match="not a code"):
        parse_code(text)


def test_ten_months_and_table_ten_are_told_apart():
    found = parse_code("NSP-2020-T10-1-T10")
    assert (found.period, found.edition, found.table) == (Period.parse("2020T10"), 1, 10)


def test_codes_of_editions_and_of_drafts():
    year = Period.parse("2020")
    assert str(document_code(year, 3)) == "NSP-2020-3"
    assert str(document_code(year)) == "NSP-2020-D"


def table(code="NSP-2020-1-T4"):
    rows = (
        Row(("Ministries",), kind="group"),
        Row(("A", Number(5, trace="a.x"), Missing())),
        Row(("Total", Number(5, trace="b.x"), Number(7))),
    )
    return Table(
        "a", "4", "A", ((HeaderCell("A"),),), rows, ("start", "end", "end"), (1, 1, 1), code=code
    )


def test_rows_are_counted_as_printed_and_only_what_can_be_traced_has_a_code():
    found = figures_in(table())
    assert [(row, column) for row, column, _number in found] == [(2, 2), (3, 2)]
    assert figure_code(table(), 3, 2) == "NSP-2020-1-T4-R3-C2"
    assert figure_code(table(code=""), 3, 2) == ""
