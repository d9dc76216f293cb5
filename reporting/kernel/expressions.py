"""The language in which a sentence, a total or a derived cell refers to figures.

    offences[tip].cases@GCNP:2019              a cell, of some reporters, of some period
    partner_meetings{aple}.times               one row of an open table
    count(direct_publicity.times@province)     how many reporters gave more than 0
    100 * (a.cases - b.cases) / b.cases        + - * / ( ) and plain numbers
    #victims(sex=female, age_band=under_15)    a measure, of all or some, where it stands
    offences[tip]#victims@GCNP:2019            the same of one table, of one of its rows

In a derived column `[*]` is the row itself and `{*}` the entry itself. White space is free. A
unit's code may hold hyphens (`KH-08-POL`), so a minus sign after a scope wants a space before it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from reporting.kernel.expression_terms import (
    ExpressionError,
    Negative,
    NumberLiteral,
    Operation,
    Reference,
)
from reporting.kernel.periods import Period

__all__ = [
    "Expression", "ExpressionError", "Lookup", "Negative", "NumberLiteral", "Operation",
    "Reference", "evaluate", "in_period", "narrow", "parse", "references",
]  # fmt: skip

_ = str  # marks a template for translation

MOST_CHARACTERS = 2000
DEEPEST = 40
MOST_TERMS = 300

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_COUNT = re.compile(r"count\s*\(")
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
_VALUE = re.compile(r"[a-z0-9_]+", re.ASCII)
_SCOPE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*|[a-z_]+", re.ASCII)
_PERIOD = re.compile(r"\d[0-9A-Z]*", re.ASCII)

UNEXPECTED = _("“%(found)s” was not expected at character %(position)s.")
UNFINISHED = _("Something is missing at the end.")
UNCLOSED = _("A “%(sign)s” is missing at character %(position)s.")
TWICE = _("“%(found)s” is said twice.")
NO_PERIOD = _("“%(found)s” at character %(position)s is not a period.")
TOO_LONG = _("The expression is too long or too deeply nested.")


Expression = Reference | NumberLiteral | Negative | Operation
Lookup = Callable[[Reference], Decimal | None]


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Raises `ExpressionError`."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(TOO_LONG, 0)
    parser = _Parser(text)
    expression = parser.sum()
    parser.end()
    return expression


class _Parser:
    """Recursive descent; each method reads one thing from where the last one stopped."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.terms = 0
        self.skip()

    def skip(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def take(self, pattern: re.Pattern[str]) -> str | None:
        match = pattern.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        self.skip()
        return match[0]

    def sign(self, signs: str) -> str | None:
        if self.at < len(self.text) and self.text[self.at] in signs:
            found = self.text[self.at]
            self.at += 1
            self.skip()
            return found
        return None

    def close(self, sign: str) -> None:
        if not self.sign(sign):
            raise ExpressionError(UNCLOSED, self.at, sign=sign)

    def unexpected(self) -> ExpressionError:
        if self.at >= len(self.text):
            return ExpressionError(UNFINISHED, self.at)
        return ExpressionError(UNEXPECTED, self.at, found=self.text[self.at])

    def end(self) -> None:
        if self.at < len(self.text):
            raise self.unexpected()

    def need(self, pattern: re.Pattern[str]) -> str:
        found = self.take(pattern)
        if found is None:
            raise self.unexpected()
        return found

    def sum(self) -> Expression:
        left = self.product()
        while sign := self.sign("+-"):
            left = Operation(sign, left, self.product())
        return left

    def product(self) -> Expression:
        left = self.factor()
        while sign := self.sign("*/"):
            left = Operation(sign, left, self.factor())
        return left

    def factor(self) -> Expression:
        self.depth += 1
        self.terms += 1
        if self.depth > DEEPEST or self.terms > MOST_TERMS:
            raise ExpressionError(TOO_LONG, self.at)
        try:
            return self.bare_factor()
        finally:
            self.depth -= 1

    def bare_factor(self) -> Expression:
        if self.sign("-"):
            return Negative(self.factor())
        if self.sign("("):
            inner = self.sum()
            self.close(")")
            return inner
        if number := self.take(_NUMBER):
            return NumberLiteral(Decimal(number))
        if self.take(_COUNT):
            counted = self.reference(count=True)
            self.close(")")
            return counted
        return self.reference(count=False)

    def reference(self, *, count: bool) -> Reference:
        if not count and self.sign("#"):
            return self.measure("")
        cell = self.need(_NAME)
        entry: str | None = None
        if self.sign("["):
            cell += f"[{self.bracketed(']')}]"
        if not count and self.sign("#"):
            return self.measure(cell)
        if self.sign("{"):
            entry = self.bracketed("}")
        if self.sign("."):
            cell += f".{self.need(_NAME)}"
        if entry is None and self.sign("{"):
            entry = self.bracketed("}")
        scope = self.scope() if self.sign("@") else ()
        return Reference(cell, entry, scope, self.period() if self.sign(":") else None, count)

    def measure(self, table: str) -> Reference:
        name = self.need(_NAME)
        cut: dict[str, str] = {}
        if self.sign("("):
            while not cut or self.sign(","):
                start = self.at
                dimension = self.need(_NAME)
                if dimension in cut:
                    raise ExpressionError(TWICE, start, found=dimension)
                if not self.sign("="):
                    raise self.unexpected()
                cut[dimension] = self.need(_VALUE)
            self.close(")")
        scope = self.scope() if self.sign("@") else ()
        period = self.period() if self.sign(":") else None
        return Reference(table, None, scope, period, measure=name, cut=tuple(sorted(cut.items())))

    def bracketed(self, closing: str) -> str:
        end = self.text.find(closing, self.at)
        inner = self.text[self.at : end].strip() if end >= 0 else ""
        if not inner or not re.fullmatch(r"\*|[\w .:/-]+", inner):
            raise ExpressionError(UNCLOSED, self.at, sign=closing)
        self.at = end + 1
        self.skip()
        return inner

    def scope(self) -> tuple[str, ...]:
        codes = [self.need(_SCOPE)]
        while self.sign("|"):
            codes.append(self.need(_SCOPE))
        return () if codes == ["nation"] else tuple(codes)

    def period(self) -> str:
        start = self.at
        text = self.need(_PERIOD)
        try:
            return Period.parse(text).code
        except ValueError:
            raise ExpressionError(NO_PERIOD, start, found=text) from None


def references(expression: Expression | str) -> tuple[Reference, ...]:
    """Each reference once, in the order of the text."""
    return tuple(dict.fromkeys(_walk(_parsed(expression))))


def _walk(expression: Expression) -> Iterator[Reference]:
    match expression:
        case Reference():
            yield expression
        case Negative():
            yield from _walk(expression.of)
        case Operation():
            yield from _walk(expression.left)
            yield from _walk(expression.right)


def in_period(expression: Expression | str, period: str) -> Expression:
    """The same of another period, wherever it does not say its own."""
    return narrow(expression, (), period)


def narrow(expression: Expression | str, scope: tuple[str, ...], period: str) -> Expression:
    """The same for some reporters and a period, wherever it does not say its own."""
    match _parsed(expression):
        case Reference() as reference:
            return _narrowed(reference, scope, period)
        case Negative(of):
            return Negative(narrow(of, scope, period))
        case Operation(sign, left, right):
            return Operation(sign, narrow(left, scope, period), narrow(right, scope, period))
        case NumberLiteral() as number:
            return number


@lru_cache(maxsize=4096)
def _narrowed(reference: Reference, scope: tuple[str, ...], period: str) -> Reference:
    return replace(reference, scope=reference.scope or scope, period=reference.period or period)


def evaluate(expression: Expression | str, lookup: Lookup) -> Decimal | None:
    """None where a figure is missing or a divisor is 0; a sum leaves missing addends out."""
    match _parsed(expression):
        case Reference() as reference:
            return lookup(reference)
        case NumberLiteral(value):
            return value
        case Negative(of):
            inner = evaluate(of, lookup)
            return None if inner is None else -inner
        case Operation(sign, left, right):
            return _operate(sign, evaluate(left, lookup), evaluate(right, lookup))


def _parsed(expression: Expression | str) -> Expression:
    return parse(expression) if isinstance(expression, str) else expression


def _operate(sign: str, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if sign == "+" and (left is None or right is None):
        return right if left is None else left
    if left is None or right is None:
        return None
    if sign == "/":
        return left / right if right else None
    return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__}[sign](right)
