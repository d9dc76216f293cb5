"""What differs between two wordings."""

import time

import pytest

from reporting.editions.writing.rules.text_comparison import TextChange, word_changes


def said(before, after):
    signs = {"same": "", "removed": "-", "added": "+"}
    return [signs[one.kind] + one.text for one in word_changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("", "", []),
        ("One.", "One.", ["One."]),
        ("", "New words.", ["+New words."]),
        ("Old words.", "", ["-Old words."]),
        ("There were 278 courses.", "There were 228 courses.",
         ["There were", "- 278", "+ 228", " courses."]),
        ("The police told.", "The police told and asked.",
         ["The police told", "+ and asked", "."]),
        ("In all, 33,976 came.", "In all, 33,977 came.",
         ["In all,", "- 33,976", "+ 33,977", " came."]),
    ],
)  # fmt: skip
def test_words_are_compared(before, after, changes):
    assert said(before, after) == changes


def test_a_reference_is_one_word():
    before = "{{ direct_publicity.persons | share of x.y | 1 }} came."
    after = "{{ direct_publicity.females | share of x.y | 1 }} came."
    assert said(before, after) == [
        "-{{ direct_publicity.persons | share of x.y | 1 }}",
        "+{{ direct_publicity.females | share of x.y | 1 }}",
        " came.",
    ]


def test_spaces_and_line_breaks_are_no_change():
    assert {one.kind for one in word_changes("One  two\nthree", "One two three")} == {"same"}


def test_khmer_differs_where_its_letters_do():
    changes = word_changes("ក្រសួងការងារ", "ក្រសួងសេដ្ឋកិច្ច")
    assert changes[0].kind == "same"
    assert changes[0].text.startswith("ក្រសួង")
    assert {one.kind for one in changes} == {"same", "removed", "added"}


def test_a_comma_between_two_changes_belongs_to_them():
    assert said("red, green", "blue, black") == ["-red, green", "+blue, black"]


def test_what_is_the_same_and_added_is_the_new_wording_and_the_other_way_round():
    before = "The Ministry held 12 courses, with 1,205 participants (402 females)."
    after = "In 2020 the Ministry held twelve courses for 1,205 participants (402 women)."
    changes = word_changes(before, after)
    assert "".join(one.text for one in changes if one.kind != "removed") == after
    old = "".join(one.text for one in changes if one.kind != "added")
    assert old == before
    assert changes[0] == TextChange("removed", "The")


def test_a_long_text_of_one_sentence_repeated_takes_no_half_minute():
    """So it did, with every word as an anchor."""
    text = "The committee of the province met and heard the report of the police. " * 250
    after = text.replace("police", "court")
    started = time.monotonic()
    changes = word_changes(text, after)
    assert time.monotonic() - started < 5
    assert "".join(one.text for one in changes if one.kind != "removed") == after.rstrip()
