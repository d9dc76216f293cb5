"""The steps of many reports at once: as `actions.entry.begin` and `actions.approval` leave them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection

from provinces.models import OrganisationUnit, User
from reporting.actions.practice.rows import audit, digest_of
from reporting.kernel.practice import PlannedRevision, words
from reporting.kernel.tables import cell_name
from reporting.models import AuditEvent, Comment, Report, ReviewStep, Revision

Step = ReviewStep.Step
State = Revision.State
Moved = tuple[Revision, PlannedRevision]

# What moves a revision on: from this state, to that, and whose columns it fills.
FROM = {Step.PREPARED: State.DRAFT, Step.SUBMITTED: State.PREPARED}
COLUMNS = {Step.PREPARED: "prepared", Step.SUBMITTED: "submitted"}
DIGEST = ", content_digest = moved.digest"
UPDATE = """
UPDATE reporting_revision revision
SET state = %(after)s, {column}_at = moved.at, {column}_by_id = %(by)s{digest}
FROM unnest(%(ids)s::bigint[], %(times)s::timestamptz[], %(digests)s::text[])
    AS moved (id, at, digest)
WHERE revision.id = moved.id AND revision.state = %(before)s
"""


def begin(planned: Iterable[tuple[Report, PlannedRevision]], officer: User) -> list[Moved]:
    given = list(planned)
    rows = Revision.objects.bulk_create(
        Revision(
            report=report,
            organisation_unit_id=report.organisation_unit_id,
            number=made.number,
            created_at=made.created_at,
            created_by=officer,
        )
        for report, made in given
    )
    moved = [(row, made) for row, (_report, made) in zip(rows, given, strict=True)]
    _keep_steps(moved, Step.BEGUN, [made.created_at for _row, made in moved], officer)
    AuditEvent.objects.bulk_create(audit("report.begin", row, officer) for row, _made in moved)
    return moved


def move(moved: Sequence[Moved], step: Step, by: User) -> None:
    """A conditional UPDATE, as a person's click makes, the steps, and their audit rows."""
    if not moved:
        return
    before = FROM.get(step, State.SUBMITTED)
    column = COLUMNS.get(step, "decided")
    times = [_time(made, step) for _row, made in moved]
    signed = step is Step.SUBMITTED
    with connection.cursor() as cursor:
        cursor.execute(
            UPDATE.format(column=column, digest=DIGEST if signed else ""),
            {
                "after": step.value,
                "before": before.value,
                "by": by.pk,
                "ids": [row.pk for row, _made in moved],
                "times": times,
                "digests": [digest_of(made.content) if signed else "" for _row, made in moved],
            },
        )
        assert cursor.rowcount == len(moved)  # nobody else knows of these reports yet
    _keep_steps(moved, step, times, by)
    AuditEvent.objects.bulk_create(
        audit(f"report.{step.value}", row, by, comment=_said(made, step)) for row, made in moved
    )


def decide(moved: Sequence[Moved], reviewer: User) -> None:
    for step in (Step.ACCEPTED, Step.RETURNED):
        move([one for one in moved if one[1].decision == step.value], step, reviewer)


def _time(made: PlannedRevision, step: Step) -> datetime:
    found = {Step.PREPARED: made.prepared_at, Step.SUBMITTED: made.submitted_at}
    at = found.get(step, made.decided_at)
    assert at is not None
    return at


def _said(made: PlannedRevision, step: Step) -> str:
    return made.comment if step is Step.RETURNED else ""


def _keep_steps(moved: Sequence[Moved], step: Step, times: Sequence[datetime], by: User) -> None:
    ReviewStep.objects.bulk_create(
        ReviewStep(
            revision=row,
            organisation_unit_id=row.organisation_unit_id,
            step=step,
            at=at,
            by=by,
            comment=_said(made, step),
        )
        for (row, made), at in zip(moved, times, strict=True)
    )


def ask(moved: Sequence[Moved], reviewer: User, secretariat: OrganisationUnit) -> None:
    """The reviewer's question on the cell for which a report went back."""
    Comment.objects.bulk_create(
        Comment(
            report_id=row.report_id,
            revision=row,
            organisation_unit_id=row.organisation_unit_id,
            table=cell_name(made.asked).table,
            cell=made.asked,
            text=words.QUESTION,
            at=_time(made, Step.RETURNED),
            by=reviewer,
            from_unit=secretariat,
        )
        for row, made in moved
    )


def answer(moved: Sequence[Moved], officer: User) -> None:
    """By the unit, in the revision that mends it."""
    threads = Comment.objects.filter(report__in=[row.report_id for row, _made in moved])
    asked = {thread.report_id: thread for thread in threads} if moved else {}
    Comment.objects.bulk_create(
        Comment(
            report_id=row.report_id,
            revision=row,
            organisation_unit_id=row.organisation_unit_id,
            parent=asked[row.report_id],
            table=asked[row.report_id].table,
            cell=asked[row.report_id].cell,
            text=words.REPLY,
            at=made.created_at + timedelta(minutes=10),
            by=officer,
            from_unit_id=row.organisation_unit_id,
        )
        for row, made in moved
        if row.report_id in asked
    )


def settle(moved: Sequence[Moved], reviewer: User) -> None:
    """The question is answered once the mended report is accepted."""
    for row, made in moved:
        Comment.objects.filter(report_id=row.report_id, parent=None).update(
            resolved_at=made.decided_at, resolved_by=reviewer
        )
