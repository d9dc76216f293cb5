"""What a table's own structure says of the numbers in it: parts and wholes, sums, copies. Errors
stop a submission, warnings want an explanation."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reporting.checks.rules.sibling_parts import disjoint_parts
from reporting.kernel.coincidences import CLOSENESS, too_alike
from reporting.kernel.expressions import Lookup
from reporting.kernel.messages import Message, Param
from reporting.kernel.number_comparisons import distance
from reporting.kernel.numbers import odd_format
from reporting.kernel.table_values import FilledTable, TableRowPlace, Values, inside, is_column
from reporting.kernel.tables import CellKey, ElementSpec, RuleSpec, Severity, TableSpec

_ = str  # marks a template for translation

ONCE_A_TABLE = {"not_available"}

# So improbable that a table agrees with its last period's: less than 1 such coincidence in 100
# years of a reporter with 12 reports of 40 tables.
COPIED = 0.01 / (12 * 40)

NEGATIVE = _("%(element)s in %(row)s is %(entered)s. A count cannot be less than 0.")
ODD_NUMBER = _("%(element)s in %(row)s: the number is written %(printed)s. %(reason)s")
PART_OVER_WHOLE = _(
    "%(part)s (%(part_number)s) are more than %(whole)s (%(whole_number)s) in %(row)s. "
    "Correct one of them."
)
DO_NOT_ADD = _(
    "%(whole)s in %(row)s: %(whole_number)s. But %(parts)s add up to %(parts_number)s. "
    "Correct one of them."
)
TOGETHER_OVER_WHOLE = _(
    "%(parts)s together (%(part_number)s) are more than %(whole)s (%(whole_number)s) in %(row)s. "
    "Correct one of them."
)
DECLARED = _("%(message)s %(row)s: %(whole_number)s and %(parts_number)s.")
FEMALES_MISSING = _(
    "%(row)s: %(whole)s %(whole_number)s, but females are not given. "
    "Give their number, or say that it is not available."
)
PART_ALONE = _("%(row)s gives %(part)s (%(part_number)s) but not %(whole)s.")
REPEATED = _(
    "%(row)s: the figures are those of the last report, nearly digit for digit. "
    "Are they really this period's?"
)


@dataclass(frozen=True, kw_only=True)
class Finding(Message):
    """`cells` are full cell codes; `entered` and `computed` as far as there is one number each."""

    rule: str
    severity: Severity
    table: str
    cells: tuple[str, ...]
    entered: Decimal | None = None
    computed: Decimal | None = None

    @property
    def key(self) -> str:
        """By which an explanation is kept: the rule and the cells, not the numbers; of what is
        said once for a table, the table."""
        about = self.table if self.rule in ONCE_A_TABLE else ",".join(self.cells)
        return f"{self.rule}:{about}"[:300]


def check_report(
    table: TableSpec,
    values: Values,
    previous: Values | None = None,
    entry_labels: Mapping[str, str] | None = None,
    elsewhere: Lookup | None = None,
) -> list[Finding]:
    """Errors stop a submission, warnings want an explanation.

    `previous`: the last period's values; `entry_labels`: what the rows of an open table are
    called, by key; `elsewhere` answers for cells of other tables (without it rules that need them
    are passed over). Errors come first.
    """
    sheet = FilledTable(table, values, entry_labels or {}, elsewhere)
    findings = [*_within_rows(sheet), *_siblings(sheet), *_declared(sheet)]
    if previous:
        findings += _against_previous(sheet, previous)
    return sorted(findings, key=lambda finding: finding.severity != "error")


def _within_rows(sheet: FilledTable) -> Iterator[Finding]:
    for place in sheet.places():
        for element in sheet.table.entered():
            yield from _one_cell(sheet, place, element)
            if element.part_of:
                yield from _part_of(sheet, place, element)


def _one_cell(sheet: FilledTable, place: TableRowPlace, element: ElementSpec) -> Iterator[Finding]:
    key = place.key(element.code)
    value = sheet.values.get(key)
    if value is None:
        return
    params: dict[str, Param] = {"element": element.title, "row": place.label}
    if value.number is not None and value.number < 0:
        params["entered"] = value.number
        yield _finder(sheet, (key,))("negative", "error", NEGATIVE, params)
    elif value.printed and (reason := odd_format(value.printed)):
        params |= {"printed": value.printed, "reason": reason}
        yield _finder(sheet, (key,))("number_format", "warning", ODD_NUMBER, params)


def _part_of(sheet: FilledTable, place: TableRowPlace, element: ElementSpec) -> Iterator[Finding]:
    part_key, whole_key = place.key(element.code), place.key(element.part_of)
    part, whole = sheet.number(part_key), sheet.number(whole_key)
    if part and whole and 0 < part <= whole:
        return  # nearly always so
    found = _finder(sheet, (part_key, whole_key))
    params: dict[str, Param] = {
        "row": place.label,
        "part": element.title,
        "whole": inside(sheet.title(element.part_of)),
    }
    if part is not None and whole is not None and part > whole:
        numbers: dict[str, Param] = {"part_number": part, "whole_number": whole}
        yield found("part_exceeds_whole", "error", PART_OVER_WHOLE, params | numbers)
    elif part and sheet.blank(whole_key):
        params["part"] = inside(element.title)
        yield found("part_alone", "warning", PART_ALONE, params | {"part_number": part})
    elif whole and element.role == "females" and sheet.blank(part_key):
        yield found("females_missing", "warning", FEMALES_MISSING, params | {"whole_number": whole})


def _siblings(sheet: FilledTable) -> Iterator[Finding]:
    """Parts that do not overlap, against their whole; where one of them alone is more, that is said
    already."""
    for whole, parts in disjoint_parts(sheet.table):
        for place in sheet.places():
            total = sheet.number(place.key(whole))
            keys = {code: place.key(code) for code in parts}
            numbers = [number for key in keys.values() if (number := sheet.number(key)) is not None]
            if total is None or sum(numbers) <= total or max(numbers) > total:
                continue
            titles = ", ".join(sheet.title(code) for code in parts)
            params: dict[str, Param] = {
                "parts": titles,
                "whole": inside(sheet.title(whole)),
                "part_number": sum(numbers, Decimal(0)),
                "whole_number": total,
                "row": place.label,
            }
            found = _finder(sheet, (*keys.values(), place.key(whole)))
            yield found("part_exceeds_whole", "error", TOGETHER_OVER_WHOLE, params)


def _finder(sheet: FilledTable, keys: Iterable[CellKey]) -> Callable[..., Finding]:
    def found(rule: str, severity: Severity, template: str, params: Mapping[str, Param]) -> Finding:
        entered = params.get("entered", params.get("part_number"))
        return Finding(
            rule=rule,
            severity=severity,
            table=sheet.table.code,
            cells=tuple(sheet.code(key) for key in keys),
            entered=entered if isinstance(entered, Decimal) else None,
            template=template,
            params=params,
        )

    return found


def _declared(sheet: FilledTable) -> Iterator[Finding]:
    for rule in sheet.table.rules:
        if not is_column(rule.whole):
            yield from _hold(sheet, rule, sheet.named, str, sheet.table.title)
            continue
        for place in sheet.places():

            def number(code: str, place: TableRowPlace = place) -> Decimal | None:
                return sheet.number(place.key(code))

            def cell(code: str, place: TableRowPlace = place) -> str:
                return sheet.code(place.key(code))

            yield from _hold(sheet, rule, number, cell, place.label)


def _hold(
    sheet: FilledTable,
    rule: RuleSpec,
    number: Callable[[str], Decimal | None],
    cell: Callable[[str], str],
    row: str,
) -> Iterator[Finding]:
    """Parts left blank are unknown, not 0: then only too large a sum is wrong."""
    whole = number(rule.whole)
    numbers = [number(code) for code in rule.parts]
    given = [number for number in numbers if number is not None]
    if whole is None or not given:
        return
    sums: dict[tuple[str, ...], Decimal] = {}
    if rule.kind == "not_more":
        pairs = zip(rule.parts, numbers, strict=True)
        sums = {(code,): part for code, part in pairs if part is not None and part > whole}
    else:
        total = sum(given, Decimal(0))
        if total > whole or (total != whole and len(given) == len(numbers)):
            sums = {rule.parts: total}
    for parts, total in sums.items():
        yield _broken(sheet, rule, whole, parts, total, cell, row)


def _broken(
    sheet: FilledTable,
    rule: RuleSpec,
    whole: Decimal,
    parts: tuple[str, ...],
    total: Decimal,
    cell: Callable[[str], str],
    row: str,
) -> Finding:
    titles = ", ".join(sheet.long_title(code) for code in parts)
    not_more = rule.kind == "not_more"
    params: dict[str, Param] = {"row": row, "whole_number": whole}
    if rule.message:
        template = DECLARED
        params |= {"message": rule.message, "parts_number": total}
    elif not_more:
        template = PART_OVER_WHOLE
        params |= {
            "part": titles,
            "whole": inside(sheet.long_title(rule.whole)),
            "part_number": total,
        }
    else:
        template = DO_NOT_ADD
        params |= {"whole": sheet.long_title(rule.whole), "parts": titles, "parts_number": total}
    return Finding(
        rule=_broken_rule(rule),
        severity=rule.severity,
        table=sheet.table.code,
        cells=(cell(rule.whole), *map(cell, parts)),
        entered=whole,
        computed=total,
        template=template,
        params=params,
    )


def _broken_rule(rule: RuleSpec) -> str:
    if rule.kind != "not_more":
        return "parts_do_not_add"
    return "part_exceeds_whole" if rule.severity == "error" else "later_stage"


def _against_previous(sheet: FilledTable, previous: Values) -> Iterator[Finding]:
    now = {key: value.number for key, value in sheet.values.items() if value.number is not None}
    then = {key: value.number for key, value in previous.items() if value.number is not None}
    flows = {element.code for element in sheet.table.entered() if element.aggregation == "sum"}
    counted = {key: number for key, number in now.items() if key.element in flows}
    if too_alike(counted, then, below=COPIED):
        keys = [
            key
            for key, number in counted.items()
            if number and distance(number, then.get(key, Decimal(0))) <= CLOSENESS
        ]
        row: dict[str, Param] = {"row": sheet.table.title}
        yield _finder(sheet, keys)("repeated_row", "warning", REPEATED, row)
