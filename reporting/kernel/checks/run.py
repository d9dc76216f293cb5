"""All checks over one consolidated year."""

from collections.abc import Mapping, Sequence
from itertools import chain

from reporting.kernel.checks.claims import check_claims
from reporting.kernel.checks.comparisons import check_comparisons
from reporting.kernel.checks.model import Claim, Comparison, Discrepancy, ReportedRow
from reporting.kernel.checks.outliers import check_extreme_shares, check_rates, check_shares
from reporting.kernel.checks.repeats import check_repeats
from reporting.kernel.checks.structure import check_structure
from reporting.kernel.checks.twice import check_twice
from reporting.kernel.expressions import Lookup
from reporting.kernel.tables import TableSpec

_SEVERITIES = ("high", "medium", "low")


def run_all(
    *,
    tables: Mapping[str, TableSpec],
    rows: Sequence[ReportedRow],
    claims: Sequence[Claim] = (),
    lookup: Lookup,
    comparisons: Sequence[Comparison] = (),
) -> list[Discrepancy]:
    """High severity first, then by section and line.

    `tables` by code; `rows` the accepted rows of the year (one a reporter, period, option or
    entry; the year before must not be among them); `lookup` reads consolidated figures of any
    year. Raises `ExpressionError` only for a wrong expression in
    `comparisons` or in a derived column.
    """
    found = chain(
        check_structure(tables, rows, lookup),
        check_claims(claims, lookup, rows, tables),
        check_repeats(tables, rows),
        check_shares(tables, rows),
        check_extreme_shares(tables, rows),
        check_rates(tables, rows),
        check_twice(tables, rows),
        check_comparisons(comparisons, lookup),
    )
    return sorted(found, key=_order)


def _order(one: Discrepancy) -> tuple[int, str, int, str]:
    return _SEVERITIES.index(one.severity), one.section, one.line or 0, one.unit
