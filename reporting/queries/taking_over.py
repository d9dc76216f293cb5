"""The numbers that a draft may take over from the accepted finer reports."""

from dataclasses import dataclass

from reporting.kernel.filed import Row
from reporting.kernel.finer_findings import finer_findings
from reporting.kernel.reconciliation import Difference, Finer, all_differences
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code
from reporting.models import Revision
from reporting.queries.checks import finding_key, is_answer
from reporting.queries.finer import filed, finer_of
from reporting.queries.forms import form_tables
from reporting.queries.specs import table_specs


@dataclass(frozen=True)
class Offer:
    """One number: what stands here, what the finer reports give; `label` is its row's and
    column's; `first` the open row as it is there."""

    table: str
    table_title: str
    key: CellKey
    label: str
    entered: Value | None
    computed: Value
    first: Row | None


def offers(revision: Revision) -> list[Offer]:
    """Differences without an answer, where the finer reports have a number."""
    finer = None if revision.report.transcribed_from else finer_of(revision.report)
    if finer is None:
        return []
    specs = table_specs(form_tables(revision.report), revision.report.year)
    answered = {
        finding
        for finding, reason, text in revision.explanations.values_list("finding", "reason", "text")
        if is_answer(finding, reason, text)
    }
    period = revision.report.period
    own = filed({revision.pk: period})[period]
    return [
        _offer(specs[table], one)
        for table, found in all_differences(specs.values(), own, finer).items()
        for one in _unanswered(specs[table], found, finer, answered)
        if one.computed.number is not None
    ]


def _unanswered(
    spec: TableSpec, found: list[Difference], finer: Finer, answered: set[str]
) -> list[Difference]:
    cells = {
        cell
        for finding in finer_findings(spec, found, finer)
        if finding_key(finding) not in answered
        for cell in finding.cells
    }
    return [
        one
        for one in found
        if cell_code(one.table, one.key.option, one.key.element, one.key.entry) in cells
    ]


def _offer(spec: TableSpec, one: Difference) -> Offer:
    element = spec.element(one.key.element)
    option = spec.option(one.key.option) if one.key.option else None
    first = one.row.first
    row = option.title if option else first.title if first else ""
    assert element is not None
    assert one.computed.value is not None
    return Offer(
        table=spec.code,
        table_title=spec.title,
        key=one.key,
        label=f"{row}: {element.title}" if row else element.title,
        entered=one.entered,
        computed=one.computed.value,
        first=first,
    )
