"""Months, periods, numbers in words and lists, as Khmer says them."""

from decimal import Decimal

import pytest

from reporting.kernel.khmer_words import cardinal, joined, number_in_words, ordinal, period_words
from reporting.kernel.periods import Period


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("202103", "ខែមីនា ឆ្នាំ2021"),
        ("2021Q1", "ត្រីមាសទី1 ឆ្នាំ2021"),
        ("2021S1", "ឆមាសទី1 ឆ្នាំ2021"),
        ("2021T10", "10ខែ ឆ្នាំ2021"),
        ("2021", "ឆ្នាំ2021"),
    ],
)
def test_a_period(period, said):
    assert period_words(Period.parse(period)) == said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "សូន្យ"),
        (7, "ប្រាំពីរ"),
        (10, "ដប់"),
        (21, "ម្ភៃមួយ"),
        (30, "សាមសិប"),
        (99, "កៅសិបប្រាំបួន"),
        (530, "ប្រាំរយសាមសិប"),
        (33_976, "បីម៉ឺនបីពាន់ប្រាំបួនរយចិតសិបប្រាំមួយ"),
        (200_000, "ពីរសែន"),
        (12_000_001, "ដប់ពីរលានមួយ"),
    ],
)
def test_a_number_is_written_and_read_back(number, words):
    assert cardinal(number) == words
    assert number_in_words(words) == number_in_words(ordinal(number)) == number


def test_what_follows_the_number_is_not_read():
    assert number_in_words("ពីរ\u200bពាន់ សាមសិបនាក់") == Decimal(2030)
    assert number_in_words("ជនរងគ្រោះ") is None


def test_a_list_has_no_commas_and_shows_where_an_item_ends():
    assert joined(["ក"]) == "ក"
    assert joined(["ក", "ខ", "គ"]) == "ក ខ និង គ"
    assert joined(["សុខ ដារ៉ា", "ចាន់ ថា", "លី"]) == "សុខ ដារ៉ា និង ចាន់ ថា និង លី"
