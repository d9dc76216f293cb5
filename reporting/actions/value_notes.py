"""What is noted of a number that was transcribed: what the source prints there, and where."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reporting.actions.content import SourceNote
from reporting.models import DataValue, Revision, ValueNote
from reporting.queries.forms import CellAddress
from reporting.report_access import Door


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
    door: Door, saved: Mapping[CellAddress, DataValue], notes: Mapping[CellAddress, SourceNote]
) -> None:
    rows = [
        ValueNote(
            data_value=saved[address],
            revision=door.revision,
            organisation_unit_id=door.report.organisation_unit_id,
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
