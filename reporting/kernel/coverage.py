"""Which accepted reports of one unit and data set stand for a period, and which months they cover.

The longest first, without overlap: the annual report, else ten months with November and December,
else semesters, quarters, months. A longer report never hides months that shorter ones would give:
more months covered comes before longer (with S1, S2 and T10 accepted, both semesters are taken,
because T10 would leave November and December out).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reporting.kernel.periods import Period

Month = tuple[int, int]


@dataclass(frozen=True)
class PeriodCoverage:
    chosen: tuple[Period, ...]
    covered_months: tuple[Month, ...]
    missing_months: tuple[Month, ...]

    @property
    def complete(self) -> bool:
        return not self.missing_months


def coverage(whole: Period, accepted: Iterable[Period]) -> PeriodCoverage:
    """The choice for a year or a part of one: only of what lies inside it, since nobody knows how
    much of a longer report belongs there."""
    return _coverage(whole, frozenset(accepted))


@lru_cache(maxsize=8192)
def _coverage(whole: Period, accepted: frozenset[Period]) -> PeriodCoverage:
    """Kept: a thousand communes have reported on the same few sets of periods."""
    chosen = _best({period for period in accepted if whole.contains(period)})
    covered = tuple(month for period in chosen for month in period.months)
    missing = tuple(month for month in whole.months if month not in covered)
    return PeriodCoverage(chosen, covered, missing)


def coverage_by_components(period: Period, accepted: Iterable[Period]) -> PeriodCoverage:
    """The choice for one longer period out of the shorter ones in it, itself left out."""
    return coverage(period, [other for other in accepted if other.months != period.months])


def coverage_before(period: Period, accepted: Iterable[Period]) -> PeriodCoverage:
    """The choice for the months of the year before a period."""
    earlier = [other for other in accepted if other.months[-1] < period.months[0]]
    return coverage(Period.of_year(period.year), earlier)


def _best(periods: set[Period]) -> tuple[Period, ...]:
    """Best choice for the months from each on, found from December backwards."""
    best: dict[int, tuple[Period, ...]] = {13: ()}
    for month in range(12, 0, -1):
        starting = [period for period in periods if period.months[0][1] == month]
        choices = [best[month + 1]]
        choices += [(first, *best[first.months[-1][1] + 1]) for first in starting]
        best[month] = max(choices, key=_worth)
    return best[1]


def _worth(choice: tuple[Period, ...]) -> tuple[int, list[int]]:
    lengths = sorted((len(period.months) for period in choice), reverse=True)
    return sum(lengths), lengths
