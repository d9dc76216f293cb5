"""Checks between the tables of one report, asked of the reporter while it is filled."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.repeated_events import repeated_events
from reporting.checks.rules.table_rules import Finding
from reporting.checks.rules.two_places import check_two_places
from reporting.kernel.table_values import FilledTable, Values
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation
TWO_NUMBERS_ASKED = _(
    "%(element)s of “%(row)s” (%(section)s) and of “%(other_row)s” (%(other_section)s): "
    "%(number)s and %(other)s, but %(same)s is the same in both. Correct one of them, or say why "
    "they differ."
)
EVENT_ASKED = _(
    "“%(row)s” and “%(other_row)s” are called alike, and %(cells)s of their figures are the same "
    "or nearly so. If they are one event, empty one of them; if they are two, say so."
)


def given_twice(
    tables: Mapping[str, TableSpec],
    values: Mapping[str, Values],
    labels: Mapping[str, Mapping[str, str]],
) -> Iterator[Finding]:
    """One thing in two tables of a report with two numbers: by the check of a whole period."""
    rows = [
        row
        for code, table in tables.items()
        if code in values
        for row in _rows(table, values[code], labels.get(code, {}))
    ]
    for found in check_two_places(tables, rows):
        cells = tuple(cell.partition("@")[0] for cell in found.cells)
        number = found.params["number"]
        yield Finding(
            rule="given_twice",
            severity="warning",
            table=cells[0].split("[")[0].split("{")[0].split(".")[0],
            cells=cells,
            entered=number if isinstance(number, Decimal) else None,
            computed=found.computed,
            template=TWO_NUMBERS_ASKED,
            params={name: said for name, said in found.params.items() if name != "unit"},
        )


def events_twice(
    tables: Mapping[str, TableSpec],
    values: Mapping[str, Values],
    labels: Mapping[str, Mapping[str, str]],
    days: Mapping[str, Mapping[str, date]],
) -> Iterator[Finding]:
    """One event in two rows of a list of this report: by the check of a whole period."""
    rows = [
        replace(row, day=days.get(code, {}).get(row.entry or ""))
        for code, table in tables.items()
        if code in values and table.kind == "open"
        for row in _rows(table, values[code], labels.get(code, {}))
    ]
    for found in repeated_events(tables, rows):
        yield Finding(
            rule="repeated_event",
            severity="warning",
            table=found.row.table,
            cells=tuple(
                cell_code(row.table, None, code, row.entry)
                for row in (found.row, found.other)
                for code in found.columns
            ),
            template=EVENT_ASKED,
            params={
                "row": found.row.label,
                "other_row": found.other.label,
                "cells": len(found.columns),
            },
        )


def _rows(table: TableSpec, values: Values, called: Mapping[str, str]) -> Iterator[ReportedRow]:
    sheet = FilledTable(table, values, called)
    numbers: dict[tuple[str | None, str | None], dict[str, Decimal]] = defaultdict(dict)
    for key, value in values.items():
        if value.number is not None:
            numbers[key.option, key.entry][key.element] = value.number
    for (option, entry), given in numbers.items():
        yield ReportedRow(
            table=table.code,
            section=table.section,
            unit="",
            unit_name="",
            unit_kind="",
            period="",
            values=given,
            option=option,
            entry=entry,
            label=sheet.label(option, entry),
        )
