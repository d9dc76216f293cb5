"""A wrong total is followed to the cell whose slip explains it."""

import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from reporting.checks.rules.where import (
    BESIDE,
    ROW_LEFT_OUT,
    ROW_TWICE,
    suspects,
    worth_naming,
)


def numbers(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


PARTS = numbers(1_240, 873, 15_306, 428, 2_951)
RIGHT = sum(PARTS, Decimal(0))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (15_036, "two digits exchanged"),
        (1_506, "a digit missing or too many"),
        (155_306, "a digit missing or too many"),
        (15_306_000, "a factor of 1,000"),
    ],
)
def test_the_cell_is_named_with_its_reason(typed, reason):
    table = [*PARTS[:2], Decimal(typed), *PARTS[3:]]
    first = suspects(table, RIGHT)[0]
    assert (first.place, first.reason) == (2, reason)
    assert (first.wrong, first.right) == (Decimal(typed), Decimal(15_306))


def test_of_two_rows_that_are_alike_either_may_be_the_other():
    table = [*PARTS[:2], PARTS[1], *PARTS[3:]]
    two = suspects(table, RIGHT)[:2]
    assert {one.place for one in two} == {1, 2}
    assert {one.reason for one in two} == {BESIDE}


def test_a_row_that_was_left_out_or_counted_twice():
    for total, reason in ((RIGHT - 2_951, ROW_LEFT_OUT), (RIGHT + 2_951, ROW_TWICE)):
        first = suspects(PARTS, total)[0]
        assert (first.place, first.reason) == (4, reason)


def test_of_a_table_that_adds_up_nothing_is_said():
    assert suspects(PARTS, RIGHT) == []
    assert suspects([], Decimal(0)) == []


def test_what_no_slip_explains_is_not_explained():
    assert suspects(PARTS, RIGHT + 7_777) == []


def test_what_is_expected_of_a_cell_tells_two_suspects_apart():
    table = numbers(5_210, 1_210, 3_344)
    total = Decimal(5_210 + 1_210 + 3_344 - 1_000)
    for about, place in ((numbers(4_200, 1_205, 3_300), 0), (numbers(5_200, 214, 3_300), 1)):
        assert suspects(table, total, about)[0].place == place


def exchanged(digits: str, dice: random.Random) -> str:
    at = dice.choice([n for n in range(len(digits) - 1) if digits[n] != digits[n + 1]] or [0])
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def lost(digits: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(digits))
    return digits[:at] + digits[at + 1 :]


def doubled(digits: str, dice: random.Random) -> str:
    at = dice.randrange(len(digits))
    return digits[:at] + digits[at] + digits[at:]


def a_thousandfold(digits: str, dice: random.Random) -> str:
    return digits + "000"


def another_digit(digits: str, dice: random.Random) -> str:
    at = dice.randrange(len(digits))
    other = dice.choice([one for one in "123456789" if one != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    exchanged, lost, doubled, a_thousandfold, another_digit,
)  # fmt: skip


def planted(dice: random.Random) -> tuple[str, list[Decimal], Decimal, int]:
    """Kind of slip, a table of 6 to 15 rows, its total, and the place of the slip."""
    rows = dice.randint(6, 15)
    parts = [Decimal(int(dice.lognormvariate(6.5, 1)) + 100) for _ in range(rows)]
    total, place = sum(parts, Decimal(0)), dice.randrange(rows)
    kind = dice.choice([*(slip.__name__ for slip in SLIPS), "beside", "left out", "twice"])
    if kind == "left out":
        return kind, parts, total - parts[place], place
    if kind == "twice":
        return kind, parts, total + parts[place], place
    if kind == "beside":
        parts[place] = parts[place - 1] if place else parts[1]
        return kind, parts, total, place
    slip = next(slip for slip in SLIPS if slip.__name__ == kind)
    parts[place] = Decimal(slip(str(parts[place]), dice))
    return kind, parts, total, place


def test_of_planted_slips_nine_in_ten_are_among_the_first_three():
    dice = random.Random(14)
    made, found = Counter[str](), Counter[str]()
    for _number in range(800):
        kind, parts, total, place = planted(dice)
        if total != sum(parts):
            made[kind] += 1
            found[kind] += place in [one.place for one in suspects(parts, total)[:3]]
    assert sum(found.values()) >= 0.9 * sum(made.values())
    # That one digit is another one is explained by nearly any row: half of them can be told.
    weak = {kind for kind in made if found[kind] < 0.9 * made[kind]}
    assert weak <= {"another_digit"}


def test_of_totals_that_are_wrong_by_anything_few_are_explained():
    dice = random.Random(41)
    named = 0
    for _number in range(400):
        _kind, parts, _total, _place = planted(dice)
        wrong = sum(parts, Decimal(0)) + dice.randint(101, 999) * 7 + 3
        named += bool(worth_naming(suspects(parts, wrong)))
    assert named <= 0.2 * 400
