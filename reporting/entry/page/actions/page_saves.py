"""What one save of a report's page writes, a press of “Save” or a change that saves itself: all of
it or nothing."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Refused
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions.audit import record
from reporting.core.actions.locks import lock_draft
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions import drafts
from reporting.entry.page.actions.draft_changes import Changes, EntryKey, ProgressText, keep_edits
from reporting.entry.page.queries.activities import assigned
from reporting.entry.page.queries.asked_commitments import asked_commitments
from reporting.entry.page.queries.report_content import ReportContent, content_of
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.models import (
    ActivityProgress,
    CommitmentAnswer,
    Explanation,
    ListEntry,
    Revision,
    TableStatement,
)


def hold(*, by: Actor, access: ReportAccess) -> None:
    """Nobody else writes or signs until this transaction ends: what is read now is what is written
    over."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)


@transaction.atomic
def save_page(
    *, by: Actor, access: ReportAccess, changes: Changes, content: ReportContent | None = None
) -> int | None:
    """The key of the newest edit. `content`: what is there, if it was read under `hold`."""
    access.require(Permission.REPORT_ENTER)
    if content is None:
        hold(by=by, access=access)
        content = content_of(access.revision)
    newest = keep_edits(by=by, access=access, content=content, changes=changes)
    _take_back(access, changes)
    if changes.entries:
        drafts.save_entries(by=by, access=access, entries=changes.entries)
    if changes.values:
        drafts.save_values(by=by, access=access, values=changes.values)
    _remove_entries(access, changes.removed)
    if changes.nothing:
        drafts.say_nothing_to_report(by=by, access=access, reasons=changes.nothing)
    if changes.explanations:
        drafts.explain(
            by=by,
            access=access,
            texts=changes.explanations,
            reasons=changes.reasons,
            abouts=changes.abouts,
        )
    if changes.progress:
        save_progress(by=by, access=access, progress=changes.progress)
    if changes.commitments:
        save_commitments(by=by, access=access, texts=changes.commitments)
    _record_taken_back(access, changes, by=by)
    return newest


def _take_back(access: ReportAccess, changes: Changes) -> None:
    _delete_statements(access.revision, changes.something)
    if changes.unexplained:
        Explanation.objects.filter(
            revision=access.revision, finding__in=changes.unexplained
        ).delete()


def _delete_statements(revision: Revision, tables: Collection[str]) -> None:
    if tables:
        TableStatement.objects.filter(revision=revision, table__code__in=tables).delete()


def _remove_entries(access: ReportAccess, keys: Collection[EntryKey]) -> None:
    """The rows that were emptied, with the numbers in them."""
    if not keys:
        return
    found: Mapping[EntryKey, int] = {
        (table, key): pk
        for table, key, pk in access.revision.entries.values_list("table__code", "key", "pk")
    }
    ListEntry.objects.filter(pk__in=[found[key] for key in keys if key in found]).delete()


def _record_taken_back(access: ReportAccess, changes: Changes, *, by: Actor) -> None:
    if not (changes.removed or changes.something or changes.unexplained):
        return
    record(
        "report.remove", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id,
        entries=sorted(f"{table}{{{key}}}" for table, key in changes.removed),
        statements=sorted(changes.something),
        explanations=sorted(changes.unexplained),
    )  # fmt: skip


@transaction.atomic
def save_progress(*, by: Actor, access: ReportAccess, progress: Mapping[str, ProgressText]) -> None:
    """By the activity's code; of an activity of which nothing is said no row is kept."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    activities = {
        assigned_activity.activity.code: assigned_activity.activity.pk
        for assigned_activity in assigned(access.revision)
    }
    if unknown := sorted(progress.keys() - activities.keys()):
        raise Refused(
            _("Activity %(code)s is not in your unit's action plan of this year.")
            % {"code": unknown[0]}
        )
    rows = [
        ActivityProgress(
            revision=access.revision,
            organisation_unit_id=access.report.organisation_unit_id,
            activity_id=activities[code],
            status=text.status,
            times_done=text.times,
            obstacle=text.obstacle,
        )
        for code, text in progress.items()
        if text != ProgressText()
    ]
    emptied = [activities[code] for code, text in progress.items() if text == ProgressText()]
    ActivityProgress.objects.filter(revision=access.revision, activity__in=emptied).delete()
    ActivityProgress.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "activity"],
        update_fields=["status", "times_done", "obstacle"],
    )
    record(
        "report.progress", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, activities=sorted(progress),
    )  # fmt: skip


@transaction.atomic
def save_commitments(
    *, by: Actor, access: ReportAccess, texts: Mapping[int, CommitmentText]
) -> None:
    """By the commitment's number; of one of which nothing is said no row is kept."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    unit = access.report.organisation_unit_id
    asked = {
        one.number: one.commitment
        for one in asked_commitments(access.revision)
        if unit in one.commitment.answering  # the keeper may have asked others since
    }
    if unknown := sorted(texts.keys() - asked.keys()):
        raise Refused(
            _("Commitment %(number)d is not asked of your unit in this report.")
            % {"number": unknown[0]}
        )
    emptied = [asked[number] for number, text in texts.items() if text == CommitmentText()]
    CommitmentAnswer.objects.filter(revision=access.revision, commitment__in=emptied).delete()
    for number, text in texts.items():
        if text != CommitmentText():
            CommitmentAnswer.objects.update_or_create(
                commitment=asked[number],
                organisation_unit_id=access.report.organisation_unit_id,
                revision=access.revision,
                defaults={**vars(text), "at": now_of(access.report.year), "by": by.user},
            )
    record(
        "report.commitments", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, commitments=sorted(texts),
    )  # fmt: skip
