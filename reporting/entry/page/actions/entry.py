"""What a reporter writes: begin a report, put numbers and text into it, explain what is odd."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import Actor, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions import review_steps
from reporting.core.actions.audit import record
from reporting.core.actions.locks import lock_draft, lock_report
from reporting.entry.access import ReportAccess, closed_words
from reporting.entry.component_periods.actions.prefilling import prefill
from reporting.entry.page.actions.content import EntryKey, EntryText, SourceNote
from reporting.entry.page.actions.revisions import copy_content, drop_notes, noted, save_notes
from reporting.entry.page.queries.form_tables import CellAddress, FormCells, form_cells
from reporting.kernel.periods import Period
from reporting.kernel.tables import Value
from reporting.models import (
    DataValue,
    Explanation,
    ListEntry,
    Report,
    ReviewStep,
    Revision,
    TableStatement,
)
from strategies.models import DataSet


@transaction.atomic
def begin(
    *,
    by: Actor,
    unit: OrganisationUnit,
    data_set: DataSet,
    period: Period,
    transcribed_from: str = "",
) -> ReportAccess:
    """The report's open revision: the one that there is, or a new one, or the next one."""
    require(by, Permission.REPORT_ENTER)
    if unit.pk != by.unit.pk:
        raise Refused(_("This report belongs to another unit."))
    if not data_set.is_filled_by(unit.code, unit.kind):
        raise Refused(_("This form is not for your unit."))
    if period.kind.value not in data_set.period_kinds or not data_set.holds_in(period.year):
        raise Refused(_("This form is not filled for such a period."))
    report, _created = Report.objects.get_or_create(
        organisation_unit=unit,
        data_set=data_set,
        period_key=period.key,
        defaults={"year": period.year, "transcribed_from": transcribed_from},
    )
    lock_report(report)
    last = report.revisions.order_by("-number").first()
    if last is None:
        if words := closed_words(unit, data_set.pk, period):
            raise Refused(words)
        opened = ReportAccess(by, report, _next_revision(report, 1, by=by))
        prefill(by=by, access=opened)
        return opened
    if last.is_open:
        return ReportAccess(by, report, last)
    if not _may_go_on(last):
        ReportAccess(by, report, last).require(Permission.REPORT_ENTER)
    revision = _next_revision(report, last.number + 1, by=by)
    copy_content(last, revision)
    return ReportAccess(by, report, revision)


def _may_go_on(last: Revision) -> bool:
    """After a return, or after the Secretariat re-opened what it had accepted."""
    if last.state == Revision.State.RETURNED:
        return True
    reopened = last.steps.filter(step=ReviewStep.Step.REOPENED).exists()
    return last.state == Revision.State.ACCEPTED and reopened


def _next_revision(report: Report, number: int, *, by: Actor) -> Revision:
    now = now_of(report.year)
    revision = Revision.objects.create(
        report=report,
        organisation_unit_id=report.organisation_unit_id,
        number=number,
        created_at=now,
        created_by=by.user,
    )
    review_steps.keep([review_steps.Moved(revision, now)], ReviewStep.Step.BEGUN, by.user)
    return revision


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
    return {key: row.pk for key, row in zip(entries, saved, strict=True)}


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
    before = noted(access.revision)
    saved = DataValue.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "cell", "entry"],
        update_fields=["value", "not_available"],
    )
    drop_notes(before, saved)
    save_notes(access, dict(zip(rows, saved, strict=True)), notes or {})
    if rows:  # a table with numbers has something to report after all
        tables = {address.table for address in rows}
        access.revision.statements.filter(table__code__in=tables).delete()
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


@transaction.atomic
def say_nothing_to_report(*, by: Actor, access: ReportAccess, table: str, reason: str) -> None:
    """For a whole table: not zero, not blank."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    table_id = form_cells(access.report).table_id(table)
    if access.revision.values.filter(cell__table_id=table_id).exists():
        raise Refused(_("The table has numbers. Empty it before you say: nothing to report."))
    TableStatement.objects.update_or_create(
        organisation_unit_id=access.report.organisation_unit_id,
        revision=access.revision,
        table_id=table_id,
        defaults={"reason": reason},
    )
    record(
        "report.nothing", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, table=table,
    )  # fmt: skip


@transaction.atomic
def explain(
    *,
    by: Actor,
    access: ReportAccess,
    texts: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
) -> None:
    """Answers to findings, by the key of the finding. Where a reason of the list is asked too, one
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
                by=by.user,
            )
            for finding, text in texts.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "finding"],
        update_fields=["reason", "text", "by"],
    )
    record(
        "report.explain", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, findings=list(texts),
    )  # fmt: skip
