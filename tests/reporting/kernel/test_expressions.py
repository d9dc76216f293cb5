from decimal import Decimal

import pytest

from reporting.kernel.expressions import (
    ExpressionError,
    Reference,
    evaluate,
    parse,
    references,
)
from reporting.kernel.messages import in_words
from reporting.kernel.tables import CellName, cell_code, cell_name

FIGURES = {"a.cases": Decimal(155), "b.cases": Decimal(169), "zero.cases": Decimal(0)}


def value(text):
    return evaluate(text, lambda reference: FIGURES.get(reference.cell))


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("offences.cases", Reference("offences.cases")),
        ("offences[tip].cases", Reference("offences[tip].cases")),
        ("partner_meetings{aple}.times", Reference("partner_meetings.times", "aple")),
        ("partner_meetings.times{aple}", Reference("partner_meetings.times", "aple")),
        ("a.x@KH-08", Reference("a.x", scope=("KH-08",))),
        ("a.x@KH-08-POL:2021", Reference("a.x", scope=("KH-08-POL",), period="2021")),
        ("a.x@GCNP|province:2019", Reference("a.x", scope=("GCNP", "province"), period="2019")),
        ("a.x@nation:2019", Reference("a.x", period="2019")),
        ("a.x:202003", Reference("a.x", period="202003")),
        ("a.x : 2020Q1", Reference("a.x", period="2020Q1")),
        ("count(a.x@province)", Reference("a.x", scope=("province",), count=True)),
        ("count( meetings )", Reference("meetings", count=True)),
        ("a[*].x", Reference("a[*].x")),
        ("cooperation{us_consultations}.m", Reference("cooperation.m", "us_consultations")),
        ("#victims", Reference("", measure="victims")),
        (
            "t[o] # victims ( sex=f, age_band = 15_17 )@GCNP:2021",
            Reference(
                "t[o]",
                None,
                ("GCNP",),
                "2021",
                measure="victims",
                cut=(("age_band", "15_17"), ("sex", "f")),
            ),
        ),
    ],
)
def test_references(text, reference):
    assert parse(text) == reference
    assert parse(str(reference)) == reference


def test_a_reference_names_its_cell():
    [fixed], [opened] = references("t[o].e"), references("t{k}.e@GS")
    assert fixed.name == CellName("t", "o", "e")
    assert opened.name == CellName("t", None, "e", "k")
    for code in ("t[o].e", "t{k}.e", "t.e", "t[o]{k}.e"):
        assert str(cell_name(code)) == code
    assert cell_code("t", "o", "e") == "t[o].e"
    with pytest.raises(ValueError, match="no such cell"):
        cell_name("t[o.e")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 3 - 2", 5),
        ("100 / 10 / 2", 5),
        ("-2 + 5", 3),
        ("2 * -3", -6),
        ("--2", 2),
        ("0.5 * 4", 2),
        ("a.cases", 155),
        ("b.cases - a.cases", 14),
        ("a.cases@KH-08 - b.cases@KH-09", -14),
        ("a.cases / zero.cases", None),
        ("missing.cases", None),
        ("a.cases + missing.cases", 155),
        ("missing.cases + a.cases", 155),
        ("a.cases - missing.cases", None),
        ("a.cases * missing.cases", None),
        ("-missing.cases", None),
        ("missing.cases + missing.cases", None),
    ],
)
def test_evaluate(text, result):
    assert value(text) == result


def test_a_percentage_is_exact():
    assert round(value("100 * (b.cases - a.cases) / b.cases"), 2) == Decimal("8.28")


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "Something is missing at the end."),
        ("1 +", 3, "Something is missing at the end."),
        ("1 + * 2", 4, "“*” was not expected at character 5."),
        ("(1 + 2", 6, "A “)” is missing at character 7."),
        ("a[x", 2, "A “]” is missing at character 3."),
        ("a[].x", 2, "A “]” is missing at character 3."),
        ("a.x@", 4, "Something is missing at the end."),
        ("#", 1, "Something is missing at the end."),
        ("#v(sex)", 6, "“)” was not expected at character 7."),
        ("#v(sex=f", 8, "A “)” is missing at character 9."),
        ("#v(sex=f, sex=m)", 10, "“sex” is said twice."),
        ("count(#v)", 6, "“#” was not expected at character 7."),
        ("a.x:2020Q9", 4, "“2020Q9” at character 5 is not a period."),
        ("a.x b.x", 4, "“b” was not expected at character 5."),
        ("count(1)", 6, "“1” was not expected at character 7."),
        ("a.x; import os", 3, "“;” was not expected at character 4."),
        ("__import__('os')", 10, "“(” was not expected at character 11."),
    ],
)
def test_errors_say_what_and_where(text, position, words):
    with pytest.raises(ExpressionError) as error:
        parse(text)
    assert error.value.position == position
    assert in_words(error.value.template, error.value.params) == words == str(error.value)


@pytest.mark.parametrize(
    "text", ["(" * 60 + "1" + ")" * 60, "1+" * 900 + "1", "-" * 500 + "1", "1" * 9999]
)
def test_long_and_deep_ones_are_refused(text):
    with pytest.raises(ExpressionError):
        parse(text)


def test_the_longest_that_is_taken_can_be_evaluated():
    assert value("+".join(["1"] * 300)) == 300


def test_each_reference_once_in_order():
    text = "100 * (a.x - b.x:2019) / b.x:2019 + -a.x"
    assert [str(one) for one in references(text)] == ["a.x", "b.x:2019"]


def test_an_expression_written_out_reads_back():
    for text in (
        "1 + 2 * 3",
        "100 * (a.x - b.x:2019) / b.x:2019",
        "-(a.x + 1)",
        "count(a.x@GS|province)",
    ):
        assert parse(str(parse(text))) == parse(text)
