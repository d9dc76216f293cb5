"""Shares: the parts of a whole, as columns (women of persons) or as rows (each offence of all)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reporting.document.charts.spec import ALL_ROWS, Whole, whole_of
from reporting.document.value import Series
from reporting.editions.composing.queries.chart_source import (
    CategoryValues,
    ChartSource,
    Scope,
    Value,
    plain,
    rest,
    total,
)
from reporting.kernel.numbers import plain_number

MOST_PARTS = 5  # beside the others


def shares(source: ChartSource) -> tuple[list[str], list[Series]]:
    """One whole as a series of its parts; several wholes as categories, a series a part."""
    whole = whole_of(source.spec, source.inputs)
    return _shares_by_row(source) if whole is None else _by_element(source, whole)


def _by_element(source: ChartSource, whole: Whole) -> tuple[list[str], list[Series]]:
    names = [source.element_title(code) for code in source.spec.elements]
    lines, rests = [], []
    for title, row, scope, year in _wholes(source):
        values = [source.value(row, element, scope, year) for element in source.spec.elements]
        all_ = source.value(row, whole.code, scope, year)
        _say_too_much(source, title, all_, values)
        lines.append(CategoryValues(title, values))
        rests.append(rest(all_, values))
    if any(rests):
        names.append(_rest_name(source))
        lines = [
            CategoryValues(line.title, [*line.values, left])
            for line, left in zip(lines, rests, strict=True)
        ]  # fmt: skip
    if len(lines) == 1:
        return names, [Series(source.element_title(whole.code), plain(lines[0].values))]
    return [line.title for line in lines], [
        Series(name, plain(line.values[at] for line in lines)) for at, name in enumerate(names)
    ]


def _wholes(source: ChartSource) -> Iterator[tuple[str, str, Scope, int]]:
    """Title, row, units and year of each."""
    spec = source.spec
    year = spec.years[-1] if spec.years else source.chart_inputs.period.year
    if len(spec.rows) > 1:
        for row in spec.rows:
            yield source.row_title(row), row, source.scope, year
    elif len(spec.units) > 1:
        for unit in spec.units:
            yield source.unit_title(unit), spec.rows[0], (unit,), year
    elif len(spec.years) > 1:
        for shown_year in spec.years:
            yield str(shown_year), spec.rows[0], source.scope, shown_year
    else:
        yield "", spec.rows[0], source.scope, year


def _rest_name(source: ChartSource) -> str:
    """What is left of a whole when its one part is taken away has a name of its own."""
    roles = {source.inputs.element(code).role for code in source.spec.elements}
    return {
        "females": _("Males"),
        "males": _("Females"),
        "minors": _("Adults"),
        "foreigners": _("Nationals"),
    }.get(roles.pop() if len(roles) == 1 else "") or _("Others")


def _say_too_much(source: ChartSource, title: str, whole: Value, values: list[Value]) -> None:
    parts = total(values)
    if whole is None or parts is None or parts <= whole:
        return
    words = _("The parts (%(parts)s) are more than the whole (%(whole)s).")
    said = words % {"parts": f"{plain_number(parts):,}", "whole": f"{plain_number(whole):,}"}
    source.notes.append(f"{title}: {said}" if title else said)


def _shares_by_row(source: ChartSource) -> tuple[list[str], list[Series]]:
    """The largest rows; the others, and what no row says of the total, together."""
    element = source.spec.elements[0]
    year = source.spec.years[-1] if source.spec.years else None
    found = [
        CategoryValues(source.row_title(row), [source.value(row, element, source.scope, year)])
        for row in source.spec.rows
        if row != ALL_ROWS
    ]
    lines = sorted(
        (line for line in found if line.values[0]), key=lambda line: -(line.values[0] or 0)
    )
    kept, others = lines[:MOST_PARTS], lines[MOST_PARTS:]
    names = [line.title for line in kept]
    parts = [line.values[0] for line in kept]
    all_ = source.value(ALL_ROWS, element, source.scope, year) if source.inputs.has_total else None
    unsaid = rest(all_, [line.values[0] for line in lines])
    left = total([unsaid, *(line.values[0] for line in others)])
    if left:
        names.append(_("Others"))
        parts.append(left)
    return names, [Series(source.element_title(element), plain(parts))]
