"""Reports that were re-opened to correct a discrepancy: where each is now, what it changed in the
figures, and which of the cells that discrepancies name can be opened."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property

from reporting.checks.rules.kinds import KINDS
from reporting.kernel.expressions import ExpressionError, Lookup, Reference, evaluate, parse
from reporting.kernel.periods import Period
from reporting.models import (
    ConsolidatedRevision,
    Consolidation,
    Discrepancy,
    Figure,
    Revision,
    Settlement,
)

State = Revision.State


class Stage(StrEnum):
    """Where a correction is, on its way from the re-opening to the figures."""

    REOPENED = "reopened"  # the unit has not begun
    DRAFT = "draft"
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"  # it waits for the next consolidation
    CONSOLIDATED = "consolidated"


@dataclass(frozen=True)
class Correction:
    """`before`, `after`: the revisions in the figures when it was asked for and now."""

    settlement: Settlement
    unit_name: str
    stage: Stage
    newest: Revision | None
    before: int | None
    after: int | None

    @property
    def came_in(self) -> bool:
        return self.stage is Stage.CONSOLIDATED


def corrections(
    settlements: Iterable[Settlement], consolidation: Consolidation, names: Mapping[str, str]
) -> dict[int, Correction]:
    """By the key of the settlement; `names` of units by code. Two queries, however many."""
    asked = [settlement for settlement in settlements if settlement.report_id is not None]
    reports = {settlement.report_id for settlement in asked}
    newest = {
        row.report_id: row for row in Revision.objects.filter(report__in=reports).order_by("number")
    }
    chosen = _chosen(
        reports, {consolidation.pk, *(settlement.consolidation_id for settlement in asked)}
    )
    found = {}
    for settlement in asked:
        report = settlement.report_id
        assert report is not None
        before = chosen.get((settlement.consolidation_id, report))
        after = chosen.get((consolidation.pk, report))
        stage = _stage(newest.get(report), before, after)
        found[settlement.pk] = Correction(
            settlement=settlement,
            unit_name=_unit_name(settlement, names),
            stage=stage,
            newest=newest.get(report),
            before=before,
            after=after,
        )
    return found


def _unit_name(settlement: Settlement, names: Mapping[str, str]) -> str:
    code = settlement.report.organisation_unit.code if settlement.report else ""
    return names.get(code, code)


def _chosen(
    reports: Collection[int | None], consolidations: Collection[int]
) -> dict[tuple[int, int], int]:
    """(consolidation, report) -> number of the revision that its figures were made from."""
    rows = ConsolidatedRevision.objects.filter(
        consolidation__in=consolidations, revision__report__in=reports
    )
    return {
        (made, report): number
        for made, report, number in rows.values_list(
            "consolidation_id", "revision__report_id", "revision__number"
        )
    }


def _stage(newest: Revision | None, before: int | None, after: int | None) -> Stage:
    if after is not None and after > (before or 0):
        return Stage.CONSOLIDATED
    if newest is None or newest.number <= (before or 0):
        return Stage.REOPENED
    return Stage(newest.state)


@dataclass(frozen=True)
class Effect:
    """A figure that a discrepancy named: what it was when somebody resolved it, what it is now."""

    address: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def changed(self) -> bool:
        return self.before != self.after


def values_of(cells: Iterable[str], lookup: Lookup) -> dict[str, str]:
    """Address -> its figure as text, "" where there is none; what cannot be read is left out."""
    found = {}
    for cell in cells:
        try:
            value = evaluate(cell, lookup)
        except ExpressionError:
            continue
        found[cell] = "" if value is None else f"{value:f}"
    return found


def effects(before: Mapping[str, str], lookup: Lookup) -> list[Effect]:
    now = values_of(before, lookup)
    return [
        Effect(cell, _number(text), _number(now.get(cell, ""))) for cell, text in before.items()
    ]


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


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
        parts = {
            cell: reference
            for cell, reference in named.items()
            if reference is not None and reference.period
        }
        stored = set(
            Figure.objects.filter(
                consolidation=self.consolidation,
                kind="",
                cell__code__in={part.cell for part in parts.values()},
            ).values_list("cell__code", "organisation_unit__code", "period_key")
        )
        return {
            cell
            for cell, part in parts.items()
            if (part.cell, next(iter(part.scope), None), Period.parse(part.period or "").key)
            in stored
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
