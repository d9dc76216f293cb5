"""The checks of one revision, and which of them the unit has not answered yet."""

from collections import defaultdict

from reporting.kernel.rules import Finding, check_form
from reporting.kernel.tables import CellKey, Value
from reporting.models import Revision
from reporting.queries.forms import form_tables
from reporting.queries.practice_years import may_compare
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


def findings(revision: Revision) -> list[Finding]:
    """What the checks say of a revision, in the order of the form; a fixed number of queries."""
    values = values_of(revision)
    filled = [table for table in form_tables(revision.report) if table.code in values]
    specs = table_specs(filled, revision.report.year)
    return check_form(specs, values, _values_before(revision), _entry_labels(revision))


def _entry_labels(revision: Revision) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for table, key, title in revision.entries.values_list("table__code", "key", "title"):
        found[table][key] = title
    return found


def _values_before(revision: Revision) -> TableValues:
    """The newest accepted numbers of the unit's report of the period before, if there is one."""
    report = revision.report
    if not may_compare(report.year, report.period.previous.year):
        return {}
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
    return finding.key


def unanswered(revision: Revision) -> list[Finding]:
    """What still stops the submission.

    An error stops it for good, a warning until it is explained. A transcribed report says what
    is printed: there, an explanation answers an error too.
    """
    explained = set(revision.explanations.values_list("finding", flat=True))
    lenient = bool(revision.report.transcribed_from)
    return [
        finding
        for finding in findings(revision)
        if (finding.severity == "error" and not lenient) or finding_key(finding) not in explained
    ]
