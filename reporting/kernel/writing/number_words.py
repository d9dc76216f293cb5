"""Whole numbers in words, as a report spells them: five hundred and thirty; ប្រាំរយសាមសិប.

English comes from inflect; it has no Khmer, whose rule is short: units by fives, then tens,
hundreds, thousands, ten thousands, hundred thousands and millions.
"""

from functools import lru_cache

import inflect

_ONES = ("សូន្យ", "មួយ", "ពីរ", "បី", "បួន", "ប្រាំ", "ប្រាំមួយ", "ប្រាំពីរ", "ប្រាំបី", "ប្រាំបួន")
_TENS = ("", "ដប់", "ម្ភៃ", "សាមសិប", "សែសិប", "ហាសិប", "ហុកសិប", "ចិតសិប", "ប៉ែតសិប", "កៅសិប")
_SCALES = ((100_000, "សែន"), (10_000, "ម៉ឺន"), (1_000, "ពាន់"), (100, "រយ"))
_MILLION = 1_000_000


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
        return _ONES[0]
    millions, rest = divmod(value, _MILLION)
    words = f"{_khmer(millions)}លាន" if millions else ""
    for scale, name in _SCALES:
        count, rest = divmod(rest, scale)
        words += f"{_ONES[count]}{name}" if count else ""
    tens, ones = divmod(rest, 10)
    return words + _TENS[tens] + (_ONES[ones] if ones else "")
