"""Shares (a part of its whole: females of persons, minors of victims) and persons per event that
are improbable beside the unit's other reports and its peers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import exp, log

from reporting.checks.rules.expectation import count_of
from reporting.checks.rules.expected_numbers import expectations, prepared
from reporting.checks.rules.items import Expected, Item
from reporting.checks.rules.judging import Surprise, by_kind_of_unit, found_in, judged, whole
from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.checks.rules.surprise import count_distance, share_distance
from reporting.kernel.messages import Param
from reporting.kernel.periods import Period
from reporting.kernel.table_values import inside
from reporting.kernel.tables import ElementSpec, TableSpec

_ = str  # marks a template for translation
SHARE = _(
    "%(unit)s, %(row)s: %(part)s %(part_number)s, %(whole)s %(whole_number)s. That is %(share)s%%; "
    "usual would be about %(middle)s%%. %(basis)s By chance about one share in %(odds)s is so "
    "far off; %(looked_at)s were looked at."
)
RATE = _(
    "%(unit)s, %(row)s: %(events)s %(times)s, %(whole)s %(whole_number)s. That is %(rate)s each; "
    "usual would be about %(middle)s. %(basis)s By chance about one row in %(odds)s is so far "
    "off; %(looked_at)s were looked at."
)
EVENT_UNITS = frozenset({"event", "place"})
Tables = Mapping[str, TableSpec]
Pairs = dict[str, list[tuple[ElementSpec, ElementSpec]]]
# Of a part and its whole: the measure that is compared, and the variance that chance gives it.
Measured = Callable[[float, float], tuple[float, float] | None]


def check_shares(
    tables: Tables, rows: Sequence[ReportedRow], past: Sequence[ReportedRow] = ()
) -> Iterator[FoundDiscrepancy]:
    """A part that is more than its whole is no share: that is said elsewhere."""
    limits = KINDS["share_outlier"].thresholds
    points, persons = float(limits["least_points"]), float(limits["least_persons"])
    smallest = float(limits["smallest_peer"])
    pairs: Pairs = {code: list(_parts(table)) for code, table in tables.items()}

    def far(item: Item, expected: Expected) -> bool:
        away = abs(item.number - _share(expected.measure) * item.whole)
        return away >= persons and away >= points * item.whole

    columns = by_kind_of_unit(_compared(pairs, rows, past, _log_odds))
    for column in columns.values():
        for item in column.items:
            item.usable = item.whole >= smallest
    prepared(columns)
    found = judged(
        expectations(columns, {}),
        lambda item, _expected, measure, variance: share_distance(
            round(item.number), round(item.whole), _share(measure), max(variance, 0.0025) ** 0.5
        ),
        far,
        limits["false_alarms"],
        lambda item, _expected: item.usable,
    )
    parts = {id(column): key[0][2] for key, column in columns.items()}
    for surprise in found:
        table = tables[surprise.item.row.table]
        code = parts[id(surprise.column)]
        part, of = next(pair for pair in pairs[table.code] if pair[0].code == code)
        yield _share_found(table, part, of, surprise)


def check_rates(
    tables: Tables, rows: Sequence[ReportedRow], past: Sequence[ReportedRow] = ()
) -> Iterator[FoundDiscrepancy]:
    """Of tables with one column of persons and one of events."""
    limits = KINDS["rate_outlier"].thresholds
    factor, smallest = float(limits["least_factor"]), float(limits["smallest_count"])
    pairs: Pairs = {code: list(_persons_and_events(table)) for code, table in tables.items()}

    def far(item: Item, expected: Expected) -> bool:
        usual = exp(expected.measure) * item.whole
        smaller, larger = sorted((item.number, usual))
        return larger >= factor * smaller and larger >= smallest

    columns = by_kind_of_unit(_compared(pairs, rows, past, _log_rate))
    for column in columns.values():
        for item in column.items:
            item.usable = bool(item.number)
    prepared(columns)
    found = judged(
        expectations(columns, {}),
        lambda item, _expected, measure, variance: count_distance(
            item.number, count_of(measure + log(item.whole)), variance
        ),
        far,
        limits["false_alarms"],
    )
    for surprise in found:
        table = tables[surprise.item.row.table]
        yield _rate_found(table, *pairs[table.code][0], surprise)


def _compared(
    pairs: Pairs, rows: Sequence[ReportedRow], past: Sequence[ReportedRow], measured: Measured
) -> dict[tuple[str, ...], list[Item]]:
    """The items of both checks, by table, row and upper column. What nobody reports now is not
    asked about, so its past is left out."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for now, some in ((True, rows), (False, past)):
        for row in some:
            for upper, lower in pairs.get(row.table, ()):
                key = row.table, row.option or "", upper.code
                if not now and key not in groups:
                    continue
                number, of = row.values.get(upper.code), row.values.get(lower.code)
                if number is None or of is None:
                    continue
                part, whole = float(number), float(of)
                if (reckoned := measured(part, whole)) is not None:
                    item = Item(
                        row.unit, row.period, Period.parse(row.period).number, *reckoned, now,
                        row, part, whole,
                    )  # fmt: skip
                    groups.setdefault(key, []).append(item)
    return groups


def _log_odds(part: float, whole: float) -> tuple[float, float] | None:
    """With the variance that chance gives it; None where it is no share."""
    if not 0 <= part <= whole or not whole:
        return None
    rest = whole - part
    return log((part + 0.5) / (rest + 0.5)), 1 / (part + 0.5) + 1 / (rest + 0.5)


def _log_rate(persons: float, events: float) -> tuple[float, float] | None:
    """As `_log_odds`."""
    if persons < 0 or events <= 0:
        return None
    return log((persons + 0.5) / events), 1 / (persons + 1)


def _parts(table: TableSpec) -> Iterator[tuple[ElementSpec, ElementSpec]]:
    for part in table.entered():
        of = table.element(part.part_of)
        if of is not None and not of.derived:
            yield part, of


def _persons_and_events(table: TableSpec) -> Iterator[tuple[ElementSpec, ElementSpec]]:
    wholes = [element for element in table.entered() if not element.part_of]
    events = [element for element in wholes if element.unit in EVENT_UNITS]
    persons = [element for element in wholes if element.unit == "person"]
    if len(events) == 1 and len(persons) == 1:
        yield persons[0], events[0]


def _share(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))


def _share_found(
    table: TableSpec, part: ElementSpec, of: ElementSpec, surprise: Surprise
) -> FoundDiscrepancy:
    item = surprise.item
    params: dict[str, Param] = {
        "part_number": whole(item.number),
        "whole_number": whole(item.whole),
        "part": inside(part.title),
        "whole": inside(of.title),
        "share": _percent(item.number / item.whole),
        "middle": _percent(_share(surprise.expected.measure)),
    }
    return found_in("share_outlier", table, surprise, (part, of), SHARE, params)


def _percent(share: float) -> Decimal:
    return Decimal(round(share * 100, 1)).quantize(Decimal("0.1"))


def _rate_found(
    table: TableSpec, persons: ElementSpec, events: ElementSpec, surprise: Surprise
) -> FoundDiscrepancy:
    item = surprise.item
    params: dict[str, Param] = {
        "whole_number": whole(item.number),
        "times": whole(item.whole),
        "whole": inside(persons.title),
        "events": inside(events.title),
        "rate": _short(item.number / item.whole),
        "middle": _short(exp(surprise.expected.measure)),
    }
    return found_in("rate_outlier", table, surprise, (persons, events), RATE, params)


def _short(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal(1) if number >= 10 else Decimal("0.1"))
