"""A longer report beside its shorter ones, once a period is added up: what it says is what they add
up to, or one of them is wrong. What the unit explained when it signed is not asked again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.kernel.coverage import coverage_by_components
from reporting.kernel.messages import Param
from reporting.kernel.periods import Period
from reporting.kernel.table_values import inside
from reporting.kernel.tables import ElementSpec, TableSpec, cell_code

_ = str  # marks a template for translation

KIND = "differs_from_shorter"
DIFFERS = _(
    "%(unit)s, %(row)s: %(element)s %(entered)s for %(period)s, but the accepted shorter reports "
    "(%(reports)s) add up to %(computed)s. One of them is wrong."
)
LEFT_OUT = _(
    "%(unit)s, %(row)s: %(element)s is left out for %(period)s, but the accepted shorter reports "
    "(%(reports)s) add up to %(computed)s. One of them is wrong."
)
SEVERAL = _(
    "%(unit)s, %(table)s: %(count)s numbers of %(period)s are not what the accepted shorter "
    "reports (%(reports)s) add up to. One of them is wrong."
)


class ReportedPlace(NamedTuple):
    table: str
    option: str | None
    entry: str | None
    element: str


# None: said to be not available.
Said = Mapping[ReportedPlace, Decimal | None]


@dataclass(frozen=True)
class LongerReport:
    """A report that stands for its period, and what the unit said in the accepted shorter ones of
    the same form, by period. `explained`: cells whose difference it explained."""

    unit: str
    period: str
    shorter: Mapping[str, Said] = field(default_factory=dict)
    explained: frozenset[str] = frozenset()


class _Difference(NamedTuple):
    row: ReportedRow
    element: ElementSpec
    cell: str
    entered: Decimal | None
    computed: Decimal


def check_shorter(
    tables: Mapping[str, TableSpec],
    rows: Sequence[ReportedRow],
    reports: Sequence[LongerReport],
) -> Iterator[FoundDiscrepancy]:
    """One finding for each table of a longer report. Where months are missing from the shorter
    reports, their sum is a lower bound, and only less is a contradiction."""
    sheets: dict[tuple[str, str], dict[str, list[ReportedRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows if reports else ():
        sheets[row.unit, row.period][row.table].append(row)
    for report in reports:
        period = Period.parse(report.period)
        cover = coverage_by_components(period, map(Period.parse, report.shorter))
        parts = [report.shorter[part.code] for part in sorted(cover.chosen, key=_start)]
        for table, own in sheets.get((report.unit, report.period), {}).items():
            if table in tables:
                found = [
                    one
                    for one in _differences(tables[table], own, parts, is_whole=cover.complete)
                    if one.cell not in report.explained
                ]
                if found:
                    yield _found(tables[table], found, len(parts))


def _start(period: Period) -> tuple[int, int]:
    return period.months[0]


def _differences(
    table: TableSpec, rows: Sequence[ReportedRow], parts: Sequence[Said], *, is_whole: bool
) -> Iterator[_Difference]:
    filled = [part for part in parts if any(place.table == table.code for place in part)]
    if not filled:  # only the longer report fills it: there is nothing to compare with
        return
    off = _columns_off(table, rows, parts, is_whole=is_whole)
    for row in rows:
        for element in table.entered():
            if row.entry is not None and element.code not in off:
                continue
            place = ReportedPlace(table.code, row.option, row.entry, element.code)
            there = [part[place] for part in parts if place in part]
            if element.aggregation == "none" or None in there:
                continue
            if element.code in row.not_available:
                continue
            numbers = [number for number in there if number is not None]
            entered = row.values.get(element.code)
            whole = is_whole and (element.aggregation != "last" or place in parts[-1])
            computed = _together(element.aggregation, numbers)
            if (entered or 0) == (computed or 0) or not (
                whole or (element.aggregation != "last" and (entered or 0) < (computed or 0))
            ):
                continue
            yield _Difference(
                row, element, cell_code(table.code, row.option, element.code, row.entry), entered,
                computed or Decimal(0),
            )  # fmt: skip


def _columns_off(
    table: TableSpec, rows: Sequence[ReportedRow], parts: Sequence[Said], *, is_whole: bool
) -> set[str]:
    """Of rows that units name, which may be joined or called otherwise in a longer report, only
    those are compared whose column adds up to something else."""
    found = set()
    for element in table.entered() if any(row.entry for row in rows) else ():
        code = element.code
        there = [
            number
            for part in parts
            for place, number in part.items()
            if place.table == table.code and place.element == code and place.entry is not None
        ]
        own = [row.values[code] for row in rows if row.entry and code in row.values]
        known = [number for number in there if number is not None]
        if element.aggregation != "sum" or len(known) < len(there):
            continue
        more = sum(own, Decimal(0)) - sum(known, Decimal(0))
        if more < 0 or (more and is_whole):
            found.add(code)
    return found


def _together(aggregation: str, numbers: Sequence[Decimal]) -> Decimal | None:
    if not numbers:
        return None
    if aggregation == "last":
        return numbers[-1]
    return max(numbers) if aggregation == "max" else sum(numbers, Decimal(0))


def _found(table: TableSpec, found: Sequence[_Difference], reports: int) -> FoundDiscrepancy:
    first = found[0]
    row = first.row
    params: dict[str, Param] = {
        "unit": row.unit_name,
        "period": row.period,
        "reports": reports,
        "row": row.label or table.title,
        "element": inside(first.element.title),
        "computed": first.computed,
    }
    template = SEVERAL
    if len(found) > 1:
        params |= {"table": table.title, "count": len(found)}
    elif first.entered is None:
        template = LEFT_OUT
    else:
        template, params = DIFFERS, {**params, "entered": first.entered}
    return FoundDiscrepancy(
        kind=KIND,
        severity=KINDS[KIND].severity,
        section=row.section,
        table=table.code,
        unit=row.unit,
        period=row.period,
        cells=tuple(f"{one.cell}@{row.unit}:{row.period}" for one in found),
        printed="" if first.entered is None else f"{first.entered:f}",
        computed=first.computed,
        template=template,
        params=params,
    )
