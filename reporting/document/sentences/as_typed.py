"""A reference that reads exactly as the typed number whose place it takes: in words, with thousands
or without, with its decimals."""

from collections.abc import Iterator
from decimal import Decimal

from reporting.document.sentences.markup import MOST_PLACES, FormName, Quoted
from reporting.kernel.expressions import Expression
from reporting.kernel.numbers import usual_places

THOUSAND = 1000


def is_percent(typed: str) -> bool:
    return "%" in typed


def decimals(typed: str) -> int:
    """Typed behind the point: of `10.66%` there are 2."""
    digits = typed.rstrip("% ")
    if not digits[:1].isdigit() or digits.count(".") != 1:
        return 0
    return min(len(digits.partition(".")[2]), MOST_PLACES)


def as_typed(typed: str, figure: Expression, value: Decimal) -> Quoted:
    """Of a number that is no percentage."""
    form: FormName = "number"
    if not typed[:1].isdigit():
        form = "words"
    elif value >= THOUSAND and "," not in typed:
        form = "plain"
    places = decimals(typed)
    return Quoted(
        str(figure),
        form,
        places=places if places != usual_places(value) and form != "words" else None,
    )


def share_as_typed(typed: str, part: Expression, whole: Expression) -> Quoted:
    places = decimals(typed)
    return Quoted(str(part), "share", str(whole), places=None if places == 1 else places)


def rounded(value: Decimal, typed: str) -> Decimal:
    """As precisely as it was typed."""
    return round(value, decimals(typed))


def difference_as_typed(typed: str, figure: Expression, period: str, value: Decimal) -> Quoted:
    """From the same figure of another period; without its sign."""
    plain = as_typed(typed, figure, value)
    return Quoted(plain.figure, "difference", period, places=plain.places)


def bare(expression: Expression) -> str:
    """Without the brackets around the whole of it."""
    text = str(expression)
    return text[1:-1] if text.startswith("(") and _closes_last(text) else text


def _closes_last(text: str) -> bool:
    return next(_depths_of_zero(text), len(text)) == len(text) - 1


def _depths_of_zero(text: str) -> Iterator[int]:
    depth = 0
    for at, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            yield at
