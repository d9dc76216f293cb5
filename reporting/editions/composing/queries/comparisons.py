"""A table beside the same table of the year before: difference and per cent, figure by figure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reporting.core.queries.period_words import period_words
from reporting.document.charts.comparison_spec import ComparisonSpec, difference, read_comparison
from reporting.document.charts.spec import ALL_ROWS, ChartInputs, SpecError
from reporting.document.value import Align, CellContent, HeaderCell, Number, Row, RowKind
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.chart_inputs import EditionChartInputs, count_word
from reporting.editions.composing.queries.table_layouts import LABEL_WIDTH, NUMBER_WIDTH
from reporting.kernel.numbers import usual_places
from strategies.models import Element, Table
from strategies.models.labels import dated

ALIGN: tuple[Align, ...] = ("start", "start", "end", "end", "end", "end")
NO_PERCENT = "\u2013"


def comparison_block(
    chart_inputs: EditionChartInputs, data: Mapping[str, Any], passage: int = 0
) -> DocumentTable | None:
    """None where a year has no figures of the table (any more)."""
    table = chart_inputs.tables.get(str(data.get("table")))
    if table is None:
        return None
    try:
        spec = read_comparison(data, chart_inputs.inputs(table))
    except SpecError:
        return None
    return comparison_table(chart_inputs, table, spec, passage)


def comparison_table(
    chart_inputs: EditionChartInputs, table: Table, spec: ComparisonSpec, passage: int = 0
) -> DocumentTable | None:
    """This year, the year before, the difference and the per cent of it; None without figures."""
    period = chart_inputs.period
    rows = list(_rows(chart_inputs, table, spec))
    if not any(row.kind != "group" for row in rows):
        return None
    title = dated(table.title_in(chart_inputs.material.language), period.year)
    words = _("%(table)s: %(now)s and %(before)s compared")
    shown = {"now": period_words(period), "before": period_words(period.same_last_year)}
    unsaid = any(row.cells[-1] == NO_PERCENT for row in rows if row.kind != "group")
    return DocumentTable(
        id=f"{table.code}-comparison-{passage}" if passage else f"{table.code}-comparison",
        number="",
        caption=spec.caption(chart_inputs.material.language) or words % {"table": title, **shown},
        header=(
            (
                HeaderCell(_("Measure")),
                HeaderCell(_("Counted in")),
                HeaderCell(shown["now"]),
                HeaderCell(shown["before"]),
                HeaderCell(_("Difference")),
                HeaderCell(_("In per cent")),
            ),
        ),
        rows=tuple(rows),
        align=ALIGN,
        widths=(LABEL_WIDTH, 1.0, *(NUMBER_WIDTH,) * 4),
        notes=(_("–: there was nothing before, or there is no number."),) if unsaid else (),
        section=table.section.code,
    )


def _rows(chart_inputs: EditionChartInputs, table: Table, spec: ComparisonSpec) -> Iterator[Row]:
    """One row a figure; where there are several of both, a group for each row of the table."""
    inputs = chart_inputs.inputs(table)
    elements = _elements(chart_inputs, table, inputs, spec)
    wanted = bool(spec.rows)
    found = {
        code: [
            (element, line)
            for element in elements
            if (line := _line(chart_inputs, table, code, element, wanted=wanted))
        ]
        for code in spec.rows or _all_rows(inputs)
    }
    found = {code: lines for code, lines in found.items() if lines}
    for code, lines in found.items():
        title, counted = _row_words(inputs, code)
        if len(elements) > 1 and len(found) > 1:
            yield Row((title,), kind="group")
        for element, line in lines:
            by_row = len(elements) == 1 and len(found) > 1
            name = title if by_row else chart_inputs.element_title(element)
            kind: RowKind = "total" if by_row and code == ALL_ROWS else "body"
            yield Row((name, counted or count_word(element.unit_of_count), *line), kind=kind)


def _elements(
    chart_inputs: EditionChartInputs, table: Table, inputs: ChartInputs, spec: ComparisonSpec
) -> list[Element]:
    base = table.shown or table
    wanted = spec.elements or tuple(element.code for element in inputs.elements)
    return [
        element for element in chart_inputs.material.elements[base.pk] if element.code in wanted
    ]


def _all_rows(inputs: ChartInputs) -> tuple[str, ...]:
    rows = tuple(row.code for row in inputs.rows)
    return (*rows, ALL_ROWS) if inputs.has_total or not rows else rows


def _row_words(inputs: ChartInputs, code: str) -> tuple[str, str]:
    """Its title; what it counts, where the row says so and not the column."""
    found = next((option for option in inputs.options if option.code == code), None)
    return (found.title, count_word(found.unit)) if found else (_("Total"), "")


def _line(
    chart_inputs: EditionChartInputs, table: Table, row: str, element: Element, *, wanted: bool
) -> tuple[CellContent, ...] | None:
    """Four cells; None where a year has no number, unless the row was `wanted`: then only where
    neither has."""
    cell, period = chart_inputs.cell(table, row, element.code), chart_inputs.period
    keys = (period.key, period.same_last_year.key)
    now, before = (chart_inputs.material.number(cell, element, period_key=key) for key in keys)
    if not (isinstance(now, Number) or isinstance(before, Number)):
        return None
    if not (isinstance(now, Number) and isinstance(before, Number)):
        if not wanted:
            return None
        return (now, before, NO_PERCENT, NO_PERCENT)
    found = difference(Decimal(before.value), Decimal(now.value))
    percent = NO_PERCENT if found.percent is None else Number(found.percent, places=1)
    return (now, before, Number(found.difference, usual_places(found.difference)), percent)
