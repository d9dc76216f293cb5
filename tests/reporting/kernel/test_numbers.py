from decimal import Decimal

import pytest

from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem, format_number, odd_format, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("05", 5),
        ("33976", 33976),
        ("33,976", 33976),
        ("6,147,930", 6147930),
        ("33 976", 33976),
        ("33\u00a0976", 33976),
        ("33\u202f976", 33976),
        ("  812 ", 812),
        ("៣៣,៩៧៦", 33976),
        ("១២", 12),
    ],
)
def test_what_people_type(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("33.976", "33.976 is not a whole number: did you mean 33,976?"),
        ("1.234.567", "1.234.567 is not a whole number: did you mean 1,234,567?"),
        ("៣៣.៩៧៦", "33.976 is not a whole number: did you mean 33,976?"),
        ("12.5", "12.5 has decimals. Type a whole number."),
        ("-37", "-37 has a minus sign. A count cannot be less than 0."),
        (
            "1,23,456",
            "The commas or spaces in 1,23,456 do not stand in threes: did you mean 123,456?",
        ),
        (
            "1 234,567",
            "The commas or spaces in 1 234,567 do not stand in threes: did you mean 1,234,567?",
        ),
        ("", "Type a number, or leave the cell blank."),
        ("about 500", "about 500 is not a number. Use digits only, such as 1,250."),
        ("9" * 16, "9999999999999999 is too large a number."),
    ],
)
def test_what_is_refused_says_why(text, words):
    with pytest.raises(NumberProblem) as refused:
        parse_number(text)
    assert in_words(refused.value.template, refused.value.params) == words


@pytest.mark.parametrize(
    "text",
    [
        "1_000",
        "+5",
        "1e3",
        "NaN",
        "Infinity",
        "１２",
        "٣",
        "5.",
        ".5",
        "1,000,",
        "²",
        "0x1F",
        "--1",
    ],
)
def test_what_python_would_take_or_nearly(text):
    with pytest.raises(NumberProblem):
        parse_number(text)


def test_suggestions():
    with pytest.raises(NumberProblem) as refused:
        parse_number("33.976")
    assert refused.value.suggestion == "33,976"


def test_decimals_only_where_the_cell_has_them():
    assert parse_number("1,250.75", places=2) == Decimal("1250.75")
    assert parse_number("0.5", places=2) == Decimal("0.5")
    for text in ("12.345", "33.976", "1.2.3", "12.3456"):
        with pytest.raises(NumberProblem):
            parse_number(text, places=2)


def test_what_is_written_can_be_typed():
    for number in (0, 5, 999, 1000, 33976, 6147930, 10**14 - 1):
        assert parse_number(format_number(number)) == number
        assert parse_number(format_number(number, language="km", khmer_digits=True)) == number


@pytest.mark.parametrize(
    ("value", "options", "shown"),
    [
        (33976, {}, "33,976"),
        (Decimal("33976.00"), {}, "33,976"),
        (Decimal("1E+3"), {}, "1,000"),
        (Decimal("10.50"), {}, "10.5"),
        (10.66, {}, "10.66"),
        (Decimal("10.665"), {"places": 2}, "10.67"),
        (5, {"places": 2}, "5.00"),
        (1234, {"language": "km"}, "1,234"),
        (1234, {"language": "km", "khmer_digits": True}, "១,២៣៤"),
    ],
)
def test_format(value, options, shown):
    assert format_number(value, **options) == shown


@pytest.mark.parametrize("printed", ["33.976", "-37", "018", "033", "1,23,456", "-37 persons"])
def test_odd_prints(printed):
    assert odd_format(printed)


HABITS = """05 | 00 | 0 | 1,905 | 31 times | 138 (12 Minors) | US$144,250 | 10.66% | NA | twice |
12.5 | 8.284% | 55/61 | 2019-2020 | 129,420 persons"""


@pytest.mark.parametrize("printed", ["", *(text.strip() for text in HABITS.split("|"))])
def test_the_report_s_own_habits_are_not_odd(printed):
    assert odd_format(printed) is None
