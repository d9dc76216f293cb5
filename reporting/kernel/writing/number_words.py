"""Whole numbers in words, as a report spells them: five hundred and thirty; ប្រាំរយសាមសិប. Written
in both languages; read in English, as reports write them, misspelt too.

English is written by inflect; it has no Khmer, whose rule is short: units by fives, then tens,
hundreds, thousands, ten thousands, hundred thousands and millions.
"""

import re
from decimal import Decimal
from functools import lru_cache

import inflect

_KHMER_ONES = ("សូន្យ", "មួយ", "ពីរ", "បី", "បួន", "ប្រាំ", "ប្រាំមួយ", "ប្រាំពីរ", "ប្រាំបី", "ប្រាំបួន")
_KHMER_TENS = ("", "ដប់", "ម្ភៃ", "សាមសិប", "សែសិប", "ហាសិប", "ហុកសិប", "ចិតសិប", "ប៉ែតសិប", "កៅសិប")
_KHMER_SCALES = ((100_000, "សែន"), (10_000, "ម៉ឺន"), (1_000, "ពាន់"), (100, "រយ"))
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
# What a number that somebody typed in words is made of: these are looked for in sentences.
COUNTING = tuple(
    word
    for word in (*_VALUES, "hundred", *_SCALES, *_FREQUENCIES)
    if word not in ("a", "zero", "billion")
)


def number_words(value: int, language: str) -> str:
    """Of a number that is not negative."""
    if language == "km":
        return _khmer(value)
    return str(_english().number_to_words(str(value))).replace(",", "")


@lru_cache(maxsize=1)
def _english() -> inflect.engine:
    return inflect.engine()


def _khmer(value: int) -> str:
    if value == 0:
        return _KHMER_ONES[0]
    millions, rest = divmod(value, _MILLION)
    words = f"{_khmer(millions)}លាន" if millions else ""
    for scale, name in _KHMER_SCALES:
        count, rest = divmod(rest, scale)
        words += f"{_KHMER_ONES[count]}{name}" if count else ""
    tens, ones = divmod(rest, 10)
    return words + _KHMER_TENS[tens] + (_KHMER_ONES[ones] if ones else "")


def number_in_words(text: str) -> Decimal | None:
    """The first number in words in the text; common misspellings are read, other words end it."""
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
