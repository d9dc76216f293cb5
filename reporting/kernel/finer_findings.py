"""What the checks say of a coarser report that differs from its finer ones."""

from collections.abc import Iterable, Mapping, Sequence

from reporting.kernel.messages import Param
from reporting.kernel.reconciliation import Difference, Finer
from reporting.kernel.rules import Finding
from reporting.kernel.sheets import Sheet
from reporting.kernel.tables import TableSpec, cell_code

_ = str  # marks a template for translation

RULE = "differs_from_finer"

DIFFERS = _(
    "%(element)s in %(row)s: %(entered)s here, but %(computed)s in the accepted shorter reports "
    "(%(months)d of %(expected)d months). Correct it, or choose a reason and say it in a line."
)
NOT_THERE = _(
    "%(element)s in %(row)s: %(entered)s here, but no number in the accepted shorter reports "
    "(%(months)d of %(expected)d months). Correct it, or choose a reason and say it in a line."
)
LEFT_OUT = _(
    "%(row)s: %(element)s is left out here, but is %(computed)s in the accepted shorter reports "
    "(%(months)d of %(expected)d months). Take it over, or choose a reason and say it in a line."
)
MANY_LEFT_OUT = _(
    "%(row)s: %(count)d numbers of the accepted shorter reports are left out here "
    "(%(months)d of %(expected)d months). Take them over, or choose a reason and say it in a line."
)


def needs_reason(finding_key: str) -> bool:
    """Whether the answer to this finding is a reason of the list and a line, both."""
    return finding_key.startswith(f"{RULE}:")


def finer_findings(
    spec: TableSpec,
    found: Sequence[Difference],
    finer: Finer,
    labels: Mapping[str, str] | None = None,
) -> list[Finding]:
    """One a cell; what is left out of a table is asked about once. `labels`: of open rows."""
    sheet = Sheet(spec, {}, labels or {})
    given: dict[str, Param] = {"months": finer.months, "expected": finer.expected}
    typed = [item for item in found if not item.is_left_out]
    findings = [_one(sheet, entered, given) for entered in typed]
    missing = [item for item in found if item.is_left_out]
    if len(missing) == 1:
        findings.append(_one(sheet, missing[0], given))
    elif missing:
        params = given | {"row": spec.title, "count": len(missing)}
        findings.append(_finding(sheet, missing, MANY_LEFT_OUT, params))
    return findings


def _one(sheet: Sheet, one: Difference, given: Mapping[str, Param]) -> Finding:
    first = one.row.first
    label = first.title if first and first.title else sheet.label(one.key.option, one.key.entry)
    params: dict[str, Param] = {
        **given,
        "element": sheet.title(one.key.element),
        "row": label,
        "entered": _shown(one.entered.number if one.entered else None),
        "computed": _shown(one.computed.number),
    }
    if one.is_left_out:
        return _finding(sheet, [one], LEFT_OUT, params)
    template = DIFFERS if one.computed.number is not None else NOT_THERE
    return _finding(sheet, [one], template, params)


def _shown(number: Param | None) -> Param:
    return _("not available") if number is None else number


def _finding(
    sheet: Sheet, places: Iterable[Difference], template: str, params: Mapping[str, Param]
) -> Finding:
    chosen = list(places)
    one = chosen[0] if len(chosen) == 1 else None
    return Finding(
        rule=RULE,
        severity="warning",
        table=sheet.table.code,
        cells=tuple(
            cell_code(cell.table, cell.key.option, cell.key.element, cell.key.entry)
            for cell in chosen
        ),
        entered=one.entered.number if one and one.entered else None,
        computed=one.computed.number if one else None,
        template=template,
        params=params,
    )
