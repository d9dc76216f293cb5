"""A text and its counterpart: which figures both bind, and whether the one still translates the
other."""

import pytest

from reporting.document.sentences.markup import Kept, Quoted
from reporting.document.sentences.pairs import (
    Pair,
    compare_references,
    in_language,
    is_in_wrong_language,
    mark_of,
    state_of,
)
from reporting.document.sentences.row_texts import rebound, typed_places

ENGLISH = "In all {{ a.persons | words }} persons came, {{ a.females | share of a.persons }} women."
KHMER = "មានស្ត្រី {{ a.females|share of a.persons|1 }} ក្នុងចំណោម {{ a.persons }} នាក់"


@pytest.mark.parametrize(
    ("text", "counterpart"),
    [
        (ENGLISH, KHMER),
        ("{{ a.x }} and {{ a.x }}", "{{ a.x | words }}"),
        ("{{ a.x | money USD }}", "{{ a.x | money KHR | 2 }}"),
        ("{{ a.x | change from 2019 }}", "{{ a.x | growth from 2019 }}"),
        ("{{ = three | Named. }}", "{{ = បី | មានឈ្មោះ }}"),
        ("{{ = 80% | So written. }}", "{{ = ៨០% | ដូច្នេះ }}"),
        ("No figure.", "គ្មានតួលេខ"),
    ],
)
def test_form_order_and_repetition_may_differ(text, counterpart):
    assert not compare_references(text, counterpart)
    assert not compare_references(counterpart, text)


@pytest.mark.parametrize(
    ("text", "counterpart", "missing", "extra"),
    [
        (ENGLISH, "គ្មាន", 2, 0),
        ("{{ a.x }}", "{{ a.y }}", 1, 1),
        ("{{ a.x }}", "{{ a.x | share of a.y }}", 1, 1),
        ("{{ a.x | change from 2019 }}", "{{ a.x | change from 2018 }}", 1, 1),
        ("{{ a.x:2020 }}", "{{ a.x:2019 }}", 1, 1),
        ("{{ = 7 | Counted. }}", "{{ = 8 | រាប់ }}", 1, 1),
        ("{{ = 80% | So. }}", "{{ = 80 | ដូច្នេះ }}", 1, 1),
        ("None.", "{{ a.x }}", 0, 1),
    ],
)
def test_other_figures_are_told_by_name(text, counterpart, missing, extra):
    found = compare_references(text, counterpart)
    assert (len(found.missing), len(found.extra)) == (missing, extra)


def test_a_text_that_goes_back_is_translated_again():
    done = Pair("One.", "en", "មួយ។", mark_of("One."))
    changed = Pair("Two.", "en", "មួយ។", mark_of("One."))
    assert [state_of(one) for one in (done, changed, Pair("One.", "en"), Pair("12", ""))] == [
        "translated", "changed", "untranslated", "",
    ]  # fmt: skip
    assert in_language(done, "km") == ("មួយ។", "km")
    assert in_language(done, "en") == ("One.", "en")
    assert in_language(changed, "km") == ("Two.", "en")
    assert in_language(Pair("12", ""), "km") == ("12", "")


def test_a_name_may_be_the_same_in_both_languages():
    assert is_in_wrong_language("Still English.", "English.")
    assert not is_in_wrong_language("APLE", "APLE")
    assert not is_in_wrong_language("អង្គការ", "Organisation")


@pytest.mark.parametrize(
    ("counterpart", "expected"),
    [
        ("ចំនួន ១២ នាក់", "ចំនួន {{ a.x }} នាក់"),
        ("ចំនួន ១២ នាក់ និង 12 គ្រួសារ", None),
        ("ចំនួន ១៣ នាក់", None),
        ("ចំនួន 12% នាក់", None),
    ],
)
def test_a_number_is_bound_in_both_where_there_is_no_doubt(counterpart, expected):
    [place] = typed_places("Of 12 persons")
    assert rebound(counterpart, place, Quoted("a.x")) == expected


def test_what_is_kept_keeps_the_digits_of_its_own_language():
    [place] = typed_places("Of 12 persons")
    found = rebound("ចំនួន ១២ នាក់", place, Kept("12", "Counted."))
    assert found == "ចំនួន {{ = ១២ | Counted. }} នាក់"
