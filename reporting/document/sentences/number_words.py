"""Whole numbers in words: written in both languages (five hundred and thirty; ប្រាំរយសាមសិប) and
read in both, English as reports write it, misspelt too.

English is written by inflect; it has no Khmer, whose rule is short
(`reporting/kernel/khmer_words.py`).
"""

import re
from decimal import Decimal
from functools import lru_cache

import inflect

from reporting.kernel import khmer_words

_MILLION = 1_000_000

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"thousand": 1_000, "million": _MILLION, "billion": 1_000_000_000}
_VALUES = {word: value for value, word in enumerate(_ONES)}
_VALUES |= {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
_VALUES |= {"fourty": 40, "fourthy": 40, "ninty": 90, "a": 1}
_FREQUENCIES = {"once": 1, "twice": 2, "thrice": 3}
_LATIN = re.compile("[A-Za-z]")
# What a number that somebody typed in words is made of: these are looked for in sentences.
COUNTING = tuple(
    word
    for word in (*_VALUES, "hundred", *_SCALES, *_FREQUENCIES)
    if word not in ("a", "zero", "billion")
)


def number_words(value: int, language: str) -> str:
    """Of a number that is not negative."""
    if language == "km":
        return khmer_words.cardinal(value)
    return str(_english().number_to_words(str(value))).replace(",", "")


def ordinal_words(value: int, language: str) -> str:
    """first, twenty-first; ទីមួយ, ទីម្ភៃមួយ."""
    if language == "km":
        return khmer_words.ordinal(value)
    return str(_english().ordinal(number_words(value, language)))


@lru_cache(maxsize=1)
def _english() -> inflect.engine:
    return inflect.engine()


def number_in_words(text: str) -> Decimal | None:
    """The first number in words in the text; common misspellings are read, other words end it. A
    Khmer text is read from its beginning, where no space parts the words."""
    if not _LATIN.search(text):
        return khmer_words.number_in_words(text)
    total = group = 0
    found = False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _FREQUENCIES and not found:
            return Decimal(_FREQUENCIES[word])
        if word in _VALUES and (word != "a" or not found):
            group, found = group + _VALUES[word], found or word != "a"
        elif word == "hundred" and group:
            group, found = group * 100, True
        elif word in _SCALES and group:
            total, group, found = total + group * _SCALES[word], 0, True
        elif found and word != "and":
            break
        elif not found:
            group = 0
    return Decimal(total + group) if found else None
