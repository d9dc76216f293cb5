"""What the catalogue declares to be one thing in two tables is said with one number: the table that
is named first follows the other one, month by month, in all forms that make the national figure.
Where it cannot, neither says anything in that month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from reporting.kernel.expressions import Expression, Operation, Reference, parse
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code, cell_name
from reporting.practice.rules.invented_content import InventedContent
from reporting.practice.rules.months import balance, without_questions
from reporting.practice.rules.practice_inputs import FormKey, PracticeInputs
from reporting.practice.rules.sizes import chance, shared_out

Months = dict[FormKey, dict[int, InventedContent]]
ROUNDS = 3
MOST = 10**9


class Leaf(NamedTuple):
    """A cell that is entered, in one form."""

    form: FormKey
    table: str
    key: CellKey


def hold_agreeing(inputs: PracticeInputs, months: Months) -> None:
    """Wholes before their parts, so that a part is never more than the whole that followed."""
    for month in inputs.months:
        sheet = _Month(inputs, months, month)
        declared = sorted(inputs.agreeing, key=lambda one: sheet.is_part(one[0]))
        for _round in range(ROUNDS):
            for part, whole in declared:
                sheet.agree(part, whole)
            sheet.ask_nothing()
            if all(sheet.agrees(*one) for one in declared):
                break
        for part, whole in declared:
            if not sheet.agrees(part, whole):
                sheet.empty(part, whole)
        for part, whole in declared:  # what followed what is empty now
            sheet.agree(part, whole)


@dataclass
class _Month:
    inputs: PracticeInputs
    months: Months
    month: int

    def agree(self, part: str, whole: str) -> None:
        first, second = self.leaves(part), self.leaves(whole)
        if self.agrees(part, whole):
            return
        total = self._sum(second)
        caps = [self._most(leaf) for leaf in first]
        if (most := sum(caps)) < total:
            said = [leaf for leaf in second if self._number(leaf) is not None]
            self._write(said, shared_out(most, [self._number(leaf) or 0 for leaf in said]))
            total = most
        if not any(self._number(leaf) is not None for leaf in second):
            self._write(first, [None] * len(first))
            return
        there = [at for at, leaf in enumerate(first) if self._number(leaf) is not None]
        if not there or sum(caps[at] for at in there) < total:
            there = [at for at, cap in enumerate(caps) if cap]
        weights = [self._weight(first[at]) for at in there]
        self._write(
            [first[at] for at in there], _within(total, weights, [caps[at] for at in there])
        )

    def agrees(self, part: str, whole: str) -> bool:
        """So does what nobody of those who report is asked for."""
        asked = self._is_asked(part) and self._is_asked(whole)
        return not asked or self._sum(self.leaves(part)) == self._sum(self.leaves(whole))

    def _is_asked(self, expression: str) -> bool:
        terms = list(_terms(parse(expression)))
        return None not in terms and any(
            True for term in terms if term for _form in self._forms(term.name.table)
        )

    def empty(self, part: str, whole: str) -> None:
        both = [*self.leaves(part), *self.leaves(whole)]
        self._write(both, [None] * len(both))

    def is_part(self, expression: str) -> bool:
        return any(
            element is not None and bool(element.part_of)
            for leaf in self.leaves(expression)
            if (element := self._spec(leaf).element(leaf.key.element))
        )

    def ask_nothing(self) -> None:
        forms = {leaf.form for one in self.inputs.agreeing for leaf in self.leaves(one[0])}
        for form in sorted(forms):
            content, before = self.months[form][self.month], self.months[form].get(self.month - 1)
            self.months[form][self.month] = without_questions(
                self.inputs.specs[form], content, before
            )

    def leaves(self, expression: str) -> list[Leaf]:
        """Of a sum; of anything else none, and then it stays as it was drawn."""
        terms = list(_terms(parse(expression)))
        if None in terms:
            return []
        return [leaf for term in terms if term is not None for leaf in self._leaves(str(term.name))]

    def _leaves(self, code: str) -> Iterator[Leaf]:
        table = cell_name(code).table
        for form in self._forms(table):
            there = self.months[form][self.month].values.get(table, {})
            for key in keys_of(self.inputs.specs[form][table], code, there):
                if self.inputs.enterable(table, CellKey(key.option, key.element)):
                    yield Leaf(form, table, key)

    def _forms(self, table: str) -> Iterator[FormKey]:
        """Those whose numbers make the national figure."""
        beside = self.inputs.beside.get(table)
        for form, specs in self.inputs.specs.items():
            counts = not beside or form in beside.record
            if table in specs and counts and not self.inputs.reporters[form[0]].province:
                yield form

    def _spec(self, leaf: Leaf) -> TableSpec:
        return self.inputs.specs[leaf.form][leaf.table]

    def _number(self, leaf: Leaf) -> int | None:
        content = self.months[leaf.form][self.month]
        value = content.values.get(leaf.table, {}).get(leaf.key)
        return None if value is None or value.number is None else int(value.number)

    def _sum(self, leaves: Sequence[Leaf]) -> int:
        return sum(self._number(leaf) or 0 for leaf in leaves)

    def _most(self, leaf: Leaf) -> int:
        """A part is at most its whole."""
        spec = self._spec(leaf)
        element = spec.element(leaf.key.element)
        if element is None or not element.part_of:
            return MOST
        there = self.months[leaf.form][self.month].values.get(leaf.table, {})
        option = f"[{leaf.key.option}]" if leaf.key.option else ""
        whole = keys_of(spec, f"{leaf.table}{option}.{element.part_of}", there)
        return self._sum([leaf._replace(key=key) for key in whole])

    def _weight(self, leaf: Leaf) -> float:
        number = self._number(leaf)
        by = chance(self.inputs.seed, "agreeing", *leaf.form, leaf.table, *map(str, leaf.key))
        return number + 0.5 if number is not None else by.uniform(0.2, 1.8)

    def _write(self, leaves: Sequence[Leaf], numbers: Sequence[int | None]) -> None:
        changed: dict[tuple[FormKey, str], dict[CellKey, Value | None]] = {}
        for leaf, number in zip(leaves, numbers, strict=True):
            value = None if number is None else Value(Decimal(number))
            changed.setdefault((leaf.form, leaf.table), {})[leaf.key] = value
        for (form, table), cells in changed.items():
            content = self.months[form][self.month].changed(table, cells)
            counts = {
                key: int(value.number)
                for key, value in content.values.get(table, {}).items()
                if value.number is not None
            }
            balance(self.inputs.specs[form][table], counts)
            gone: dict[CellKey, Value | None] = dict.fromkeys(content.values.get(table, {}))
            kept = {key: Value(Decimal(count)) for key, count in counts.items()}
            content = content.changed(table, {**gone, **kept})
            nothing = {
                name: why for name, why in content.nothing.items() if name != table or not kept
            }
            self.months[form][self.month] = replace(content, nothing=nothing)


def keys_of(spec: TableSpec, code: str, there: Iterable[CellKey]) -> Iterator[CellKey]:
    """The entered cells that a full code adds up: those of a group's rows, of what is computed
    those that it is computed from, of an open table those of the rows that are `there`."""
    name = cell_name(code)
    element = spec.element(name.element or "")
    option = spec.option(name.option) if name.option else None
    if element is None or (name.option and option is None):
        return
    if spec.kind == "open":
        entries = dict.fromkeys(key.entry for key in there)
        yield from (CellKey(None, element.code, entry) for entry in entries)
        return
    rows: list[str | None] = [name.option]
    if option is None or option.is_group:
        members = spec.members(option.code) if option else spec.rows()
        rows = [row.code for row in members] or [None]
    for row in rows:
        formula = element.derived or spec.computed.get(cell_code(spec.code, row, element.code), "")
        if not formula:
            yield CellKey(row, element.code)
            continue
        for term in _terms(parse(formula.replace("[*]", f"[{row}]" if row else ""))):
            if term is not None and term.name.table == spec.code:
                yield from keys_of(spec, str(term.name), there)


def _terms(expression: Expression) -> Iterator[Reference | None]:
    """Of a sum of figures of the nation; None for anything else in it."""
    if isinstance(expression, Operation) and expression.sign == "+":
        yield from _terms(expression.left)
        yield from _terms(expression.right)
    elif isinstance(expression, Reference) and not (
        expression.scope or expression.period or expression.measure or expression.count
    ):
        yield expression
    else:
        yield None


def _within(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """Shared out in these proportions, none more than its cap; the caps have room for all."""
    found = [0] * len(weights)
    open_at = [at for at, cap in enumerate(caps) if cap]
    while total and open_at:
        shares = shared_out(total, [weights[at] for at in open_at])
        for at, share in zip(open_at, shares, strict=True):
            more = min(share, caps[at] - found[at])
            found[at] += more
            total -= more
        open_at = [at for at in open_at if found[at] < caps[at]]
    return found
