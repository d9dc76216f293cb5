"""Whose figures make the national one, and whose stand beside it: compared with it, never added.
The catalogue says so at a table's place in a form."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from provinces.models import LOCALITIES, OrganisationUnit, UnitClosure, UnitKind
from strategies.models import Table, TableDataSet

Beside = tuple[int, int, int]  # year, table, unit


def beside_the_record(years: Collection[int]) -> set[Beside]:
    """What is only compared in each of the years. A unit above one that is only compared has its
    numbers too, and stands beside the record like it, unless the table is its own. Four
    queries, or one."""
    rows = TableDataSet.objects.select_related("data_set")
    compared = [place for place in rows.filter(compared=True) if any(map(place.holds_in, years))]
    if not compared:
        return set()
    places = list(rows.filter(table__in={place.table_id for place in compared}))
    kinds = {kind for place in places for kind in place.data_set.kinds}
    units = units_by_kind(kinds.difference(LOCALITIES))  # they count through their province
    above = _above({unit.pk for place in compared for unit in filling(place, units)})
    found: set[Beside] = set()
    for year in years:
        own: dict[int, set[int]] = defaultdict(set)
        for place in places:
            if not place.compared and place.holds_in(year) and place.data_set.holds_in(year):
                own[place.table_id] |= {unit.pk for unit in filling(place, units)}
        for place in compared:
            if place.holds_in(year) and place.data_set.holds_in(year):
                here = {unit.pk for unit in filling(place, units)}
                here |= {pk for unit in here for pk in above.get(unit, ())}
                found |= {(year, place.table_id, unit) for unit in here - own[place.table_id]}
    return found


def beside_by_code(year: int) -> set[tuple[int, str, str]]:
    """The same for a year and the one before, by codes; six queries."""
    found = beside_the_record([year, year - 1])
    tables = Table.objects.in_bulk({table for _year, table, _unit in found})
    units = OrganisationUnit.objects.in_bulk({unit for _year, _table, unit in found})
    return {(at, tables[table].code, units[unit].code) for at, table, unit in found}


def units_by_kind(kinds: Iterable[str]) -> dict[str, list[OrganisationUnit]]:
    found: dict[str, list[OrganisationUnit]] = defaultdict(list)
    for unit in OrganisationUnit.objects.filter(kind__in=list(kinds)):
        found[unit.kind].append(unit)
    return found


def filling(
    place: TableDataSet, units: dict[str, list[OrganisationUnit]]
) -> list[OrganisationUnit]:
    return [
        unit
        for kind in place.data_set.kinds
        for unit in units[kind]
        if place.is_for(unit.code) and place.data_set.is_filled_by(unit.code, unit.kind)
    ]


def _above(units: Collection[int]) -> dict[int, list[int]]:
    rows = UnitClosure.objects.filter(descendant_id__in=list(units), depth__gt=0)
    found: dict[int, list[int]] = defaultdict(list)
    for below, above in rows.exclude(ancestor__kind=UnitKind.NATION).values_list(
        "descendant_id", "ancestor_id"
    ):
        found[below].append(above)
    return found
