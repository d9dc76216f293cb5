"""Which accepted reports of one unit and data set stand for a year.

Coarsest first without overlap: the annual report, else ten months with November and December,
else semesters, quarters, months. A coarse report never hides months that finer ones would give:
more months covered comes before coarser (with S1, S2 and T10 accepted, both semesters are taken,
because T10 would leave November and December out).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.kernel.periods import Period, PeriodKind

Month = tuple[int, int]


@dataclass(frozen=True)
class Cover:
    chosen: tuple[Period, ...]
    covered_months: tuple[Month, ...]
    missing_months: tuple[Month, ...]

    @property
    def complete(self) -> bool:
        return not self.missing_months


def cover(year: int, accepted: Iterable[Period]) -> Cover:
    """The choice for `year`; periods of other years are passed over."""
    periods = {period for period in accepted if period.year == year}
    chosen = _best(periods)
    covered = tuple(month for period in chosen for month in period.months)
    whole = Period(year, PeriodKind.YEAR).months
    return Cover(chosen, covered, tuple(month for month in whole if month not in covered))


def cover_within(period: Period, accepted: Iterable[Period]) -> Cover:
    """The choice for one longer period, of the shorter ones that lie in it."""
    finer = {one for one in accepted if period.contains(one) and one.months != period.months}
    chosen = _best(finer)
    covered = tuple(month for one in chosen for month in one.months)
    return Cover(chosen, covered, tuple(month for month in period.months if month not in covered))


def _best(periods: set[Period]) -> tuple[Period, ...]:
    """Best choice for the months from each on, found from December backwards."""
    best: dict[int, tuple[Period, ...]] = {13: ()}
    for month in range(12, 0, -1):
        starting = [period for period in periods if period.months[0][1] == month]
        choices = [best[month + 1]]
        choices += [(one, *best[one.months[-1][1] + 1]) for one in starting]
        best[month] = max(choices, key=_worth)
    return best[1]


def _worth(choice: tuple[Period, ...]) -> tuple[int, list[int]]:
    lengths = sorted((len(period.months) for period in choice), reverse=True)
    return sum(lengths), lengths
