"""How likely it is that two counts agree by chance.

Counts are looked at by their logarithms: what is usual is said as a density, the share of all
observations that lies within one unit of the logarithm (a factor of 2.7). A count that ends in
zeros is rounded: it says no more than its digits before them. So 0, 1 and 2 say nothing, 4,723
says much, 5,000 as little as 5."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Number = Decimal | float

CLOSENESS = 0.015  # numbers that differ by no more are near
# Of a number of which nothing is known: its like are spread over a factor of fifty.
UNKNOWN = 0.25
# Of the other numbers of a row once one of them agrees: they go together, within about a tenth.
GIVEN_ONE = 4.0
# Of the same number of the same reporter at another time: within about a tenth too.
OWN_PAST = 4.0
_WINDOWS = tuple(math.log(factor) for factor in (1.05, 1.25, 2))


@dataclass(frozen=True)
class Likeness:
    """`cells` figures agree, the furthest pair `furthest` apart (0.01 is one percent); `left_out`
    is 1 where one cell more does not. `chance`: that two such rows agree so by chance."""

    cells: int
    furthest: float
    chance: float
    left_out: int = 0


@lru_cache(maxsize=16_384)  # the same numbers, again and again in a year
def width(number: Number) -> float:
    """Of the logarithm, around a number as it is rounded; of 0 and less nothing is known."""
    digits = float(number)
    while digits >= 10 and digits % 10 == 0:
        digits /= 10
    return math.log((digits + 0.5) / (digits - 0.5)) if digits >= 1 else math.inf


def alone(number: Number) -> float:
    """That another number is this one, where nothing else is known of it."""
    return min(1.0, UNKNOWN * width(number))


class Spread:
    """The numbers that reporters give for one thing; `at` says how usual one of them is."""

    def __init__(self, numbers: Iterable[Number]) -> None:
        self._logs = sorted(math.log(number) for number in numbers if number > 0)

    def at(self, number: Number, without: int = 2) -> float:
        """The density, as the closest or the wider neighbourhood says, whichever is more; `without`
        as many as are the numbers that are being judged. With few others it tends to `UNKNOWN`."""
        if number <= 0:
            return math.inf
        log, others = math.log(number), max(0, len(self._logs) - without)
        densities = []
        for half in _WINDOWS:
            inside = bisect_right(self._logs, log + half) - bisect_left(self._logs, log - half)
            inside = max(0, inside - without)
            densities.append((inside + 2 * half * UNKNOWN) / (others + 1) / (2 * half))
        same = bisect_right(self._logs, log + 1e-9) - bisect_left(self._logs, log - 1e-9)
        densities.append(max(0, same - without) / (others + 1) / width(number))
        return max(densities)


NOTHING_KNOWN = Spread(())


@dataclass(frozen=True)
class Agreement:
    """Two numbers that are near, and how usual numbers like them are."""

    one: float
    other: float
    density: float

    @property
    def is_equal(self) -> bool:
        return self.one == self.other

    def chance(self, least: float = 0.0) -> float:
        """That they are so near each other; `least`: a density that is assumed in any case."""
        if self.one <= 0 or self.other <= 0:
            return 1.0
        apart = 0.0 if self.is_equal else 2 * abs(math.log(self.one / self.other))
        return min(1.0, max(self.density, least) * (apart + width(max(self.one, self.other))))


def chance_of(agreements: Sequence[Agreement], *, given: float = GIVEN_ONE) -> float:
    """That all of them agree so, or more closely. The most telling one counts in full, each other
    as if numbers like it were at least as usual as `given`. Of numbers that are equal the chances
    are multiplied; those of near ones are joined by Fisher's method, and the ways of choosing which
    are near are counted."""
    if not agreements:
        return 1.0
    first = min(agreements, key=lambda one: one.chance())
    equal: list[float] = []
    near: list[float] = []
    for one in agreements:
        chance = one.chance(0.0 if one is first else given)
        if chance < 1:
            (equal if one.is_equal else near).append(chance)
    chosen = math.comb(len(equal) + len(near), len(near))
    return min(1.0, math.prod(equal) * _joined(near) * chosen)


def _joined(chances: Sequence[float]) -> float:
    total = -sum(math.log(chance) for chance in chances)
    terms = sum(total**place / math.factorial(place) for place in range(len(chances)))
    return min(1.0, math.exp(-total) * terms) if chances else 1.0


def likeness(
    one: Mapping[Key, Number],
    other: Mapping[Key, Number],
    spreads: Mapping[Key, Spread] | None = None,
    *,
    given: float = GIVEN_ONE,
    least: float = 0.0,
) -> Likeness | None:
    """Of two rows of which all shared numbers are near, or all but one of at least three; None of
    others. Cells that are 0 in both say nothing. `spreads`: what is usual in each cell; `least`: a
    density that is assumed of each."""
    found: list[Agreement] = []
    furthest, far = 0.0, 0
    seen: set[tuple[float, float]] = set()
    for key in one.keys() & other.keys():
        first, second = float(one[key]), float(other[key])
        larger = max(first, second)
        if larger <= 0:
            continue
        apart = abs(first - second) / larger
        if apart > CLOSENESS:
            far += 1
            if far > 1:
                return None
            continue
        furthest = max(furthest, apart)
        if (first, second) in seen:  # said twice in a row: it says nothing new
            continue
        seen.add((first, second))
        spread = spreads.get(key, NOTHING_KNOWN) if spreads else NOTHING_KNOWN
        found.append(Agreement(first, second, max(least, spread.at(first))))
    telling = [agreement for agreement in found if agreement.chance(given) < 1]
    if not telling or (far and len(telling) < 2):
        return None
    chance = chance_of(telling, given=given) * (len(telling) + 1 if far else 1)
    return Likeness(len(telling), furthest, min(1.0, chance), far)


def too_alike(
    one: Mapping[Key, Number], other: Mapping[Key, Number], *, below: float
) -> Likeness | None:
    """Two rows of one reporter at different times, where the chance that they agree so is smaller
    than `below`: copied, not observed."""
    found = likeness(one, other, given=OWN_PAST, least=OWN_PAST)
    return found if found and found.chance < below else None
