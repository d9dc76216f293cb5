"""The labels of the catalogue and the names of the units, kept in the process.

Everybody who is signed in may read them, and they change rarely: they are read once and used while
the catalogue's stamp, and the count and newest key of the units' names and spellings, stay the
same. What is protected is never kept here.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db import connection

from provinces.models import OrganisationUnit, UnitAlias, UnitKind, UnitName
from reporting.search.rules.labels import (
    KnownTable,
    KnownTitle,
    LabelledColumn,
    LabelledRow,
    Labels,
    ways,
)
from reporting.search.rules.units import UnitSpellings
from strategies.models import (
    ActivityGroup,
    CatalogueStamp,
    Cell,
    DataSet,
    Element,
    Indicator,
    Option,
    Section,
    Table,
)

WITH_NUMBERS = (Table.Kind.FIXED, Table.Kind.SINGLE, Table.Kind.OPEN, Table.Kind.DERIVED)
SEX = {"f": "female", "m": "male"}  # in the code of a column: victims_adult_f
SHORTEST_TITLE = 3
NAMES = """
SELECT (SELECT count(*) FROM provinces_unitname), (SELECT max(id) FROM provinces_unitname),
       (SELECT count(*) FROM provinces_unitalias), (SELECT max(id) FROM provinces_unitalias),
       (SELECT md5(string_agg(en || '|' || km, ',' ORDER BY id)) FROM provinces_unitname),
       (SELECT md5(string_agg(folded, ',' ORDER BY id)) FROM provinces_unitalias)
"""


@dataclass(frozen=True)
class Known:
    """`forms`: of each data set its ways of being called; `units`: key -> (code, kind)."""

    labels: Labels
    spellings: UnitSpellings
    forms: tuple[KnownTitle, ...]
    units: dict[int, tuple[str, str]]


def known() -> Known:
    """Two queries where it is known already."""
    stamp = CatalogueStamp.objects.values_list("stamp", flat=True).get()
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        [names] = cursor.fetchall()
    return _known(stamp, names)


@lru_cache(maxsize=4)
def _known(stamp: UUID, names: tuple[object, ...]) -> Known:
    units = {
        pk: (code, kind)
        for pk, code, kind in OrganisationUnit.objects.values_list("pk", "code", "kind")
    }
    return Known(Labels(_tables(), _titles()), _spellings(units), _forms(), units)


def _tables() -> list[KnownTable]:
    columns: dict[int, list[LabelledColumn]] = defaultdict(list)
    for element in Element.objects.select_related("part_of").order_by("table", "position"):
        here = columns[element.table_id]
        here.append(_column(element, is_first=not here))
    rows: dict[int, list[LabelledRow]] = defaultdict(list)
    for option in Option.objects.order_by("table", "position"):
        said = ways(option.title_en, option.title_km)
        rows[option.table_id].append(LabelledRow(option.code, said))
    cells: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for pk, table, row, column in Cell.objects.values_list(
        "pk", "table_id", "option__code", "element__code"
    ):
        cells[table][row or "", column] = pk
    tables = Table.objects.filter(kind__in=WITH_NUMBERS).select_related("section")
    return [
        KnownTable(
            code=table.code,
            section=table.section.code,
            position=at,
            ways=ways(table.title_en, table.title_km),
            section_ways=ways(table.section.title_en, table.section.title_km),
            rows=tuple(rows[table.pk]),
            columns=tuple(columns[table.pk]),
            cells=cells[table.pk],
            is_computed=table.kind == Table.Kind.DERIVED,
        )
        for at, table in enumerate(tables.order_by("position"))
    ]


def _column(element: Element, *, is_first: bool) -> LabelledColumn:
    """With the headings above it; of “M”, which alone says nothing, with the words of its code."""
    is_short = len(element.title_en) < SHORTEST_TITLE
    code = " ".join(SEX.get(w, w) for w in element.code.split("_")) if is_short else ""
    part_of = element.part_of
    whole = ways(part_of.title_en, part_of.title_km) if part_of else ()
    english = " ".join([*element.header_en, element.title_en])
    khmer = " ".join([*element.header_km, element.title_km])
    said = ways(english, khmer, code, element.title_en, element.title_km)
    return LabelledColumn(element.code, said, is_first, whole)


def _titles() -> list[KnownTitle]:
    found = [
        KnownTitle("table", row.code, ways(row.title_en, row.title_km, row.code))
        for row in Table.objects.filter(kind__in=WITH_NUMBERS, valid_to=None).order_by("position")
    ]
    found += [
        KnownTitle("section", row.code, ways(row.title_en, row.title_km))
        for row in Section.objects.order_by("position")
    ]
    found += [
        KnownTitle("indicator", row.code, ways(row.title_en, row.title_km))
        for row in Indicator.objects.order_by("strategy", "position", "code")
    ]
    found += [
        KnownTitle("group", row.code, ways(row.title_en, row.title_km))
        for row in ActivityGroup.objects.order_by("pk")
    ]
    return found


def _forms() -> tuple[KnownTitle, ...]:
    return tuple(
        KnownTitle("form", row.code, ways(row.title_en, row.title_km))
        for row in DataSet.objects.order_by("position")
    )


def _spellings(units: dict[int, tuple[str, str]]) -> UnitSpellings:
    spellings = list(UnitAlias.objects.values_list("spelling", "unit_id"))
    spellings += [(code, pk) for pk, (code, _kind) in units.items()]
    for pk, *names in UnitName.objects.values_list("unit_id", "en", "km"):
        spellings += [(name, pk) for name in names if name]
    places = {pk for pk, (_code, kind) in units.items() if kind == UnitKind.PROVINCE}
    return UnitSpellings(spellings, frozenset(places))
