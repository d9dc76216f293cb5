"""How improbable a number is: tails of over-dispersed counts and shares with room for wild ones,
and how many such questions may be asked before false alarms are more than a few."""

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
NORMAL = NormalDist()
LEAST = 1e-300
FREEDOMS = (3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0)
FEWEST_FOR_TAILS = 100
MIDDLE, TAIL, TAIL_OF_FEW = 0.5, 0.98, 0.95  # of distances: how heavy the tails are
FEW = 500  # of them a fiftieth is so little that a few wrong numbers may be all of it
MIDDLE_OF_NORMAL = 0.6745
MOST_ODDS = 1_000_000
MOST_TERMS = 20_000
NEAR = 2.0  # so few standard deviations need no exact tail
NEAREST_ASKED = 1.25  # standard deviations; of the normal distribution 21 % lie further out
ENOUGH = 0.05  # a tail above it surprises nobody


def count_distance(number: float, expected: float, dispersion: float) -> float:
    """How many standard deviations a count lies from what is expected of it: the signed root of the
    deviance of a negative binomial of variance `expected + dispersion * expected ** 2`. Half a unit
    nearer, since counts are whole."""
    if abs(number - expected) <= 0.5 or expected <= 0:
        return 0.0
    y = number - 0.5 if number > expected else number + 0.5
    if dispersion < 1e-9:
        deviance = y * log(y / expected) - (y - expected)
    else:
        size = 1 / dispersion
        deviance = y * log(y / expected) - (y + size) * log((y + size) / (expected + size))
    away = sqrt(max(2 * deviance, 0.0))
    return away if number > expected else -away


def improbable(distance: float, freedom: float) -> float:
    """The two-sided probability of so many standard deviations or more, in Student's
    distribution."""
    ratio = freedom / (freedom + distance * distance)
    return max(_incomplete_beta(freedom / 2, 0.5, ratio), LEAST)


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised; by its continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    tiny = 1e-30
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or tiny)
    found = d
    for m in range(1, 300):
        for factor in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + factor * d or tiny)
            c = 1 + factor / c or tiny
            found *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return found


def share_distance(part: int, whole: int, expected: float, spread: float) -> float:
    """As `count_distance`, of a part of a whole: by the tail of a beta-binomial whose share is
    `expected` (0 to 1) and varies with a standard deviation of `spread` in log odds."""
    noise = 1 / (part + 0.5) + 1 / (whole - part + 0.5)
    odds_of = log((part + 0.5) / (whole - part + 0.5))
    near = (odds_of - log(expected / (1 - expected))) / sqrt(spread * spread + noise)
    if abs(near) < NEAR:
        return near
    inverse = spread * spread * expected * (1 - expected)
    size = max(1 / max(inverse, 1e-9) - 1, 0.5)
    below = part < expected * whole
    if not below:  # the tail of the others, seen from their side
        part, expected = whole - part, 1 - expected
    tail = _lower_tail(part, whole, expected * size, (1 - expected) * size)
    away = -NORMAL.inv_cdf(min(max(tail, LEAST), 0.5))
    return -away if below else away


def _lower_tail(part: int, whole: int, a: float, b: float) -> float:
    """That at most so many of `whole` are of the part: the terms are added from the greatest."""
    term = exp(
        lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
        + lgamma(part + a) + lgamma(whole - part + b) - lgamma(whole + a + b)
        + lgamma(a + b) - lgamma(a) - lgamma(b)
    )  # fmt: skip
    total = term
    for k in range(part, max(part - MOST_TERMS, 0), -1):
        term *= k / (whole - k + 1) * (whole - k + b) / (k - 1 + a)
        total += term
        if total > ENOUGH or term < total * 1e-4:
            break
    return total


def freedom_of(distances: Sequence[float]) -> float:
    """How heavy the tails are, as degrees of freedom: from how far out the outermost fiftieth (of
    few: twentieth) lies beside the middle, which a few wrong numbers do not move much. Heavy where
    there are too few to tell."""
    if len(distances) < FEWEST_FOR_TAILS:
        return 5.0
    away = sorted(map(abs, distances))
    # Where variances were reckoned too large, the middle is near, and says nothing of the tails.
    middle = max(away[int(MIDDLE * len(away))], MIDDLE_OF_NORMAL)
    tail = TAIL_OF_FEW if len(away) < FEW else TAIL
    outer = away[int(tail * len(away))]
    return next(
        (freedom for freedom in reversed(FREEDOMS) if outer / middle <= _ratio(tail, freedom)),
        FREEDOMS[0],
    )


@lru_cache(maxsize=32)
def _ratio(tail: float, freedom: float) -> float:
    return _quantile(1 - tail, freedom) / _quantile(1 - MIDDLE, freedom) * 1.02


def _quantile(probability: float, freedom: float) -> float:
    low, high = 0.0, 100.0
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if improbable(middle, freedom) > probability else (low, middle)
    return low


def surprising(probabilities: Mapping[Key, float], looked_at: int, false_alarms: float) -> set[Key]:
    """By Benjamini and Hochberg: of those that are returned, on average at most the share
    `false_alarms` are there by chance. Those among `looked_at` that are not given count as
    unsurprising."""
    ordered = sorted(probabilities.items(), key=lambda item: item[1])
    last = 0
    for place, (_key, probability) in enumerate(ordered, 1):
        if probability <= false_alarms * place / max(looked_at, 1):
            last = place
    return {key for key, _probability in ordered[:last]}


class Tails:
    """What all distances together tell of their distribution, by which each is judged: where the
    variances were reckoned too small, or the tails are heavy, nothing is made of it."""

    def __init__(self, distances: Sequence[float]) -> None:
        self.freedom = freedom_of(distances)
        away = sorted(map(abs, distances))
        middle = away[len(away) // 2] if len(away) >= FEWEST_FOR_TAILS else 0.0
        self.scale = max(middle / MIDDLE_OF_NORMAL, 1.0)

    def is_near(self, distance: float) -> bool:
        """So near that more than a fifth of all numbers lie further out, whatever the tails: of
        such a one nobody asks."""
        return abs(distance) < NEAREST_ASKED * self.scale

    def probability(self, distance: float, freedom: float) -> float:
        """`freedom`: how well the variance is known, as degrees of freedom."""
        return improbable(distance / self.scale, min(freedom, self.freedom))


def odds(probability: float) -> int:
    """Once in how many, to one digit: 10,000 and not 9,873."""
    if probability * MOST_ODDS <= 1:
        return MOST_ODDS
    number = 1 / probability
    place = int("1".ljust(len(str(int(number))), "0"))
    return int(number / place) * place
