"""What a table's own structure says, over the consolidated rows: the rules of entry once more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reporting.kernel.checks.kinds import KINDS
from reporting.kernel.checks.model import Discrepancy, ReportedRow
from reporting.kernel.expressions import Lookup, Reference
from reporting.kernel.rules import Finding, check_report
from reporting.kernel.tables import CellKey, TableSpec, Value

_KIND_OF_RULE = {"negative": "number_format"}


def check_structure(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow], lookup: Lookup
) -> Iterator[Discrepancy]:
    sheets: dict[tuple[str, str, str], list[ReportedRow]] = {}
    for row in rows:
        sheets.setdefault((row.table, row.unit, row.period), []).append(row)
    for (table, _unit, _period), own in sheets.items():
        if table in tables:
            yield from _check_sheet(tables[table], own, lookup)


def _check_sheet(
    table: TableSpec, rows: Sequence[ReportedRow], lookup: Lookup
) -> Iterator[Discrepancy]:
    first = rows[0]

    def of_this_report(reference: Reference) -> Decimal | None:
        scope, period = reference.scope or (first.unit,), reference.period or first.period
        return lookup(replace(reference, scope=scope, period=period))

    values = {key: value for row in rows for key, value in _values(table, row)}
    labels = {row.entry: row.label for row in rows if row.entry}
    findings = check_report(table, values, entry_labels=labels, elsewhere=of_this_report)
    for finding in findings:
        yield _discrepancy(finding, first, table)


def _values(table: TableSpec, row: ReportedRow) -> Iterator[tuple[CellKey, Value]]:
    for element in table.entered():
        code = element.code
        value = Value(row.values.get(code), code in row.not_available, row.printed.get(code, ""))
        if value != Value(None):
            yield CellKey(row.option, code, row.entry), value


def _discrepancy(finding: Finding, row: ReportedRow, table: TableSpec) -> Discrepancy:
    kind = _KIND_OF_RULE.get(finding.rule, finding.rule)
    label = str(finding.params.get("row", ""))
    where = f"{label} ({row.unit_name})" if label != row.unit_name else label
    return Discrepancy(
        kind=kind,
        severity=KINDS[kind].severity,
        section=row.section,
        table=table.code,
        unit=row.unit,
        period=row.period,
        cells=tuple(f"{cell}@{row.unit}:{row.period}" for cell in finding.cells),
        printed=str(finding.params.get("printed", "")),
        computed=finding.computed,
        template=finding.template,
        params={**finding.params, "row": where},
    )
