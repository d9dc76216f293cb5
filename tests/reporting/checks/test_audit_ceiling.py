"""The ceiling of the audit knows the law by which a practice year is drawn."""

from decimal import Decimal
from random import Random
from statistics import fmean, pstdev

import pytest

from reporting.kernel.tables import CellKey, ElementSpec, TableSpec
from reporting.practice.rules.months import month_of
from tests.audit.ceiling import IMPOSSIBLE, Law, law_of_count, round_by_chance

TABLE = TableSpec("met", "I", "single", elements=(ElementSpec("persons", "Persons"),))
KEY = CellKey(None, "persons")


def drawn(typical: float, months: range, seed: int) -> int:
    by = Random(seed)
    values = (month_of(TABLE, {KEY: typical}, month, by)[KEY].number for month in months)
    return int(sum(number or 0 for number in values))


@pytest.mark.parametrize("typical", [12.0, 60.0, 900.0, 40_000.0])
@pytest.mark.parametrize("months", [range(3, 4), range(1, 13)])
def test_the_law_is_that_of_the_drawn_numbers(typical: float, months: range) -> None:
    law = law_of_count(typical, list(months), still=False)
    numbers = [drawn(typical, months, seed) for seed in range(1500)]
    assert fmean(numbers) == pytest.approx(law.mean, rel=0.04, abs=0.2)
    assert pstdev(numbers) == pytest.approx(law.deviation, rel=0.15, abs=0.3)
    rare = sum(law.tail(number) <= 0.01 for number in numbers)
    assert rare <= 0.04 * len(numbers)


def test_tails_and_what_cannot_be() -> None:
    law = Law(100.0, 10.0, 60.0, 140.0)
    assert law.tail(100) == 1 and law.tail(130) < 0.01
    assert law.tail(141) == law.chance(59) == IMPOSSIBLE
    assert law.chance(100) == pytest.approx(0.04, abs=0.001)


def test_a_round_number_says_as_much_as_it_has_noughts() -> None:
    assert [round_by_chance(Decimal(number)) for number in (7, 40, 5000)] == [1, 0.1, 0.001]
