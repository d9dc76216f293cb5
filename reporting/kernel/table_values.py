"""The values of one table of one report, found by place or by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reporting.kernel.expressions import Lookup, Reference, evaluate
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code, cell_name

Values = Mapping[CellKey, Value]
DEEPEST = 5


@dataclass(frozen=True)
class TableRowPlace:
    """One row of the table: what a person calls it, and where its cells are."""

    option: str | None
    entry: str | None
    label: str

    def key(self, element: str) -> CellKey:
        return CellKey(self.option, element, self.entry)


@dataclass(frozen=True)
class FilledTable:
    table: TableSpec
    values: Values
    labels: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Lookup | None = None

    def places(self) -> list[TableRowPlace]:
        """In the order of the table, then of what was entered."""
        found = dict.fromkeys((key.option, key.entry) for key in self.values)
        order = self.table.order
        rows = sorted(found, key=lambda row: order.get(row[0] or "", -1))
        return [TableRowPlace(option, entry, self.label(option, entry)) for option, entry in rows]

    def label(self, option: str | None, entry: str | None) -> str:
        found = self.table.option(option) if option else None
        if found is not None:
            return found.title
        return self.labels.get(entry or "", "") or self.table.title

    def number(self, key: CellKey, depth: int = 0) -> Decimal | None:
        """As entered; of a derived column as computed from the others."""
        element = self.table.element(key.element)
        if element is not None and element.derived:
            return self._derived(element.derived, key, depth)
        value = self.values.get(key)
        if value is None and key.option and self.table.computed:
            expression = self.table.computed.get(self.code(key))
            return self._derived(expression, key, depth) if expression else None
        return value.number if value else None

    def _derived(self, expression: str, key: CellKey, depth: int) -> Decimal | None:
        """`elsewhere` is asked for other tables. Columns that lead in a circle have no number."""

        def lookup(reference: Reference) -> Decimal | None:
            own = own_row(reference, key)
            if own.name.table == self.table.code:
                return self.named(str(own.name), depth + 1)
            return self.elsewhere(own) if self.elsewhere else None

        return None if depth > DEEPEST else evaluate(expression, lookup)

    def blank(self, key: CellKey) -> bool:
        value = self.values.get(key)
        said = value is not None and value.not_available
        return not said and self.number(key) is None

    def code(self, key: CellKey) -> str:
        return cell_code(self.table.code, key.option, key.element, key.entry)

    def title(self, element: str) -> str:
        found = self.table.element(element)
        return found.title if found else element

    def named(self, code: str, depth: int = 0) -> Decimal | None:
        """A full cell code; without an option or of a group it is the sum of the rows."""
        name = cell_name(code)
        if name.table != self.table.code:
            return self.elsewhere(Reference(code)) if self.elsewhere else None
        if name.element is None:
            return None
        own = self.number(CellKey(name.option, name.element, name.entry), depth)
        if own is not None or name.entry:
            return own
        keys = self._summed(name.option, name.element)
        given = [number for key in keys if (number := self.number(key, depth)) is not None]
        return sum(given, Decimal(0)) if given else None

    def _summed(self, group: str | None, element: str) -> list[CellKey]:
        if self.table.options:
            options = self.table.members(group) if group else self.table.rows()
            return [CellKey(option.code, element) for option in options]
        return [key for key in self.values if key.element == element and key.entry]

    def long_title(self, code: str) -> str:
        """What a person calls a column or a full cell."""
        if is_column(code):
            return self.title(code)
        name = cell_name(code)
        element = self.title(name.element or "")
        option = self.table.option(name.option) if name.option else None
        return f"{option.title}: {inside(element)}" if option else element


def entered_in(tables: Mapping[str, Values]) -> Lookup:
    """The entered cells of a report's tables; a figure of other reports is not known here."""

    def look_up(reference: Reference) -> Decimal | None:
        name = reference.name
        if reference.scope or reference.period or reference.count or name.element is None:
            return None
        found = tables.get(name.table, {}).get(CellKey(name.option, name.element, name.entry))
        return found.number if found else None

    return look_up


def own_row(reference: Reference, key: CellKey) -> Reference:
    """`[*]` and `{*}` stand for the row that the derived column is in."""
    cell = reference.cell.replace("[*]", f"[{key.option}]" if key.option else "")
    entry = key.entry if reference.entry == "*" else reference.entry
    return replace(reference, cell=cell, entry=entry)


def is_column(code: str) -> bool:
    """A rule's code without table and row."""
    return not any(sign in code for sign in ".[{")


def inside(title: str) -> str:
    """A title within a sentence: Participants -> participants, but US$ and Thailand stay."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
