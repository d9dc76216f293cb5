"""Ranks among peers: ties share a place, who gave nothing has none."""

from decimal import Decimal

import pytest

from reporting.kernel.number_comparisons import Rank, ordinal, ranks, share


def numbers(**values):
    return {key: None if value is None else Decimal(value) for key, value in values.items()}


def test_the_greatest_is_first():
    found = ranks(numbers(a=5, b=20, c=7))
    assert found == {"b": Rank(1, 3), "c": Rank(2, 3), "a": Rank(3, 3)}


def test_ties_share_a_place_and_the_next_counts_them():
    found = ranks(numbers(a=7, b=9, c=7, d=1))
    assert [found[one].place for one in "abcd"] == [2, 1, 2, 4]
    assert found["a"].tied
    assert not found["d"].tied


def test_who_gave_no_number_has_no_rank_and_is_not_counted():
    found = ranks(numbers(a=7, b=None, c=0))
    assert found == {"a": Rank(1, 2), "c": Rank(2, 2)}
    assert ranks({}) == {}


def test_equal_decimals_are_equal():
    found = ranks({"a": Decimal("7.00"), "b": Decimal("7")})
    assert {one.place for one in found.values()} == {1}


def test_a_share_needs_a_part_and_a_whole():
    assert share(Decimal(1), Decimal(8)) == Decimal("12.5")
    assert (
        share(None, Decimal(8)) is share(Decimal(1), None) is share(Decimal(1), Decimal(0)) is None
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (102, "102nd"), (111, "111th")],
)  # fmt: skip
def test_ordinals(number, said):
    assert ordinal(number) == said
