import itertools
import re
from decimal import Decimal

import pytest

from reporting.kernel.messages import in_words
from reporting.kernel.numbers import (
    NONE,
    NumberProblem,
    format_number,
    odd_format,
    parse_entered,
    parse_number,
)


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
            "1,23,456 cannot be read: commas and spaces only part thousands, such as 1,250. "
            "Decimals are written with a point.",
        ),
        (
            "86,5",
            "86,5 is not a whole number, and only whole numbers are counted here. A comma parts "
            "thousands, such as 1,250; decimals are written with a point.",
        ),
        (
            "–",
            "– is not a number. If there was none, type 0; if the whole table has nothing to "
            "report, choose “nothing to report” under it.",
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


@pytest.mark.parametrize(
    "text", ["17,3", "1234,00", "0,5", "9,50", "86,5", "០,៥", "1,2345", "0,125"]
)
@pytest.mark.parametrize("places", [0, 2])
def test_a_decimal_comma_is_never_advised_away(text, places):
    with pytest.raises(NumberProblem) as refused:
        parse_number(text, places)
    suggestion = refused.value.suggestion
    assert "," not in suggestion.partition(".")[2]
    if places and len(text.partition(",")[2]) <= places:
        assert Decimal(suggestion.replace(",", "")) == Decimal(
            text.translate(str.maketrans("០៥", "05")).replace(",", ".")
        )
    else:
        assert suggestion == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9,50", "Decimals are written with a point: did you mean 9.50?"),
        ("1.234,56", "Decimals are written with a point: did you mean 1,234.56?"),
        ("1 234,5", "Decimals are written with a point: did you mean 1,234.5?"),
        ("12.345", "12.345 has too many decimals. At most 2 are kept."),
        ("1.234.567", "1.234.567 is not a whole number: did you mean 1,234,567?"),
    ],
)
def test_in_a_cell_for_money(text, words):
    with pytest.raises(NumberProblem) as refused:
        parse_number(text, places=2)
    assert in_words(refused.value.template, refused.value.params) == words


def shapes(longest):
    for length in range(1, longest + 1):
        for signs in itertools.product("05,. ", repeat=length):
            yield "".join(signs).strip()


@pytest.mark.parametrize("places", [0, 2])
def test_no_advice_changes_a_number_whatever_its_shape(places):
    """The digits stay as they are; a comma or space that does not part thousands in what was
    typed is a point in what is advised, and no point becomes one that was not there."""
    advised = 0
    for text in {*shapes(7), "12,34,567", "1,234,5", "1.234.567,8", "12 345 678,90", "1,234 567"}:
        try:
            parse_number(text, places)
        except NumberProblem as problem:
            if not problem.suggestion:
                continue
            advised += 1
            said = problem.suggestion
            assert re.sub(r"\D", "", said).lstrip("0") == re.sub(r"\D", "", text).lstrip("0"), text
            groups = re.split(r"[., ]+", text)[1:]
            whole = groups if all(len(group) == 3 for group in groups) else groups[:-1]
            assert all(len(group) == 3 for group in whole), (text, said)
            decimals = "" if whole == groups else groups[-1]
            assert said.partition(".")[2] == decimals, (text, said)
            parse_number(said, places)
    assert advised > 100


def test_what_is_taken_is_grouped_in_threes():
    for text in shapes(7):
        try:
            number = parse_number(text, 2)
        except NumberProblem:
            continue
        assert number == Decimal(re.sub("[, ]", "", text)), text
        assert all(len(group) == 3 for group in re.split("[, ]", text.partition(".")[0])[1:]), text
        assert not re.match("0+[, ]", text), text


@pytest.mark.parametrize(
    "text", ["-", "–", "—", "−", "--", "គ្មាន", "គ្មាន\u200b", "None", "nil", "NIL."]
)
def test_none_offers_0(text):
    with pytest.raises(NumberProblem) as refused:
        parse_number(text)
    assert (refused.value.template, refused.value.suggestion) == (NONE, "0")


@pytest.mark.parametrize(
    ("text", "places", "taken"),
    [
        ("999,999,999", 0, True),
        ("1,000,000,000", 0, False),
        ("2147483648", 0, False),
        ("999,999,999,999.00", 2, True),
        ("1,000,000,000,000", 2, False),
    ],
)
def test_the_largest_number_that_is_entered(text, places, taken):
    if taken:
        assert parse_entered(text, places)
        return
    with pytest.raises(NumberProblem, match="is too large a number: at most 999,999,999"):
        parse_entered(text, places)


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
