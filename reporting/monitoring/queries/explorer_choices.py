"""Which tables may be explored, and what of each: its columns, rows and cells with numbers."""

from dataclasses import dataclass

from provinces.models import OrganisationUnit
from reporting.core.queries.table_specs import table_specs
from reporting.kernel.tables import ElementSpec, OptionSpec, TableSpec, cell_code
from strategies.models import Cell, CellRollup, DataSet, Table, TableDataSet
from strategies.models.labels import in_year


def explorable() -> list[Table]:
    """Tables with a cell that adds up entered numbers, in the order of the annual report."""
    with_numbers = CellRollup.objects.values("target__table")
    return list(
        Table.objects.filter(pk__in=with_numbers).select_related("section").order_by("position")
    )


@dataclass(frozen=True)
class Parts:
    """A table taken apart: `cells` by code, and its places in the forms that carry its numbers."""

    table: Table
    spec: TableSpec
    cells: dict[str, int]
    places: tuple[TableDataSet, ...]

    def cell(self, option: str | None, element: str) -> int | None:
        return self.cells.get(cell_code(self.table.code, option, element))

    @property
    def elements(self) -> list[ElementSpec]:
        """The columns that have numbers."""
        kept = {code.rpartition(".")[2] for code in self.cells}
        return [element for element in self.spec.elements if element.code in kept]

    @property
    def options(self) -> list[OptionSpec]:
        """The rows; empty for one row a reporter and for rows that reporters write."""
        return [
            option
            for option in self.spec.options
            if any(self.cell(option.code, element.code) for element in self.spec.elements)
        ]

    @property
    def has_total(self) -> bool:
        """Whether its rows may be added up (or it has only one row a reporter)."""
        return any(self.cell(None, element.code) for element in self.spec.elements)

    def is_filled_by(self, unit: OrganisationUnit) -> bool:
        return any(_fills(unit, place) for place in self.places)

    def is_owed_by(self, unit: OrganisationUnit) -> bool:
        """Whether it is missed where it does not come."""
        return any(_fills(unit, place) for place in self.places if place.data_set.owed)

    @property
    def forms(self) -> list[DataSet]:
        found = {place.data_set_id: place.data_set for place in self.places}
        return sorted(found.values(), key=lambda form: form.position)


def _fills(unit: OrganisationUnit, place: TableDataSet) -> bool:
    return place.is_for(unit.code) and place.data_set.is_filled_by(unit.code, unit.kind)


def parts_of(table: Table, year: int) -> Parts:
    """The table as it stands in that year; eight queries."""
    cells = dict(
        Cell.objects.filter(table=table, leaves__isnull=False).distinct().values_list("code", "pk")
    )
    leaves = Table.objects.filter(cells__targets__target__table=table).distinct()
    places = TableDataSet.objects.filter(in_year(year), table__in=leaves)
    return Parts(
        table=table,
        spec=table_specs([table], year)[table.code],
        cells=cells,
        places=tuple(
            place for place in places.select_related("data_set") if place.data_set.holds_in(year)
        ),
    )
