"""What was found, folded by its roots: one finding with its consequences under it."""

from collections.abc import Mapping
from decimal import Decimal

from reporting.checks.rules.roots import roots_of
from reporting.checks.rules.weights import weights_of
from reporting.editions.discrepancies.queries.resolutions import (
    explanation_holds,
    found_of,
)
from reporting.kernel.expressions import ExpressionError, Reference, references
from reporting.models import Consolidation, Discrepancy, Figure, Settlement
from strategies.models import Derivation

Rows = Mapping[str, Discrepancy]
Histories = Mapping[str, list[Settlement]]


def roots_among(consolidation: Consolidation, rows: Rows) -> dict[str, str]:
    """Fingerprint of a consequence -> that of its root; one query, none where nothing was found."""
    marks = list(rows)
    if len(marks) < 2:
        return {}
    found = roots_of(
        [found_of(row) for row in rows.values()], consolidation.period.code, _made_of()
    )
    pairs = zip(marks, found, strict=True)
    return {mark: marks[root] for mark, root in pairs if root is not None}


def _made_of() -> dict[str, tuple[Reference, ...]]:
    found = {}
    for code, expression in Derivation.objects.values_list("cell__code", "expression"):
        found[code] = references(expression)
    return found


def weights(consolidation: Consolidation, rows: Rows) -> dict[str, float]:
    """Fingerprint -> how much it moves what is printed, as a share of 1; one query."""
    cells = {cell for row in rows.values() for cell in row.cells}
    codes = {reference.cell for cell in cells for reference in _read(cell) if reference.cell}
    figures = Figure.objects.filter(
        consolidation=consolidation, period_key=consolidation.period_key, kind="",
        cell__code__in=codes,
    ).values_list("cell__code", "organisation_unit__code", "value")  # fmt: skip
    nation: dict[str, Decimal] = {}
    units: dict[tuple[str, str], Decimal] = {}
    for code, unit, value in figures:
        if unit:
            units[code, unit] = value
        else:
            nation[code] = value
    found = [found_of(row) for row in rows.values()]
    shares = weights_of(found, consolidation.period.code, nation, units)
    return dict(zip(rows, shares, strict=True))


def _read(cell: str) -> tuple[Reference, ...]:
    try:
        return references(cell)
    except ExpressionError:
        return ()


def explained_with_root(rows: Rows, said: Histories, roots: Mapping[str, str]) -> set[str]:
    """Consequences that an explanation of their root explains too, and none of their own does."""
    return {
        mark
        for mark, root in roots.items()
        if explanation_holds(rows[root], _newest(said, root))
        and not explanation_holds(rows[mark], _newest(said, mark))
        and not opened_apart(_newest(said, mark), _newest(said, root))
    }


def _newest(said: Histories, mark: str) -> Settlement | None:
    return said[mark][-1] if mark in said else None


def opened_apart(own: Settlement | None, roots: Settlement | None) -> bool:
    """Somebody opened a consequence again after its root was resolved: then it stands alone."""
    if own is None or roots is None or own.state != Settlement.State.OPEN:
        return False
    return (own.at, own.pk) > (roots.at, roots.pk)
