"""The figures of a consolidation, read once and looked up by reference."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from provinces.successions import years_before
from reporting.consolidation.queries.record_sources import beside_by_code
from reporting.core.queries.coded_rows import RowCodes
from reporting.core.queries.editions import figures_of
from reporting.core.queries.measures import Measures
from reporting.kernel.expressions import (
    Expression,
    Lookup,
    Reference,
    evaluate,
    narrow,
    parse,
)
from reporting.kernel.periods import Period
from reporting.models import Consolidation, DataValue, Edition, Figure
from strategies.models import Cell, Derivation

EntryValues = dict[tuple[str, str, int], list[tuple[str, str, Decimal]]]


@dataclass(frozen=True)
class StoredFigure:
    """A figure as it was stored; `unit` and `kind` are empty for the nation."""

    cell: str
    unit: str
    kind: str
    period_key: int
    value: Decimal
    received: int
    expected: int
    revision_ids: tuple[int, ...] = ()


class FigureBook:
    """Every figure of one consolidation: eight queries at most, then look-ups in memory."""

    def __init__(self, consolidation: Consolidation) -> None:
        self.consolidation = consolidation
        self.period = consolidation.period
        self.codes = RowCodes()
        self.rows: dict[tuple[str, str, str, int], StoredFigure] = {}
        self.by_cell: dict[tuple[str, int], list[StoredFigure]] = defaultdict(list)
        self._read()

    def _read(self) -> None:
        rows = Figure.objects.filter(consolidation=self.consolidation).values_list(
            "cell__code", "organisation_unit__code", "kind", "period_key", "value", "received",
            "expected", "revision_ids",
        )  # fmt: skip
        for cell, unit, kind, key, value, received, expected, revisions in rows:
            row = StoredFigure(
                cell, unit or "", kind, key, value, received, expected, tuple(revisions)
            )
            self.rows[cell, row.unit, kind, key] = row
            if row.unit:
                self.by_cell[cell, key].append(row)

    @cached_property
    def derivations(self) -> dict[str, Expression]:
        pairs = Derivation.objects.values_list("cell__code", "expression")
        return {code: parse(expression) for code, expression in pairs}

    @cached_property
    def measures(self) -> Measures:
        return Measures()

    def formula(self, reference: Reference) -> Expression | None:
        """The cells that a measure adds up; None where the year does not divide it so."""
        return self.measures.expanded(reference, self._key(reference) // 100)

    def _key(self, reference: Reference) -> int:
        return Period.parse(reference.period).key if reference.period else self.period.key

    @cached_property
    def entry_values(self) -> EntryValues:
        """(cell, entry, period's key) -> unit code, unit kind, value, over the chosen revisions:
        the consolidated period's, and of the same one in the year before."""
        return self._entry_values[0]

    @cached_property
    def coded_values(self) -> EntryValues:
        """The same by what rows say of a code list (`foreign_suspects{cn}.tip`), where that is not
        their key."""
        return self._entry_values[1]

    @cached_property
    def _entry_values(self) -> tuple[EntryValues, EntryValues]:
        by_key: EntryValues = defaultdict(list)
        by_code: EntryValues = defaultdict(list)
        rows = DataValue.objects.filter(
            revision__in=self.consolidation.chosen.values("revision_id"), entry__isnull=False
        )
        for cell, table, entry, title, key, unit, kind, value in rows.values_list(
            "cell__code", "cell__table__code", "entry__key", "entry__title", "period_key",
            "organisation_unit__code", "organisation_unit__kind", "value",
        ):  # fmt: skip
            if value is None:
                continue
            if key // 100 < self.period.year and unit in self.became:
                unit, kind = self.became[unit]
            at = self.period.in_year(key // 100).key
            by_key[cell, entry, at].append((unit, kind, value))
            code = self.codes.code(table, entry, title)
            if code and code != entry:
                by_code[cell, code, at].append((unit, kind, value))
        return by_key, by_code

    @cached_property
    def became(self) -> dict[str, tuple[str, str]]:
        """Unit of the year before -> code and kind of the one that it became, as the figures of
        that year were added up."""
        return {
            unit.code: (group.now[0].code, group.now[0].kind)
            for group in years_before(self.period.year).values()
            if group.is_one
            for unit in group.before
        }

    @cached_property
    def _tables_of_cells(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code, table in Cell.objects.values_list("code", "table__code"):
            found[table].append(code)
        return found

    def get(
        self, cell: str, *, unit: str = "", kind: str = "", period_key: int | None = None
    ) -> StoredFigure | None:
        key = self.period.key if period_key is None else period_key
        return self.rows.get((cell, unit, kind, key))

    def value(
        self, cell: str, *, unit: str = "", kind: str = "", period_key: int | None = None
    ) -> Decimal | None:
        row = self.get(cell, unit=unit, kind=kind, period_key=period_key)
        if row is not None:
            return row.value
        if cell in self.derivations:
            scope = tuple(code for code in (unit or kind,) if code)
            key = self.period.key if period_key is None else period_key
            narrowed = narrow(self.derivations[cell], scope, Period.from_key(key).code)
            return evaluate(narrowed, self.lookup)
        return None

    def read_ahead(self) -> None:
        """What is otherwise read when it is first asked for."""
        for ready in (
            self.derivations, self._entry_values, self._tables_of_cells, self._kinds, self.beside
        ):  # fmt: skip
            len(ready)
        self.measures.read_ahead()

    @property
    def lookup(self) -> Lookup:
        return self.look_up

    def look_up(self, reference: Reference) -> Decimal | None:
        if reference.measure:
            expression = self.formula(reference)
            return None if expression is None else evaluate(expression, self.lookup)
        key = self._key(reference)
        if "nation" in reference.scope:
            reference = replace(reference, scope=())
        if reference.entry is not None:
            return self._of_entry(reference, key)
        if reference.count:
            return self._count(reference, key)
        if not reference.scope:
            return self.value(reference.cell, period_key=key)
        return _total(
            self.value(
                reference.cell,
                unit="" if code.islower() else code,
                kind=code if code.islower() else "",
                period_key=key,
            )
            for code in reference.scope
        )

    def _of_entry(self, reference: Reference, key: int) -> Decimal | None:
        place = (reference.cell, reference.entry or "", key)
        rows = [*self.entry_values.get(place, ()), *self.coded_values.get(place, ())]
        inside = [value for unit, kind, value in rows if self._counts(reference, unit, kind, key)]
        if reference.count:
            return Decimal(sum(value > 0 for value in inside))
        return _total(inside)

    def _count(self, reference: Reference, key: int) -> Decimal:
        """Reporters with more than 0; in an open table, rows."""
        if "." in reference.cell:
            cells = [reference.cell]
        else:
            cells = self._tables_of_cells.get(reference.name.table, [])
        entries = {
            (entry, unit)
            for (cell, entry, at), rows in self.entry_values.items()
            if cell in cells and at == key
            for unit, kind, value in rows
            if value > 0 and self._counts(reference, unit, kind, key)
        }
        if entries:
            return Decimal(len(entries))
        units = {
            row.unit
            for cell in cells
            for row in self.by_cell.get((cell, key), [])
            if row.value and self._counts(reference, row.unit, self._kinds.get(row.unit, ""), key)
        }
        return Decimal(len(units))

    def _counts(self, reference: Reference, unit: str, kind: str, key: int) -> bool:
        """Whether a row or reporter is one of those asked for; the nation's are without those that
        are only compared with the source of record."""
        if not reference.scope and (key // 100, reference.name.table, unit) in self.beside:
            return False
        return _in_scope(unit, kind, reference.scope)

    @cached_property
    def beside(self) -> set[tuple[int, str, str]]:
        return beside_by_code(self.consolidation.year)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        found = self.consolidation.chosen.values_list(
            "organisation_unit__code", "organisation_unit__kind"
        )
        return dict(found)


def _in_scope(unit: str, kind: str, scope: tuple[str, ...]) -> bool:
    return not scope or unit in scope or kind in scope


def _total(values: Iterable[Decimal | None]) -> Decimal | None:
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None


def units_with_figures(edition: Edition, language: str) -> list[tuple[str, str]]:
    """(code, name) in the order of protocol; three queries."""
    figures = figures_of(edition)
    if figures is None:
        return []
    there = Figure.objects.filter(
        consolidation=figures, organisation_unit__isnull=False, period_key=figures.period_key
    )
    rows = OrganisationUnit.objects.filter(pk__in=there.values("organisation_unit_id"))
    names = unit_names(edition.year, language)
    return [(unit.code, names.get(unit.pk, unit.code)) for unit in rows.order_by("position")]
