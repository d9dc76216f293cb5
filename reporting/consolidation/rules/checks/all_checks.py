"""All checks over one consolidated period. The short ones stand here: figures that the catalogue
declares to belong together, and what a table's own structure says."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain

from reporting.checks.rules.expectation import check_numbers
from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import (
    Claim,
    DeclaredComparison,
    FoundDiscrepancy,
    ReportedRow,
)
from reporting.checks.rules.repeated_events import check_events
from reporting.checks.rules.repeats import Sheets, check_repeated_periods, check_repeats
from reporting.checks.rules.round_numbers import check_round
from reporting.checks.rules.shares import check_rates, check_shares
from reporting.checks.rules.shifted import check_shifted
from reporting.checks.rules.shorter_reports import LongerReport, check_shorter
from reporting.checks.rules.table_rules import Finding, check_report
from reporting.checks.rules.twice import check_twice
from reporting.checks.rules.two_places import check_branches, check_two_places
from reporting.consolidation.rules.checks.claims import check_claims
from reporting.consolidation.rules.checks.parts_and_slips import with_slip
from reporting.consolidation.rules.checks.record_sources import (
    RecordedCell,
    check_record_sources,
)
from reporting.kernel.expressions import Lookup, Reference, evaluate, references
from reporting.kernel.tables import CellKey, TableSpec, Value

_SEVERITIES = ("high", "medium", "low")
_ = str  # marks a template for translation
ABOVE = _("%(message)s %(part_number)s are more than %(whole_number)s.")
DIFFERENT = _("%(message)s %(part_number)s and %(whole_number)s.")
_KIND_OF_RULE = {"negative": "number_format"}


@dataclass(frozen=True, kw_only=True)
class CheckedPeriod:
    """What `run_all` is asked about, as one value: each field is the argument of its name."""

    tables: Mapping[str, TableSpec]
    rows: Sequence[ReportedRow]
    lookup: Lookup
    claims: Sequence[Claim] = ()
    comparisons: Sequence[DeclaredComparison] = ()
    recorded: Sequence[RecordedCell] = ()
    past: Sequence[ReportedRow] = ()
    above: Mapping[str, str] = field(default_factory=dict)
    longer: Sequence[LongerReport] = ()


def check_period(period: CheckedPeriod) -> list[FoundDiscrepancy]:
    with without_collecting():
        return run_all(**vars(period))


@contextmanager
def without_collecting() -> Iterator[None]:
    """While the checks of a year run they keep some 100,000 small values, none of them in a circle:
    Python would look through all of these again and again for some to throw away, a third of the
    time."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def run_all(
    *,
    tables: Mapping[str, TableSpec],
    rows: Sequence[ReportedRow],
    claims: Sequence[Claim] = (),
    lookup: Lookup,
    comparisons: Sequence[DeclaredComparison] = (),
    recorded: Sequence[RecordedCell] = (),
    past: Sequence[ReportedRow] = (),
    above: Mapping[str, str] | None = None,
    longer: Sequence[LongerReport] = (),
) -> list[FoundDiscrepancy]:
    """High severity first, then by section and line.

    `tables` by code; `rows` the accepted rows of the year (one a reporter, period, option or
    entry; the year before must not be among them); `past` those of earlier periods, to compare
    with; `lookup` reads consolidated figures of any year; `above`: code of a reporter -> of the one
    above it; `longer`: the reports of `rows` that have shorter ones. Raises `ExpressionError` only
    for a wrong expression in `comparisons` or in a derived column.
    """
    sheets = Sheets(tables, rows)
    found = chain(
        check_structure(tables, rows, lookup),
        check_claims(claims, lookup, rows, tables),
        check_shorter(tables, rows, longer),
        check_repeats(tables, rows, above, sheets),
        check_repeated_periods(tables, rows, past),
        check_shifted(tables, rows, sheets),
        check_round(tables, rows),
        check_events(tables, rows, above),
        check_two_places(tables, rows),
        check_branches(tables, rows, above or {}),
        check_shares(tables, rows, past),
        check_rates(tables, rows, past),
        check_numbers(tables, rows, past),
        check_twice(tables, rows),
        check_comparisons(comparisons, lookup),
        check_record_sources(recorded),
    )
    return sorted(found, key=_order)


def _order(discrepancy: FoundDiscrepancy) -> tuple[int, str, int, str]:
    return (
        _SEVERITIES.index(discrepancy.severity),
        discrepancy.section,
        discrepancy.line or 0,
        discrepancy.unit,
    )


def check_comparisons(
    comparisons: Sequence[DeclaredComparison], lookup: Lookup
) -> Iterator[FoundDiscrepancy]:
    """Nothing is said where either figure is missing."""
    for comparison in comparisons:
        part, whole = evaluate(comparison.part, lookup), evaluate(comparison.whole, lookup)
        if part is None or whole is None:
            continue
        above = comparison.kind == "branch_above_body"
        if part <= whole if above else part == whole:
            continue
        yield FoundDiscrepancy(
            kind=comparison.kind,
            severity=KINDS[comparison.kind].severity,
            section=comparison.section,
            cells=tuple(map(str, (*references(comparison.part), *references(comparison.whole)))),
            computed=whole,
            template=ABOVE if above else DIFFERENT,
            params={
                "message": comparison.message,
                "part_number": part,
                "whole_number": whole,
            },
        )


def check_structure(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow], lookup: Lookup
) -> Iterator[FoundDiscrepancy]:
    sheets: dict[tuple[str, str, str], list[ReportedRow]] = {}
    for row in rows:
        sheets.setdefault((row.table, row.unit, row.period), []).append(row)
    for (table, _unit, _period), own in sheets.items():
        if table in tables:
            yield from _check_sheet(tables[table], own, lookup)


def _check_sheet(
    table: TableSpec, rows: Sequence[ReportedRow], lookup: Lookup
) -> Iterator[FoundDiscrepancy]:
    first = rows[0]

    def of_this_report(reference: Reference) -> Decimal | None:
        scope, period = reference.scope or (first.unit,), reference.period or first.period
        return lookup(replace(reference, scope=scope, period=period))

    values = {key: value for row in rows for key, value in _values(table, row)}
    labels = {row.entry: row.label for row in rows if row.entry}
    findings = check_report(table, values, entry_labels=labels, elsewhere=of_this_report)
    for finding in findings:
        yield _discrepancy(with_slip(finding, table, values), first, table)


def _values(table: TableSpec, row: ReportedRow) -> Iterator[tuple[CellKey, Value]]:
    for element in table.entered():
        code = element.code
        number, printed = row.values.get(code), row.printed.get(code, "")
        missing = code in row.not_available
        if number is not None or missing or printed:
            yield CellKey(row.option, code, row.entry), Value(number, missing, printed)


def _discrepancy(finding: Finding, row: ReportedRow, table: TableSpec) -> FoundDiscrepancy:
    kind = _KIND_OF_RULE.get(finding.rule, finding.rule)
    label = str(finding.params.get("row", ""))
    where = f"{label} ({row.unit_name})" if label != row.unit_name else label
    return FoundDiscrepancy(
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
