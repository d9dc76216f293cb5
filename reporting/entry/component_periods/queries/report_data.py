"""What revisions say, as plain values, however many: for shorter reports and for those below."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from reporting.entry.component_periods.rules.component_reports import ReportData, ReportDataRow
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, Value
from reporting.models import DataValue, ListEntry, TableStatement
from strategies.models import Cell

ROW = (
    "key", "title", "kind", "number", "date", "partner", "text", "level", "activity_group",
)  # fmt: skip


def report_data_by_revision(revisions: Mapping[int, Period]) -> dict[int, ReportData]:
    """Each with its period; four queries."""
    values = _values(revisions)
    rows = _rows(revisions)
    nothing: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, table, reason in TableStatement.objects.filter(revision__in=revisions).values_list(
        "revision_id", "table__code", "reason"
    ):
        nothing[pk][table] = reason
    return {
        pk: ReportData(period, values[pk], rows[pk], nothing[pk])
        for pk, period in revisions.items()
    }


def _rows(revisions: Collection[int]) -> dict[int, dict[str, list[ReportDataRow]]]:
    found: dict[int, dict[str, list[ReportDataRow]]] = defaultdict(lambda: defaultdict(list))
    entries = ListEntry.objects.filter(revision__in=revisions).order_by("position", "pk")
    for pk, table, *texts in entries.values_list("revision_id", "table__code", *ROW):
        named: dict[str, Any] = dict(zip(ROW, texts, strict=True))
        found[pk][table].append(ReportDataRow(**named))
    return found


def _values(revisions: Collection[int]) -> dict[int, dict[str, dict[CellKey, Value]]]:
    """Twenty reports have some 8,000 values: their cells are looked up here, not joined."""
    found: dict[int, dict[str, dict[CellKey, Value]]] = defaultdict(lambda: defaultdict(dict))
    rows = list(
        DataValue.objects.filter(revision__in=revisions).values_list(
            "revision_id", "cell_id", "entry__key", "value", "not_available"
        )
    )
    cells = {
        pk: (table, option, element)
        for pk, table, option, element in Cell.objects.filter(
            pk__in={cell for _pk, cell, *_rest in rows}
        ).values_list("pk", "table__code", "option__code", "element__code")
    }
    keys: dict[tuple[int, str | None], CellKey] = {}
    for pk, cell, entry, number, missing in rows:
        table, option, element = cells[cell]
        key = keys.get((cell, entry))
        if key is None:
            key = keys[cell, entry] = CellKey(option, element, entry)
        found[pk][table][key] = Value(number, missing)
    return found
