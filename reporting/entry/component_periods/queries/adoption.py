"""What a draft may take over from the accepted shorter reports: the numbers that differ without an
answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.core.queries.table_specs import table_specs
from reporting.entry.component_periods.queries.accepted_components import (
    components_of,
    report_data_of,
)
from reporting.entry.component_periods.rules.component_reports import ReportDataRow
from reporting.entry.component_periods.rules.difference_findings import component_findings
from reporting.entry.component_periods.rules.differences import (
    ComponentDifference,
    all_differences,
)
from reporting.entry.page.queries.form_tables import form_of, form_tables
from reporting.entry.page.queries.report_checks import answers_of, has_answer
from reporting.entry.page.queries.stored_values import TableValues, values_of
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code
from reporting.models import Revision


@dataclass(frozen=True)
class Offer:
    """One number: what stands here, what the shorter reports give; `label` is its row's and
    column's; `first` the open row as it is there."""

    table: str
    table_title: str
    key: CellKey
    label: str
    entered: Value | None
    computed: Value
    first: ReportDataRow | None
    rule: str


def offers(revision: Revision) -> list[Offer]:
    """Differences without an answer that holds, where the shorter reports have a number."""
    components = None if revision.report.transcribed_from else components_of(revision.report)
    if components is None:
        return []
    specs = table_specs(form_tables(revision.report), revision.report.year)
    answers = answers_of(revision)
    values = values_of(revision)
    recorded = form_of(revision.report).recorded
    period = revision.report.period
    own = report_data_of({revision.pk: period})[period]
    return [
        _offer(specs[table], difference)
        for table, found in all_differences(specs.values(), own, components).items()
        for difference in _unanswered(specs[table], found, answers, values)
        if difference.computed.number is not None
        and cell_code(difference.table, difference.key.option, difference.key.element)
        not in recorded
    ]


def _unanswered(
    spec: TableSpec,
    differing: list[ComponentDifference],
    answers: Mapping[str, str],
    values: TableValues,
) -> list[ComponentDifference]:
    """An answer that was given for other numbers is none, as on the page of the report."""
    found = [difference for difference in differing if not difference.against.is_part]
    cells = {
        cell
        for finding in component_findings(spec, found)
        if not has_answer(finding, answers, values)
        for cell in finding.cells
    }
    return [
        difference
        for difference in found
        if cell_code(
            difference.table, difference.key.option, difference.key.element, difference.key.entry
        )
        in cells
    ]


def _offer(spec: TableSpec, difference: ComponentDifference) -> Offer:
    element = spec.element(difference.key.element)
    option = spec.option(difference.key.option) if difference.key.option else None
    first = difference.row.first
    row = option.title if option else first.title if first else ""
    assert element is not None
    assert difference.computed.value is not None
    return Offer(
        table=spec.code,
        table_title=spec.title,
        key=difference.key,
        label=f"{row}: {element.title}" if row else element.title,
        entered=difference.entered,
        computed=difference.computed.value,
        first=first,
        rule=difference.against.words.rule,
    )
