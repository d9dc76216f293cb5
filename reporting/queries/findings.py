"""The figures that discrepancies name, as links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reporting.kernel.checks.kinds import KINDS
from reporting.kernel.expressions import ExpressionError, Reference, parse
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Discrepancy, Figure

SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True)
class CellLink:
    """A cell that a discrepancy names; `can_open` where it is one figure."""

    address: str
    can_open: bool


class CellLinks:
    """Which of the cells that discrepancies name can be opened; one query."""

    def __init__(self, consolidation: Consolidation, rows: list[Discrepancy]) -> None:
        self.consolidation = consolidation
        self.rows = rows

    def links(self, cells: Iterable[str]) -> tuple[CellLink, ...]:
        return tuple(CellLink(cell, can_open=self._can_open(cell)) for cell in cells)

    def _can_open(self, cell: str) -> bool:
        """Figures of the year are always there; those of a part of it only where they are kept."""
        found = _figure_of(cell)
        if found is None:
            return False
        return found.period is None or len(found.period) == len("2020") or cell in self._kept

    @cached_property
    def _kept(self) -> set[str]:
        """The cells named by discrepancies whose figure of a part of the year is stored."""
        named = {cell: _figure_of(cell) for row in self.rows for cell in row.cells}
        parts = {cell: one for cell, one in named.items() if one is not None and one.period}
        stored = set(
            Figure.objects.filter(
                consolidation=self.consolidation,
                kind="",
                cell__code__in={one.cell for one in parts.values()},
            ).values_list("cell__code", "organisation_unit__code", "period_key")
        )
        return {
            cell
            for cell, one in parts.items()
            if (one.cell, next(iter(one.scope), None), Period.parse(one.period or "").key) in stored
        }


def kinds_shown(counts: Mapping[str, int]) -> dict[str, str]:
    """Of the kinds that were found, code -> title (a template to translate)."""
    return {code: kind.title for code, kind in KINDS.items() if counts.get(code)}


def _figure_of(cell: str) -> Reference | None:
    """The one figure that a cell of a discrepancy names, if it is one."""
    try:
        found = parse(cell)
    except ExpressionError:
        return None
    return found if isinstance(found, Reference) and "." in found.cell else None
