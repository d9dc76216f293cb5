"""Where the numbers of a stored passage stand."""

from reporting.document.sentences.markup import Kept, Quoted
from reporting.document.sentences.row_texts import places, replaced, typed_places
from reporting.document.sentences.typed_numbers import TypedNumber

TEXT = (
    "On 12 May, {{ a.persons }} people came to 278 courses, {{ = 80% | An estimate. }} of them "
    "in two provinces."
)


def test_each_number_is_found_with_its_place_in_the_stored_text():
    found = places(TEXT)
    assert [TEXT[one.start : one.end] for one in found] == [
        "12", "{{ a.persons }}", "278", "{{ = 80% | An estimate. }}", "two",
    ]  # fmt: skip
    assert [type(one.number) for one in found] == [
        TypedNumber,
        Quoted,
        TypedNumber,
        Kept,
        TypedNumber,
    ]


def test_a_date_is_no_number_that_could_be_linked():
    assert [TEXT[one.start : one.end] for one in typed_places(TEXT)] == ["278", "two"]


def test_digits_inside_a_reference_are_none_of_the_text():
    assert typed_places("{{ a[b12].persons@KH-08:2019 | share of a.all | 2 }} of all") == []


def test_one_is_replaced_where_it_stands_even_if_it_stands_there_twice():
    text = "278 courses, then 278 again"
    second = typed_places(text)[1]
    assert replaced(text, second, Quoted("a.times")) == "278 courses, then {{ a.times }} again"
    kept = replaced(text, second, Kept("278", "Counted by hand."))
    assert kept == "278 courses, then {{ = 278 | Counted by hand. }} again"


def test_words_around_a_reference_still_tell_what_a_number_is():
    assert typed_places("{{ a.b }} aged 15-17 years old") == []
