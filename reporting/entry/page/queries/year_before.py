"""The numbers of the year before where a unit was made from others, or others from it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from provinces.successions import YearBefore
from reporting.kernel.tables import CellKey, Value
from reporting.models import Report

TableValues = dict[str, dict[CellKey, Value]]


def reports_of_others(report: Report, group: YearBefore) -> Iterator[Report]:
    """Of the unit's form, those of each unit that was there before; they are not stored."""
    for unit in group.before:
        yield Report(
            organisation_unit=unit,
            data_set=report.data_set,
            year=report.year,
            period_key=report.period_key,
        )


def added(parts: Iterable[TableValues]) -> TableValues:
    """Cell by cell. Rows that a unit wrote itself are nobody else's and left out; where one says
    that a number is not available, there is no sum."""
    found: TableValues = {}
    for tables in parts:
        for table, values in tables.items():
            sums = found.setdefault(table, {})
            for key, value in values.items():
                if not key.entry:
                    sums[key] = _sum(sums.get(key), value)
    return found


def _sum(one: Value | None, other: Value) -> Value:
    if one is None:
        return Value(other.number, other.not_available)
    if one.number is None or other.number is None:
        return Value(None, not_available=one.not_available or other.not_available)
    return Value(Decimal(one.number + other.number))
