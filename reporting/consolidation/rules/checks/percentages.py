"""A printed percentage, computed again; where it is wrong, the base that would give it."""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import Claim, FoundDiscrepancy
from reporting.kernel.expressions import (
    Expression,
    Lookup,
    Negative,
    Operation,
    Reference,
    evaluate,
    references,
)
from reporting.kernel.messages import Param

_ = str  # marks a template for translation

WRONG = _("The report printed in %(year)s says %(printed)s; it should be %(computed)s%%.")
OTHER_BASE = _(
    "The report printed in %(year)s says %(printed)s; it should be %(computed)s%%. "
    "It was divided by %(wrong)s instead of %(right)s."
)
NEW_FOR_OLD = _(
    "The report printed in %(year)s says %(printed)s; it should be %(computed)s%%. "
    "It was divided by the new year's figure (%(wrong)s) instead of the old year's (%(right)s)."
)
OLD_FOR_NEW = _(
    "The report printed in %(year)s says %(printed)s; it should be %(computed)s%%. "
    "It was divided by the old year's figure (%(wrong)s) instead of the new year's (%(right)s)."
)
CUT_OFF = _(
    "The report printed in %(year)s says %(printed)s; rounded, it is %(computed)s%%. "
    "It was cut off."
)


def check_percentage(
    claim: Claim, expression: Expression, value: Decimal, lookup: Lookup
) -> Iterator[FoundDiscrepancy]:
    exact = evaluate(expression, lookup)
    if exact is None:
        return
    unit = last_decimal(claim.printed)
    exact, value = abs(exact), abs(value)
    tolerance = unit * KINDS["percentage"].thresholds["units_of_last_decimal"]
    if abs(exact - value) <= tolerance:
        return
    computed = exact.quantize(unit, rounding=ROUND_HALF_UP)
    params: dict[str, Param] = {
        "printed": claim.printed,
        "year": claim.printed_in,
        "computed": computed,
    }
    if exact.quantize(unit, rounding=ROUND_DOWN) == value:
        yield _found("rounding", claim, computed, CUT_OFF, params)
    else:
        template, more = _explanation(expression, value, unit, lookup)
        yield _found("percentage", claim, computed, template, params | more)


def last_decimal(printed: str) -> Decimal:
    """0.01 for 10.66%, 1 for 10%."""
    match = re.search(r"\d\.(\d+)", printed)
    return Decimal(1).scaleb(-len(match[1])) if match else Decimal(1)


def _found(
    kind: str, claim: Claim, computed: Decimal, template: str, params: dict[str, Param]
) -> FoundDiscrepancy:
    return FoundDiscrepancy(
        kind=kind,
        severity=KINDS[kind].severity,
        section=claim.section,
        cells=tuple(map(str, references(claim.expression))),
        printed=claim.printed,
        computed=computed,
        line=claim.line,
        template=template,
        params=params,
    )


def _explanation(
    expression: Expression, value: Decimal, unit: Decimal, lookup: Lookup
) -> tuple[str, dict[str, Param]]:
    """The first base that gives the printed value, rounded or cut off; else none."""
    right = _divisor(expression)
    if right is None:
        return WRONG, {}
    for wrong in _bases(expression, right):
        other = evaluate(_divided_by(expression, right, wrong), lookup)
        if other is not None and abs(abs(other) - value) < unit:
            numbers = {"wrong": evaluate(wrong, lookup), "right": evaluate(right, lookup)}
            given: dict[str, Param] = {
                key: number for key, number in numbers.items() if number is not None
            }
            return _named(wrong, right), given
    return WRONG, {}


def _divisor(expression: Expression) -> Expression | None:
    match expression:
        case Operation("/", _, right):
            return right
        case Operation(_, left, right):
            return _divisor(left) or _divisor(right)
        case Negative(of):
            return _divisor(of)
    return None


def _bases(expression: Expression, right: Expression) -> Iterator[Expression]:
    """The references of the expression, then the difference of each two of them."""
    found = [reference for reference in references(expression) if reference != right]
    yield from found
    for slip_found in (right, *found):
        for other in found:
            if slip_found != other:
                yield Operation("-", slip_found, other)


def _divided_by(expression: Expression, right: Expression, wrong: Expression) -> Expression:
    match expression:
        case Operation("/", left, divisor) if divisor == right:
            return Operation("/", left, wrong)
        case Operation(sign, left, other):
            return Operation(
                sign, _divided_by(left, right, wrong), _divided_by(other, right, wrong)
            )
        case Negative(of):
            return Negative(_divided_by(of, right, wrong))
    return expression


def _named(wrong: Expression, right: Expression) -> str:
    if not (isinstance(wrong, Reference) and isinstance(right, Reference)):
        return OTHER_BASE
    if wrong.period == right.period:
        return OTHER_BASE
    return NEW_FOR_OLD if (wrong.period or "9999") > (right.period or "9999") else OLD_FOR_NEW
