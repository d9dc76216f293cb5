"""The same number of persons from one reporter in two tables: one activity may be counted twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.kernel.coincidences import Spread, width
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation
TWICE = _(
    "%(unit)s gives %(number)s twice: in %(row)s (%(section)s) and in %(other_row)s "
    "(%(other_section)s). Was one activity counted twice?"
)
Place = tuple[ReportedRow, str]


def check_twice(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]
) -> Iterator[FoundDiscrepancy]:
    """Persons only, parts left out; the first place in each of two tables is named. Said of a
    number where, among all pairs of numbers that were compared, fewer such coincidences are
    expected than the kind allows."""
    reports: dict[tuple[str, str], dict[str, dict[Decimal, Place]]] = {}
    counts: dict[tuple[str, str], dict[str, int]] = {}
    numbers: list[Decimal] = []
    for row in rows:
        for element, number in _persons(tables.get(row.table), row):
            report = row.unit, row.period
            by_table = reports.setdefault(report, {}).setdefault(row.table, {})
            by_table.setdefault(number, (row, element))
            own = counts.setdefault(report, defaultdict(int))
            own[row.table] += 1
            numbers.append(number)
    spread = Spread(numbers)
    pairs = sum(
        one * other for own in counts.values() for one, other in combinations(own.values(), 2)
    )
    thresholds = {name: float(own) for name, own in KINDS["counted_twice"].thresholds.items()}
    limit = min(thresholds["expected"] / max(pairs, 1), thresholds["chance"])
    for by_tables in reports.values():
        places: dict[Decimal, list[Place]] = defaultdict(list)
        for found in by_tables.values():
            for number, place in found.items():
                places[number].append(place)
        for number, (first, *others) in places.items():
            if others and spread.at(number) * width(number) < limit:
                for other in others:
                    yield _found(tables, first, other, number)


def _persons(table: TableSpec | None, row: ReportedRow) -> Iterator[tuple[str, Decimal]]:
    for element in table.entered() if table else ():
        number = row.values.get(element.code, Decimal(0))
        if element.unit == "person" and not element.part_of and number > 0:
            yield element.code, number


def _found(
    tables: Mapping[str, TableSpec], first: Place, other: Place, number: Decimal
) -> FoundDiscrepancy:
    row, other_row = first[0], other[0]
    return FoundDiscrepancy(
        kind="counted_twice",
        severity=KINDS["counted_twice"].severity,
        section=row.section,
        table=row.table,
        unit=row.unit,
        period=row.period,
        cells=tuple(
            f"{cell_code(at.table, at.option, element, at.entry)}@{at.unit}:{at.period}"
            for at, element in (first, other)
        ),
        template=TWICE,
        params={
            "unit": row.unit_name,
            "number": number,
            "row": row.label or tables[row.table].title,
            "section": row.section,
            "other_row": other_row.label or tables[other_row.table].title,
            "other_section": other_row.section,
        },
    )
