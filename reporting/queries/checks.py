"""The checks of one revision, and which of them the unit has not answered yet."""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from django.db import connection

from reporting.kernel.entry_checks import check_form
from reporting.kernel.rules import Finding
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.models import DataValue, Report, Revision
from reporting.queries.forms import form_of
from reporting.queries.practice_years import may_compare

TableValues = dict[str, dict[CellKey, Value]]
Labels = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Given:
    """What the checks look at. `before`: the accepted numbers of the period before; `labels`: what
    the open rows are called, by table and key."""

    specs: Mapping[str, TableSpec]
    values: TableValues
    before: TableValues
    labels: Labels = field(default_factory=dict)
    transcribed: bool = False


def values_of(revision: Revision) -> TableValues:
    """The numbers of a revision by table: one query."""
    return values_by_id(revision.pk, revision.report)


def values_by_id(revision_id: int, report: Report) -> TableValues:
    """Of any revision of a unit and form; `report` is one of theirs."""
    names = form_of(report).names
    found: TableValues = defaultdict(dict)
    rows = DataValue.objects.filter(revision_id=revision_id).values_list(
        "cell_id", "entry__key", "value", "not_available", "note__printed"
    )
    for cell, entry, value, missing, printed in rows:
        table, key = names[cell]
        if entry:
            key = CellKey(key.option, key.element, entry)
        found[table][key] = Value(value, missing, printed or "")
    return dict(found)


def given_of(revision: Revision) -> Given:
    """A fixed number of queries."""
    return Given(
        specs=form_of(revision.report).specs,
        values=values_of(revision),
        before=values_before(revision.report),
        labels=_entry_labels(revision),
        transcribed=bool(revision.report.transcribed_from),
    )


def findings(revision: Revision, given: Given | None = None) -> list[Finding]:
    """What the checks say of a revision, in the order of the form."""
    given = given or given_of(revision)
    return check_form(
        given.specs, given.values, given.before, given.labels, transcribed=given.transcribed
    )


def _entry_labels(revision: Revision) -> Labels:
    found: Labels = defaultdict(dict)
    for table, key, title in revision.entries.values_list("table__code", "key", "title"):
        found[table][key] = title
    return found


def values_before(report: Report) -> TableValues:
    """The newest accepted numbers of the unit's report of the period before, if there is one."""
    return accepted_values(report, report.period.previous.key)


def accepted_values(report: Report, period_key: int) -> TableValues:
    """The newest accepted numbers of the same unit and form for another period. An accepted
    revision never changes, so its numbers are kept in the process."""
    if not may_compare(report.year, period_key // 100):
        return {}
    accepted = (
        Revision.objects.filter(
            report__organisation_unit_id=report.organisation_unit_id,
            report__data_set_id=report.data_set_id,
            report__period_key=period_key,
            state=Revision.State.ACCEPTED,
        )
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )
    return _kept(accepted, report) if accepted else {}


MOST_KEPT = 128
_accepted: OrderedDict[tuple[str, UUID, int], TableValues] = OrderedDict()
_lock = Lock()


def _kept(revision_id: int, report: Report) -> TableValues:
    key = (str(connection.settings_dict["NAME"]), form_of(report).stamp, revision_id)
    with _lock:
        found = _accepted.pop(key, None)
    found = values_by_id(revision_id, report) if found is None else found
    with _lock:
        _accepted[key] = found
        while len(_accepted) > MOST_KEPT:
            _accepted.popitem(last=False)
    return found


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
