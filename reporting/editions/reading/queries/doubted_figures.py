"""What a page beside the report has to say of a figure that it shows: whether a check doubts it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from reporting.checks.rules.kinds import KINDS
from reporting.core.queries.measures import Measures
from reporting.document.trace_codes import tables_of
from reporting.document.value import GRAVER, FigureState, Number
from reporting.editions.composing.queries.footnote_marks import addresses_of
from reporting.editions.discrepancies.queries.doubted_totals import IN_DOUBT, with_totals
from reporting.editions.discrepancies.queries.edition_states import states_of
from reporting.editions.discrepancies.rules import about_print
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.kernel.expressions import Expression, Reference, narrow, references
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Discrepancy, Edition

States = Mapping[str, FigureState]
Place = tuple[str, tuple[str, ...]]  # cell, scope


def states_read(run: Consolidation, *, sees_all: bool) -> dict[str, FigureState]:
    """Address -> state of the figures of a consolidation, as this person may know them. What was
    said of a discrepancy is the Secretariat's; a unit reads what is published: what stands in
    print, and of its own figures what the checks found."""
    editions = Edition.objects.filter(consolidation=run, published_at__isnull=False)
    edition = editions.order_by("-number").first()
    if sees_all:
        return states_of(run, edition)
    return _published(run, edition) if edition else {}


def _published(run: Consolidation, edition: Edition) -> dict[str, FigureState]:
    document = shown_document(edition, "en").document
    printed: dict[str, FigureState] = {
        cell.trace: cell.state
        for table in tables_of(document)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Number) and cell.trace
    }
    unsaid: FigureState = "kept" if edition.reason else "doubted"
    found: dict[str, FigureState] = dict(printed)
    for row in Discrepancy.objects.filter(consolidation=run, organisation_unit__isnull=False):
        kind = KINDS.get(row.kind)
        if kind is None or not kind.doubts or about_print(row.kind, row.line):
            continue
        for cell in row.cells:
            addresses = addresses_of(cell, run.period.code)
            said = [printed[address] for address in addresses if address in printed]
            for address in addresses:
                found.setdefault(address, worst(said) if said else unsaid)
    return with_totals({address: state for address, state in found.items() if state != "sound"})


def worst(states: Iterable[FigureState]) -> FigureState:
    return min(states, key=GRAVER.index, default="sound")


def made_of(states: Iterable[FigureState]) -> FigureState:
    """Of a number that adds up or divides others."""
    return "contains_doubted" if any(state in IN_DOUBT for state in states) else "sound"


class DoubtedFigures:
    """The states of the figures of some consolidations. Six queries for each of them; ten more once
    a measure is asked for."""

    def __init__(
        self, runs: Iterable[Consolidation], *, sees_all: bool, measures: Measures | None = None
    ) -> None:
        self.runs, self.sees_all = list(runs), sees_all
        self.measures = measures or Measures()  # read when it is first asked

    @property
    def period(self) -> Period:
        """Of the first of them: that of an address which says none."""
        return self.runs[0].period

    @cached_property
    def states(self) -> dict[str, FigureState]:
        found: dict[str, FigureState] = {}
        for run in self.runs:
            for address, state in states_read(run, sees_all=self.sees_all).items():
                found[address] = worst((state, found.get(address, "sound")))
        return found

    def of_expression(
        self, expression: Expression | str, period: Period, scope: tuple[str, ...] = ()
    ) -> FigureState:
        """Of one figure its own state; what is made of several contains what is doubted."""
        if not self.states:
            return "sound"
        named = [
            part
            for reference in references(narrow(expression, scope, period.code))
            for part in self._parts(reference)
        ]
        found = [self.states.get(str(part), "sound") for part in named]
        return found[0] if len(found) == 1 else made_of(found)

    def _parts(self, reference: Reference) -> Iterable[Reference]:
        if not reference.measure:
            return (reference,)
        expanded = self.formula(reference)
        return references(expanded) if expanded is not None else ()

    def formula(self, reference: Reference) -> Expression | None:
        """Which cells a measure adds up; its period is said."""
        return self.measures.expanded(reference, Period.parse(reference.period or "").year)

    @cached_property
    def _by_place(self) -> dict[Place, list[tuple[Period, FigureState]]]:
        found: dict[Place, list[tuple[Period, FigureState]]] = defaultdict(list)
        for address, state in self.states.items():
            for reference in references(address):
                if reference.period and reference.entry is None and not reference.count:
                    at = Period.parse(reference.period)
                    found[reference.cell, reference.scope].append((at, state))
        return found

    def within(self, cell: str, scope: tuple[str, ...], period: Period) -> FigureState:
        """Of a figure of a part of the year: also what is asked of a month in it."""
        found = self._by_place.get((cell, scope), ())
        return worst(state for at, state in found if at == period or period.contains(at))
