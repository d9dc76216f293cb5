"""What a revision begins with: the first one of a coarser report with what the accepted finer ones
say, every other one with what the last one said.

Both are copies made once. What is accepted later in a finer one is shown as a difference, and taken
over only by a person.
"""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.access_errors import Refused
from reporting.actions.audit import record
from reporting.actions.content import EntryKey, EntryText
from reporting.actions.locks import lock_draft
from reporting.actions.report_page import Changes, save_page
from reporting.kernel.activities import Said
from reporting.kernel.filed import Row
from reporting.kernel.finer_findings import RULE
from reporting.kernel.periods import Period
from reporting.kernel.prefill import Filling, fill
from reporting.kernel.reconciliation import Finer
from reporting.kernel.tables import CellKey, Value, cell_code
from reporting.models import (
    ActivityProgress,
    DataValue,
    ListEntry,
    Revision,
    TableStatement,
    ValueNote,
)
from reporting.queries.finer import PREFILL, accepted_beside, finer_of
from reporting.queries.forms import FormCells, form_cells, form_tables
from reporting.queries.period_words import period_words, period_words_in
from reporting.queries.report_pages import address
from reporting.queries.specs import table_specs
from reporting.queries.taking_over import Offer, offers
from reporting.report_access import Door

EntryIds = dict[tuple[str, str], int]
Stored = TypeVar("Stored", ListEntry, DataValue, ValueNote, TableStatement, ActivityProgress)


def prefill(*, by: Actor, door: Door) -> None:
    """Of a report that was transcribed nothing is filled in: it says what is printed."""
    report, revision = door.report, door.revision
    finer = None if report.transcribed_from else finer_of(report)
    if finer is None:
        return
    specs = table_specs(form_tables(report), report.year)
    filling = fill(specs, finer, period_words, period_words_in)
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
    _add_progress(revision, finer)
    record(
        PREFILL, f"revision:{revision.pk}", by=by, unit_id=report.organisation_unit_id,
        periods=[one.key for one in finer.cover.chosen], months=finer.months,
        expected=finer.expected, values=written, rows=len(entries),
    )  # fmt: skip


def _add_rows(revision: Revision, cells: FormCells, filling: Filling) -> EntryIds:
    rows = {
        (table, row.key): _entry(revision, cells.table_id(table), place, row)
        for table, found in filling.rows.items()
        for place, row in enumerate(found, start=1)
    }
    saved = ListEntry.objects.bulk_create(rows.values())
    return {key: row.pk for key, row in zip(rows, saved, strict=True)}


def _entry(revision: Revision, table_id: int, position: int, row: Row) -> ListEntry:
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


def _add_progress(revision: Revision, finer: Finer) -> None:
    accepted = accepted_beside(revision.report)
    periods: dict[int, Period] = {accepted[one]: one for one in finer.cover.chosen}
    found: dict[int, Said] = {}
    rows = ActivityProgress.objects.filter(revision__in=periods)
    for one in sorted(rows, key=lambda row: periods[row.revision_id]):
        said = Said(one.status, one.times_done, one.obstacle)
        found[one.activity_id] = found.get(one.activity_id, Said()).then(said)
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


def copy_content(source: Revision, target: Revision) -> None:
    entries = {row.pk: row for row in source.entries.all()}
    values = list(source.values.all())
    notes = {note.data_value_id: note for note in ValueNote.objects.filter(revision=source)}
    old_entry_ids = list(entries)
    new_entries = ListEntry.objects.bulk_create(_moved(row, target) for row in entries.values())
    entry_ids = dict(zip(old_entry_ids, (row.pk for row in new_entries), strict=True))
    old_value_ids = [row.pk for row in values]
    for row in values:
        row.entry_id = entry_ids.get(row.entry_id) if row.entry_id else None
    new_values = DataValue.objects.bulk_create(_moved(row, target) for row in values)
    copied = []
    for old, new in zip(old_value_ids, new_values, strict=True):
        if old in notes:
            note = _moved(notes[old], target)
            note.data_value_id = new.pk
            copied.append(note)
    ValueNote.objects.bulk_create(copied)
    TableStatement.objects.bulk_create(_moved(row, target) for row in source.statements.all())
    ActivityProgress.objects.bulk_create(_moved(row, target) for row in source.progress.all())


def _moved(row: Stored, target: Revision) -> Stored:
    row.pk = None
    row._state.adding = True
    row.revision = target
    return row


@transaction.atomic
def take_over(*, by: Actor, door: Door) -> int:
    """How many numbers were taken over. A difference that the unit has answered stays; half an
    answer goes with what it was about."""
    door.require(Permission.REPORT_ENTER)
    lock_draft(door.revision)
    found = offers(door.revision)
    if not found:
        raise Refused(_("There is nothing to take over: no number differs without an answer."))
    changes = Changes(
        unexplained={
            f"{RULE}:{cell_code(one.table, one.key.option, one.key.element, one.key.entry)}"
            for one in found
        },
        values={address(one.table, one.key): one.computed for one in found},
        entries=_missing_rows(door, found),
    )
    save_page(by=by, door=door, changes=changes)
    record(
        "report.take_over", f"revision:{door.revision.pk}", by=by,
        unit_id=door.report.organisation_unit_id,
        cells=[str(address(one.table, one.key)) for one in found[:200]],
    )  # fmt: skip
    return len(found)


def _missing_rows(door: Door, found: list[Offer]) -> dict[EntryKey, EntryText]:
    """Open rows that the coarser report does not have yet."""
    there = set(door.revision.entries.values_list("table__code", "key"))
    last = door.revision.entries.order_by("-position").values_list("position", flat=True).first()
    position = last or 0
    rows: dict[EntryKey, EntryText] = {}
    for one in found:
        key = (one.table, one.key.entry or "")
        if one.first is not None and key not in there and key not in rows:
            position += 1
            rows[key] = _text(one.first, position)
    return rows


def _text(row: Row, position: int) -> EntryText:
    texts = {name: value for name, value in vars(row).items() if name != "key"}
    return EntryText(position=position, **texts)
