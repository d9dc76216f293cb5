"""What the tables of a consolidation have figures for: from the material, without a query a
chart."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import cast

from django.db.models import Sum

from provinces.models import LOCALITIES
from reporting.core.queries.practice_years import may_compare
from reporting.document.charts.spec import ChartInputs, ChartReporter
from reporting.editions.composing.queries.material import Material, rank
from reporting.kernel.expressions import Reference
from reporting.kernel.periods import Period
from reporting.kernel.tables import Aggregation, ElementSpec, OptionSpec, cell_code, cell_name
from reporting.models import DataValue
from strategies.models import Element as ElementRow
from strategies.models import Option as OptionRow
from strategies.models import Table
from strategies.models.cells import UnitOfCount

DRAWN = (Table.Kind.FIXED, Table.Kind.SINGLE, Table.Kind.OPEN, Table.Kind.DERIVED, Table.Kind.SHOW)
NOT_SHOWN = ("none",)
# (cell, month) -> unit and value
Monthly = dict[tuple[str, int], list[tuple[str, Decimal]]]


class EditionChartInputs:
    """Which rows, columns, reporters and periods of a consolidation's tables can be drawn, and the
    numbers of them."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.period = Period.from_key(material.consolidation.period_key)
        self._made: dict[str, ChartInputs] = {}
        self._monthly: dict[str, Monthly] = {}

    @cached_property
    def tables(self) -> dict[str, Table]:
        rows = (table for tables in self.material.tables.values() for table in tables)
        return {table.code: table for table in rows if table.kind in DRAWN}

    @cached_property
    def _cells(self) -> dict[str, set[str]]:
        """Table -> its cells that have a figure of the period, stored or computed."""
        found: dict[str, set[str]] = defaultdict(set)
        for cell, _unit, _kind, key in self.material.book.rows:
            if key == self.period.key:
                found[cell_name(cell).table].add(cell)
        for cell in self.material.book.derivations:
            found[cell_name(cell).table].add(cell)
        return found

    @cached_property
    def _reporters(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for (cell, key), rows in self.material.book.by_cell.items():
            if key == self.period.key:
                found[cell_name(cell).table].update(row.unit for row in rows)
        return found

    @cached_property
    def _keys(self) -> dict[str, set[int]]:
        """Table -> the periods that its national figures are of."""
        found: dict[str, set[int]] = defaultdict(set)
        for cell, unit, kind, key in self.material.book.rows:
            if not unit and not kind:
                found[cell_name(cell).table].add(key)
        return found

    @cached_property
    def _is_comparable(self) -> bool:
        return may_compare(self.period.year, self.period.year - 1)

    def inputs(self, table: Table) -> ChartInputs:
        """`months` only of tables printed by month; `monthly_inputs` asks the reports too."""
        if table.code not in self._made:
            self._made[table.code] = self._inputs_of(table)
        return self._made[table.code]

    def monthly_inputs(self, table: Table) -> ChartInputs:
        found = self.inputs(table)
        if found.months or not found.elements:
            return found
        months = sorted({key for _cell, key in self.monthly(table)})
        return replace(found, months=tuple(months))

    def _inputs_of(self, table: Table) -> ChartInputs:
        base = table.shown or table
        cells, keys = self._cells[base.code], self._keys[base.code]
        options = tuple(
            self._option(row)
            for row in self.material.options[base.pk]
            if self._is_shown(table, row.group_id, row.pk)
        )
        elements = tuple(
            self._element(base, row)
            for row in self.material.elements[base.pk]
            if row.aggregation not in NOT_SHOWN
            and any(cell_name(cell).element == row.code for cell in cells)
        )
        whole = table.shown_group or None

        def has_number(row: str | None) -> bool:
            return any(cell_code(base.code, row, element.code) in cells for element in elements)

        return ChartInputs(
            table=table.code,
            elements=elements,
            options=tuple(
                option for option in options if option.is_group or has_number(option.code)
            ),
            has_total=has_number(whole),
            reporters=self._reporters_of(table),
            years=tuple(year for year in self._years() if self._key(year) in keys),
            months=tuple(sorted(key for key in keys if self._is_month(key))),
        )

    def _is_shown(self, table: Table, group: int | None, pk: int) -> bool:
        if not table.shown_group or table.shown is None:
            return True
        options = self.material.options[table.shown.pk]
        wanted = next((option.pk for option in options if option.code == table.shown_group), None)
        return group == wanted

    def _option(self, row: OptionRow) -> OptionSpec:
        return OptionSpec(
            code=row.code,
            title=row.title_in(self.material.language),
            is_group=row.is_group,
            unit=row.unit_of_count,
        )

    def _element(self, table: Table, row: ElementRow) -> ElementSpec:
        titles = {element.pk: element.code for element in self.material.elements[table.pk]}
        derived = self.material.book.derivations.get(cell_code(table.code, None, row.code))
        return ElementSpec(
            code=row.code,
            title=self.element_title(row),
            unit=row.unit_of_count,
            aggregation=cast(Aggregation, row.aggregation),
            part_of=titles.get(row.part_of_id, "") if row.part_of_id else "",
            role=row.role,
            derived=str(derived) if derived is not None else "",
        )

    def element_title(self, row: ElementRow) -> str:
        """With the heading path: “M” alone says nothing beside a bar."""
        khmer = self.material.language == "km" and all(row.header_km)
        path = row.header_km if khmer else row.header_en
        return " \u2013 ".join([*path, row.title_in(self.material.language)])

    def _reporters_of(self, table: Table) -> tuple[ChartReporter, ...]:
        base = table.shown or table
        units = [
            unit for code, unit in self.material.units.items()
            if code in self._reporters[base.code] and not unit.is_locality
        ]  # fmt: skip
        units.sort(key=lambda unit: rank(unit, base))
        return tuple(
            ChartReporter(unit.code, unit.kind, self.material.name(unit)) for unit in units
        )

    def _years(self) -> tuple[int, ...]:
        year = self.period.year
        return (year - 1, year) if self._is_comparable else (year,)

    def _key(self, year: int) -> int:
        return Period(year, self.period.kind, self.period.number).key

    def _is_month(self, key: int) -> bool:
        return divmod(key, 100) in self.period.months

    # The numbers --------------------------------------------------------------------------------

    def cell(self, table: Table, row: str, element: str) -> str:
        """The row "" is all rows together: of a table that shows a group, that group."""
        base = table.shown or table
        return cell_code(base.code, row or table.shown_group or None, element)

    def value(
        self, cell: str, scope: tuple[str, ...] = (), year: int | None = None
    ) -> Decimal | None:
        period = Period(year or self.period.year, self.period.kind, self.period.number)
        return self.material.book.look_up(Reference(cell, scope=scope, period=period.code))

    def month_value(
        self, table: Table, cell: str, scope: tuple[str, ...], key: int
    ) -> Decimal | None:
        if self.inputs(table).months:
            period = Period.from_key(key).code
            return self.material.book.look_up(Reference(cell, scope=scope, period=period))
        units = self.material.units
        found = [
            value
            for unit, value in self.monthly(table).get((cell, key), [])
            if not scope or unit in scope or (unit in units and units[unit].kind in scope)
        ]
        return sum(found, Decimal(0)) if found else None

    def monthly(self, table: Table) -> Monthly:
        """What the chosen monthly reports say; one query a table."""
        base = table.shown or table
        if base.code not in self._monthly:
            rows = (
                DataValue.objects.filter(
                    revision__in=self.material.consolidation.chosen.values("revision_id"),
                    cell__targets__target__table=base,
                    value__isnull=False,
                    period_key__in=[year * 100 + month for year, month in self.period.months],
                )
                .exclude(organisation_unit__kind__in=LOCALITIES)
                .values_list("cell__targets__target__code", "organisation_unit__code", "period_key")
                .annotate(total=Sum("value"))
            )
            found: Monthly = defaultdict(list)
            for cell, unit, key, total in rows:
                found[cell, key].append((unit, total))
            self._monthly[base.code] = found
        return self._monthly[base.code]

    def monthly_reporters(self, table: Table) -> int:
        return len({unit for rows in self.monthly(table).values() for unit, _value in rows})


def count_word(code: str) -> str:
    """The unit of count in words: “persons”."""
    return str(UnitOfCount(code).label) if code else ""
