"""What one figure is made of: its units, its cells, its reports, what was typed and said there.

The address is a reference (`direct_publicity[publicity].times@KH-08:2020`). The number of queries
depends neither on how many units nor on how many reports stand behind the figure.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from reporting.access import NotHere
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.trace_parts import (
    TracedPart,
    TracedValue,
    UnitGroup,
    title_of,
    titles_of,
)
from reporting.consolidation.queries.trace_reports import (
    TracedReport,
    TypedValue,
    explanations,
    report_lines,
    typed_values,
)
from reporting.core.queries.coded_rows import entries_that_say
from reporting.core.queries.measures import Measures
from reporting.core.queries.period_words import joined
from reporting.kernel.expressions import ExpressionError, Reference, parse, references
from reporting.kernel.periods import Period
from reporting.models import Consolidation, DataValue, Explanation, Figure
from strategies.models import Cell, Derivation


@dataclass(frozen=True)
class Trace:
    reference: Reference
    cell: Cell
    period: Period
    scope_title: str
    answer: TracedValue
    groups: list[UnitGroup]
    cells: list[TracedPart]
    formula: list[TracedPart]
    reports: list[TracedReport]
    values: list[TypedValue]
    explanations: list[Explanation]
    column: str = ""

    @property
    def is_of_one_unit(self) -> bool:
        return len(self.reference.scope) == 1 and not self.reference.scope[0].islower()


def parse_address(text: str, period: str | int) -> Reference:
    """One figure: a sum or a quotient of several has no page of its own."""
    try:
        found = parse(text)
    except ExpressionError as error:
        raise NotHere from error
    if not isinstance(found, Reference) or "*" in (found.entry, found.name.option):
        raise NotHere
    return replace(found, period=found.period or str(period))


def trace(
    consolidation: Consolidation, reference: Reference, language: str, *, sees_all: bool
) -> Trace:
    """`sees_all`: this person sees every unit, so that what is counted here can be believed."""
    return _Tracer(consolidation, reference, language, sees_all).trace()


class _Tracer:
    def __init__(
        self, consolidation: Consolidation, reference: Reference, language: str, sees_all: bool
    ) -> None:
        self.consolidation = consolidation
        self.reference = reference
        self.language = language
        self.sees_all = sees_all
        self.period = Period.parse(reference.period or str(consolidation.year))
        self.cell = _cell(self._first_cell())  # of a measure it stands for the table

    def trace(self) -> Trace:
        codes = [self.cell.code, *(cell.code for cell in self.leaves.values())]
        answer = self._answer()
        uncounted = self.reference.count and not self.sees_all
        if uncounted or (answer.value is None and not self.values and not self.formula):
            raise NotHere
        return Trace(
            reference=self.reference,
            cell=self.cell,
            period=self.period,
            scope_title=self._scope_title(),
            answer=answer,
            groups=self._groups(),
            cells=self._cells(),
            formula=self.formula,
            reports=report_lines(self.revision_ids, self.names),
            values=self.values,
            explanations=explanations(self.revision_ids, codes),
            column=self._column(),
        )

    def _column(self) -> str:
        if self.reference.measure:
            return Measures(self.language).title(self.reference)
        return self.cell.element.title_in(self.language)

    def _first_cell(self) -> str:
        if not self.reference.measure:
            return self.reference.cell
        if not self.measured:
            raise NotHere
        return self.measured[0].cell

    @cached_property
    def measured(self) -> list[Reference]:
        """Of a measure: the cells that it adds up, in the scope that is asked."""
        if not self.reference.measure:
            return []
        expression = self._book.formula(self.reference)
        return list(references(expression)) if expression is not None else []

    @cached_property
    def leaves(self) -> dict[int, Cell]:
        """The entered cells that count towards this one; only itself where it is entered."""
        codes = [term.cell for term in self.measured] or [self.cell.code]
        found = Cell.objects.filter(targets__target__code__in=codes)
        found = found.select_related("option", "element").distinct()
        return {cell.pk: cell for cell in found.order_by("option__position", "pk")}

    @cached_property
    def figures(self) -> dict[int, list[Figure]]:
        """By cell: of this one and of its leaves, every scope, in the one period."""
        found: dict[int, list[Figure]] = {}
        rows = Figure.objects.filter(
            consolidation=self.consolidation,
            cell_id__in={self.cell.pk, *self.leaves},
            period_key=self.period.key,
        ).select_related("organisation_unit")
        for row in rows.order_by("organisation_unit__position", "pk"):
            found.setdefault(row.cell_id, []).append(row)
        return found

    @cached_property
    def names(self) -> dict[int, str]:
        return unit_names(self.period.year, self.language)

    @cached_property
    def revision_ids(self) -> set[int]:
        if self.entry is not None:
            return {value.revision.pk for value in self.values}
        rows = [row for rows in self.figures.values() for row in rows]
        return {
            pk for row in rows if self._inside(row.organisation_unit) for pk in row.revision_ids
        }

    @cached_property
    def values(self) -> list[TypedValue]:
        rows = DataValue.objects.filter(cell_id__in={self.cell.pk, *self.leaves})
        if self.entry is None:
            rows = rows.filter(revision_id__in=self.revision_ids)
        else:
            first = self.period.year * 100
            chosen = self.consolidation.chosen.values("revision_id")
            entries = entries_that_say(self.entry, self.cell.table, chosen)
            rows = rows.filter(entry__in=entries, period_key__range=(first, first + 99))
        return [value for value in typed_values(rows, self.names) if self._inside(value.unit)]

    @cached_property
    def entry(self) -> str | None:
        """The row that is asked for, or what rows say of a code list."""
        if self.reference.measure:
            return next((term.entry for term in self.measured), None)
        return self.reference.entry

    @cached_property
    def formula(self) -> list[TracedPart]:
        """The figures that a computed cell names, where its expression is more than a sum; those
        that a measure adds up."""
        if self.measured:
            return self._parts(self.measured)
        expression = Derivation.objects.filter(cell=self.cell).values_list("expression", flat=True)
        if not expression or self.leaves:
            return []
        found = [
            replace(
                reference,
                scope=reference.scope or self.reference.scope,
                period=reference.period or self.reference.period,
            )
            for reference in references(expression[0])
        ]
        if not self.sees_all and any(term.count for term in found):
            return []
        return self._parts(found)

    def _parts(self, terms: list[Reference]) -> list[TracedPart]:
        titles = titles_of({term.cell for term in terms})
        return [
            TracedPart(titles.get(term.cell, str(term)), str(term), self._book.look_up(term))
            for term in terms
        ]

    @cached_property
    def _book(self) -> FigureBook:
        return FigureBook(self.consolidation)

    def _inside(self, unit: OrganisationUnit | None) -> bool:
        scope = self.reference.scope
        return unit is not None and (not scope or unit.code in scope or unit.kind in scope)

    def _answer(self) -> TracedValue:
        if self.reference.entry is not None:
            given = [value.value for value in self.values if value.value is not None]
            return TracedValue(sum(given, Decimal(0)) if given else None)
        if self.reference.count or self.reference.measure:
            return TracedValue(self._book.look_up(self.reference))
        stored = self._stored(self.cell.pk)
        if stored.value is None and self.formula:
            return TracedValue(self._book.look_up(self.reference))
        return stored

    def _stored(self, cell_id: int) -> TracedValue:
        """The stored figure of the scope; of several units or kinds, their sum."""
        scope = self.reference.scope or ("",)
        rows = [row for row in self.figures.get(cell_id, []) if _scope_of(row) in scope]
        if not rows:
            return TracedValue()
        return TracedValue(
            sum((row.value for row in rows), Decimal(0)),
            sum(row.received for row in rows),
            sum(row.expected for row in rows),
        )

    def _groups(self) -> list[UnitGroup]:
        """The units behind a figure of several, by kind in the order of protocol."""
        if self.reference.entry is not None or self.reference.measure:
            return []
        rows = [
            row for row in self.figures.get(self.cell.pk, []) if self._inside(row.organisation_unit)
        ]
        parts: dict[str, list[TracedPart]] = {}
        for row in rows:
            unit = row.organisation_unit
            assert unit is not None
            name = self.names.get(unit.pk, unit.code)
            address = self._address(self.cell.code, unit.code)
            part = TracedPart(name, address, row.value, row.received, row.expected)
            parts.setdefault(unit.kind, []).append(part)
        return [
            UnitGroup(str(UnitKind(kind).label), self._address(self.cell.code, kind), units)
            for kind, units in parts.items()
        ]

    def _cells(self) -> list[TracedPart]:
        """Of a total: the cells that it adds up, in the same scope."""
        if set(self.leaves) <= {self.cell.pk} or self.reference.entry is not None or self.measured:
            return []
        found = [(cell, self._stored(pk)) for pk, cell in self.leaves.items()]
        several = len({cell.element_id for cell, _ in found}) > 1
        return [
            TracedPart(
                title_of(cell, several=several),
                self._address(cell.code, *self.reference.scope),
                stored.value,
            )
            for cell, stored in found
            if stored.value is not None
        ]

    def _address(self, cell: str, *scope: str) -> str:
        return str(Reference(cell, scope=scope, period=self.period.code))

    def _scope_title(self) -> str:
        names = {}
        codes = [code for code in self.reference.scope if not code.islower()]
        if codes:
            rows = OrganisationUnit.objects.filter(code__in=codes).values_list("code", "pk")
            names = {code: self.names.get(pk, code) for code, pk in rows}
        called = {**dict(UnitKind.choices), **names}
        return joined(str(called.get(code) or code) for code in self.reference.scope)


def _cell(code: str) -> Cell:
    rows = Cell.objects.select_related("table__section", "element", "option")
    found = rows.filter(code=code).first()
    if found is None:
        raise NotHere
    return found


def _scope_of(row: Figure) -> str:
    return row.organisation_unit.code if row.organisation_unit else row.kind
