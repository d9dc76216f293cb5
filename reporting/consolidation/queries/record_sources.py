"""Whose figures make the national one, and whose stand beside it: compared with it, never added.
The catalogue says so at a table's place in a form."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from provinces.models import LOCALITIES, OrganisationUnit, UnitClosure, UnitKind
from strategies.models import TableDataSet

Beside = tuple[int, int, int]  # year, table, unit


def beside_the_record(years: Collection[int]) -> set[Beside]:
    """What is only compared in each of the years. A unit above one that is only compared has its
    numbers too, and stands beside the record like it, unless the table is its own. Three
    queries, or one."""
    found, _tables, _units = _beside(years)
    return found


def beside_by_code(year: int) -> set[tuple[int, str, str]]:
    """The same for a year and the one before, by codes; as many queries."""
    found, tables, units = _beside([year, year - 1])
    return {(at, tables[table], units[unit]) for at, table, unit in found}


def _beside(years: Collection[int]) -> tuple[set[Beside], dict[int, str], dict[int, str]]:
    """With the codes of the tables and units in it."""
    rows = TableDataSet.objects.select_related("data_set", "table")
    of_compared = rows.filter(compared=True).order_by().values("table")
    every = list(rows.filter(table__in=of_compared))
    compared = [place for place in every if place.compared and any(map(place.holds_in, years))]
    if not compared:
        return set(), {}, {}
    tables = {place.table_id: place.table.code for place in compared}
    places = [place for place in every if place.table_id in tables]
    kinds = {kind for place in places for kind in place.data_set.kinds}
    units = units_by_kind(kinds.difference(LOCALITIES))  # they count through their province
    codes = {unit.pk: unit.code for of_kind in units.values() for unit in of_kind}
    above: dict[int, list[int]] = defaultdict(list)
    for below, pk, code in _above(
        {unit.pk for place in compared for unit in filling(place, units)}
    ):
        above[below].append(pk)
        codes[pk] = code
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
    return found, tables, codes


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


def _above(units: Collection[int]) -> list[tuple[int, int, str]]:
    """Unit, and key and code of each above it, without the nation."""
    rows = UnitClosure.objects.filter(descendant_id__in=list(units), depth__gt=0)
    rows = rows.exclude(ancestor__kind=UnitKind.NATION).order_by()
    return list(rows.values_list("descendant_id", "ancestor_id", "ancestor__code"))
