"""What a reporter writes into a draft: rows and texts, numbers with the notes of their source,
“nothing to report”, and explanations of what is odd."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Refused
from reporting.core.actions.audit import record
from reporting.core.actions.locks import lock_draft
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.draft_changes import EntryKey, EntryText, SourceNote
from reporting.entry.page.queries.form_tables import CellAddress, FormCells, form_cells
from reporting.kernel.tables import Value
from reporting.models import (
    DataValue,
    Explanation,
    ListEntry,
    Revision,
    TableStatement,
    ValueNote,
)


@transaction.atomic
def save_entries(
    *, by: Actor, access: ReportAccess, entries: Mapping[EntryKey, EntryText]
) -> dict[EntryKey, int]:
    """Writes open rows and text; the primary key of each."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    cells = form_cells(access.report)
    rows = [
        ListEntry(
            revision=access.revision,
            organisation_unit_id=access.report.organisation_unit_id,
            table_id=cells.table_id(table),
            key=key,
            **vars(entry),
        )
        for (table, key), entry in entries.items()
    ]
    saved = ListEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "table", "key"],
        update_fields=[
            "position", "level", "kind", "title", "number", "date", "partner", "text",
            "activity_group",
        ],
    )  # fmt: skip
    record(
        "report.entries", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, written=len(saved),
    )  # fmt: skip
    _say_something(access.revision, {table for table, _key in entries})
    return {key: row.pk for key, row in zip(entries, saved, strict=True)}


def _say_something(revision: Revision, tables: Collection[str]) -> None:
    """A table with numbers or rows has something to report after all."""
    if tables:
        revision.statements.filter(table__code__in=tables).delete()


@transaction.atomic
def save_values(
    *,
    by: Actor,
    access: ReportAccess,
    values: Mapping[CellAddress, Value | None],
    notes: Mapping[CellAddress, SourceNote] | None = None,
) -> int:
    """Writes numbers into cells, one INSERT ... ON CONFLICT for all; None empties a cell."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    cells = form_cells(access.report)
    entry_ids = _entry_ids(access.revision, values)
    emptied = [address for address, value in values.items() if value is None]
    rows = {
        address: _row(access, cells, entry_ids, address, value)
        for address, value in values.items()
        if value is not None
    }
    _empty(access.revision, cells, entry_ids, emptied)
    before = _noted(access.revision)
    saved = DataValue.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "cell", "entry"],
        update_fields=["value", "not_available"],
    )
    _drop_notes(before, saved)
    _save_notes(access, dict(zip(rows, saved, strict=True)), notes or {})
    _say_something(access.revision, {address.table for address in rows})
    record(
        "report.values", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, written=len(saved), emptied=len(emptied),
        cells=[str(address) for address in list(values)[:200]],
    )  # fmt: skip
    return len(saved)


def _entry_ids(revision: Revision, values: Collection[CellAddress]) -> dict[EntryKey, int]:
    keys = {(address.table, address.entry) for address in values if address.entry}
    if not keys:
        return {}
    found = revision.entries.values_list("table__code", "key", "pk")
    return {(table, key): pk for table, key, pk in found}


def _row(
    access: ReportAccess,
    cells: FormCells,
    entry_ids: Mapping[EntryKey, int],
    address: CellAddress,
    value: Value,
) -> DataValue:
    entry = None
    if address.entry:
        entry = entry_ids.get((address.table, address.entry))
        if entry is None:
            raise Refused(_("There is no row “%(row)s” in this table.") % {"row": address.entry})
    return DataValue(
        revision=access.revision,
        organisation_unit_id=access.report.organisation_unit_id,
        cell_id=cells.cell_id(address.cell),
        entry_id=entry,
        period_key=access.report.period_key,
        value=value.number,
        not_available=value.not_available,
    )


def _empty(
    revision: Revision,
    cells: FormCells,
    entry_ids: Mapping[EntryKey, int],
    addresses: Sequence[CellAddress],
) -> None:
    if not addresses:
        return
    which = Q()
    for address in addresses:
        entry = entry_ids.get((address.table, address.entry or ""))
        which |= Q(cell_id=cells.cell_id(address.cell), entry_id=entry)
    revision.values.filter(which).delete()


def _noted(revision: Revision) -> dict[int, Decimal | None]:
    """Of a next revision: the numbers that came with a note of the source, by their keys."""
    if revision.number == 1:
        return {}
    notes = ValueNote.objects.filter(revision=revision)
    return dict(notes.values_list("data_value_id", "data_value__value"))


def _drop_notes(noted: Mapping[int, Decimal | None], saved: Sequence[DataValue]) -> None:
    """What a source prints is not said of the number that somebody has put in its place."""
    anew = [row.pk for row in saved if row.pk in noted and noted[row.pk] != row.value]
    if anew:
        ValueNote.objects.filter(data_value__in=anew).delete()


def _save_notes(
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


@transaction.atomic
def say_nothing_to_report(*, by: Actor, access: ReportAccess, reasons: Mapping[str, str]) -> None:
    """For whole tables, by their codes: not zero, not blank. A reason may be blank; whether one is
    asked is the form's matter. Three queries, however many tables."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    cells = form_cells(access.report)
    tables = {cells.table_id(code): reason for code, reason in reasons.items()}
    if access.revision.values.filter(cell__table_id__in=tables).exists():
        raise Refused(_("The table has numbers. Empty it before you say: nothing to report."))
    if access.revision.entries.filter(table_id__in=tables).exists():
        raise Refused(_("The table has rows. Empty it before you say: nothing to report."))
    TableStatement.objects.bulk_create(
        [
            TableStatement(
                organisation_unit_id=access.report.organisation_unit_id,
                revision=access.revision,
                table_id=table,
                reason=reason,
            )
            for table, reason in tables.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "table"],
        update_fields=["reason"],
    )
    record(
        "report.nothing", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, tables=sorted(reasons),
    )  # fmt: skip


@transaction.atomic
def explain(
    *,
    by: Actor,
    access: ReportAccess,
    texts: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
    abouts: Mapping[str, str] | None = None,
) -> None:
    """Answers to findings, by the key of the finding. `abouts`: the numbers that they are about;
    without it an answer holds whatever they become. Where a reason of the list is asked too, one
    of the two may come first: it is kept, and the finding stays open."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    chosen = reasons or {}
    if not all(text.strip() or chosen.get(finding) for finding, text in texts.items()):
        raise Refused(_("An explanation cannot be empty. Say why the figure is as it is."))
    if set(chosen.values()) - {"", *Explanation.Reason.values}:
        raise Refused(_("Choose one of the reasons of the list."))
    Explanation.objects.bulk_create(
        [
            Explanation(
                revision=access.revision,
                organisation_unit_id=access.report.organisation_unit_id,
                finding=finding,
                reason=chosen.get(finding, ""),
                text=text,
                about=(abouts or {}).get(finding, ""),
                by=by.user,
            )
            for finding, text in texts.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "finding"],
        update_fields=["reason", "text", "about", "by"],
    )
    record(
        "report.explain", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, findings=list(texts),
    )  # fmt: skip
