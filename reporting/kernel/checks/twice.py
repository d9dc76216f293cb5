"""The same number from one reporter in two tables: one activity may be counted twice."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reporting.kernel.checks.kinds import KINDS
from reporting.kernel.checks.model import Discrepancy, ReportedRow
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

TWICE = _(
    "%(unit)s gives %(number)s twice: in %(row)s (%(section)s) and in %(other_row)s "
    "(%(other_section)s). Was one activity counted twice?"
)

Place = tuple[ReportedRow, str]


def check_twice(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]
) -> Iterator[Discrepancy]:
    """Persons only, parts left out; the first place in each of two tables is named."""
    places: dict[tuple[str, str, Decimal], dict[str, Place]] = {}
    for row in rows:
        for element, number in _persons(tables.get(row.table), row):
            by_table = places.setdefault((row.unit, row.period, number), {})
            by_table.setdefault(row.table, (row, element))
    for (_unit, _period, number), by_table in places.items():
        first, *others = by_table.values()
        for other in others:
            yield _found(tables, first, other, number)


def _persons(table: TableSpec | None, row: ReportedRow) -> Iterator[tuple[str, Decimal]]:
    smallest = KINDS["counted_twice"].thresholds["smallest_figure"]
    for element in table.entered() if table else ():
        number = row.values.get(element.code, Decimal(0))
        if element.unit == "person" and not element.part_of and number >= smallest:
            yield element.code, number


def _found(
    tables: Mapping[str, TableSpec], first: Place, other: Place, number: Decimal
) -> Discrepancy:
    row, other_row = first[0], other[0]
    return Discrepancy(
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
