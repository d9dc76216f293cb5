"""A longer report begins with what the accepted shorter ones say: numbers, rows, texts, how far
each activity and each commitment is.

It is a copy made once. What is accepted later in a shorter report is shown as a difference, and
taken over only by a person.
"""

from typing import Any

from reporting.access import Actor
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions.audit import record
from reporting.core.queries.period_words import period_words_in
from reporting.core.queries.table_specs import table_specs
from reporting.entry.access import ReportAccess
from reporting.entry.component_periods.queries.accepted_components import (
    PREFILL,
    accepted_beside,
    components_of,
)
from reporting.entry.component_periods.rules.component_reports import ReportDataRow
from reporting.entry.component_periods.rules.differences import ComponentReports
from reporting.entry.component_periods.rules.prefill import Filling, fill
from reporting.entry.page.queries.form_tables import FormCells, form_cells, form_tables
from reporting.entry.page.rules.activity_progress import ReportedActivity
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, Value, cell_code
from reporting.models import (
    ActivityProgress,
    CommitmentAnswer,
    DataValue,
    ListEntry,
    Revision,
    TableStatement,
)

EntryIds = dict[tuple[str, str], int]


def prefill(*, by: Actor, access: ReportAccess) -> None:
    """Of a report that was transcribed nothing is filled in: it says what is printed."""
    report, revision = access.report, access.revision
    components = None if report.transcribed_from else components_of(report)
    if components is None or not components.fills_form:
        return
    specs = table_specs(form_tables(report), report.year)
    filling = fill(specs, components, period_words_in)
    cells = form_cells(report)
    entries = _add_rows(revision, cells, filling)
    written = _add_values(revision, cells, filling, entries)
    TableStatement.objects.bulk_create(
        TableStatement(
            revision=revision,
            organisation_unit_id=report.organisation_unit_id,
            table_id=cells.table_id(table),
            reason=reason,
        )
        for table, reason in filling.nothing.items()
    )
    _add_progress(revision, components)
    _add_answers(by, revision, components)
    places: dict[str, Any] = {"places": components.places} if components.places else {}
    record(
        PREFILL, f"revision:{revision.pk}", by=by, unit_id=report.organisation_unit_id,
        periods=[period.key for period in components.cover.chosen], months=components.months,
        expected=components.expected, values=written, rows=len(entries),
        **places,
    )  # fmt: skip


def _add_rows(revision: Revision, cells: FormCells, filling: Filling) -> EntryIds:
    rows = {
        (table, row.key): _entry(revision, cells.table_id(table), place, row)
        for table, found in filling.rows.items()
        for place, row in enumerate(found, start=1)
    }
    saved = ListEntry.objects.bulk_create(rows.values())
    return {key: row.pk for key, row in zip(rows, saved, strict=True)}


def _entry(revision: Revision, table_id: int, position: int, row: ReportDataRow) -> ListEntry:
    return ListEntry(
        revision=revision,
        organisation_unit_id=revision.organisation_unit_id,
        table_id=table_id,
        position=position,
        **vars(row),
    )


def _add_values(revision: Revision, cells: FormCells, filling: Filling, entries: EntryIds) -> int:
    rows = [
        _value(revision, cells.cell_id(cell_code(table, key.option, key.element)), entry, value)
        for table, values in filling.values.items()
        for key, value in values.items()
        if cell_code(table, key.option, key.element) not in cells.recorded
        for entry in [_entry_id(table, key, entries)]
    ]
    return len(DataValue.objects.bulk_create(rows))


def _entry_id(table: str, key: CellKey, entries: EntryIds) -> int | None:
    return entries[table, key.entry] if key.entry else None


def _value(revision: Revision, cell_id: int, entry_id: int | None, value: Value) -> DataValue:
    return DataValue(
        revision=revision,
        organisation_unit_id=revision.organisation_unit_id,
        cell_id=cell_id,
        entry_id=entry_id,
        period_key=revision.report.period_key,
        value=value.number,
        not_available=value.not_available,
    )


def _add_progress(revision: Revision, components: ComponentReports) -> None:
    if components.places:  # the activities of a plan are the unit's own
        return
    periods = _periods(revision, components)
    found: dict[int, ReportedActivity] = {}
    rows = ActivityProgress.objects.filter(revision__in=periods)
    for progress in sorted(rows, key=lambda row: periods[row.revision_id]):
        said = ReportedActivity(progress.status, progress.times_done, progress.obstacle)
        found[progress.activity_id] = found.get(progress.activity_id, ReportedActivity()).then(said)
    ActivityProgress.objects.bulk_create(
        ActivityProgress(
            revision=revision,
            organisation_unit_id=revision.organisation_unit_id,
            activity_id=activity,
            status=said.status,
            times_done=said.times,
            obstacle=said.obstacle,
        )
        for activity, said in found.items()
    )


def _add_answers(by: Actor, revision: Revision, components: ComponentReports) -> None:
    """Of each commitment that the unit still answers for, what was said last."""
    if components.places:
        return
    periods = _periods(revision, components)
    unit = revision.organisation_unit_id
    rows = CommitmentAnswer.objects.filter(
        revision__in=periods,
        commitment__withdrawn_at=None,
        commitment__answering__contains=[unit],
    )
    in_time = sorted(rows, key=lambda row: (periods[row.revision_id or 0].months[-1], row.pk))
    newest = {row.commitment_id: row for row in in_time}
    CommitmentAnswer.objects.bulk_create(
        CommitmentAnswer(
            commitment_id=commitment,
            organisation_unit_id=unit,
            revision=revision,
            status=said.status,
            text=said.text,
            evidence=said.evidence,
            at=now_of(revision.report.year),
            by=by.user,
        )
        for commitment, said in newest.items()
    )


def _periods(revision: Revision, components: ComponentReports) -> dict[int, Period]:
    """Of the revisions that it is filled from."""
    accepted = accepted_beside(revision.report)
    return {accepted[period]: period for period in components.cover.chosen}
