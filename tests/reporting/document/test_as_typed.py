"""A reference is read as the number was typed that it takes the place of."""

from decimal import Decimal

import pytest

from reporting.document.sentences.as_typed import as_typed, bare, rounded, share_as_typed
from reporting.document.sentences.figures_in_text import Setter
from reporting.document.sentences.markup import Quoted
from reporting.kernel.expressions import parse

FIGURE = parse("a.persons")


def shown(quoted: Quoted, value: str) -> str:
    return Setter(lambda _one: Decimal(value), "2020").quote(quoted).text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("6,147,930", "6147930"),
        ("6147930", "6147930"),
        ("278", "278"),
        ("two", "2"),
        ("five hundred and thirty", "530"),
        ("1,250.50", "1250.50"),
        ("1,250.5", "1250.50"),
    ],
)
def test_it_is_read_the_same(typed, value):
    assert shown(as_typed(typed, FIGURE, Decimal(value)), value) == typed


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("54.6%", "{{ a.females | share of a.persons }}"),
        ("55%", "{{ a.females | share of a.persons | 0 }}"),
        ("54.63 %", "{{ a.females | share of a.persons | 2 }}"),
    ],
)
def test_a_percentage_keeps_its_decimals(typed, stored):
    assert str(share_as_typed(typed, parse("a.females"), parse("a.persons"))) == stored


def test_a_share_is_compared_as_precisely_as_it_was_typed():
    assert rounded(Decimal("54.6263"), "54.6%") == Decimal("54.6")
    assert rounded(Decimal("54.6263"), "55%") == 55


@pytest.mark.parametrize("text", ["a.b + c.d", "(a.b + c.d) * (e.f - g.h)", "a.b"])
def test_the_brackets_around_the_whole_are_left_out(text):
    assert parse(bare(parse(text))) == parse(text)
    assert not (bare(parse("a.b + c.d")).startswith("("))
