"""What the report's text and totals claim, against what the reports give."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import Claim, FoundDiscrepancy, ReportedRow
from reporting.consolidation.rules.checks.percentages import check_percentage
from reporting.consolidation.rules.checks.typing_mistakes import ClaimInputs, ReadClaim
from reporting.document.sentences.number_words import number_in_words
from reporting.kernel.expressions import ExpressionError, Lookup, evaluate, parse, references
from reporting.kernel.messages import Nested, Param
from reporting.kernel.number_comparisons import distance
from reporting.kernel.numbers import ODD_DOT, odd_format
from reporting.kernel.tables import TableSpec

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

_ABOUT = re.compile(r"\b(?:about\b|ប្រហែល|ប្រមាណ)")
_KIND_OF_CHECK = {
    "total": "printed_total",
    "sentence": "quoted_figure",
    "difference": "difference",
    "words": "words",
}


def check_claims(
    claims: Sequence[Claim],
    lookup: Lookup,
    rows: Sequence[ReportedRow] = (),
    tables: Mapping[str, TableSpec] | None = None,
) -> Iterator[FoundDiscrepancy]:
    """`rows` and `tables`: where a slip may be in a row, and not in the print."""
    read: list[ReadClaim] = []
    for claim in claims:
        value = printed_value(claim)
        if value is None:
            continue
        try:
            expression = parse(claim.expression)
        except ExpressionError as error:
            yield _found("unsupported", claim, UNREADABLE, {"reason": str(error)})
            continue
        read.append(ReadClaim(claim, expression, value, evaluate(expression, lookup)))
    inputs = ClaimInputs(read, rows, tables or {})
    for read_claim in read:
        if read_claim.computed is None:
            yield _found("unsupported", read_claim.claim, UNSUPPORTED, {})
        elif read_claim.claim.kind == "percentage":
            yield from check_percentage(
                read_claim.claim, read_claim.expression, read_claim.value, lookup
            )
        else:
            yield from _check_number(read_claim, read_claim.computed, inputs)
    yield from _two_values(inputs)


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


def _check_number(
    read_claim: ReadClaim, computed: Decimal, inputs: ClaimInputs
) -> Iterator[FoundDiscrepancy]:
    value = read_claim.value
    if read_claim.claim.kind == "difference":
        value, computed = abs(value), abs(computed)
    if value == computed or (_is_about(read_claim.claim) and _near(value, computed)):
        return
    kind = _KIND_OF_CHECK[read_claim.claim.kind]
    template, params = _template(read_claim, inputs.read)
    likeliest = inputs.slip_of(read_claim)
    params |= {"computed": computed, "hint": likeliest.words}
    yield _found(kind, read_claim.claim, template, params, computed, likeliest.cells)


def _is_about(claim: Claim) -> bool:
    """Also in Khmer: ប្រហែល, ប្រមាណ."""
    number = re.escape(_ABOUT.sub("", claim.printed).strip())
    return bool(re.search(f"{_ABOUT.pattern} *{number}", f"{claim.printed} {claim.quote}"))


def _near(value: Decimal, computed: Decimal) -> bool:
    return distance(value, computed) <= KINDS["quoted_figure"].thresholds["about"]


def _template(read_claim: ReadClaim, read: Sequence[ReadClaim]) -> tuple[str, dict[str, Param]]:
    if read_claim.claim.kind == "words":
        return WORDS, {"in_words": read_claim.value}
    if read_claim.claim.kind == "difference":
        return DIFFERENCE, {}
    others = [
        other for other in read if other.same == read_claim.same and other.value != read_claim.value
    ]
    if read_claim.claim.kind == "total":
        text = next((other for other in others if other.claim.kind == "sentence"), None)
        return (TOTAL_AND_TEXT, {"other": text.claim.printed}) if text else (TOTAL, {})
    table = next((other for other in others if other.claim.kind == "total"), None)
    return (QUOTED_AND_TABLE, {"other": table.claim.printed}) if table else (QUOTED, {})


def _two_values(inputs: ClaimInputs) -> Iterator[FoundDiscrepancy]:
    """Once a pair of values: the first place where each is printed."""
    places: dict[str, dict[Decimal, ReadClaim]] = {}
    for read_claim in inputs.read:
        if read_claim.claim.kind in ("total", "sentence"):
            places.setdefault(read_claim.same, {}).setdefault(read_claim.value, read_claim)
    for by_value in places.values():
        found = sorted(by_value.values(), key=lambda read_claim: read_claim.claim.line)
        for at, read_claim in enumerate(found):
            for other in found[at + 1 :]:
                params: dict[str, Param] = {
                    "other": other.claim.printed,
                    "other_quote": _quote(other.claim),
                    "hint": _hint_of_two(inputs, read_claim, other),
                }
                yield _found("two_values", read_claim.claim, TWO_VALUES, params)


def _hint_of_two(inputs: ClaimInputs, one: ReadClaim, other: ReadClaim) -> Nested:
    """Which of them is wrong is known where the reports give the other."""
    wrong = [read for read in (one, other) if read.value != read.computed]
    return inputs.slip_of(wrong[0]).hint if len(wrong) == 1 else []


def _found(
    kind: str,
    claim: Claim,
    template: str,
    params: dict[str, Param],
    computed: Decimal | None = None,
    more: tuple[str, ...] = (),
) -> FoundDiscrepancy:
    """`more`: cells besides those that the claim names."""
    cells = more
    if template != UNREADABLE:
        cells = (*map(str, references(claim.expression)), *more)
    return FoundDiscrepancy(
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
