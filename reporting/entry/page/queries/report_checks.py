"""What the checks look at, what they find in a revision, and which findings the unit has not
answered yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reporting.checks.rules.own_past import UsualNumbers, unexpected_numbers
from reporting.checks.rules.table_rules import Finding
from reporting.checks.rules.texts_and_cells import check_texts
from reporting.entry.component_periods.queries.accepted_components import (
    components_of,
    report_data_of,
)
from reporting.entry.component_periods.rules.comparison_words import needs_reason
from reporting.entry.component_periods.rules.component_reports import ReportData
from reporting.entry.component_periods.rules.difference_findings import component_findings
from reporting.entry.component_periods.rules.differences import (
    ComponentReports,
    all_differences,
)
from reporting.entry.page.queries.activities import AssignedActivity, activity_findings, assigned
from reporting.entry.page.queries.asked_commitments import (
    AskedCommitment,
    asked_commitments,
    commitment_findings,
)
from reporting.entry.page.queries.form_tables import form_of_revision
from reporting.entry.page.queries.own_past import usual_of
from reporting.entry.page.queries.stored_values import TableValues, values_before, values_of
from reporting.entry.page.rules.answers_that_hold import about, holds
from reporting.entry.page.rules.entry_checks import check_form, dates_outside
from reporting.kernel.tables import TableSpec
from reporting.models import ListEntry, Report, Revision

Labels = dict[str, dict[str, str]]
Days = dict[str, dict[str, date]]


@dataclass(frozen=True)
class CheckInputs:
    """What the checks look at. `before`: the accepted numbers of the period before; `usual`: what
    the unit's own past lets expect; `labels`: what
    the open rows are called, by table and key, `days` of which day they are, `texts` what is
    written there; `own`: all of it, to be compared with `components`, the accepted shorter
    reports."""

    specs: Mapping[str, TableSpec]
    values: TableValues
    before: TableValues
    labels: Labels = field(default_factory=dict)
    transcribed: bool = False
    own: ReportData | None = None
    components: ComponentReports | None = None
    activities: Sequence[AssignedActivity] = ()
    commitments: Sequence[AskedCommitment] = ()
    days: Days = field(default_factory=dict)
    texts: Labels = field(default_factory=dict)
    usual: UsualNumbers = field(default_factory=UsualNumbers)


def given_of(revision: Revision) -> CheckInputs:
    """A fixed number of queries."""
    report, components = revision.report, components_for(revision)
    labels, days, texts = _rows(revision)
    return CheckInputs(
        specs=form_of_revision(revision).specs,
        values=values_of(revision),
        before=values_before(report),
        labels=labels,
        days=days,
        texts=texts,
        transcribed=bool(report.transcribed_from),
        own=report_data_of({revision.pk: report.period})[report.period] if components else None,
        components=components,
        activities=assigned(revision),
        commitments=asked_commitments(revision),
        usual=usual_for(report),
    )


def usual_for(report: Report) -> UsualNumbers:
    """What is transcribed is taken as it is printed."""
    return UsualNumbers() if report.transcribed_from else usual_of(report)


def components_for(revision: Revision) -> ComponentReports | None:
    """What the report is compared with; what is transcribed is taken as it is printed."""
    return None if revision.report.transcribed_from else components_of(revision.report)


def findings(revision: Revision, given: CheckInputs | None = None) -> list[Finding]:
    """What the checks say of a revision, in the order of the form."""
    given = given or given_of(revision)
    found = check_form(
        given.specs, given.values, given.before, given.labels, given.days,
        transcribed=given.transcribed,
    )  # fmt: skip
    places = {code: place for place, code in enumerate(given.specs)}
    found += _days_outside(revision, given)
    found += _texts(given)
    found += unexpected_numbers(given.specs, given.values, given.usual)
    found = sorted([*found, *_differences(given)], key=lambda finding: places.get(finding.table, 0))
    found += activity_findings(given.activities)
    return found + commitment_findings(given.commitments)


def _differences(given: CheckInputs) -> list[Finding]:
    if given.own is None or given.components is None:
        return []
    differing = all_differences(given.specs.values(), given.own, given.components)
    return [
        finding
        for code, found in differing.items()
        for finding in component_findings(given.specs[code], found, given.labels.get(code))
    ]


def _days_outside(revision: Revision, given: CheckInputs) -> list[Finding]:
    """What is transcribed is taken as it is printed."""
    if given.transcribed:
        return []
    return list(dates_outside(given.specs, given.days, given.labels, revision.report.period))


def _texts(given: CheckInputs) -> list[Finding]:
    """What is transcribed is taken as it is printed."""
    if given.transcribed:
        return []
    return list(check_texts(given.specs, given.values, given.texts, given.labels))


def _rows(revision: Revision) -> tuple[Labels, Days, Labels]:
    entries: dict[str, list[ListEntry]] = defaultdict(list)
    rows = revision.entries.select_related("table").only("key", "title", "date", "text", "table")
    for entry in rows.order_by("position", "pk"):
        entries[entry.table.code].append(entry)
    return said_in_rows(entries)


def said_in_rows(entries: Mapping[str, Sequence[ListEntry]]) -> tuple[Labels, Days, Labels]:
    """What the open rows of each table are called, their days and their texts."""
    labels = {table: {row.key: row.title for row in rows} for table, rows in entries.items()}
    days = {
        table: {row.key: row.date for row in rows if row.date is not None}
        for table, rows in entries.items()
    }
    texts = {
        table: {row.key: row.text for row in rows if row.text} for table, rows in entries.items()
    }
    return labels, days, texts


@dataclass(frozen=True)
class Checked:
    """All that the checks ask of a revision now, and what of it still stops the submission."""

    asked: list[Finding]
    unanswered: list[Finding]


def unanswered(revision: Revision) -> list[Finding]:
    return checked(revision).unanswered


def checked(revision: Revision) -> Checked:
    """An error stops it for good, a warning until it is explained for the numbers as they are now.
    A transcribed report says what is printed: there, an explanation answers an error too."""
    answers, given = answers_of(revision), given_of(revision)
    lenient = bool(revision.report.transcribed_from)

    def is_answered(finding: Finding) -> bool:
        if finding.severity == "error" and not lenient:
            return False
        if is_sealed(revision):
            return finding.key in answers
        return has_answer(finding, answers, given.values)

    asked = findings(revision, given)
    return Checked(asked, [finding for finding in asked if not is_answered(finding)])


def answers_of(revision: Revision) -> dict[str, str]:
    """Key of a finding -> for which numbers it was answered; one query."""
    rows = revision.explanations.values_list("finding", "reason", "text", "about")
    return {
        finding: given_for
        for finding, reason, text, given_for in rows
        if is_answer(finding, reason, text)
    }


def has_answer(finding: Finding, answers: Mapping[str, str], values: TableValues) -> bool:
    """One that holds for the numbers as they are now."""
    key = finding.key
    return key in answers and holds(answers[key], about(finding, values))


def is_sealed(revision: Revision) -> bool:
    """What was signed never changes, nor do its answers."""
    return revision.submitted_at is not None


def is_answer(finding: str, reason: str, text: str) -> bool:
    """A line of words; where a report differs from its shorter ones, also a reason of the list."""
    return bool(text.strip()) and (bool(reason) or not needs_reason(finding))
