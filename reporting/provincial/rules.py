"""Plain rules of a province's report: which months are missing, and how much has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reporting.kernel.number_comparisons import whole_percent
from reporting.kernel.periods import Period

TENTH = Decimal("0.1")
HUNDRED = Decimal(100)
MOST_KEY_FIGURES = 20
LEAST_BARS, MOST_BARS = 3, 12


@dataclass(frozen=True)
class CoveredMonths:
    """Of the months of a period those of which accepted reports tell, and the others."""

    received: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def expected(self) -> int:
        return len(self.received) + len(self.missing)


def covered_months(whole: Period, accepted: Iterable[Period]) -> CoveredMonths:
    """By their numbers, 1 to 12."""
    told = {month for period in accepted for month in period.months}
    received = [month for year, month in whole.months if (year, month) in told]
    missing = [month for year, month in whole.months if (year, month) not in told]
    return CoveredMonths(tuple(received), tuple(missing))


@dataclass(frozen=True)
class PlaceRate:
    """The reports that a place owes in the year, and those of them that stand behind the figures:
    the accepted ones."""

    received: int = 0
    expected: int = 0

    def __add__(self, other: "PlaceRate") -> "PlaceRate":
        return PlaceRate(self.received + other.received, self.expected + other.expected)

    @property
    def percent(self) -> int | None:
        return whole_percent(self.received, self.expected)


def together(rates: Iterable[PlaceRate]) -> PlaceRate:
    return sum(rates, PlaceRate())


def change_in_percent(before: Decimal, now: Decimal) -> Decimal | None:
    """To a tenth; None where there was nothing before."""
    if not before:
        return None
    return ((now - before) * HUNDRED / before).quantize(TENTH, rounding=ROUND_HALF_UP)


def serves_as_chart(values: Sequence[Decimal | None]) -> bool:
    """Bars say more than the table where there are several numbers, and not all are nothing."""
    given = [value for value in values if value is not None]
    return LEAST_BARS <= len(given) <= MOST_BARS and any(given)
