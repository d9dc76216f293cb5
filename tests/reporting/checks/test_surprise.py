from math import comb, erfc, exp, lgamma, log, sqrt

import pytest

from reporting.checks.rules.surprise import (
    Tails,
    count_distance,
    freedom_of,
    improbable,
    odds,
    share_distance,
    surprising,
)


def upper_tail(number, expected, dispersion):
    """That a negative binomial is `number` or more: its terms, added."""
    size = 1 / dispersion

    def term(k):
        return exp(
            lgamma(k + size) - lgamma(size) - lgamma(k + 1)
            + size * log(size / (size + expected)) + k * log(expected / (size + expected))
        )  # fmt: skip

    return 1 - sum(term(k) for k in range(number))


@pytest.mark.parametrize(
    ("number", "expected", "dispersion"), [(60, 20, 0.1), (300, 100, 0.2), (25, 4, 0.5)]
)
def test_the_tail_of_a_count(number, expected, dispersion):
    away = count_distance(number, expected, dispersion)
    assert away > 0
    reckoned = erfc(away / sqrt(2)) / 2
    exact = upper_tail(number, expected, dispersion)
    assert exact < reckoned < 2.5 * exact  # never said to be rarer than it is


def test_a_count_as_expected_is_no_distance():
    assert count_distance(20, 20, 0.1) == 0
    assert count_distance(0, 12, 0.1) < -2
    assert abs(count_distance(40, 20, 0.5)) < abs(count_distance(40, 20, 0.01))


def test_students_tail():
    assert improbable(2.228, 10) == pytest.approx(0.05, abs=0.0005)
    assert improbable(-5.841, 3) == pytest.approx(0.01, abs=0.0005)
    assert improbable(0, 5) == 1


def test_the_tail_of_a_share():
    # Without any spread it is the binomial's.
    away = share_distance(2, 30, 0.5, 0.001)
    binomial = sum(comb(30, k) for k in range(3)) / 2**30
    assert erfc(-away / sqrt(2)) / 2 == pytest.approx(binomial, rel=0.02)
    assert share_distance(28, 30, 0.5, 0.3) == pytest.approx(-share_distance(2, 30, 0.5, 0.3))
    assert share_distance(0, 25, 0.5, 0.3) < -4 < share_distance(0, 2, 0.5, 0.3)
    assert share_distance(0, 1_000_000, 0.5, 0.3) < share_distance(0, 100, 0.5, 0.3)


def test_of_many_only_what_stands_out_is_asked():
    even = {at: at / 1000 for at in range(1, 1001)}
    assert surprising(even, 1000, 0.2) == set()
    assert surprising({**even, "one": 1e-5}, 1001, 0.2) == {"one"}
    assert surprising({"one": 1e-3}, 10_000, 0.2) == set()
    assert surprising({"one": 1e-3}, 100, 0.2) == {"one"}


def test_heavy_tails_are_seen():
    normal = [(-1) ** at * sqrt(2) * _inverse(at / 2000) for at in range(2000)]
    assert freedom_of(normal) >= 20
    assert freedom_of([one**3 for one in normal]) == 3
    assert freedom_of([1.0] * 20) == 5
    assert Tails([3 * one for one in normal]).scale == pytest.approx(3, rel=0.05)


def _inverse(chance):
    """Of the error function, by halving."""
    low, high = 0.0, 6.0
    for _step in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if 1 - erfc(middle) < chance else (low, middle)
    return low


def test_odds_are_said_shortly():
    assert (odds(0.00043), odds(1e-12), odds(1 / 25_400)) == (2000, 1_000_000, 20_000)
