"""The steps of many reports at once: as `actions.entry.begin` and `actions.approval` leave them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection

from provinces.models import User
from reporting.actions.practice.entered import audit, digest_of
from reporting.kernel.practice import PlannedRevision
from reporting.models import AuditEvent, Report, ReviewStep, Revision

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


def move(
    moved: Sequence[Moved], step: Step, by: User, asked: Mapping[int, int] | None = None
) -> None:
    """A conditional UPDATE, as a person's click makes, the steps, and their audit rows.
    `asked`: revision -> the comment with which it goes back."""
    if not moved:
        return
    before = FROM.get(step, State.SUBMITTED)
    column = COLUMNS.get(step, "decided")
    times = [time_of(made, step) for _row, made in moved]
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
        audit(f"report.{step.value}", row, by, comment=_said(made, step), **_with(row, step, asked))
        for row, made in moved
    )


def _with(row: Revision, step: Step, asked: Mapping[int, int] | None) -> dict[str, list[int]]:
    if step is not Step.RETURNED:
        return {}
    return {"comments": [asked[row.pk]] if asked and row.pk in asked else []}


def decide(moved: Sequence[Moved], reviewer: User, asked: Mapping[int, int]) -> None:
    for step in (Step.ACCEPTED, Step.RETURNED):
        move([one for one in moved if one[1].decision == step.value], step, reviewer, asked)


def time_of(made: PlannedRevision, step: Step) -> datetime:
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
