"""A column that stands one row away from where it belongs: its numbers are those of another
reporter, or of the period before, each moved by one row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.checks.rules.repeats import TELLING, RowsOfTable, Sheets, Spreads
from reporting.kernel.coincidences import NOTHING_KNOWN, Agreement, chance_of, width
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation
SHIFTED = _(
    "%(unit)s, %(element)s in %(table)s: %(cells)s figures are those of %(other)s "
    "(%(other_period)s), each one row away. Did the column slip by a row?"
)
KIND = "shifted_column"
MovedColumn = tuple[int, int, str, int]  # two reports, a column, and by how many rows it is moved


def check_shifted(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow], sheets: Sheets | None = None
) -> Iterator[FoundDiscrepancy]:
    """Tables with three rows of their own names or more; reports of the same period, or of one
    reporter for periods that follow each other. `sheets` as in `check_repeats`."""
    given = sheets or Sheets(tables, rows)
    with_rows = {
        table: own
        for table, own in given.by_table.items()
        if len(tables[table].rows()) > 2 and len(own) > 1
    }
    compared = sum(_compared(tables[table], own) for table, own in with_rows.items())
    thresholds = {name: float(number) for name, number in KINDS[KIND].thresholds.items()}
    limit = min(thresholds["expected"] / max(compared, 1), thresholds["chance"])
    for table, own in with_rows.items():
        spreads = given.spreads(table)
        for pair, places in _moved(tables[table], own, spreads).items():
            if len(places) > 1 and _chance(own[pair[0]], pair, places, spreads) < limit:
                yield _found(tables[table], own, pair, places)


def _compared(table: TableSpec, own: Sequence[RowsOfTable]) -> int:
    """Two ways of moving each column of each pair."""
    per_period: dict[str, int] = defaultdict(int)
    for given in own:
        per_period[given.row.period] += 1
    pairs = sum(number * (number - 1) // 2 for number in per_period.values())
    return 2 * len(table.entered()) * (pairs + len(own))


def _moved(
    table: TableSpec, own: Sequence[RowsOfTable], spreads: Spreads
) -> dict[MovedColumn, list[tuple[str, str]]]:
    """Pairs of reports with a telling number one row apart in the same column, with (row of the
    later report, row of the other); a number that stands in the same row too has not moved."""
    order = {option.code: place for place, option in enumerate(table.rows())}
    before = _before(own)
    found: dict[MovedColumn, list[tuple[str, str]]] = defaultdict(list)
    for (element, number), places in _by_number(own, set(order), spreads).items():
        for at, option in places:
            for other, source in places:
                by = order[option] - order[source]
                beside = own[at].row.period == own[other].row.period and at > other
                if abs(by) != 1 or not (beside or before.get(at) == other):
                    continue
                if own[other].figures.get((option, element)) != number:
                    found[at, other, element, by].append((option, source))
    for moved in found.values():
        moved.sort(key=lambda pair: order[pair[0]])
    return found


def _by_number(
    own: Sequence[RowsOfTable], options: set[str], spreads: Spreads
) -> dict[tuple[str, float], list[tuple[int, str]]]:
    """Where each telling number of a column stands: in which report and row."""
    found: dict[tuple[str, float], list[tuple[int, str]]] = defaultdict(list)
    for at, given in enumerate(own):
        for (option, element), number in given.figures.items():
            if option is None or option not in options or number <= 0:
                continue
            usual = spreads.get((option, element), NOTHING_KNOWN).at(number, without=1)
            if usual * width(number) < TELLING:
                found[element, number].append((at, option))
    return found


def _before(own: Sequence[RowsOfTable]) -> dict[int, int]:
    """Of each report the same reporter's one before it."""
    found: dict[int, int] = {}
    last: dict[str, int] = {}
    for at in sorted(range(len(own)), key=lambda place: own[place].row.period):
        unit = own[at].row.unit
        if unit in last:
            found[at] = last[unit]
        last[unit] = at
    return found


def _chance(
    given: RowsOfTable, pair: MovedColumn, places: Sequence[tuple[str, str]], spreads: Spreads
) -> float:
    element = pair[2]
    agreements = []
    for option, _source in places:
        number = given.figures[option, element]
        usual = spreads.get((option, element), NOTHING_KNOWN).at(number, without=1)
        agreements.append(Agreement(number, number, usual))
    return chance_of(agreements)


def _found(
    table: TableSpec,
    own: Sequence[RowsOfTable],
    pair: MovedColumn,
    places: Sequence[tuple[str, str]],
) -> FoundDiscrepancy:
    given, other, code = own[pair[0]].row, own[pair[1]].row, pair[2]
    element = table.element(code)
    addresses = [
        f"{cell_code(table.code, option, code)}@{row.unit}:{row.period}"
        for row, column in ((given, 0), (other, 1))
        for option in (place[column] for place in places)
    ]
    return FoundDiscrepancy(
        kind=KIND,
        severity=KINDS[KIND].severity,
        section=given.section,
        table=given.table,
        unit=given.unit,
        period=given.period,
        cells=tuple(addresses),
        template=SHIFTED,
        params={
            "unit": given.unit_name,
            "element": element.title if element else code,
            "table": table.title,
            "cells": len(places),
            "other": other.unit_name,
            "other_period": other.period,
        },
    )
