"""Middles and spreads that a few wrong numbers do not move."""

from collections.abc import Iterable, Sequence

MAD_TO_SIGMA = 1.4826
TENTH_TO_SIGMA = 1 / 1.645  # of distances: a tenth lies further out


def middle_of(numbers: Iterable[float]) -> float:
    """The median, of one number or more."""
    return median_without(sorted(numbers), None)


def median_without(ordered: Sequence[float], one: float | None) -> float:
    """The median of sorted numbers, one of them left out."""
    count = len(ordered)
    if one is None:
        half = count // 2
        return ordered[half] if count % 2 else (ordered[half - 1] + ordered[half]) / 2
    rest = count - 1
    half = rest // 2
    # What stands at or after the one left out moves down by one place.
    upper = ordered[half]
    if upper >= one:
        upper = ordered[half + 1]
    if rest % 2:
        return upper
    lower = ordered[half - 1]
    return ((ordered[half] if lower >= one else lower) + upper) / 2


def variance_of(found: Sequence[tuple[float, float]]) -> float:
    """Beyond chance's own; of (chance's variance, distance)."""
    noise = middle_of([noise for noise, _away in found])
    return max(robust_variance([away for _noise, away in found]) - noise, 0.0)


def robust_variance(away: Iterable[float]) -> float:
    """The variance of which distances from a middle tell: by their median and by their outermost
    tenth, the greater."""
    ordered = sorted(away)
    middle = MAD_TO_SIGMA * median_without(ordered, None)
    tenth = TENTH_TO_SIGMA * ordered[int(0.9 * (len(ordered) - 1))]
    return max(middle, tenth) ** 2
