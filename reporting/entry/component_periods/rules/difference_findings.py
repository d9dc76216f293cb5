"""What the checks ask of the unit where its report differs from those that it is made from."""

from collections.abc import Iterable, Mapping, Sequence

from reporting.checks.rules.table_rules import Finding
from reporting.entry.component_periods.rules.comparison_words import NOT_AVAILABLE, ComparisonWords
from reporting.entry.component_periods.rules.differences import ComponentDifference
from reporting.kernel.messages import Param
from reporting.kernel.table_values import FilledTable
from reporting.kernel.tables import TableSpec, cell_code


def component_findings(
    spec: TableSpec,
    found: Sequence[ComponentDifference],
    labels: Mapping[str, str] | None = None,
) -> list[Finding]:
    """One a cell; what is left out of a table is asked about once. `labels`: of open rows."""
    sheet = FilledTable(spec, {}, labels or {})
    typed = [item for item in found if not item.is_left_out]
    findings = [_one(sheet, entered) for entered in typed]
    missing = [item for item in found if item.is_left_out]
    if len(missing) == 1:
        findings.append(_one(sheet, missing[0]))
    elif missing:
        against = missing[0].against
        params = against.params | {"row": spec.title, "count": len(missing)}
        words = against.words
        findings.append(_finding(sheet, missing, words, words.many_left_out, params))
    return findings


def _one(sheet: FilledTable, difference: ComponentDifference) -> Finding:
    words = difference.against.words
    first = difference.row.first
    label = (
        first.title
        if first and first.title
        else sheet.label(difference.key.option, difference.key.entry)
    )
    params: dict[str, Param] = {
        **difference.against.params,
        "element": sheet.title(difference.key.element),
        "row": label,
        "entered": _shown(difference.entered.number if difference.entered else None),
        "computed": _shown(difference.computed.number),
    }
    if difference.is_left_out:
        return _finding(sheet, [difference], words, words.left_out, params)
    template = words.differs if difference.computed.number is not None else words.not_there
    return _finding(sheet, [difference], words, template, params)


def _shown(number: Param | None) -> Param:
    return NOT_AVAILABLE if number is None else number


def _finding(
    sheet: FilledTable,
    places: Iterable[ComponentDifference],
    words: ComparisonWords,
    template: str,
    params: Mapping[str, Param],
) -> Finding:
    chosen = list(places)
    single = chosen[0] if len(chosen) == 1 else None
    return Finding(
        rule=words.rule,
        severity="warning",
        table=sheet.table.code,
        cells=tuple(
            cell_code(cell.table, cell.key.option, cell.key.element, cell.key.entry)
            for cell in chosen
        ),
        entered=single.entered.number if single and single.entered else None,
        computed=single.computed.number if single else None,
        template=template,
        params=params,
    )
