"""Numbers as people type and print them: one strict grammar, one way of writing them out.

Python's `int` also takes `1_000`, full-width digits and `+5`; a form should not.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from provinces.spelling import plain

_ = str  # marks a template for translation

KHMER = "០១២៣៤៥៦៧៨៩"
_TO_ASCII = str.maketrans(KHMER, "0123456789")
_TO_KHMER = str.maketrans("0123456789", KHMER)
MOST_DIGITS = 14

_WHOLE = re.compile(r"\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+", re.ASCII)
_DOT_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)

EMPTY = _("Type a number, or leave the cell blank.")
NEGATIVE = _("%(text)s has a minus sign. A count cannot be less than 0.")
DOT_FOR_COMMA = _("%(text)s is not a whole number: did you mean %(suggestion)s?")
NO_DECIMALS = _("%(text)s has decimals. Type a whole number.")
TOO_MANY_PLACES = _("%(text)s has too many decimals. At most %(places)s are kept.")
GROUPING = _(
    "The commas or spaces in %(text)s do not stand in threes: did you mean %(suggestion)s?"
)
TOO_LONG = _("%(text)s is too large a number.")
NOT_A_NUMBER = _("%(text)s is not a number. Use digits only, such as 1,250.")


class NumberProblem(ValueError):
    """Why a text is not a number. `template` and `params` for words; `suggestion` or ""."""

    def __init__(self, template: str, params: Mapping[str, str], suggestion: str = "") -> None:
        super().__init__(template % params)
        self.template = template
        self.params = dict(params)
        self.suggestion = suggestion


def parse_number(text: str, places: int = 0) -> Decimal:
    """Digits (Khmer or ASCII), grouped in threes by commas or spaces or not at all.

    Up to `places` decimals after a point. Raises `NumberProblem`.
    """
    typed = plain(text).translate(_TO_ASCII)
    whole, point, decimals = typed.partition(".")
    if not _WHOLE.fullmatch(whole) or (point and not _digits(decimals)):
        raise _problem(typed, places)
    if point and (not places or _DOT_GROUPED.fullmatch(typed) or len(decimals) > places):
        raise _problem(typed, places)
    digits = re.sub(r"\D", "", whole)
    if len(digits.lstrip("0")) > MOST_DIGITS:
        raise NumberProblem(TOO_LONG, {"text": typed})
    return Decimal(f"{digits}{point}{decimals}")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _problem(typed: str, places: int) -> NumberProblem:
    """The most helpful reason why `typed` is refused."""
    params = {"text": typed, "places": str(places)}
    if not typed:
        return NumberProblem(EMPTY, params)
    if typed[0] in "-\u2212\u2013" and _can_be_read(typed[1:], places):
        return NumberProblem(NEGATIVE, params, format_number(parse_number(typed[1:], places)))
    if _DOT_GROUPED.fullmatch(typed):
        suggestion = format_number(Decimal(typed.replace(".", "")))
        return NumberProblem(DOT_FOR_COMMA, params | {"suggestion": suggestion}, suggestion)
    whole, _point, decimals = typed.partition(".")
    if _WHOLE.fullmatch(whole) and _digits(decimals):
        return NumberProblem(TOO_MANY_PLACES if places else NO_DECIMALS, params)
    bare = re.sub(r"[, ]", "", typed)
    if _digits(bare) and len(bare) <= MOST_DIGITS:
        suggestion = format_number(Decimal(bare))
        return NumberProblem(GROUPING, params | {"suggestion": suggestion}, suggestion)
    return NumberProblem(NOT_A_NUMBER, params)


def _can_be_read(text: str, places: int) -> bool:
    try:
        parse_number(text, places)
    except NumberProblem:
        return False
    return True


def format_number(
    value: int | float | Decimal,
    places: int | None = None,
    language: str = "en",
    khmer_digits: bool = False,
) -> str:
    """Grouped by commas in either language. `places` None keeps the number's own decimals.

    Khmer documents keep ASCII digits unless `khmer_digits` asks otherwise.
    """
    number = Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        shown = f"{number:,f}"
    else:
        shown = f"{number:,f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return shown.translate(_TO_KHMER) if khmer_digits and language == "km" else shown


ODD_MINUS = _("It has a minus sign, but a count cannot be less than 0.")
ODD_DOT = _("It has a point where a comma belongs.")
ODD_ZERO = _("It begins with a 0: a digit may be missing or too many.")
ODD_GROUPING = _("Its commas do not stand in threes.")
_FIRST_NUMBER = re.compile(r"(?<![\w.,])[-\u2212\u2013]?\d[\d.,]*(?<![.,])", re.ASCII)


def odd_format(printed: str) -> str | None:
    """Why the first number in a printed text looks wrong (a sentence to translate), or None.

    `05` is the report's way of writing small counts and is not odd; `018` is. Words beside the
    number ("31 times", "US$9,000"), decimals such as 10.66% and numbers in words are not odd.
    """
    text = printed.translate(_TO_ASCII).replace("$", " ")
    match = _FIRST_NUMBER.search(text)
    if match is None:
        return None
    number = match[0]
    if not number[0].isdigit():
        return ODD_MINUS
    if _DOT_GROUPED.fullmatch(number) and "%" not in text:
        return ODD_DOT
    if re.fullmatch(r"0\d{2,}", number):
        return ODD_ZERO
    return None if _WHOLE.fullmatch(number.partition(".")[0]) else ODD_GROUPING
