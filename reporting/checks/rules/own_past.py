"""A number of a report that is being filled, beside the unit's own past. What is usual is reckoned
once from its accepted reports, by the expectation that judges a whole period; then each number is
only held against it, so that a save costs little. Peers are compared when a period is added up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import exp, log, sqrt
from typing import NamedTuple

from reporting.checks.rules.expectation import (
    HIGH,
    LOW,
    MEASURED_FROM,
    about_whole,
    by_the_month,
    compared_columns,
    count_of,
    counted,
    mark_usable,
)
from reporting.checks.rules.expected_numbers import (
    FEWEST_OWN,
    LEAST_FREEDOM,
    LEAST_SPREAD,
    OF_MEDIAN,
    PRIOR,
    USUAL,
    Column,
    expectations,
    prepared,
    variance_together,
)
from reporting.checks.rules.items import Expected, Item
from reporting.checks.rules.judging import BY_OWN, SCALED, improbable_ones, nearest
from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.medians import middle_of
from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.surprise import Tails, count_distance
from reporting.checks.rules.table_rules import Finding
from reporting.kernel.messages import Nested, Param
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.table_values import FilledTable, TableRowPlace, Values
from reporting.kernel.tables import CellKey, TableSpec, cell_code

_ = str  # marks a template for translation

KIND = "unexpected_number"
OF_RIGHT_REPORTS = Decimal("0.05")  # so many without a mistake are asked such a question
ASKED = _(
    "%(element)s in %(row)s: %(entered)s; usual would be %(low)s to %(high)s. %(basis)s By chance "
    "about one number in %(odds)s is so far off (numbers of this report that were looked at: "
    "%(looked_at)s). Is this right?"
)
LITTLE_KNOWN = _("That is little to compare with: only %(reports)s earlier reports of this unit.")
LITTLE = 6  # with fewer reports it is said that little is known
FEWEST_MOVES = 8  # numbers of one report that show how much it moved
_NO_ROW = ReportedRow(
    table="", section="", unit="", unit_name="", unit_kind="", period="", values={}
)


class PastNumber(NamedTuple):
    """Of an accepted report that ended before this one began."""

    period: Period
    number: float


Past = Mapping[str, Mapping[CellKey, Sequence[PastNumber]]]
MONTHS = 36


def is_past(earlier: Period, period: Period) -> bool:
    """Whether it ended before `period` began, and began at most three years before that."""
    first = _month(*period.months[0])
    return _month(*earlier.months[-1]) < first <= _month(*earlier.months[0]) + MONTHS


def _month(year: int, month: int) -> int:
    return year * 12 + month


def past_of(reports: Mapping[Period, Mapping[str, Values]], period: Period) -> Past:
    """Of earlier reports as they are kept: by period, table and cell."""
    found: dict[str, dict[CellKey, list[PastNumber]]] = {}
    for earlier in sorted(filter(lambda own: is_past(own, period), reports)):
        for table, values in reports[earlier].items():
            cells = found.setdefault(table, {})
            for key, value in values.items():
                if value.number is not None and key.entry is None:
                    cells.setdefault(key, []).append(PastNumber(earlier, float(value.number)))
    return found


@dataclass(frozen=True, slots=True)
class UsualNumber:
    """Of one cell: what is expected, `scaled` by the month from reports of another length, and how
    often there was none (0 to 1). `zero_tells`: a 0 is rare here."""

    expected: Expected
    scaled: bool
    zeros: float
    zero_tells: bool


@dataclass(frozen=True)
class UsualNumbers:
    """By table and cell; `tails`: how the unit's numbers are distributed about what is usual."""

    cells: Mapping[str, Mapping[CellKey, UsualNumber]] = field(default_factory=dict)
    tails: Tails = field(default_factory=lambda: Tails(()))


def usual_numbers(tables: Mapping[str, TableSpec], past: Past, period: Period) -> UsualNumbers:
    """Cells without a past of a comparable length are left out."""
    columns: dict[tuple[str, CellKey], Column] = {}
    for code, cells in past.items():
        spec = tables.get(code)
        elements = {element.code: element for element in compared_columns(spec)} if spec else {}
        for key, numbers in cells.items():
            element = elements.get(key.element)
            if element is None or key.entry is not None:
                continue
            items = _items(numbers, period.kind, by_month=element.aggregation == "sum")
            if items:
                asked = replace(counted(_NO_ROW, period, 0.0, now=True), usable=False)
                columns[code, key] = Column([*items, asked], compare_levels=False)
    prepared(columns, together=True)
    known = {id(column): expected for column, _item, expected in expectations(columns, {})}
    found: dict[str, dict[CellKey, UsualNumber]] = defaultdict(dict)
    many = sum(column.residuals for column in columns.values()) >= 2 * PRIOR
    for (code, key), column in columns.items():
        expected = known.get(id(column)) or _little(column)
        if expected is not None and many and expected.own >= FEWEST_OWN:
            known_by = (expected.own + PRIOR) / 2  # as its variance leans on the others'
            expected = replace(expected, freedom=max(expected.freedom, known_by))
        if expected is not None:
            found[code][key] = _usual(column, expected)
    return UsualNumbers(dict(found), Tails(list(_distances(columns.values()))))


def _distances(columns: Iterable[Column]) -> Iterator[float]:
    """Of all past numbers that are large enough to tell, in standard deviations."""
    for column in columns:
        for noise, away in column.strays:
            if noise <= 1 / MEASURED_FROM:
                yield away / sqrt(column.variance_of("") + noise)


def _items(numbers: Sequence[PastNumber], kind: PeriodKind, *, by_month: bool) -> list[Item]:
    by_kind: dict[PeriodKind, list[Item]] = defaultdict(list)
    for period, number in numbers:
        by_kind[period.kind].append(counted(_NO_ROW, period, number, now=False))
    items = by_kind.get(kind, [])
    if items and by_month and len(by_kind) > 1:
        items = [*items, *by_the_month(kind, items, by_kind)]
    mark_usable(items)
    return items


def _little(column: Column) -> Expected | None:
    """Of one or two reports: their middle, with the variance that is usual where nothing tells."""
    own = len(column.ordered.get("", ()))
    if not 0 < own < FEWEST_OWN:
        return None
    variance = USUAL * (1 + OF_MEDIAN / own)
    return Expected(column.levels[""], variance, own, 0, LEAST_FREEDOM)


def _usual(column: Column, expected: Expected) -> UsualNumber:
    past = column.items[:-1]
    zeros = sum(not item.number for item in past)
    return UsualNumber(
        expected=expected,
        scaled=any(item.scaled for item in past),
        zeros=sum(item.usable and not item.number for item in past) / (len(past) + 1),
        zero_tells=(zeros + 1) * 5 <= len(past) + 1,
    )


@dataclass(frozen=True, slots=True)
class _Looked:
    table: TableSpec
    key: CellKey
    number: Decimal
    usual: UsualNumber
    expected: Expected

    @property
    def about(self) -> float:
        return count_of(self.expected.measure)

    def distance(self, measure: float, variance: float) -> float:
        return count_distance(float(self.number), count_of(measure), variance)


def unexpected_numbers(
    tables: Mapping[str, TableSpec], values: Mapping[str, Values], usual: UsualNumbers
) -> Iterator[Finding]:
    """A warning for each number of a report that chance would hardly give, where so many were
    looked at. Counts only: parts of a whole are compared as shares over a period."""
    limits = KINDS[KIND].thresholds
    least, factor = float(limits["least_change"]), float(limits["least_factor"])
    looked = _with_moves(list(_looked_at(tables, values, usual)))
    candidates: list[tuple[float, float, float]] = []
    far: list[_Looked] = []
    for one in looked:
        number, expected, about = float(one.number), one.expected, one.about
        smaller, larger = sorted((number, about))
        matters = larger - smaller >= least and larger >= factor * smaller
        if matters:
            at = one.distance(expected.measure, expected.variance)
            at = nearest(at, expected, one.distance)
            candidates.append((at, expected.freedom, 0.0 if number else one.usual.zeros))
            far.append(one)
    asked = improbable_ones(candidates, usual.tails, len(looked), OF_RIGHT_REPORTS)
    for place, odds in asked.items():
        yield _found(far[place], odds, len(looked))


def _looked_at(
    tables: Mapping[str, TableSpec], values: Mapping[str, Values], usual: UsualNumbers
) -> Iterator[_Looked]:
    for code, table in tables.items():
        cells = usual.cells.get(code)
        for key, value in values.get(code, {}).items() if cells else ():
            known, number = (cells or {}).get(key), value.number
            if known and number is not None and number >= 0 and (number or known.zero_tells):
                yield _Looked(table, key, number, known, known.expected)


def _with_moves(looked: list[_Looked]) -> list[_Looked]:
    """Where the unit has one report or two, the numbers of this one show how far it moved since,
    and how much its numbers stray: what all did is no surprise of one."""
    few = [one for one in looked if one.expected.own < FEWEST_OWN and one.number]
    if len(few) < FEWEST_MOVES:
        return looked
    moves = {id(one): log(float(one.number) + 0.5) - one.expected.measure for one in few}
    moved = middle_of(moves.values())
    noise = {id(one): 1 / (float(one.number) + 1) for one in few}
    strays = [(noise[at], abs(move - moved)) for at, move in moves.items()]
    variance = variance_together(strays, FEWEST_MOVES)
    return [
        replace(
            one,
            expected=replace(
                one.expected,
                measure=one.expected.measure + moved,
                variance=max(variance, LEAST_SPREAD),
                freedom=max(len(few) / 2, LEAST_FREEDOM),
            ),
        )
        if id(one) in moves
        else one
        for one in looked
    ]


def _found(one: _Looked, odds: int, looked_at: int) -> Finding:
    table, key, expected = one.table, one.key, one.expected
    sheet = FilledTable(table, {})
    place = TableRowPlace(key.option, None, sheet.label(key.option, None))
    usual = one.about
    about = sqrt(expected.variance + 1 / (usual + 0.5))
    params: dict[str, Param] = {
        "element": sheet.title(key.element),
        "row": place.label,
        "entered": one.number,
        "usual": about_whole(usual),
        "low": about_whole(usual * exp(LOW * about)),
        "high": about_whole(usual * exp(HIGH * about)),
        "basis": _basis(one),
        "odds": odds,
        "looked_at": looked_at,
    }
    return Finding(
        rule=KIND,
        severity="warning",
        table=table.code,
        cells=(cell_code(table.code, key.option, key.element),),
        entered=one.number,
        template=ASKED,
        params=params,
    )


def _basis(one: _Looked) -> Nested:
    params = {"reports": one.expected.own}
    template = LITTLE_KNOWN if one.expected.own < LITTLE else BY_OWN
    said = [{"template": template, "params": params}]
    return [*said, {"template": SCALED, "params": {}}] if one.usual.scaled else said
