"""How much what is found would move what is printed: by this a list is ordered."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reporting.checks.rules.figures_named import Figures, Miss, misses, number, reported_cells
from reporting.checks.rules.roots import ListedFinding, named_figures
from reporting.kernel.expressions import Reference

MOST = 1.0  # a figure that is wholly in doubt
Nation = Mapping[str, Decimal]
Units = Mapping[tuple[str, str], Decimal]


def weights_of(
    findings: Sequence[ListedFinding], period: str, nation: Nation, units: Units
) -> list[float]:
    """For each finding a share of 1: by how much of itself a national figure is wrong, or which
    part of it is the number in doubt; the largest of all figures that it touches.

    `nation`: code of a cell -> the country's figure; `units`: (code, unit) -> that unit's.
    """
    figures = Figures(period, {})
    return [_weight(finding, figures, nation, units) for finding in findings]


def _weight(finding: ListedFinding, figures: Figures, nation: Nation, units: Units) -> float:
    named = named_figures(finding, figures)
    shares = [_of_miss(figure, miss, nation) for figure, miss in misses(finding, named)]
    shares += [_of_cell(cell, nation, units) for cell in reported_cells(finding, named)]
    return max(shares, default=_of_numbers(finding))


def _of_numbers(finding: ListedFinding) -> float:
    """Of a percentage, or of two figures of which one cannot be more than the other."""
    params = finding.params
    pairs = ((finding.printed, finding.computed), (params.get("part_number"), finding.computed))
    for said, right in pairs:
        one, other = number(said), number(right)
        if one is not None and other is not None:
            return _share(one - other, other)
    return 0.0


def _of_miss(figure: Reference, miss: Miss, nation: Nation) -> float:
    return _share(miss.by, nation.get(figure.cell, miss.given))


def _of_cell(cell: Reference, nation: Nation, units: Units) -> float:
    number, whole = units.get((cell.cell, cell.scope[0])), nation.get(cell.cell)
    return 0.0 if number is None or whole is None else _share(number, whole)


def _share(part: Decimal, whole: Decimal) -> float:
    return min(MOST, float(abs(part) / (abs(whole) or 1)))
