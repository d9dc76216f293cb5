"""The next revision begins with what the last one said."""

from typing import TypeVar

from reporting.models import (
    ActivityProgress,
    DataValue,
    ListEntry,
    Revision,
    TableStatement,
    ValueNote,
)

Row = TypeVar("Row", ListEntry, DataValue, ValueNote, TableStatement, ActivityProgress)


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


def _moved(row: Row, target: Revision) -> Row:
    row.pk = None
    row._state.adding = True
    row.revision = target
    return row
