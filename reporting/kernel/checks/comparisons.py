"""Figures that the catalogue declares to belong together, from two places of the report."""

from collections.abc import Iterator, Sequence

from reporting.kernel.checks.kinds import KINDS
from reporting.kernel.checks.model import Comparison, Discrepancy
from reporting.kernel.expressions import Lookup, evaluate, references

_ = str  # marks a template for translation

ABOVE = _("%(message)s %(part_number)s are more than %(whole_number)s.")
DIFFERENT = _("%(message)s %(part_number)s and %(whole_number)s.")


def check_comparisons(comparisons: Sequence[Comparison], lookup: Lookup) -> Iterator[Discrepancy]:
    """Nothing is said where either figure is missing."""
    for comparison in comparisons:
        part, whole = evaluate(comparison.part, lookup), evaluate(comparison.whole, lookup)
        if part is None or whole is None:
            continue
        above = comparison.kind == "branch_above_body"
        if part <= whole if above else part == whole:
            continue
        yield Discrepancy(
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
