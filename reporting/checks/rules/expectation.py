"""Numbers that are improbable beside the unit's other reports and its peers: which may be compared,
and what is said of them."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import exp, log, sqrt

from reporting.checks.rules.expected_numbers import (
    FEWEST_OWN,
    Column,
    expectations,
    prepared,
    sizes_of,
)
from reporting.checks.rules.items import Expected, Item
from reporting.checks.rules.judging import Surprise, found_in, judged, whole
from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.checks.rules.surprise import count_distance
from reporting.kernel.messages import Param
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.table_values import inside
from reporting.kernel.tables import ElementSpec, TableSpec

_ = str  # marks a template for translation

UNEXPECTED = _(
    "%(unit)s, %(row)s: %(element)s %(entered)s; usual would be %(low)s to %(high)s. %(basis)s "
    "By chance about one number in %(odds)s is so far off; %(looked_at)s were looked at."
)
DOMINATES = _(
    "%(unit)s, %(row)s: %(element)s %(entered)s in one month, more than in the %(months)s other "
    "months of the year together (%(others)s). Usual would be %(low)s to %(high)s. %(basis)s "
    "By chance about one number in %(odds)s is so far off; %(looked_at)s were looked at."
)
NOT_COUNTED = frozenset({"percent", "%", "year"})
MEASURED_FROM = 5  # smaller expectations tell little of how numbers are distributed
LOW, HIGH = -1.96, 1.96
Tables = Mapping[str, TableSpec]


def check_numbers(
    tables: Tables, rows: Sequence[ReportedRow], past: Sequence[ReportedRow] = ()
) -> Iterator[FoundDiscrepancy]:
    """Counts that are no part of another in the same row (those are looked at as shares), in tables
    whose rows are the same in each report. `past`: the accepted rows of earlier periods."""
    limits = KINDS["unexpected_number"].thresholds
    least, factor = float(limits["least_change"]), float(limits["least_factor"])
    columns, elements = _columns(tables, rows, past)
    prepared(columns)

    def far(item: Item, expected: Expected) -> bool:
        usual = count_of(expected.measure)
        smaller, larger = sorted((item.number, usual))
        return larger - smaller >= least and larger >= factor * smaller

    found = judged(
        (one for one in expectations(columns, sizes_of(columns)) if one[1].number or one[1].usable),
        lambda item, _expected, measure, variance: count_distance(
            item.number, count_of(measure), variance
        ),
        far,
        limits["false_alarms"],
        lambda _item, expected: count_of(expected.measure) >= MEASURED_FROM,
    )
    for surprise in found:
        table = tables[surprise.item.row.table]
        yield _unexpected(table, elements[id(surprise.column)], surprise)


def count_of(measure: float) -> float:
    return max(exp(min(measure, 40.0)) - 0.5, 0.1)


def _columns(
    tables: Tables, rows: Sequence[ReportedRow], past: Sequence[ReportedRow]
) -> tuple[dict[Hashable, Column], dict[int, ElementSpec]]:
    """By cell, kind of unit and length of period; and the element of each by its identity."""
    compared = {code: compared_columns(table) for code, table in tables.items()}
    groups: dict[tuple[str, ...], dict[PeriodKind, list[Item]]] = {}
    elements = {(code, one.code): one for code, own in compared.items() for one in own}
    for now, some in ((True, rows), (False, past)):
        for row in some:
            if row.entry is None and row.table in compared:
                period = Period.parse(row.period)
                for element in compared[row.table]:
                    value = row.values.get(element.code)
                    key: tuple[str, ...]
                    key = (row.table, element.code, row.option or "", row.unit_kind)
                    # What nobody reports now is not asked about: its past is left out.
                    if (
                        value is not None
                        and (now or key in groups)
                        and (number := float(value)) >= 0
                    ):
                        item = counted(row, period, number, now=now)
                        groups.setdefault(key, {}).setdefault(period.kind, []).append(item)
    columns: dict[Hashable, Column] = {}
    about: dict[int, ElementSpec] = {}
    for key, by_kind in groups.items():
        element = elements[key[0], key[1]]
        for kind, items in by_kind.items():
            if any(item.now for item in items):
                if element.aggregation == "sum" and len(by_kind) > 1:
                    items = [*items, *by_the_month(kind, items, by_kind)]
                mark_usable(items)
                column = columns[key, kind] = Column(items)
                about[id(column)] = element
    return columns, about


def counted(row: ReportedRow, period: Period, number: float, *, now: bool) -> Item:
    return Item(
        row.unit, period.code, period.number, log(number + 0.5), 1 / (number + 1), now, row, number
    )


def compared_columns(table: TableSpec) -> list[ElementSpec]:
    return [
        element
        for element in table.entered()
        if not element.part_of and element.unit not in NOT_COUNTED and element.aggregation != "none"
    ]


def by_the_month(
    kind: PeriodKind, items: Sequence[Item], by_kind: Mapping[PeriodKind, Sequence[Item]]
) -> Iterator[Item]:
    """Of units with too few reports of this length, those of another, as long as these."""
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[item.unit] += 1
    few = {unit for unit, count in counts.items() if count <= FEWEST_OWN}
    length = len(Period.parse(items[0].period).months)
    for other, others in by_kind.items():
        if other == kind or not few:
            continue
        months = len(Period.parse(others[0].period).months)
        for item in others:
            if item.unit in few:
                as_long = item.number * length / months
                yield Item(
                    unit=item.unit,
                    period=item.period,
                    season=0,
                    measure=log(as_long + 0.5),
                    noise=item.noise,
                    now=False,
                    row=item.row,
                    number=as_long,
                    scaled=True,
                )


def mark_usable(items: Sequence[Item]) -> None:
    """A 0 tells of the level only where it is rare: of what a unit does now and then, the numbers
    are compared with each other."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item in items:
        count = counts[item.unit]
        count[0] += 1
        count[1] += not item.number
    for item in items:
        every, zeros = counts[item.unit]
        item.usable = bool(item.number) or zeros * 5 <= every


def _unexpected(table: TableSpec, element: ElementSpec, surprise: Surprise) -> FoundDiscrepancy:
    item, expected = surprise.item, surprise.expected
    others = _other_months(surprise)
    usual = count_of(expected.measure)
    about = sqrt(expected.variance + 1 / (usual + 0.5))
    params: dict[str, Param] = {
        "element": inside(element.title),
        "entered": item.row.values[element.code],
        "low": about_whole(usual * exp(LOW * about)),
        "high": about_whole(usual * exp(HIGH * about)),
    }
    kind, template = "unexpected_number", UNEXPECTED
    if others and surprise.away > 0 and sum(others) < item.number:
        kind, template = "month_dominates", DOMINATES
        params |= {"months": len(others), "others": whole(sum(others))}
    return found_in(kind, table, surprise, (element,), template, params)


def _other_months(surprise: Surprise) -> list[float]:
    """Of the same year, where a report of it stands for a month and there are enough of them."""
    item = surprise.item
    if Period.parse(item.row.period).kind is not PeriodKind.MONTH:
        return []
    others = [
        other.number
        for other in surprise.column.items
        if other.now and other.unit == item.unit and other is not item
    ]
    fewest = KINDS["month_dominates"].thresholds["fewest_months"]
    return others if len(others) + 1 >= fewest else []


def about_whole(number: float) -> Decimal:
    """To two digits: what is usual is not known more exactly."""
    rounded = round(number)
    place = max(len(str(rounded)) - 2, 0)
    return Decimal(round(rounded, -place))
