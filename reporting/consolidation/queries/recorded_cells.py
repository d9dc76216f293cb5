"""For each cell in which some figures are only compared: the figure that counts, and theirs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_noop

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.record_sources import filling, units_by_kind
from reporting.consolidation.rules.checks.record_sources import Compared, RecordedCell
from reporting.core.queries.cell_labels import CellLabels, cell_labels
from strategies.models import Cell, Table, TableDataSet
from strategies.models.labels import in_year

TOGETHER = {
    UnitKind.COURT: gettext_noop("the courts"),
    UnitKind.COMMISSARIAT: gettext_noop("the provincial police commissariats"),
    UnitKind.DEPARTMENT: gettext_noop("the departments"),
    UnitKind.PROVINCE: gettext_noop("the provinces"),
    UnitKind.MINISTRY: gettext_noop("the ministries"),
    UnitKind.INSTITUTION: gettext_noop("the institutions"),
    UnitKind.PARTNER: gettext_noop("the partner organisations"),
    UnitKind.WORKING_GROUP: gettext_noop("the working groups"),
}
NATION = gettext_noop("the nation")


@dataclass(frozen=True)
class _Source:
    """A unit, or all of a kind, whose figures are compared in a table."""

    name: str
    scope: str
    units: tuple[str, ...]
    is_whole: bool


def recorded_cells(book: FigureBook, year: int) -> list[RecordedCell]:
    """Of the tables of the year in which anything is compared; five queries, or one."""
    places = list(
        TableDataSet.objects.filter(in_year(year), in_year_of_form(year)).select_related("data_set")
    )
    tables = {place.table_id for place in places if place.compared}
    if not tables:
        return []
    places = [place for place in places if place.table_id in tables]
    units = units_by_kind({kind for place in places for kind in place.data_set.kinds})
    names = unit_names(year, "en", [unit for several in units.values() for unit in several])
    labels = cell_labels("en")
    found: list[RecordedCell] = []
    rows = Table.objects.filter(in_year(year), pk__in=tables).select_related("section")
    cells = _entered_cells(tables)
    for table in rows.order_by("position"):
        own = [place for place in places if place.table_id == table.pk]
        record = [unit for place in own if not place.compared for unit in filling(place, units)]
        name = names.get(record[0].pk, record[0].code) if len(record) == 1 else NATION
        sources = list(_sources(own, units, record, names))
        found += _of_table(book, table, name, sources, cells[table.pk], labels)
    return found


def in_year_of_form(year: int) -> Q:
    ends = Q(data_set__valid_to__isnull=True) | Q(data_set__valid_to__gte=year)
    return ends & Q(data_set__valid_from__lte=year)


def _entered_cells(tables: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Cell.objects.filter(table_id__in=list(tables), is_total=False)
    for table, code in rows.values_list("table_id", "code"):
        found[table].append(code)
    return found


def _sources(
    places: Iterable[TableDataSet],
    units: dict[str, list[OrganisationUnit]],
    record: list[OrganisationUnit],
    names: dict[int, str],
) -> Iterator[_Source]:
    """A kind in which somebody's figures count is taken unit by unit."""
    recorded = {unit.kind for unit in record}
    for place in places:
        if not place.compared:
            continue
        asked = filling(place, units)
        for kind in place.data_set.kinds:
            own = [unit for unit in asked if unit.kind == kind]
            if kind not in recorded and len(own) > 1:
                codes = tuple(unit.code for unit in own)
                yield _Source(TOGETHER.get(UnitKind(kind), NATION), kind, codes, place.is_whole)
                continue
            for unit in own:
                name = names.get(unit.pk, unit.code)
                yield _Source(name, unit.code, (unit.code,), place.is_whole)


def _of_table(
    book: FigureBook,
    table: Table,
    record: str,
    sources: list[_Source],
    cells: list[str],
    labels: dict[str, CellLabels],
) -> Iterator[RecordedCell]:
    key = book.period.key
    came = {row.unit for cell in cells for row in book.by_cell.get((cell, key), [])}
    for cell in cells:
        number = book.value(cell)
        compared = tuple(
            Compared(
                source.name, source.scope, given, source.is_whole,
                came=len(came.intersection(source.units)), asked=len(source.units),
            )
            for source in sources
            if (given := _given(book, cell, source)) is not None
        )  # fmt: skip
        if number is not None and compared:
            yield RecordedCell(
                section=table.section.code,
                table=table.code,
                cell=cell,
                label=labels[cell].path(),
                period=book.period.code,
                record=record,
                number=number,
                compared=compared,
            )


def _given(book: FigureBook, cell: str, source: _Source) -> Decimal | None:
    if source.scope.islower():
        return book.value(cell, kind=source.scope)
    return book.value(cell, unit=source.scope)
