"""The language in which a sentence, a total or a derived cell refers to figures.

    offences[tip].cases@GCNP:2019              a cell, of some reporters, of some period
    partner_meetings{aple}.times               one row of an open table
    count(direct_publicity.times@province)     how many reporters gave more than 0
    100 * (a.cases - b.cases) / b.cases        + - * / ( ) and plain numbers

In a derived column `[*]` is the row itself and `{*}` the entry itself. White space is free. A
unit's code may hold a hyphen (`KH-08`), so a minus sign after a scope wants a space before it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from reporting.kernel.periods import Period
from reporting.kernel.tables import CellName, cell_name

_ = str  # marks a template for translation

MOST_CHARACTERS = 2000
DEEPEST = 40
MOST_TERMS = 300

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_COUNT = re.compile(r"count\s*\(")
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
_SCOPE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)?|[a-z_]+", re.ASCII)
_PERIOD = re.compile(r"\d[0-9A-Z]*", re.ASCII)

UNEXPECTED = _("“%(found)s” was not expected at character %(position)s.")
UNFINISHED = _("Something is missing at the end.")
UNCLOSED = _("A “%(sign)s” is missing at character %(position)s.")
NO_PERIOD = _("“%(found)s” at character %(position)s is not a period.")
TOO_LONG = _("The expression is too long or too deeply nested.")


class ExpressionError(ValueError):
    """What is wrong and where: `template`, `params` for words; `position` counts from 0."""

    def __init__(self, template: str, position: int, **params: str) -> None:
        self.template = template
        self.params: Mapping[str, int | str] = {"position": position + 1, **params}
        self.position = position
        super().__init__(template % self.params)


@dataclass(frozen=True)
class Reference:
    """`cell` is without the entry; scope () is the nation, period None the year in question."""

    cell: str
    entry: str | None = None
    scope: tuple[str, ...] = ()
    period: str | None = None
    count: bool = False

    @property
    def name(self) -> CellName:
        """The cell taken apart: table, option, element, entry."""
        return replace(cell_name(self.cell), entry=self.entry)

    def __str__(self) -> str:
        scope = "@" + "|".join(self.scope) if self.scope else ""
        text = f"{self.name}{scope}{':' + self.period if self.period else ''}"
        return f"count({text})" if self.count else text


@dataclass(frozen=True)
class NumberLiteral:
    value: Decimal

    def __str__(self) -> str:
        return f"{self.value:f}"


@dataclass(frozen=True)
class Negative:
    of: "Expression"

    def __str__(self) -> str:
        return f"-{self.of}"


@dataclass(frozen=True)
class Operation:
    sign: str
    left: "Expression"
    right: "Expression"

    def __str__(self) -> str:
        return f"({self.left} {self.sign} {self.right})"


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
        cell = self.need(_NAME)
        entry: str | None = None
        if self.sign("["):
            cell += f"[{self.bracketed(']')}]"
        if self.sign("{"):
            entry = self.bracketed("}")
        if self.sign("."):
            cell += f".{self.need(_NAME)}"
        if entry is None and self.sign("{"):
            entry = self.bracketed("}")
        scope = self.scope() if self.sign("@") else ()
        return Reference(cell, entry, scope, self.period() if self.sign(":") else None, count)

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
            return replace(
                reference, scope=reference.scope or scope, period=reference.period or period
            )
        case Negative(of):
            return Negative(narrow(of, scope, period))
        case Operation(sign, left, right):
            return Operation(sign, narrow(left, scope, period), narrow(right, scope, period))
        case NumberLiteral() as number:
            return number


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
