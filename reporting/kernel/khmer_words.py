"""How Khmer says months, periods, numbers in words, and several things one after the other.

Where its grammar differs from English (a counter stands before the number, «ទី» makes an ordinal,
no comma parts the items of a list) the words are made here and not put together from translated
pieces. Digits are ASCII: whoever shows them decides which ones the reader wants.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from reporting.kernel.periods import Period, PeriodKind

MONTHS = (
    "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា",
    "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ",
)  # fmt: skip

ONES = ("សូន្យ", "មួយ", "ពីរ", "បី", "បួន", "ប្រាំ", "ប្រាំមួយ", "ប្រាំពីរ", "ប្រាំបី", "ប្រាំបួន")
TENS = ("", "ដប់", "ម្ភៃ", "សាមសិប", "សែសិប", "ហាសិប", "ហុកសិប", "ចិតសិប", "ប៉ែតសិប", "កៅសិប")
_SCALES = ((100_000, "សែន"), (10_000, "ម៉ឺន"), (1_000, "ពាន់"), (100, "រយ"))
_MILLION, _MILLIONS = 1_000_000, "លាន"
_ORDINAL = "ទី"


def month_words(number: int) -> str:
    """ខែមីនា."""
    return f"ខែ{MONTHS[number - 1]}"


def within_year(period: Period) -> str:
    """ខែមីនា; ត្រីមាសទី1; ឆមាសទី1; 10ខែ; ពេញមួយឆ្នាំ."""
    match period.kind:
        case PeriodKind.MONTH:
            return month_words(period.number)
        case PeriodKind.QUARTER:
            return f"ត្រីមាស{_ORDINAL}{period.number}"
        case PeriodKind.SEMESTER:
            return f"ឆមាស{_ORDINAL}{period.number}"
        case PeriodKind.TEN_MONTH:
            return "10ខែ"
        case PeriodKind.YEAR:
            return "ពេញមួយឆ្នាំ"


def period_words(period: Period) -> str:
    """ខែមីនា ឆ្នាំ2021; ត្រីមាសទី1 ឆ្នាំ2021; ឆ្នាំ2021."""
    year = f"ឆ្នាំ{period.year}"
    return year if period.is_year else f"{within_year(period)} {year}"


def cardinal(value: int) -> str:
    """Of a number that is not negative: units by fives, then tens, hundreds, thousands, ten
    thousands, hundred thousands and millions.

    >>> cardinal(21), cardinal(530)
    ('ម្ភៃមួយ', 'ប្រាំរយសាមសិប')
    """
    if value == 0:
        return ONES[0]
    millions, rest = divmod(value, _MILLION)
    words = f"{cardinal(millions)}{_MILLIONS}" if millions else ""
    for scale, name in _SCALES:
        count, rest = divmod(rest, scale)
        words += f"{ONES[count]}{name}" if count else ""
    tens, ones = divmod(rest, 10)
    return words + TENS[tens] + (ONES[ones] if ones else "")


def ordinal(value: int) -> str:
    """
    >>> ordinal(1), ordinal(21)
    ('ទីមួយ', 'ទីម្ភៃមួយ')
    """
    return f"{_ORDINAL}{cardinal(value)}"


_VALUES = {
    **{word: value for value, word in enumerate(ONES)},
    **{word: 10 * value for value, word in enumerate(TENS) if word},
    **{word: scale for scale, word in _SCALES},
    _MILLIONS: _MILLION,
    "ភៃ": 20,  # as it is said
    "ប្រាំពីល": 7,
}
_LONGEST_FIRST = sorted(_VALUES, key=len, reverse=True)
_WORD = re.compile("|".join(map(re.escape, _LONGEST_FIRST)))
_INVISIBLE = re.compile("[\u200b\u200c\u200d\\s]+")


def number_in_words(text: str) -> Decimal | None:
    """The number with which the text begins, in words; an ordinal's too. None where it begins with
    none.

    >>> number_in_words("ប្រាំរយ សាមសិបនាក់")
    Decimal('530')
    """
    rest = _INVISIBLE.sub("", text).removeprefix(_ORDINAL)
    millions = total = group = 0
    found = False
    while match := _WORD.match(rest):
        value, rest, found = _VALUES[match[0]], rest[match.end() :], True
        if value == _MILLION:
            millions, total, group = (millions + total + group or 1) * _MILLION, 0, 0
        elif value >= 100:
            total, group = total + (group or 1) * value, 0
        else:
            group += value
    return Decimal(millions + total + group) if found else None


def joined(items: Sequence[str], word: str = "និង") -> str:
    """«ក ខ និង គ»: a space parts them and the word stands before the last one; between all of them
    where an item has spaces of its own, so that one sees where it ends. There are no commas.

    >>> joined(["ក", "ខ", "គ"]), joined(["ក ខ", "គ", "ឃ"])
    ('ក ខ និង គ', 'ក ខ និង គ និង ឃ')
    """
    *first, last = items or ("",)
    if not first:
        return last
    between = f" {word} " if any(" " in item for item in items) else " "
    return f"{between.join(first)} {word} {last}"
