"""All that proofs of figures need, read once for all of them: which cells count towards which,
which reports stand for the period, and every data value of those cells in those reports."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.chosen_reports import (
    Chosen,
    as_they_are_now,
    tables_of_forms,
    up_the_tree,
)
from reporting.consolidation.rules.proof import CountedValue
from reporting.core.queries.coded_rows import RowCodes
from reporting.core.queries.measures import Measures
from reporting.kernel.expressions import Expression, Reference, parse, references
from reporting.kernel.periods import Period
from reporting.models import Consolidation, DataValue
from strategies.models import Cell, CellRollup, Derivation


class ProofInputs:
    """A fixed number of queries, however many figures are proved on it."""

    def __init__(
        self, consolidation: Consolidation, wanted: Iterable[Reference], codes: RowCodes
    ) -> None:
        self.consolidation, self.codes = consolidation, codes
        self.wanted = set(self._with_what_they_name(wanted))

    def _with_what_they_name(self, wanted: Iterable[Reference]) -> Iterable[Reference]:
        """A computed cell leads to the cells that its expression names, and so on."""
        waiting, seen = list(wanted), set()
        while waiting:
            reference = waiting.pop()
            if reference.measure:
                waiting += references(expression) if (expression := self.formula(reference)) else ()
                continue
            yield reference
            if reference.cell in self.derivations and reference.cell not in seen:
                seen.add(reference.cell)
                waiting += references(self.derivations[reference.cell])

    def formula(self, reference: Reference) -> Expression | None:
        """The cells that a measure adds up in the year that is asked."""
        key = Period.parse(reference.period).key if reference.period else 0
        return self._measures.expanded(reference, (key or self.consolidation.period_key) // 100)

    @cached_property
    def _measures(self) -> Measures:
        return Measures()

    @cached_property
    def derivations(self) -> dict[str, Expression]:
        pairs = Derivation.objects.values_list("cell__code", "expression")
        return {code: parse(expression) for code, expression in pairs}

    @cached_property
    def cells_of_tables(self) -> dict[str, list[str]]:
        """Of the tables whose rows or reporters are counted as a whole."""
        tables = {
            reference.name.table
            for reference in self.wanted
            if reference.count and "." not in reference.cell
        }
        found: dict[str, list[str]] = defaultdict(list)
        if tables:
            rows = Cell.objects.filter(table__code__in=tables).values_list("table__code", "code")
            for table, code in rows:
                found[table].append(code)
        return found

    @cached_property
    def _targets(self) -> set[str]:
        counted = {code for codes in self.cells_of_tables.values() for code in codes}
        return {reference.cell for reference in self.wanted} | counted

    @cached_property
    def leaves(self) -> dict[str, dict[str, None]]:
        """Cell -> the entered cells that count towards it, in the order of the table."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        rows = CellRollup.objects.filter(target__code__in=self._targets).values_list(
            "target__code", "leaf__code"
        )
        for target, leaf in rows.order_by("leaf__option__position", "leaf_id"):
            found[target][leaf] = None
        return found

    @cached_property
    def aggregations(self) -> dict[str, str]:
        """Of the cells themselves: what they add up over time, not what their parts do."""
        rows = Cell.objects.filter(code__in=self._targets)
        return dict(rows.values_list("code", "element__aggregation"))

    @cached_property
    def chosen(self) -> dict[int, list[Chosen]]:
        """Revision -> where it counts: for its unit, and for the places above."""
        rows = self.consolidation.chosen.values_list(
            "revision_id", "organisation_unit_id", "revision__report__period_key", "months",
            "revision__report__data_set_id",
        )  # fmt: skip
        own = as_they_are_now(
            [
                Chosen(pk, unit, Period.from_key(key), months, form)
                for pk, unit, key, months, form in rows
            ],
            self.consolidation.year,
        )
        found: dict[int, list[Chosen]] = defaultdict(list)
        for line in (*own, *up_the_tree(own)):
            found[line.revision_id].append(line)
        return found

    @cached_property
    def _tables_of_forms(self) -> dict[int, frozenset[int]]:
        return tables_of_forms(
            {form for lines in self.chosen.values() for line in lines for form in line.without}
        )

    @cached_property
    def units(self) -> dict[int, OrganisationUnit]:
        wanted = {line.organisation_unit_id for lines in self.chosen.values() for line in lines}
        return OrganisationUnit.objects.in_bulk(wanted)

    @cached_property
    def values(self) -> dict[str, list[CountedValue]]:
        """Entered cell -> its numbers where they count, in the order of protocol and of time."""
        cells = {leaf for leaves in self.leaves.values() for leaf in leaves} | self._targets
        rows = (
            DataValue.objects.filter(
                revision_id__in=list(self.chosen), cell__code__in=cells, value__isnull=False
            )
            .order_by("organisation_unit__position", "period_key", "entry__position", "pk")
            .values_list(
                "pk", "cell__code", "cell__table_id", "cell__table__code", "entry__key",
                "entry__title", "revision_id", "value",
            )
        )  # fmt: skip
        found: dict[str, list[CountedValue]] = defaultdict(list)
        for pk, cell, table, named, entry, title, revision, value in rows:
            if value is None:  # not available: the filter has left it out
                continue
            for line in self.chosen[revision]:
                if any(table in self._tables_of_forms[form] for form in line.without):
                    continue
                unit = self.units[line.organisation_unit_id]
                found[cell].append(
                    CountedValue(
                        pk, cell, entry or "", unit.code, unit.kind, line.period.key,
                        revision, line.months > 0, line.last_month, value,
                        self.codes.code(named, entry, title) if entry else "",
                    )
                )  # fmt: skip
        return found

    def of_cell(self, cell: str, key: int) -> list[CountedValue]:
        """What counts towards a cell in a period: of the whole period everything, of a month or a
        quarter inside it the reports of just that one."""
        whole = self._is_whole(key)
        return [
            value
            for leaf in (self.leaves.get(cell) or {cell: None})
            for value in self.values.get(leaf, ())
            if (value.period_key // 100 == key // 100 if whole else value.period_key == key)
        ]

    def entries_of(self, cell: str, key: int) -> list[CountedValue]:
        """The numbers of a cell that stand in rows which the reporters wrote, each once."""
        if not self._is_whole(key):
            return []
        return [
            value
            for value in self.values.get(cell, ())
            if value.entry and value.period_key // 100 == key // 100 and value.own
        ]

    def _is_whole(self, key: int) -> bool:
        """The consolidation's own period, or the same of the year before."""
        return key % 100 == self.consolidation.period_key % 100
