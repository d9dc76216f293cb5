"""Where a table may be cut, how wide it gets, and how its heads are placed."""

from typing import Any

import pytest

from reporting.document.fonts import REGULAR, register_fonts
from reporting.document.pdf.columns import needs_wide_page, show
from reporting.document.pdf.grid import lay_out
from reporting.document.pdf.styles import COLUMN_HEIGHT, MEASURE, WIDE_MEASURE
from reporting.document.pdf.table_drawing import RuledTable
from reporting.document.script_text import text_width
from reporting.document.value import HeaderCell, Missing, Number, Row, Table
from tests.reporting.document.sample_document import (
    END,
    OVERVIEW,
    court_table,
    events_table,
    publicity_table,
    small_table,
)
from tests.reporting.document.sample_names import ENGLISH


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register_fonts()


def grouped_table(groups: int = 12, rows: int = 5) -> Table:
    body: list[Row] = []
    for group in range(groups):
        body.append(Row((f"Group {group}",), "group"))
        body += [Row((f"Row {row}", Number(row))) for row in range(rows)]
        body.append(Row(("Subtotal", Number(10)), "subtotal"))
    body.append(Row(("Total", Number(120)), "total"))
    head = ((HeaderCell("What"), HeaderCell("Cases", unit="cases")),)
    return Table("t", "1", "Groups", head, tuple(body), ("start", "end"), (3, 1))


@pytest.mark.parametrize("height", range(150, 650, 9))
def test_cut_keeps_groups_with_their_rows_and_totals_with_theirs(height: int) -> None:
    table: Any = RuledTable(grouped_table(), ENGLISH)
    parts = table.split(MEASURE, height)
    if not parts:
        return
    first, second = parts
    rows = first.grid.rows
    assert rows[first.end - 1].kind != "group"
    assert rows[first.end - 2].kind != "group"
    assert rows[second.start].kind not in ("subtotal", "total")
    assert first.wrap(MEASURE, 0)[1] <= height


def test_parts_together_are_the_whole() -> None:
    table: Any = RuledTable(publicity_table(), ENGLISH)
    first, second = table.split(MEASURE, 400)
    assert (first.start, first.end, second.end) == (0, second.start, len(table.grid.rows))


def test_short_table_moves_down_whole() -> None:
    table = RuledTable(small_table(), ENGLISH)
    assert table.split(MEASURE, 40) == []
    assert table.room_to_begin(MEASURE) == table.wrap(MEASURE, 0)[1]


def test_text_longer_than_a_page_runs_on_in_further_rows() -> None:
    head = ((HeaderCell("Text"),),)
    table = Table("t", "1", "Long", head, (Row((OVERVIEW * 30,)),), ("start",), (1,))
    rows = RuledTable(table, ENGLISH).grid.rows
    assert len(rows) > 3
    assert max(row.height for row in rows) < COLUMN_HEIGHT / 2
    printed = " ".join(line for row in rows for line in row.cells[0].lines)
    assert printed.split() == (OVERVIEW * 30).split()


def test_many_columns_fit_in_smaller_type() -> None:
    grid = lay_out(court_table(), MEASURE)
    assert len(grid.edges) == 23
    assert grid.width == pytest.approx(MEASURE)
    assert grid.size < lay_out(publicity_table(), MEASURE).size


def test_columns_too_many_for_the_page_turn_it() -> None:
    columns = 26
    head = (tuple(HeaderCell("Persons", unit="persons") for _ in range(columns)),)
    rows = (Row(tuple(Number(123456) for _ in range(columns))),)
    table = Table("w", "1", "Wide", head, rows, END * columns, (1,) * columns)
    assert needs_wide_page(table)
    assert not needs_wide_page(court_table())
    assert RuledTable(table, ENGLISH).page == "wide"
    assert lay_out(table, WIDE_MEASURE).width <= WIDE_MEASURE + 0.1


def test_heads_stand_past_those_that_reach_down() -> None:
    places = {(head.line, head.column) for head in lay_out(court_table(), MEASURE).heads}
    assert {(0, 0), (1, 1), (1, 17), (2, 1), (2, 16)} <= places
    assert not {(1, 0), (2, 0), (2, 17)} & places


def test_no_number_is_wider_than_its_column() -> None:
    for table in (publicity_table(), court_table(), events_table()):
        grid = lay_out(table, MEASURE)
        for row in grid.rows:
            for cell in row.cells:
                assert cell.align == "start" or len(cell.lines) <= 1


def test_what_stands_in_a_cell() -> None:
    assert show(Number(1234567)) == "1,234,567"
    assert show(Number(-37)) == "\u221237"
    assert show("text") == "text"
    grid = lay_out(small_table(), MEASURE, not_available="មិនមាន")
    assert grid.missing == {"blank": "", "nothing": "\u2014", "not_available": "មិនមាន"}
    assert show(Missing("nothing")) == ""


def test_a_word_for_no_number_is_broken_and_does_not_reach_into_the_next_column() -> None:
    word, months = "មិនមានទិន្នន័យ", 12
    head = tuple(HeaderCell(str(month)) for month in range(months))
    row = Row(tuple(Missing("not_available") for _ in range(months)))
    table = Table("t", "1", "", (head,), (row,), END * months, (1,) * months)
    grid = lay_out(table, MEASURE, not_available=word)
    for column, cell in enumerate(grid.rows[0].cells):
        room = grid.edges[column + 1] - grid.edges[column] - 2 * grid.pad
        assert "".join(cell.lines) == word
        assert all(text_width(line, REGULAR, grid.size) <= room + 0.1 for line in cell.lines)
