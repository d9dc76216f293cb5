import pytest

from provinces.spelling import fold, fold_place, plain, whole_number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Ministry of Women’s Affairs", "Ministry of Women's Affairs"),
        ("Kratié", "KRATIE"),
        ("Ministry of Education, Youth, and Sports", "ministry of education youth and sports"),
        ("We World / GVC", "We World/GVC"),
        ("A & B", "A and B"),
        ("កណ្ដាល", "កណ្តាល"),  # subscript DA and subscript TA look the same
        ("ភ្នំ\u200bពេញ", "ភ្នំពេញ"),
    ],
)
def test_spellings_that_mean_the_same_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_khmer_vowels_are_kept():
    assert fold("កំពត") != fold("កពត")


def test_the_kind_of_place_is_left_out():
    assert fold_place("The Siem Reap Province") == "siem reap"


@pytest.mark.parametrize("sign", "\u200b\u200c\u200d\u200e\u2060\ufeff\u00ad")
def test_what_cannot_be_seen_is_not_typed(sign):
    assert plain(f"26{sign}4{sign}") == "264"
    assert fold(f"ភ្នំ{sign}ពេញ") == fold("ភ្នំពេញ")


@pytest.mark.parametrize("space", "\u00a0\u2009\u202f\u2003\u3000")
def test_every_kind_of_space_is_a_space(space):
    assert plain(f"{space}1{space}250 ") == "1 250"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),  # more than Python itself reads
        ("", None),
        (" 7", None),
        ("7\n", None),
        ("+7", None),
        ("-7", None),
        ("1_000", None),
        ("1,000", None),
        ("7.0", None),
        ("1e3", None),
        ("²", None),  # a digit to `isdigit`, not to `int`
        ("៧", None),  # Khmer
        ("\uff17", None),  # full width
        ("seven", None),
    ],
)
def test_a_number_in_an_address_is_a_few_digits_and_nothing_else(text, number):
    assert whole_number(text) == number
