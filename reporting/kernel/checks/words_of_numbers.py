"""English numbers in words, as reports write them ("five hundred and thirty")."""

import re
from decimal import Decimal

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_VALUES = {word: value for value, word in enumerate(_ONES)}
_VALUES |= {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
_VALUES |= {"fourty": 40, "fourthy": 40, "ninty": 90, "a": 1}
_FREQUENCIES = {"once": 1, "twice": 2, "thrice": 3}


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
