"""The revisions of a report: the first is begun, prefilled from the accepted shorter reports; a
next one begins with a copy of the last."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import Actor, Refused, require
from reporting.calendar.queries.asked_places import asked_of
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions import review_steps
from reporting.core.actions.locks import lock_report
from reporting.entry.access import ReportAccess, closed_words
from reporting.entry.component_meetings.actions import fill_from_meetings
from reporting.entry.component_periods.actions.prefill import prefill
from reporting.entry.evidence.actions import carry
from reporting.kernel.periods import Period
from reporting.models import (
    ActivityProgress,
    CommitmentAnswer,
    DataValue,
    ListEntry,
    Report,
    ReviewStep,
    Revision,
    TableStatement,
    ValueNote,
)
from strategies.models import DataSet

Stored = TypeVar(
    "Stored",
    ListEntry,
    DataValue,
    ValueNote,
    TableStatement,
    ActivityProgress,
    CommitmentAnswer,
)


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
    if not unit.holds_in(period.year):
        raise Refused(
            _("Your unit does not report for %(year)d: another unit does.") % {"year": period.year}
        )
    if unit.is_locality:
        _refuse_unasked(unit, period)
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
        fill_from_meetings(by=by, revision=opened.revision)
        return opened
    if last.is_open:
        return ReportAccess(by, report, last)
    if not _may_go_on(last):
        ReportAccess(by, report, last).require(Permission.REPORT_ENTER)
    revision = _next_revision(report, last.number + 1, by=by)
    _copy_content(last, revision)
    fill_from_meetings(by=by, revision=revision)
    return ReportAccess(by, report, revision)


def _refuse_unasked(unit: OrganisationUnit, period: Period) -> None:
    asked = asked_of(unit, period.year)
    if asked is None:
        words = _("Your province asks for no report of yours in %(year)d.")
        raise Refused(words % {"year": period.year})
    if asked.period_kind != period.kind.value:
        words = _("Your province asks for this report so often: %(kind)s.")
        raise Refused(words % {"kind": asked.get_period_kind_display()})


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


def _copy_content(source: Revision, target: Revision) -> None:
    entries = {row.pk: row for row in source.entries.all()}
    values = list(source.values.all())
    notes = {note.data_value_id: note for note in ValueNote.objects.filter(revision=source)}
    old_entry_ids = list(entries)
    new_entries = ListEntry.objects.bulk_create(_copied(row, target) for row in entries.values())
    entry_ids = dict(zip(old_entry_ids, (row.pk for row in new_entries), strict=True))
    old_value_ids = [row.pk for row in values]
    for row in values:
        row.entry_id = entry_ids.get(row.entry_id) if row.entry_id else None
    new_values = DataValue.objects.bulk_create(_copied(row, target) for row in values)
    copied = []
    for old, new in zip(old_value_ids, new_values, strict=True):
        if old in notes:
            note = _copied(notes[old], target)
            note.data_value_id = new.pk
            copied.append(note)
    ValueNote.objects.bulk_create(copied)
    TableStatement.objects.bulk_create(_copied(row, target) for row in source.statements.all())
    ActivityProgress.objects.bulk_create(_copied(row, target) for row in source.progress.all())
    asked = source.commitment_answers.filter(
        commitment__answering__contains=[source.organisation_unit_id]
    )
    CommitmentAnswer.objects.bulk_create(_copied(row, target) for row in asked)
    carry(source, target, entry_ids)


def _copied(row: Stored, target: Revision) -> Stored:
    row.pk = None
    row._state.adding = True
    row.revision = target
    return row
