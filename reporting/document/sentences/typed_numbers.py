"""Numbers that somebody typed into a sentence: where they stand, and which of them are figures.

A date, the number of a law or an age is no figure and needs no source; everything else that counts
something does. "One" is mostly no count but a pronoun ("one of the", "no one") or part of a name.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reporting.document.sentences.number_words import COUNTING, number_in_words
from reporting.kernel.numbers import odd_format, to_ascii

_ = str  # marks a template for translation

A_DATE = _("a date")
A_YEAR = _("a year")
AN_ORDINAL = _("an ordinal")
A_LAW = _("the number of a document or of a part of it")
A_NAME = _("part of a name or of a code")
AN_AGE = _("an age")
A_TIME = _("a time or a span of time")
AN_ITEM = _("the number of an item in a list")
A_WORD = _("“one” as a word, not a count")
A_FREQUENCY = _("a radio frequency or a telephone number")

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORDS = "|".join(COUNTING)
# Digits with their grouping, a share's sign; or words that follow one another.
_NUMBER = re.compile(
    rf"\d+(?:[.,]\d+)*\s?%?|"
    rf"\b(?:{_WORDS})(?:[\s-](?:and\s)?(?:{_WORDS}))*\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class TypedNumber:
    """`shown` as it stands at `start`; `value` what it means; `not_figure` why it counts nothing,
    as a template, "" for a figure."""

    shown: str
    start: int
    value: Decimal | None
    not_figure: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.shown)

    @property
    def is_figure(self) -> bool:
        return not self.not_figure


def typed_numbers(text: str) -> Iterator[TypedNumber]:
    """Of words without references, from left to right."""
    digits = to_ascii(text)
    for match in _NUMBER.finditer(digits):
        shown = match[0].rstrip()
        start, end = match.start(), match.start() + len(shown)
        yield TypedNumber(text[start:end], start, _value(shown), _not_figure(digits, start, end))


def figures_typed(text: str) -> list[TypedNumber]:
    return [number for number in typed_numbers(text) if number.is_figure]


def _value(shown: str) -> Decimal | None:
    text = shown.rstrip("% ")
    if not text[0].isdigit():
        return number_in_words(text)
    grouped = "%" not in shown and odd_format(text) is not None
    bare = text.replace(",", "")
    return Decimal(bare.replace(".", "") if grouped or bare.count(".") > 1 else bare)


Rule = Callable[[str, str, str], str]


def _not_figure(text: str, start: int, end: int) -> str:
    before, shown, after = text[max(0, start - 40) : start], text[start:end], text[end : end + 40]
    for rule in _RULES:
        reason = rule(before, shown, after)
        if reason:
            return reason
    return ""


def _date(before: str, shown: str, after: str) -> str:
    if shown.isdigit() and len(shown) <= 2:
        if re.match(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b", after):
            return A_DATE
        if re.match(rf"\s?(?:[-–]|to|and)\s?\d\d?\s+(?:{_MONTHS})\b", after):
            return A_DATE
        if re.search(rf"\b(?:{_MONTHS})\s+$", before) and not re.match(r"\s+\w+s\b", after):
            return A_DATE
    if re.search(r"\b(?:19|20)\d\d-$", before) and re.fullmatch(r"\d\d", shown):
        return A_DATE
    first = re.match(r"/\d{1,2}/\d{2,4}\b", after)
    second = re.search(r"\b\d{1,2}/$", before) and re.match(r"/\d{2,4}\b", after)
    return A_DATE if first or second or re.search(r"\b\d{1,2}/\d{1,2}/$", before) else ""


def _year(before: str, shown: str, after: str) -> str:
    return A_YEAR if _YEARS.fullmatch(shown) and not re.match(r"\s?(?:times|person)", after) else ""


def _ordinal(before: str, shown: str, after: str) -> str:
    return AN_ORDINAL if shown.isdigit() and re.match(r"(?:st|nd|rd|th)\b", after) else ""


_NAMED = re.compile(
    r"(?:\bNo\.?|N[ºo°]\.?|\b(?:Number|SCN|Articles?|Art\.|Points?|Annex|Appendix|Table|Figure|Chapter|"
    r"Section|Phase|Step|Version|Page))\s*(?:\d+\s*(?:[-–,/]|and)\s*)?$"
)
_IN_CODE = re.compile(r"[A-Z./]{2,}/?$|[A-Z]+/[A-Z]+\s$|[A-Z]{2,}[ /]\d+/$")


def _law(before: str, shown: str, after: str) -> str:
    if _NAMED.search(before) or _IN_CODE.search(before):
        return A_LAW
    return A_LAW if re.match(r"\s?[A-Z]{2,}[./]|/\d{3}\b(?! )|/\d\d\s[A-Z]{2,}", after) else ""


def _name(before: str, shown: str, after: str) -> str:
    """`Covid-19`, `A21`; not `20km`."""
    if not shown[0].isdigit() or re.match(r"(?:km|kg|ha|USD|times)\b", after):
        return ""
    attached = re.search(r"[A-Za-z]-?$|[A-Z] ?\+ $", before) or re.match(r"[A-Za-z]", after)
    return A_NAME if attached else ""


_AGED = re.compile(
    r"\b(?:aged?|[Uu]nder|[Bb]elow|[Oo]ver|[Aa]bove|[Bb]etween|[Ff]rom)\s+(?:between\s+)?"
    r"(?:\d+\s*(?:[-–]|to|and)\s*)?$"
)
_SPAN = r"(?:\s?[-–]\s?\d+)?[\s-]"


def _age(before: str, shown: str, after: str) -> str:
    if re.search(r"\baged\s+(?:between\s+)?(?:\d+\s*(?:[-–]|to|and)\s*)?$", before):
        return AN_AGE
    if re.search(r"\b(?:[Mm]inors?|[Cc]hild(?:ren)?|[Pp]ersons?)\s+under\s+$", before):
        return AN_AGE
    old = re.match(_SPAN + r"years?\b(?:[\s-](?:of\sage|old))?", after)
    return AN_AGE if old and (_AGED.search(before) or len(old[0].split()) > 1) else ""


def _time(before: str, shown: str, after: str) -> str:
    if re.match(r":\d\d\b|\s?(?:a\.m\.|p\.m\.|AM|PM|o'clock)", after) or re.search(r"\d:$", before):
        return A_TIME
    spans = r"(?:hours?|minutes?|days?|weeks?|months?|years?|monthly|hourly)\b"
    return A_TIME if re.match(_SPAN + spans, after) else ""


def _frequency(before: str, shown: str, after: str) -> str:
    if re.match(r"\s?(?:FM|AM|MHz|kHz)\b", after) or re.search(
        r"\b(?:FM|AM|[Hh]otline)\s+$", before
    ):
        return A_FREQUENCY
    return ""


def _item(before: str, shown: str, after: str) -> str:
    """`1. Hope and Justice ..., 2. Love`: a small number, a full stop and a capital."""
    opens = re.search(r"(?:^|[(:;,.])\s*(?:and\s+)?$", before)
    if shown.isdigit() and len(shown) <= 2 and opens and re.match(r"[.)]\s*[A-Z]", after):
        return AN_ITEM
    return ""


_PRONOUN = re.compile(
    r"\b(?:no|any|every|each|some|this|that|the|another|which|other|only|as|by|from|to|number)\s+$",
    re.IGNORECASE,
)
# What follows a count is the thing that is counted.
_COUNTED = re.compile(
    r"\s+(?!(?:of|another|or|and|who|whom|that|which|is|was|are|were|has|had|can|could|may|must|"
    r"should|will|would|in|at|on|for|to|by|with|from|after|before|side|hand)\b)[a-z]"
)


def _pronoun(before: str, shown: str, after: str) -> str:
    """`one of the`, `no one`, `one Secretary of State`; not `one victim`."""
    if shown.lower() != "one":
        return ""
    if re.match(r"\s+[A-Z]", after):
        return A_NAME
    return A_WORD if _PRONOUN.search(before) or not _COUNTED.match(after) else ""


_RULES: tuple[Rule, ...] = (
    _date, _year, _ordinal, _frequency, _law, _age, _time, _item, _name, _pronoun,
)  # fmt: skip
