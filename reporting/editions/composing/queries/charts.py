"""A chart of a table drawn from its figures as its spec says."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.core.queries.period_words import short_month
from reporting.document.charts.spec import ChartInputs, ChartReporter, ChartSpec, Form, SpecError
from reporting.document.charts.spec_reading import read_spec
from reporting.document.value import Chart, ChartKind, Series
from reporting.editions.composing.queries.catalogue_charts import has_figures
from reporting.editions.composing.queries.chart_inputs import EditionChartInputs
from reporting.editions.composing.queries.chart_shares import shares
from reporting.editions.composing.queries.chart_source import (
    CategoryValues,
    ChartSource,
    plain,
    total,
)
from strategies.models import Table

Parts = tuple[list[str], list[Series]]  # categories, series
KINDS: dict[str, ChartKind] = {"lines_by_month": "lines", "shares": "shares"}


def spec_chart(
    chart_inputs: EditionChartInputs, data: Mapping[str, Any], passage: int = 0
) -> Chart | None:
    """The chart of a passage; None where its table or its figures are not there any more."""
    table = chart_inputs.tables.get(str(data.get("table")))
    if table is None:
        return None
    try:
        spec = read_spec(data, chart_inputs_for(chart_inputs, table, str(data.get("form"))))
    except SpecError:
        return None
    made = drawn(chart_inputs, table, spec, passage)
    return made if has_figures(made) else None


def chart_inputs_for(chart_inputs: EditionChartInputs, table: Table, form: str) -> ChartInputs:
    """The reports are asked for their months only where months are drawn."""
    by_month = form == "lines_by_month"
    return chart_inputs.monthly_inputs(table) if by_month else chart_inputs.inputs(table)


def drawn(
    chart_inputs: EditionChartInputs, table: Table, spec: ChartSpec, passage: int = 0
) -> Chart:
    """The chart of a spec that was read; its numbers may all be missing."""
    source = ChartSource(
        chart_inputs, table, chart_inputs_for(chart_inputs, table, spec.form), spec
    )
    categories, series = FORMS[spec.form](source)
    return Chart(
        id=f"{table.code}-chart-{passage}" if passage else f"{table.code}-chart",
        number="",
        caption=spec.caption(chart_inputs.material.language) or source.caption(),
        kind=KINDS.get(spec.form, "bars"),
        categories=tuple(categories),
        series=tuple(series),
        unit=source.unit(),
        notes=tuple(source.notes),
        drawn=tuple(sorted(source.drawn)),
    )


def _by_unit(source: ChartSource) -> Parts:
    spec = source.spec
    columns = [(row, element) for element in spec.elements for row in spec.rows]
    lines = [
        CategoryValues(
            reporter.title, [source.value(*column, (reporter.code,)) for column in columns]
        )
        for reporter in source.inputs.reporters
        if _is_chosen(spec, reporter)
    ]
    if len(spec.rows) > 1:
        names = [source.row_title(row) for row, _element in columns]
    else:
        names = [source.element_title(element) for _row, element in columns]
    return _set(_largest(spec, lines), names)


def _is_chosen(spec: ChartSpec, reporter: ChartReporter) -> bool:
    if spec.kind:
        return reporter.kind == spec.kind
    return not spec.units or reporter.code in spec.units


def _by_row(source: ChartSource) -> Parts:
    """A bar a row; of one row alone, a bar a column."""
    spec = source.spec
    if len(spec.rows) == 1:
        columns = [
            CategoryValues(
                source.element_title(element), [source.value(spec.rows[0], element, source.scope)]
            )
            for element in spec.elements
        ]
        return _set(_largest(spec, columns, with_others=False), [source.unit() or columns[0].title])
    lines = [
        CategoryValues(
            source.row_title(row),
            [source.value(row, element, source.scope) for element in spec.elements],
        )
        for row in spec.rows
    ]
    names = [source.element_title(element) for element in spec.elements]
    return _set(_largest(spec, lines, with_others=source.inputs.has_total), names)


def _largest(
    spec: ChartSpec, found: list[CategoryValues], *, with_others: bool = True
) -> list[CategoryValues]:
    """Those with numbers, in the order of the spec; beyond the largest, the others together."""
    lines = [line for line in found if any(value is not None for value in line.values)]
    ranked = sorted(lines, key=lambda line: -(line.values[0] or Decimal(0)))
    if spec.order == "size":
        lines = ranked
    if not spec.most or len(lines) <= spec.most + 1:  # one alone is not “others”
        return lines
    others = ranked[spec.most :]
    kept = [line for line in lines if not any(line is other for other in others)]
    if with_others:
        words = ngettext("%(count)d other", "%(count)d others together", len(others))
        values = [total(column) for column in zip(*(line.values for line in others), strict=True)]
        kept.append(CategoryValues(words % {"count": len(others)}, values))
    return kept


def _set(lines: Sequence[CategoryValues], names: Sequence[str]) -> Parts:
    return [line.title for line in lines], [
        Series(name, plain(line.values[at] for line in lines)) for at, name in enumerate(names)
    ]


def _by_year(source: ChartSource) -> Parts:
    """A group of bars for each measure, a bar for each year, as the report prints them."""
    bars = list(source.measures(mixed=not source.unit()))
    return [title for title, *_bar in bars], [
        Series(
            str(year),
            plain(source.value(row, element, scope, year) for _t, row, element, scope in bars),
        )
        for year in source.spec.years
    ]


def _by_month(source: ChartSource) -> Parts:
    chart_inputs, table = source.chart_inputs, source.table
    months = chart_inputs.period.months
    series = [
        Series(
            title,
            plain(
                source.month_value(row, element, scope, year * 100 + month)
                for year, month in months
            ),
        )
        for title, row, element, scope in source.measures()
    ]
    came, all_ = chart_inputs.monthly_reporters(table), len(source.inputs.reporters)
    if came < all_ and not source.scope and not chart_inputs.inputs(table).months:
        words = _("By month from %(came)d of %(all)d reporters, who report each month.")
        source.notes.append(words % {"came": came, "all": all_})
    return [short_month(month) for _year, month in months], series


FORMS: dict[Form, Callable[[ChartSource], Parts]] = {
    "bars_by_unit": _by_unit,
    "bars_by_row": _by_row,
    "bars_by_year": _by_year,
    "lines_by_month": _by_month,
    "shares": shares,
}
