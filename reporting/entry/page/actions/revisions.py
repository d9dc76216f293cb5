"""What is noted of a number that was transcribed: what the source prints there, and where."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.content import SourceNote
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.models import (
    ActivityProgress,
    DataValue,
    ListEntry,
    Revision,
    TableStatement,
    ValueNote,
)


def noted(revision: Revision) -> dict[int, Decimal | None]:
    """Of a next revision: the numbers that came with a note of the source, by their keys."""
    if revision.number == 1:
        return {}
    notes = ValueNote.objects.filter(revision=revision)
    return dict(notes.values_list("data_value_id", "data_value__value"))


def drop_notes(noted: Mapping[int, Decimal | None], saved: Sequence[DataValue]) -> None:
    """What a source prints is not said of the number that somebody has put in its place."""
    anew = [row.pk for row in saved if row.pk in noted and noted[row.pk] != row.value]
    if anew:
        ValueNote.objects.filter(data_value__in=anew).delete()


def save_notes(
    access: ReportAccess,
    saved: Mapping[CellAddress, DataValue],
    notes: Mapping[CellAddress, SourceNote],
) -> None:
    rows = [
        ValueNote(
            data_value=saved[address],
            revision=access.revision,
            organisation_unit_id=access.report.organisation_unit_id,
            printed=note.printed,
            source_line=note.line,
            text=note.text,
        )
        for address, note in notes.items()
        if address in saved
    ]
    ValueNote.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["data_value"],
        update_fields=["printed", "source_line", "text"],
    )


Stored = TypeVar("Stored", ListEntry, DataValue, ValueNote, TableStatement, ActivityProgress)


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
