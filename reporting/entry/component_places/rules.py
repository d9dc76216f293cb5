"""What the units below (a province's places, a working group's courts) reported, put together
period by period, so that it is compared like shorter reports are.

As in the consolidation the places of one period are added up first; over time it goes by the
element's aggregation. While a place is missing a sum is a lower bound: only a smaller number above
differs from it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reporting.document.sentences.language import language_of
from reporting.entry.component_periods.rules.comparison_words import (
    BELOW_RULE,
    PART_RULE,
    ComparisonWords,
)
from reporting.entry.component_periods.rules.component_reports import ReportData, ReportDataRow
from reporting.entry.component_periods.rules.differences import ComponentReports
from reporting.kernel.coverage import Month, PeriodCoverage, coverage
from reporting.kernel.messages import Param
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, Value

LONGEST_KEY = 40
NameIn = Callable[[str, str], str]  # a place's code, a language

_ = str  # marks a template for translation

OF_PLACES = ComparisonWords(
    BELOW_RULE,
    differs=_(
        "%(element)s in %(row)s: %(entered)s here, but %(computed)s in the accepted reports of the "
        "units below (%(received)d of %(places)d). Correct it, or choose a reason and say it in "
        "a line."
    ),
    not_there=_(
        "%(element)s in %(row)s: %(entered)s here, but no number in the accepted reports of the "
        "units below (%(received)d of %(places)d). Correct it, or choose a reason and say it in "
        "a line."
    ),
    left_out=_(
        "%(row)s: %(element)s is left out here, but is %(computed)s in the accepted reports of the "
        "units below (%(received)d of %(places)d). Take it over, or choose a reason and say it "
        "in a line."
    ),
    many_left_out=_(
        "%(row)s: %(count)d numbers of the accepted reports of the units below are left out here "
        "(%(received)d of %(places)d). Take them over, or choose a reason and say it in a "
        "line."
    ),
)

_PART = _(
    "%(element)s in %(row)s: %(entered)s here, but %(computed)s in the accepted reports of the "
    "units below (%(received)d of %(places)d), which are only a part of it. Correct it, or choose "
    "a reason and say it in a line."
)
# What is missing in a part is not known: nothing but a smaller number above differs.
OF_PART = ComparisonWords(PART_RULE, _PART, _PART, _PART, _PART)


@dataclass(frozen=True)
class PlaceReports(ComponentReports):
    """`received`: places of which every month of the period is accepted; `asked`: all of them;
    `last`: those that reported the last month."""

    received: int = 0
    asked: int = 0
    last: int = 0
    part: bool = False

    @property
    def is_part(self) -> bool:
        return self.part

    @property
    def is_complete(self) -> bool:
        return not self.part and self.received == self.asked

    @property
    def is_last_complete(self) -> bool:
        return not self.part and self.last == self.asked

    @property
    def is_last_least(self) -> bool:
        return self.period.months[-1] in self.cover.covered_months

    @property
    def places(self) -> tuple[int, int] | None:
        return self.received, self.asked

    @property
    def words(self) -> ComparisonWords:
        return OF_PART if self.part else OF_PLACES

    @property
    def params(self) -> dict[str, Param]:
        return {"received": self.received, "places": self.asked}


@dataclass(frozen=True)
class BelowReports(ComponentReports):
    """What the units below reported, by table: each is filled by some of them, and these are the
    whole of it or a part. `cover`, `received` and `asked`: of those whose reports fill the form."""

    by_table: Mapping[str, tuple[PlaceReports, ...]] = field(default_factory=dict)
    received: int = 0
    asked: int = 0

    @property
    def fills_form(self) -> bool:
        return bool(self.cover.chosen)

    @property
    def places(self) -> tuple[int, int] | None:
        return (self.received, self.asked) if self.fills_form else None

    def of_table(self, table: str) -> Sequence[ComponentReports]:
        return self.by_table.get(table, ())

    def filling(self, table: str) -> ComponentReports | None:
        return next((found for found in self.of_table(table) if not found.is_part), None)


@dataclass(frozen=True)
class ChosenPlaces:
    """Which accepted reports of the places stand for a period: (place, its period), and how many
    places they are."""

    period: Period
    chosen: tuple[tuple[str, Period], ...]
    received: int
    asked: int
    last: int


def choose(period: Period, accepted: Mapping[str, Iterable[Period]], asked: int) -> ChosenPlaces:
    """`accepted`: of each place, the periods of its accepted reports."""
    found = {place: coverage(period, periods) for place, periods in sorted(accepted.items())}
    return ChosenPlaces(
        period=period,
        chosen=tuple((place, part) for place, cover in found.items() for part in cover.chosen),
        received=sum(cover.complete for cover in found.values()),
        asked=asked,
        last=sum(period.months[-1] in cover.covered_months for cover in found.values()),
    )


def covered_by(choice: ChosenPlaces) -> PeriodCoverage:
    """The periods of which any place has reported."""
    periods = sorted({part for _place, part in choice.chosen})
    covered: list[Month] = [month for part in periods for month in part.months]
    missing = [month for month in choice.period.months if month not in covered]
    return PeriodCoverage(tuple(periods), tuple(covered), tuple(missing))


def place_reports(
    choice: ChosenPlaces, merged: Mapping[Period, ReportData], *, part: bool = False
) -> PlaceReports | None:
    """None where no place has reported."""
    if not choice.chosen:
        return None
    cover = covered_by(choice)
    return PlaceReports(
        choice.period,
        cover,
        tuple(merged[period] for period in cover.chosen),
        received=choice.received,
        asked=choice.asked,
        last=choice.last,
        part=part,
    )


def merge(period: Period, places: Mapping[str, ReportData], name_in: NameIn) -> ReportData:
    """The reports of several places for one period, as one. A number that some place does not have
    makes the sum a lower bound; rows and paragraphs stay each place's own."""
    numbers: dict[str, dict[CellKey, Decimal]] = defaultdict(dict)
    unknown: set[tuple[str, CellKey]] = set()
    rows: dict[str, list[ReportDataRow]] = defaultdict(list)
    for place, report in places.items():
        for table, values in report.values.items():
            sums = numbers[table]
            for cell, value in values.items():
                key = cell._replace(entry=own_key(place, cell.entry)) if cell.entry else cell
                if value.number is not None:
                    sums[key] = sums.get(key, Decimal(0)) + value.number
                if value.not_available:
                    unknown.add((table, key))
        for table, found in report.rows.items():
            rows[table] += [_of_place(row, place, name_in) for row in found]
    merged: dict[str, dict[CellKey, Value]] = {
        table: {key: Value(number, (table, key) in unknown) for key, number in sums.items()}
        for table, sums in numbers.items()
    }
    for table, key in unknown:
        merged[table].setdefault(key, Value(None, not_available=True))
    return ReportData(period, merged, rows, _nothing(places), below=True)


def own_key(place: str, key: str) -> str:
    """Places choose the keys of their rows each for itself."""
    return f"{place.lower()}-{key}"[:LONGEST_KEY]


def _of_place(row: ReportDataRow, place: str, name_in: NameIn) -> ReportDataRow:
    """A paragraph begins with the place that it comes from, in its own language."""
    text = row.text
    if text and not row.level and not row.title:
        language = language_of(text)
        name = name_in(place, language)
        text = f"{name}៖ {text}" if language == "km" else f"{name}: {text}"
    return replace(row, key=own_key(place, row.key), text=text)


def _nothing(places: Mapping[str, ReportData]) -> dict[str, str]:
    """Tables of which every place said that there is nothing."""
    tables = {table for report in places.values() for table in report.nothing}
    found = {}
    for table in tables:
        if all(table in report.nothing for report in places.values()):
            reasons = filter(None, (report.nothing[table] for report in places.values()))
            found[table] = "; ".join(dict.fromkeys(reasons))[:400]
    return found
