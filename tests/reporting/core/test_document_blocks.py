"""Blocks of the document in the shape of the page: no database."""

from decimal import Decimal

from reporting.core.views.document_blocks import (
    ChartPresenter,
    ListPresenter,
    block_presenters,
    chart_presenter,
    nested,
    table_presenter,
)
from reporting.document.value import (
    Bullet,
    Chart,
    HeaderCell,
    Number,
    Paragraph,
    Row,
    Series,
    Table,
)
from tests.reporting.document.sample_document import court_table, publicity_table


def cells_of(table, kind):
    return [cell for row in table_presenter(table).rows for cell in row.cells if cell.kind == kind]


def test_the_column_with_the_names_is_the_stub_not_that_of_running_numbers():
    shaped = table_presenter(publicity_table())
    assert [row.cells[1].kind for row in shaped.rows if row.kind == "body"][:2] == ["stub", "stub"]
    assert shaped.rows[1].cells[0].css == "ordinal"
    assert [css for _cell, css, _scope in shaped.head[0][:2]] == ["ordinal", "start stub"]


def test_headings_stand_over_their_columns_under_those_that_reach_down():
    shaped = table_presenter(publicity_table())
    assert [scope for _, _, scope in shaped.head[0]] == [
        "col",
        "col",
        "colgroup",
        "colgroup",
    ]
    assert {css for _cell, css, _scope in shaped.head[1]} == {"end"}
    assert sum(cell.colspan for cell, _css, _scope in table_presenter(court_table()).head[-1]) > 1


def test_numbers_are_grouped_and_carry_their_address_and_mark():
    found = next(one for one in cells_of(publicity_table(), "number") if one.mark)
    assert found.query == "figure=direct_publicity%5Bpublicity%5D.females%40KH-08%3A2020"
    assert (found.text, found.mark) == ("228", 1)
    assert any("," in one.text for one in cells_of(publicity_table(), "number"))


def test_a_figure_that_one_may_not_open_is_no_link():
    rows = table_presenter(publicity_table(), lambda address: False).rows
    assert not any(cell.query for row in rows for cell in row.cells)


def test_blank_not_available_and_nothing_differ():
    table = publicity_table()
    assert [len(cells_of(table, kind)) for kind in ("blank", "not_available", "nothing")] == [
        5, 1, 1,
    ]  # fmt: skip
    shaped = table_presenter(table)
    assert shaped.has_not_available
    assert shaped.has_nothing


def test_a_group_row_spans_the_table():
    first = table_presenter(publicity_table()).rows[0]
    assert (first.kind, first.colspan, len(first.cells)) == ("group", 8, 1)


def measured(*rows, heads=("Measure", "Counted in", "2021")):
    return Table(
        id="t", number="1", caption="", header=(tuple(map(HeaderCell, heads)),),
        rows=tuple(map(Row, rows)), align=("start", "start", "end"), widths=(2.0, 1.0, 1.0),
    )  # fmt: skip


def test_the_unit_of_count_stands_under_the_measure_where_a_phone_shows_no_column_of_its_own():
    number = Number(Decimal(12))
    shaped = table_presenter(measured(("Patrols", "times", number), ("Crimes", "", number)))
    name, unit, _number = shaped.rows[0].cells
    assert (name.under, unit.css) == ("times", "folds")
    assert shaped.head[0][1][1] == "folds"
    words = "what is told of it in many more words than a unit of count"
    for row in (("Patrols", words, number), ("Patrols", "times", "many")):
        shaped = table_presenter(measured(row))
        assert [cell.under for cell in shaped.rows[0].cells] == ["", "", ""]


def test_a_table_of_words_alone_is_a_list():
    assert table_presenter(measured(("No. 1", "Train officers.", "done"))).is_list
    assert not table_presenter(measured(("Patrols", "times", Number(Decimal(12))))).is_list


def test_bullets_are_nested_by_level_and_a_skipped_level_is_one_step():
    items = nested([Bullet("a"), Bullet("b", 2), Bullet("c", 2), Bullet("d", 1), Bullet("e")])
    assert [item.bullet.text for item in items] == ["a", "e"]
    assert [item.bullet.text for item in items[0].below] == ["b", "c", "d"]


def test_bullets_that_follow_one_another_are_one_list():
    found = list(block_presenters([Bullet("a"), Bullet("b"), Paragraph("p"), Bullet("c")]))
    assert [isinstance(one, ListPresenter) for one in found] == [True, False, True]


def test_a_chart_stands_beside_its_numbers():
    chart = Chart("c", "1", "Cases <b>", "bars", ("Cases",), (Series("2020", (1355,)),), "cases")
    shaped = chart_presenter(chart)
    assert isinstance(shaped, ChartPresenter)
    assert shaped.rows == (("Cases", ("1,355",)),)
    assert "<b>" not in shaped.svg
