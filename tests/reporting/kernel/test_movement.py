"""What moved strongly, and what is too small to speak of."""

from decimal import Decimal

import pytest

from reporting.kernel.number_comparisons import FAR, Movement, Way, moved, share


@pytest.mark.parametrize(
    ("now", "then", "way"),
    [
        (200, 100, Way.UP),
        (199, 100, None),
        (50, 100, Way.DOWN),
        (51, 100, None),
        (5, 2, None),  # small numbers jump
        (0, 9, None),
        (0, 10, Way.VANISHED),
        (10, 0, Way.APPEARED),
        (None, 100, None),
        (100, None, None),
    ],
)
def test_what_moved(now, then, way):
    found = moved(
        None if now is None else Decimal(now), None if then is None else Decimal(then)
    )  # fmt: skip
    assert (found.way if found else None) is way


def test_how_many_times():
    assert moved(Decimal(320), Decimal(100)) == Movement(Way.UP, Decimal("3.2"))
    assert moved(Decimal(100), Decimal(320)) == Movement(Way.DOWN, Decimal("3.2"))
    assert moved(Decimal(320), Decimal(100), strong=FAR) is None


def test_shares():
    assert share(Decimal(1), Decimal(4)) == 25
    assert share(Decimal(1), Decimal(0)) is share(Decimal(1), None) is share(None, Decimal(4))
