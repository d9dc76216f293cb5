"""Chance that can be repeated: the same seed and the same words give the same numbers."""

from collections.abc import Sequence
from math import exp
from random import Random


def chance(seed: int, *what: object) -> Random:
    return Random("/".join(map(str, (seed, *what))))


def poisson(mean: float, by: Random) -> int:
    """How often something rare happens (Knuth's method: for small means)."""
    limit, product, count = exp(-mean), by.random(), 0
    while product > limit:
        product *= by.random()
        count += 1
    return count


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in these proportions that add up to the total (largest remainders)."""
    whole = sum(weights)
    if not whole:
        return [total, *[0] * (len(weights) - 1)]
    exact = [total * weight / whole for weight in weights]
    found = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda at: found[at] - exact[at])
    for at in order[: total - sum(found)]:
        found[at] += 1
    return found
