"""The checks of one revision, and which of them the unit has not answered yet."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from reporting.kernel.expressions import Lookup, Reference
from reporting.kernel.finer_findings import finer_findings, needs_reason
from reporting.kernel.rules import Finding, check_report
from reporting.kernel.tables import CellKey, Value
from reporting.models import Revision
from reporting.queries.activities import AssignedActivity, activity_findings, assigned
from reporting.queries.finer import differences_with, finer_of
from reporting.queries.forms import form_tables
from reporting.queries.specs import table_specs

TableValues = dict[str, dict[CellKey, Value]]


def values_of(revision: Revision) -> TableValues:
    """The numbers of a revision by table: one query."""
    found: TableValues = defaultdict(dict)
    rows = revision.values.values_list(
        "cell__table__code", "cell__option__code", "cell__element__code", "entry__key",
        "value", "not_available", "note__printed",
    )  # fmt: skip
    for table, option, element, entry, value, not_available, printed in rows:
        key = CellKey(option, element, entry)
        found[table][key] = Value(value, not_available, printed or "")
    return found


def findings(
    revision: Revision, activities: Sequence[AssignedActivity] | None = None
) -> list[Finding]:
    """What the checks say of a revision, in the order of the form; a fixed number of queries.

    `activities`: those assigned, where they are known already.
    """
    values = values_of(revision)
    finer = None if revision.report.transcribed_from else finer_of(revision.report)
    named = set(values)
    for one in finer.reports if finer else ():
        named |= one.values.keys()
    filled = [table for table in form_tables(revision.report) if table.code in named]
    specs = table_specs(filled, revision.report.year)
    labels = _entry_labels(revision)
    before = _values_before(revision)
    differing = differences_with(revision, specs, finer) if finer else {}
    found = []
    for code, spec in specs.items():
        found += check_report(
            spec,
            values.get(code, {}),
            before.get(code),
            entry_labels=labels.get(code, {}),
            elsewhere=_lookup(values),
        )
        if finer and code in differing:
            found += finer_findings(spec, differing[code], finer, labels.get(code))
    return found + activity_findings(assigned(revision) if activities is None else activities)


def _lookup(values: TableValues) -> Lookup:
    """The entered cells of the report's other tables; a figure of others is not known here."""

    def look_up(reference: Reference) -> Decimal | None:
        name = reference.name
        if reference.scope or reference.period or reference.count or name.element is None:
            return None
        found = values.get(name.table, {}).get(CellKey(name.option, name.element, name.entry))
        return found.number if found else None

    return look_up


def _entry_labels(revision: Revision) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for table, key, title in revision.entries.values_list("table__code", "key", "title"):
        found[table][key] = title
    return found


def _values_before(revision: Revision) -> TableValues:
    """The newest accepted numbers of the unit's report of the period before, if there is one."""
    report = revision.report
    accepted = (
        Revision.objects.filter(
            report__organisation_unit_id=report.organisation_unit_id,
            report__data_set_id=report.data_set_id,
            report__period_key=report.period.previous.key,
            state=Revision.State.ACCEPTED,
        )
        .order_by("-number")
        .first()
    )
    return values_of(accepted) if accepted else {}


def finding_key(finding: Finding) -> str:
    """By which an explanation is kept: the rule and the cells, not the numbers."""
    return f"{finding.rule}:{','.join(finding.cells)}"[:300]


def unanswered(revision: Revision) -> list[Finding]:
    """What still stops the submission.

    An error stops it for good, a warning until it is explained. A transcribed report says what
    is printed: there, an explanation answers an error too.
    """
    explained = {
        finding
        for finding, reason, text in revision.explanations.values_list("finding", "reason", "text")
        if is_answer(finding, reason, text)
    }
    lenient = bool(revision.report.transcribed_from)
    return [
        finding
        for finding in findings(revision)
        if (finding.severity == "error" and not lenient) or finding_key(finding) not in explained
    ]


def is_answer(finding: str, reason: str, text: str) -> bool:
    """A line of words; where a report differs from its finer ones, also a reason of the list."""
    return bool(text.strip()) and (bool(reason) or not needs_reason(finding))
