"""What the report's text and totals claim, against what the reports give."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.kernel.checks.kinds import KINDS
from reporting.kernel.checks.model import Claim, Discrepancy
from reporting.kernel.checks.percentages import check_percentage
from reporting.kernel.checks.slips import slip
from reporting.kernel.checks.words_of_numbers import number_in_words
from reporting.kernel.expressions import (
    Expression,
    ExpressionError,
    Lookup,
    evaluate,
    parse,
    references,
)
from reporting.kernel.likeness import distance
from reporting.kernel.messages import Param
from reporting.kernel.numbers import ODD_DOT, odd_format

_ = str  # marks a template for translation

# The printed report is named: the sentences of a corrected edition show what the units gave.
TOTAL = _(
    "%(label)s: the table printed in %(year)s says %(printed)s; the units gave %(computed)s. "
    "%(hint)s"
)
TOTAL_AND_TEXT = _(
    "%(label)s: the table printed in %(year)s says %(printed)s; the units gave %(computed)s, "
    "its text says %(other)s. %(hint)s"
)
QUOTED = _("The report printed in %(year)s says “%(quote)s”. The units gave %(computed)s. %(hint)s")
QUOTED_AND_TABLE = _(
    "The report printed in %(year)s says “%(quote)s”. The units gave %(computed)s, "
    "its table says %(other)s. %(hint)s"
)
DIFFERENCE = _(
    "The report printed in %(year)s says “%(quote)s”. The difference is %(computed)s. %(hint)s"
)
WORDS = _(
    "In words the report printed in %(year)s says %(in_words)s (“%(printed)s”); the figure is "
    "%(computed)s. %(hint)s"
)
TWO_VALUES = _(
    "The report printed in %(year)s gives the same figure as “%(quote)s” and as "
    "“%(other_quote)s”. %(hint)s"
)
UNSUPPORTED = _("The report printed in %(year)s says “%(quote)s”; the units gave no number for it.")
UNREADABLE = _("“%(quote)s”: the cells that this figure stands for cannot be read. %(reason)s")

_KIND_OF_CHECK = {
    "total": "printed_total",
    "sentence": "quoted_figure",
    "difference": "difference",
    "words": "words",
}


@dataclass(frozen=True)
class _Read:
    """A claim understood: its expression, the number printed, the number that reports give."""

    claim: Claim
    expression: Expression
    value: Decimal
    computed: Decimal | None

    @property
    def same(self) -> str:
        """Equal for claims of the same figure, however they were written."""
        return str(self.expression)


def check_claims(claims: Sequence[Claim], lookup: Lookup) -> Iterator[Discrepancy]:
    read: list[_Read] = []
    for claim in claims:
        value = printed_value(claim)
        if value is None:
            continue
        try:
            expression = parse(claim.expression)
        except ExpressionError as error:
            yield _found("unsupported", claim, UNREADABLE, {"reason": str(error)})
            continue
        read.append(_Read(claim, expression, value, evaluate(expression, lookup)))
    for one in read:
        if one.computed is None:
            yield _found("unsupported", one.claim, UNSUPPORTED, {})
        elif one.claim.kind == "percentage":
            yield from check_percentage(one.claim, one.expression, one.value, lookup)
        else:
            yield from _check_number(one, one.computed, read)
    yield from _two_values(read)


def printed_value(claim: Claim) -> Decimal | None:
    """The number that stands in the report."""
    if claim.kind == "words" and (words := number_in_words(claim.printed)) is not None:
        return words
    if claim.value is not None:
        return claim.value
    match = re.search(r"\d{1,3}(?:\.\d{3}){2,}|\d[\d,]*(?:\.\d+)?", claim.printed)
    if match is None:
        return number_in_words(claim.printed)
    text = match[0].replace(",", "")
    grouped = claim.kind != "percentage" and odd_format(text) == ODD_DOT
    return Decimal(text.replace(".", "") if grouped else text)


def _check_number(one: _Read, computed: Decimal, read: Sequence[_Read]) -> Iterator[Discrepancy]:
    value = one.value
    if one.claim.kind == "difference":
        value, computed = abs(value), abs(computed)
    if value == computed or (_is_about(one.claim) and _near(value, computed)):
        return
    kind = _KIND_OF_CHECK[one.claim.kind]
    template, params = _template(one, read)
    params |= {"computed": computed, "hint": slip(value, computed)}
    yield _found(kind, one.claim, template, params, computed)


def _is_about(claim: Claim) -> bool:
    number = re.escape(claim.printed.removeprefix("about").strip())
    return bool(re.search(rf"\babout {number}", f"{claim.printed} {claim.quote}"))


def _near(value: Decimal, computed: Decimal) -> bool:
    return distance(value, computed) <= KINDS["quoted_figure"].thresholds["about"]


def _template(one: _Read, read: Sequence[_Read]) -> tuple[str, dict[str, Param]]:
    if one.claim.kind == "words":
        return WORDS, {"in_words": one.value}
    if one.claim.kind == "difference":
        return DIFFERENCE, {}
    others = [other for other in read if other.same == one.same and other.value != one.value]
    if one.claim.kind == "total":
        text = next((other for other in others if other.claim.kind == "sentence"), None)
        return (TOTAL_AND_TEXT, {"other": text.claim.printed}) if text else (TOTAL, {})
    table = next((other for other in others if other.claim.kind == "total"), None)
    return (QUOTED_AND_TABLE, {"other": table.claim.printed}) if table else (QUOTED, {})


def _two_values(read: Sequence[_Read]) -> Iterator[Discrepancy]:
    """Once a pair of values: the first place where each is printed."""
    places: dict[str, dict[Decimal, Claim]] = {}
    for one in read:
        if one.claim.kind in ("total", "sentence"):
            places.setdefault(one.same, {}).setdefault(one.value, one.claim)
    for by_value in places.values():
        found = sorted(by_value.items(), key=lambda item: item[1].line)
        for at, (value, claim) in enumerate(found):
            for other_value, other in found[at + 1 :]:
                params: dict[str, Param] = {
                    "other": other.printed,
                    "other_quote": _quote(other),
                    "hint": slip(value, other_value),
                }
                yield _found("two_values", claim, TWO_VALUES, params)


def _found(
    kind: str,
    claim: Claim,
    template: str,
    params: dict[str, Param],
    computed: Decimal | None = None,
) -> Discrepancy:
    cells: tuple[str, ...] = ()
    if template != UNREADABLE:
        cells = tuple(map(str, references(claim.expression)))
    return Discrepancy(
        kind=kind,
        severity=KINDS[kind].severity,
        section=claim.section,
        cells=cells,
        printed=claim.printed,
        computed=computed,
        line=claim.line,
        template=template,
        params={
            "printed": claim.printed,
            "year": claim.printed_in,
            "quote": _quote(claim),
            "label": _label(claim),
            **params,
        },
    )


def _label(claim: Claim) -> str:
    """What is counted, as a person calls it; else the words around the number."""
    return claim.label or _quote(claim)


def _quote(claim: Claim) -> str:
    """The words around the figure, the figure among them."""
    if not claim.quote or claim.printed in claim.quote:
        return claim.quote or claim.printed
    return f"{claim.quote}: {claim.printed}"
