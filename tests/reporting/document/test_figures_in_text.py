from decimal import Decimal

import pytest

from reporting.document.sentences.figures_in_text import Setter, text_of
from reporting.document.value import Quote

FIGURES = {
    "a.persons:2020": Decimal(6_147_930),
    "a.persons:2019": Decimal(5_492_044),
    "a.females:2020": Decimal(3_358_425),
    "a.cost:2020": Decimal("1250.5"),
    "a.times:2020": Decimal(530),
    "a.same:2020": Decimal(7),
    "a.same:2019": Decimal(7),
    "a.less:2020": Decimal(5),
    "a.less:2019": Decimal(8),
    "a.none:2019": Decimal(0),
    "a.none:2020": Decimal(3),
}


def shown(text: str, language: str = "en") -> str:
    return text_of(Setter(lambda one: FIGURES.get(str(one)), "2020", language).runs(text))


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("a.persons", "6,147,930"),
        ("a.persons | plain", "6147930"),
        ("a.times | words", "five hundred and thirty"),
        ("a.less | ordinal", "fifth"),
        ("a.cost | money", "US$1,250.50"),
        ("a.cost | money KHR | 0", "KHR 1,251"),
        ("a.females | share of a.persons", "54.6%"),
        ("a.females | percent of a.persons | 2", "54.63% of 6,147,930"),
        ("a.persons | difference from 2019", "655,886"),
        ("a.less | difference from 2019", "3"),
        ("a.persons | change from 2019", "an increase of 655,886"),
        ("a.less | change from 2019", "a decrease of 3"),
        ("a.same | change from 2019", "no change"),
        ("a.persons | growth from 2019 | 2", "11.94% more than the 5,492,044 of 2019"),
        ("a.less | growth from 2019", "37.5% less than the 8 of 2019"),
        ("a.same | growth from 2019", "as many as in 2019"),
        ("a.persons - a.females", "2,789,505"),
        ("100 * (a.persons - a.persons:2019) / a.persons:2019 | 2", "11.94"),
        ("a.unknown", "[no figure]"),
        ("a.none | growth from 2019", "[no figure]"),
        ("= 80% | An estimate.", "80%"),
    ],
)
def test_a_reference_shows_its_figure(reference, expected):
    assert shown(f"of {{{{ {reference} }}}}") == f"of {expected}"


def test_a_sentence_does_not_begin_with_a_small_letter():
    words = "{{ a.times | words }} came. {{ a.times | words }} went, {{ a.times | words }} stayed."
    said = "Five hundred and thirty came. Five hundred and thirty went, five hundred and thirty "
    assert shown(words) == f"{said}stayed."


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("a.times | words", "ប្រាំរយសាមសិប"),
        ("a.less | ordinal", "ទីប្រាំ"),
        ("a.cost | money", "1,250.50 ដុល្លារអាមេរិក"),
        ("a.females | share of a.persons", "54.6ភាគរយ"),
    ],
)
def test_a_reference_in_a_khmer_sentence(reference, expected):
    assert shown(f"{{{{ {reference} }}}}", "km") == expected


def test_a_run_knows_what_stands_behind_it():
    runs = Setter(lambda one: FIGURES.get(str(one)), "2020").runs(
        "{{ a.persons }} {{ a.females | share of a.persons }} {{ a.x }} {{ = 9 | So. }}"
    )
    assert runs[0] == Quote("6,147,930", "linked", "a.persons", "a.persons:2020")
    assert runs[2] == Quote(
        "54.6%", "linked", "a.females | share of a.persons", "a.females:2020", "6,147,930"
    )
    assert runs[4] == Quote("[no figure]", "missing", "a.x")
    assert runs[6] == Quote("9", "kept", reason="So.")
