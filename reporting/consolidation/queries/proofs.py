"""Proves figures: works each out once more from the data values, and sets it beside the stored one
with how it was made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from provinces.models import BELOW, LOCALITIES
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.proof_inputs import ProofInputs
from reporting.consolidation.rules.proof import CountedValue, UnitShare, in_scope, of_units
from reporting.kernel.expressions import (
    Expression,
    Reference,
    evaluate,
    in_period,
    narrow,
    parse,
    references,
)
from reporting.kernel.periods import Period
from reporting.models import Consolidation

How = Literal["sum", "max", "last", "count", "entry", "formula", "nothing"]


@dataclass(frozen=True)
class Proof:
    """One figure. `value`: as the consolidation has it; `computed`: from `values`, the data values
    that count; `given` is how many there were before the highest or the last was chosen. `parts`
    are the figures of a formula, each proved itself."""

    address: str
    value: Decimal | None
    computed: Decimal | None
    how: How
    formula: str = ""
    cells: tuple[str, ...] = ()
    shares: tuple[UnitShare, ...] = ()
    parts: tuple["Proof", ...] = ()

    @property
    def adds_up(self) -> bool:
        return self.value == self.computed and all(part.adds_up for part in self.parts)

    @property
    def values(self) -> list[CountedValue]:
        """Each data value once, in order; those of the parts where it is a formula."""
        found = [value for share in self.shares for value in share.counted]
        found += [value for part in self.parts for value in part.values]
        return list({value.pk: value for value in found}.values())

    @property
    def given(self) -> int:
        return sum(share.given for share in self.shares)

    @property
    def revisions(self) -> set[int]:
        return {value.revision for value in self.values}


def prove(consolidation: Consolidation, addresses: Iterable[str]) -> list[Proof]:
    """In the order of the addresses, which may be whole expressions. The number of queries does not
    depend on how many there are. Raises ExpressionError."""
    period = Period.from_key(consolidation.period_key).code
    expressions = [(address, in_period(parse(address), period)) for address in addresses]
    wanted = [
        reference for _address, expression in expressions for reference in references(expression)
    ]
    book = FigureBook(consolidation)
    prover = Prover(ProofInputs(consolidation, wanted, book.codes), book)
    return [prover.prove(expression, address) for address, expression in expressions]


@dataclass(frozen=True)
class Prover:
    inputs: ProofInputs
    book: FigureBook

    def prove(self, expression: Expression, address: str = "") -> Proof:
        if isinstance(expression, Reference):
            return self.reference(expression, address or str(expression))
        return self._formula(address or str(expression), expression, self._printed(expression))

    def _printed(self, expression: Expression) -> Decimal | None:
        return evaluate(expression, self.book.lookup)

    def reference(self, reference: Reference, address: str) -> Proof:
        if "nation" in reference.scope:
            reference = replace(reference, scope=())
        key = Period.parse(reference.period or "").key
        value = self.book.look_up(reference)
        if reference.measure:
            expression = self.inputs.formula(reference)
            if expression is None:
                return Proof(address, value, None, "nothing")
            return self._formula(address, expression, value)
        if reference.count:
            return self._count(reference, address, key, value)
        if reference.entry is not None:
            return self._entry(reference, address, key, value)
        shares = self._shares(reference, key)
        if not shares and reference.cell in self.inputs.derivations:
            return self._derived(reference, address, value)
        return Proof(
            address, value, _sum(shares), self._how(reference.cell) if shares else "nothing",
            cells=_cells(shares) or tuple(self.inputs.leaves.get(reference.cell, ())),
            shares=tuple(shares),
        )  # fmt: skip

    def _shares(self, reference: Reference, key: int) -> list[UnitShare]:
        """Unit by unit. A district counts in its province: by itself only where it is named."""
        inside = [
            value
            for value in self.inputs.of_cell(reference.cell, key)
            if in_scope(value.unit, value.kind, reference.scope)
        ]
        named = [value for value in inside if value.unit in reference.scope]
        others = self._of_the_record(
            reference, [value for value in inside if value.unit not in reference.scope]
        )
        aggregation = self.inputs.aggregations.get(reference.cell, "none")
        if aggregation == "none":
            return []
        return [*of_units(named, aggregation), *of_units(others, aggregation, LOCALITIES)]

    def _of_the_record(
        self, reference: Reference, values: Sequence[CountedValue]
    ) -> list[CountedValue]:
        """Without what is only compared: of a kind of unit that too, where it has nothing else."""
        table = reference.name.table
        counting = [
            value
            for value in values
            if value.kind not in BELOW
            and (value.period_key // 100, table, value.unit) not in self.book.beside
        ]
        if not reference.scope:
            return counting
        kinds, kept = {value.kind for value in counting}, set(counting)
        return [value for value in values if value in kept or value.kind not in kinds]

    def _how(self, cell: str) -> How:
        match self.inputs.aggregations.get(cell):
            case "max":
                return "max"
            case "last":
                return "last"
            case _:
                return "sum"

    def _derived(self, reference: Reference, address: str, value: Decimal | None) -> Proof:
        """A computed cell: its expression for the same reporters and period, of several scopes the
        sum of each."""
        expression = self.inputs.derivations[reference.cell]
        scopes: Sequence[tuple[str, ...]] = [(code,) for code in reference.scope] or [()]
        narrowed = [narrow(expression, scope, reference.period or "") for scope in scopes]
        if len(narrowed) == 1:
            return self._formula(address, narrowed[0], value)
        each = [self._formula(str(scoped), scoped, self._printed(scoped)) for scoped in narrowed]
        given = [proof.computed for proof in each if proof.computed is not None]
        computed = sum(given, Decimal(0)) if given else None
        formula = " + ".join(proof.formula for proof in each)
        return Proof(address, value, computed, "formula", formula, parts=tuple(each))

    def _formula(self, address: str, expression: Expression, value: Decimal | None) -> Proof:
        parts = {
            reference: self.reference(reference, str(reference))
            for reference in references(expression)
        }

        def computed_of(reference: Reference) -> Decimal | None:
            return parts[reference].computed

        computed = evaluate(expression, computed_of)
        return Proof(
            address, value, computed, "formula", str(expression), parts=tuple(parts.values())
        )

    def _entry(self, reference: Reference, address: str, key: int, value: Decimal | None) -> Proof:
        """A row that a reporter wrote: its number as it was typed."""
        found = [
            counted
            for counted in self.inputs.entries_of(reference.cell, key)
            if reference.entry in (counted.entry, counted.coded)
            and self._is_counted(counted, reference)
        ]
        shares = of_units(found, "sum")
        return Proof(
            address, value, _sum(shares), "entry", cells=(reference.cell,), shares=tuple(shares)
        )

    def _count(self, reference: Reference, address: str, key: int, value: Decimal | None) -> Proof:
        """Rows with a number above 0, or reporters who gave more than 0; their data values."""
        cells = [reference.cell]
        if "." not in reference.cell:
            cells = self.inputs.cells_of_tables.get(reference.name.table, [])
        rows = [
            row
            for cell in cells
            for row in self.inputs.entries_of(cell, key)
            if row.value > 0 and self._is_counted(row, reference)
            and reference.entry in (None, row.entry, row.coded)
        ]  # fmt: skip
        if reference.entry is not None or rows:
            shares = of_units(rows, "sum")
            each = {(row.entry, row.unit) for row in rows}
            count = len(rows) if reference.entry is not None else len(each)
        else:
            narrowed = [replace(reference, cell=cell, count=False) for cell in cells]
            shares = [
                share
                for of_cell in narrowed
                for share in self._shares_of_each(of_cell, key)
                if share.value
            ]
            count = len({share.unit for share in shares})
        return Proof(
            address, value, Decimal(count), "count", cells=_cells(shares), shares=tuple(shares)
        )

    def _is_counted(self, value: CountedValue, reference: Reference) -> bool:
        """One by one: in the nation all but what is only compared."""
        at = (value.period_key // 100, reference.name.table, value.unit)
        if not reference.scope and at in self.book.beside:
            return False
        return in_scope(value.unit, value.kind, reference.scope)

    def _shares_of_each(self, reference: Reference, key: int) -> list[UnitShare]:
        """As `_shares`, of districts too: whoever reported is counted."""
        inside = [
            value
            for value in self.inputs.of_cell(reference.cell, key)
            if self._is_counted(value, reference)
        ]
        aggregation = self.inputs.aggregations.get(reference.cell, "none")
        return [] if aggregation == "none" else of_units(inside, aggregation)


def _sum(shares: Sequence[UnitShare]) -> Decimal | None:
    return sum((share.value for share in shares), Decimal(0)) if shares else None


def _cells(shares: Sequence[UnitShare]) -> tuple[str, ...]:
    """The entered cells that gave something, in order."""
    return tuple(dict.fromkeys(value.cell for share in shares for value in share.counted))
