"""Tables of round guesses are asked about; random years, and who always rounds, hardly ever."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from reporting.checks.rules.model import ReportedRow
from reporting.checks.rules.round_numbers import as_round_by_chance, check_round, noughts
from tests.reporting.checks.series import TABLES, Law, drawn

LAW = Law(units=20, years=(2025,), events=40.0)


def rounded(row: ReportedRow) -> ReportedRow:
    """One digit and noughts."""

    def one(number: Decimal) -> Decimal:
        unit = Decimal(10) ** (len(str(int(number))) - 1)
        return (number / unit).to_integral_value() * unit if number >= 10 else number

    return replace(row, values={code: one(number) for code, number in row.values.items()})


def planted(rows: list[ReportedRow], unit: str, period: str = "") -> list[ReportedRow]:
    return [
        rounded(row) if row.unit == unit and period in ("", row.period) else row for row in rows
    ]


def test_in_random_years_fewer_are_named_than_is_said() -> None:
    years = [drawn(LAW, seed) for seed in range(20)]
    assert sum(len(list(check_round(TABLES, year))) for year in years) <= 2


@pytest.mark.parametrize("seed", range(5))
def test_a_table_of_guesses_is_named_with_its_cells(seed: int) -> None:
    rows = drawn(LAW, seed)
    by = Random(seed)
    largest = max(rows, key=lambda row: row.values["persons"])
    period = by.choice(sorted({row.period for row in rows}))
    found = {
        (one.unit, one.period): one
        for one in check_round(TABLES, planted(rows, largest.unit, period))
    }
    assert len(found) <= 2, "others by chance: one in ten years"
    named = found[largest.unit, period]
    assert len(named.cells) > 4 and "noughts" in named.words()


def test_who_always_gives_round_numbers_is_not_asked_each_time() -> None:
    rows = drawn(LAW, 1)
    largest = max(rows, key=lambda row: row.values["persons"]).unit
    assert list(check_round(TABLES, planted(rows, largest))) == []


def test_how_improbable_noughts_are() -> None:
    assert [noughts(number) for number in (7, 40, 4003, 5000)] == [0, 1, 0, 3]
    assert as_round_by_chance([40], 0.1) == pytest.approx(0.1)
    assert as_round_by_chance([5000, 40], 0.1) == pytest.approx(1e-4)
    assert as_round_by_chance([41, 4003], 0.1) == pytest.approx(1)
