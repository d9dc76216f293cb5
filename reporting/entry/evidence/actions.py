"""Evidence is attached to a draft and removed from it, goes on into the next revision, and is
chosen for a public file once it is signed."""

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.core.actions.audit import record
from reporting.core.actions.locks import lock_draft
from reporting.entry.access import ReportAccess
from reporting.entry.evidence.queries import evidence_at, totals_of
from reporting.entry.evidence.rules import MOST_FILES, MOST_IN_ALL, InspectedFile, NotKept
from reporting.entry.page.queries.form_tables import form_tables
from reporting.models import Evidence, EvidenceFile, ListEntry, Revision
from strategies.models import Table

SIGNED = (Revision.State.SUBMITTED, Revision.State.ACCEPTED)


@transaction.atomic
def attach(
    *, by: Actor, access: ReportAccess, file: InspectedFile, table: str = "", row: str = ""
) -> Evidence:
    """To the whole report, to a table or to a stored row of it. Raises `NotKept` where it is there
    already, or there would be too much."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    place = _table(access, table) if table else None
    entry = _entry(access.revision, place, row) if place and row else None
    kept = _kept(access, file, place, entry)
    attached = Evidence.objects.create(
        revision=access.revision,
        organisation_unit_id=access.report.organisation_unit_id,
        table=place,
        entry=entry,
        file_id=kept,
        name=file.name,
        by=by.user,
    )
    record(
        "evidence.attach", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, evidence=attached.pk, name=file.name,
        kind=file.kind, size=len(file.content), digest=_digest(file), table=table, row=row,
    )  # fmt: skip
    return attached


def _table(access: ReportAccess, code: str) -> Table:
    for table in form_tables(access.report):
        if table.code == code:
            return table
    raise NotHere


def _entry(revision: Revision, table: Table, key: str) -> ListEntry:
    entry = revision.entries.filter(table=table, key=key).first()
    if entry is None:
        raise NotKept(_("This row is not there any more. Choose another one, or the table."))
    return entry


def _digest(file: InspectedFile) -> str:
    return sha256(file.content).hexdigest()


def _kept(
    access: ReportAccess, file: InspectedFile, table: Table | None, entry: ListEntry | None
) -> int:
    """The key of the file with these contents, which is kept once in a report."""
    digest = _digest(file)
    rows = EvidenceFile.objects.filter(report=access.report, digest=digest)
    known = rows.values_list("pk", flat=True).first()
    here = access.revision.evidence.filter(file_id=known) if known else Evidence.objects.none()
    if here.filter(table=table, entry=entry).exists():
        raise NotKept(_("This file is attached here already."))
    if not here.exists():
        _refuse_too_much(access.revision, file)
    if known:
        return known
    made = EvidenceFile.objects.create(
        report=access.report,
        organisation_unit_id=access.report.organisation_unit_id,
        digest=digest,
        kind=file.kind,
        size=len(file.content),
        content=file.content,
        preview=file.preview,
    )
    return made.pk


def _refuse_too_much(revision: Revision, file: InspectedFile) -> None:
    totals = totals_of(revision)
    if totals.files >= MOST_FILES:
        raise NotKept(
            _("A report has at most %(count)d files. Remove one first, or put pages into one PDF.")
            % {"count": MOST_FILES}
        )
    if totals.size + len(file.content) > MOST_IN_ALL:
        raise NotKept(_("The files of a report are at most 50 MiB together. Scan with fewer dots."))


@transaction.atomic
def remove(*, by: Actor, access: ReportAccess, key: int) -> Evidence:
    """From the draft; what an earlier, signed revision has stays there."""
    access.require(Permission.REPORT_ENTER)
    lock_draft(access.revision)
    row = evidence_at(access.report, key)
    if row.revision_id != access.revision.pk:
        raise Overtaken(_("This file belongs to a revision that is signed: it stays there."))
    Evidence.objects.filter(pk=row.pk).delete()
    EvidenceFile.objects.filter(pk=row.file_id, evidence__isnull=True).only("pk").delete()
    record(
        "evidence.remove", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, evidence=key, name=row.name,
        digest=row.file.digest, table=row.table.code if row.table else "",
    )  # fmt: skip
    return row


def carry(source: Revision, target: Revision, entry_ids: Mapping[int, int]) -> None:
    """Into the next revision, by whom and when it was attached; what is chosen for the public is
    chosen anew. `entry_ids`: the rows of the one, and what they became in the other."""
    rows = list(source.evidence.order_by("pk"))
    for row in rows:
        row.pk = None
        row._state.adding = True
        row.revision = target
        row.entry_id = entry_ids.get(row.entry_id) if row.entry_id else None
        row.may_be_published, row.chosen_at, row.chosen_by = False, None, None
    Evidence.objects.bulk_create(rows)


def why_not_chosen(access: ReportAccess) -> Refused | None:
    """Why this person does not say what may stand in a public file; None where they do."""
    if access.actor.led_group:
        return Refused(_("Only the Secretariat chooses what may be published."))
    if access.revision.state not in SIGNED:
        return Overtaken(_("The report is not signed: what may be published is chosen later."))
    return None


@transaction.atomic
def choose(*, by: Actor, access: ReportAccess, key: int, may_be_published: bool) -> Evidence:
    """Whether it may stand in a public file. Nothing does without this."""
    require(by, Permission.EDITION_WRITE)
    if refusal := why_not_chosen(access):
        raise refusal
    row = evidence_at(access.report, key)
    changed = Evidence.objects.filter(pk=row.pk, revision=access.revision).update(
        may_be_published=may_be_published, chosen_at=timezone.now(), chosen_by=by.user
    )
    if not changed:
        raise Overtaken(_("The report has a newer revision. Choose there."))
    record(
        "evidence.choose", f"revision:{access.revision.pk}", by=by,
        unit_id=access.report.organisation_unit_id, evidence=key, name=row.name,
        digest=row.file.digest, may_be_published=may_be_published,
    )  # fmt: skip
    return row
