"""The reports behind a discrepancy: those that typed the numbers which its figures are made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from provinces.queries import unit_names
from reporting.kernel.expressions import ExpressionError, Reference, references
from reporting.kernel.periods import Period
from reporting.models import Consolidation, DataValue, Report, ReviewStep, Revision
from strategies.models import CellRollup, Derivation

DEEPEST = 3  # a computed cell may name computed cells


@dataclass(frozen=True)
class ContributingReport:
    """`number`: its revision in the figures. `under_way`: the newest one, where it is another, or
    the same where it was re-opened and nobody has begun."""

    report: Report
    unit_name: str
    number: int
    under_way: Revision | None = None


def reports_behind(
    consolidation: Consolidation, cells: Iterable[str], language: str
) -> list[ContributingReport]:
    """In the order of protocol; eight queries, however many cells and reports."""
    wanted = _NamedFigures(consolidation, cells)
    revisions = Revision.objects.filter(pk__in=wanted.revision_ids()).select_related(
        "report__data_set", "report__organisation_unit"
    )
    used = list(revisions.order_by("report__organisation_unit__position", "report__period_key"))
    names = unit_names(
        consolidation.year, language, {revision.report.organisation_unit for revision in used}
    )
    under_way = _under_way(used)
    return [
        ContributingReport(
            report=revision.report,
            unit_name=names.get(
                revision.organisation_unit_id, revision.report.organisation_unit.code
            ),
            number=revision.number,
            under_way=under_way.get(revision.report_id),
        )
        for revision in used
    ]


def _under_way(used: list[Revision]) -> dict[int, Revision]:
    rows = Revision.objects.filter(report__in=[revision.report_id for revision in used])
    newest = {row.report_id: row for row in rows.order_by("number")}
    reopened = set(
        ReviewStep.objects.filter(
            revision__in=newest.values(), step=ReviewStep.Step.REOPENED
        ).values_list("revision_id", flat=True)
    )
    return {
        revision.report_id: newest[revision.report_id]
        for revision in used
        if newest[revision.report_id].pk != revision.pk or revision.pk in reopened
    }


class _NamedFigures:
    """The figures that the cells of a discrepancy name, down to the numbers that people typed."""

    def __init__(self, consolidation: Consolidation, cells: Iterable[str]) -> None:
        self.consolidation = consolidation
        self.named = list(self._with_formulas(_references(cells)))
        self.leaves = self._leaves()

    def _with_formulas(self, asked: list[Reference]) -> Iterator[Reference]:
        formulas = dict(Derivation.objects.values_list("cell__code", "expression"))
        for _depth in range(DEEPEST):
            yield from asked
            asked = [
                replace(
                    reference,
                    scope=reference.scope or of.scope,
                    period=reference.period or of.period,
                )
                for of in asked
                if of.cell in formulas
                for reference in references(formulas[of.cell])
            ]

    def _leaves(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        rows = CellRollup.objects.filter(
            target__code__in={reference.cell for reference in self.named}
        )
        for target, leaf in rows.values_list("target__code", "leaf__code"):
            found[target].add(leaf)
        return found

    def revision_ids(self) -> set[int]:
        chosen = self.consolidation.chosen.values("revision_id")
        tables = {reference.name.table for reference in self.named}
        rows = DataValue.objects.filter(revision__in=chosen, cell__table__code__in=tables)
        found = rows.order_by().values_list(
            "revision_id", "cell__code", "cell__table__code", "organisation_unit__code",
            "organisation_unit__kind", "entry__key", "period_key",
        )  # fmt: skip
        return {
            revision
            for revision, cell, table, unit, kind, entry, key in found.distinct()
            if any(
                self._is_of(reference, cell, table, entry, key // 100)
                and (not reference.scope or unit in reference.scope or kind in reference.scope)
                for reference in self.named
            )
        }

    def _is_of(
        self, reference: Reference, cell: str, table: str, entry: str | None, year: int
    ) -> bool:
        if "." in reference.cell:
            inside = cell == reference.cell or cell in self.leaves.get(reference.cell, ())
        else:
            inside = table == reference.name.table
        asked = Period.parse(reference.period).year if reference.period else self.consolidation.year
        return inside and reference.entry in (None, "*", entry) and asked == year


def _references(cells: Iterable[str]) -> list[Reference]:
    found: dict[Reference, None] = {}
    for cell in cells:
        try:
            found.update(dict.fromkeys(references(cell)))
        except ExpressionError:
            continue
    return list(found)
