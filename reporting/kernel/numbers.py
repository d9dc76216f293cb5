"""Numbers as people type and print them: one strict grammar, one way of writing them out.

Python's `int` also takes `1_000`, full-width digits and `+5`; a form should not.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from provinces.spelling import plain

_ = str  # marks a template for translation

KHMER = "០១២៣៤៥៦៧៨៩"
_TO_ASCII = str.maketrans(KHMER, "0123456789")
_TO_KHMER = str.maketrans("0123456789", KHMER)
MOST_DIGITS = 14
LARGEST_COUNT = Decimal(999_999_999)  # of anything that a report counts
LARGEST_AMOUNT = Decimal(999_999_999_999)  # of money
_LONGEST_SHOWN = 40

_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+", re.ASCII)
_DOT_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)

EMPTY = _("Type a number, or leave the cell blank.")
NEGATIVE = _("%(text)s has a minus sign. A count cannot be less than 0.")
DOT_FOR_COMMA = _("%(text)s is not a whole number: did you mean %(suggestion)s?")
NO_DECIMALS = _("%(text)s has decimals. Type a whole number.")
TOO_MANY_PLACES = _("%(text)s has too many decimals. At most %(places)s are kept.")
GROUPING = _(
    "The commas or spaces in %(text)s do not stand in threes: did you mean %(suggestion)s?"
)
UNEVEN = _(
    "%(text)s cannot be read: commas and spaces only part thousands, such as 1,250. Decimals are "
    "written with a point."
)
DECIMAL_COMMA = _("Decimals are written with a point: did you mean %(suggestion)s?")
DECIMAL_COMMA_IN_COUNT = _(
    "%(text)s is not a whole number, and only whole numbers are counted here. A comma parts "
    "thousands, such as 1,250; decimals are written with a point."
)
NONE = _(
    "%(text)s is not a number. If there was none, type 0; if the whole table has nothing to "
    "report, choose “nothing to report” under it."
)
TOO_LONG = _("%(text)s is too large a number.")
TOO_LARGE = _("%(text)s is too large a number: at most %(largest)s can be entered here.")
NOT_A_NUMBER = _("%(text)s is not a number. Use digits only, such as 1,250.")


class NumberProblem(ValueError):
    """Why a text is not a number. `template` and `params` for words; `suggestion` or ""."""

    def __init__(self, template: str, params: Mapping[str, str], suggestion: str = "") -> None:
        super().__init__(template % params)
        self.template = template
        self.params = dict(params)
        self.suggestion = suggestion


def to_ascii(text: str) -> str:
    """Khmer digits as ASCII ones."""
    return text.translate(_TO_ASCII)


def to_khmer_digits(text: str) -> str:
    """ASCII digits as Khmer ones; nothing else changes.

    >>> to_khmer_digits("1,250.50")
    '១,២៥០.៥០'
    """
    return text.translate(_TO_KHMER)


def parse_number(text: str, places: int = 0) -> Decimal:
    """Digits (Khmer or ASCII), grouped in threes by commas or spaces or not at all.

    Up to `places` decimals after a point. Raises `NumberProblem`.
    """
    typed = to_ascii(plain(text))
    whole, point, decimals = typed.partition(".")
    if not _WHOLE.fullmatch(whole) or (point and not _digits(decimals)):
        raise _problem(typed, places)
    if point and (not places or _DOT_GROUPED.fullmatch(typed) or len(decimals) > places):
        raise _problem(typed, places)
    digits = re.sub(r"\D", "", whole)
    if len(digits.lstrip("0")) > MOST_DIGITS:
        raise NumberProblem(TOO_LONG, {"text": _clipped(typed)})
    return Decimal(f"{digits}{point}{decimals}")


def parse_entered(text: str, places: int = 0) -> Decimal:
    """As `parse_number`, of a number that a unit enters: a count or an amount that there can be."""
    number = parse_number(text, places)
    largest = LARGEST_AMOUNT if places else LARGEST_COUNT
    if number > largest:
        shown = {"text": format_number(number), "largest": format_number(largest)}
        raise NumberProblem(TOO_LARGE, shown)
    return number


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


# What stands for "none" in forms on paper: a dash of any length, or the word.
_DASHES = re.compile("[-\u2010-\u2015\u2212]+")
_NONE_WORDS = {"none", "nil", "no", "គ្មាន", "គ្មានទេ", "អត់មាន", "មិនមាន"}


def says_none(text: str) -> bool:
    """A dash or a word for "there was none": neither 0 nor blank until somebody says which."""
    typed = plain(text)
    return bool(_DASHES.fullmatch(typed)) or typed.casefold().rstrip(".។") in _NONE_WORDS


def _problem(typed: str, places: int) -> NumberProblem:
    """The most helpful reason why `typed` is refused. What is suggested has the same digits, and
    each sign between them is only written otherwise: no advice changes a number."""
    params = {"text": _clipped(typed), "places": str(places)}
    if not typed:
        return NumberProblem(EMPTY, params)
    if says_none(typed):
        return NumberProblem(NONE, params, "0")
    if typed[0] in "-\u2212\u2013" and _can_be_read(typed[1:], places):
        return NumberProblem(NEGATIVE, params)
    for template, suggestion in _suggestions(typed, places):
        return NumberProblem(template, params | {"suggestion": suggestion}, suggestion)
    return NumberProblem(_reason(typed, places), params)


_ONE_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:[, ]+\d{3})+", re.ASCII)
_COMMA = re.compile(r"(?P<whole>\d+|[1-9]\d{0,2}(?:[. ]\d{3})+) ?, ?(?P<decimals>\d+)", re.ASCII)


def _suggestions(typed: str, places: int) -> Iterator[tuple[str, str]]:
    if len(re.sub(r"\D", "", typed)) > MOST_DIGITS:
        return
    if _DOT_GROUPED.fullmatch(typed) and not (places and _ONE_POINT.fullmatch(typed)):
        yield DOT_FOR_COMMA, format_number(Decimal(typed.replace(".", "")))
    elif _GROUPS.fullmatch(typed):
        yield GROUPING, format_number(Decimal(re.sub(r"\D", "", typed)))
    elif (found := _COMMA.fullmatch(typed)) and 0 < len(found["decimals"]) <= places:
        whole = Decimal(re.sub(r"\D", "", found["whole"]))
        yield DECIMAL_COMMA, f"{format_number(whole)}.{found['decimals']}"


def _reason(typed: str, places: int) -> str:
    whole, point, decimals = typed.partition(".")
    if point and _WHOLE.fullmatch(whole) and _digits(decimals):
        return TOO_MANY_PLACES if places else NO_DECIMALS
    if not re.fullmatch(r"\d[\d., ]*", typed, re.ASCII):
        return NOT_A_NUMBER
    return DECIMAL_COMMA_IN_COUNT if _COMMA.fullmatch(typed) and not places else UNEVEN


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
    return to_khmer_digits(shown) if khmer_digits and language == "km" else shown


def usual_places(value: Decimal) -> int:
    """Decimals that a number is shown with where nobody asks for others."""
    return 0 if value == value.to_integral_value() else 2


def plain_number(value: Decimal) -> Decimal | int:
    """For a chart and a cell of a file: a whole number has no point."""
    return int(value) if value == value.to_integral_value() else value


def json_number(value: Decimal) -> int | float:
    """Data values have at most two decimals; a quotient has as many as it prints."""
    return int(value) if value == value.to_integral_value() else float(value)


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
    text = to_ascii(printed).replace("$", " ")
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
