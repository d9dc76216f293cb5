"""The steps of a plan's reports, many at once, by the one writer of steps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from provinces.models import User
from reporting.actions import review_steps
from reporting.actions.practice.entered import digest_of
from reporting.kernel.practice import PlannedRevision
from reporting.models import Report, ReviewStep, Revision

Step = ReviewStep.Step
Moved = tuple[Revision, PlannedRevision]


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
    begun = [review_steps.Moved(row, made.created_at) for row, made in moved]
    review_steps.keep(begun, Step.BEGUN, officer)
    return moved


def move(
    moved: Sequence[Moved], step: Step, by: User, asked: Mapping[int, int] | None = None
) -> None:
    """`asked`: revision -> the comment with which it goes back."""
    steps = [
        review_steps.Moved(
            row,
            time_of(made, step),
            comment=made.comment if step is Step.RETURNED else "",
            digest=digest_of(made.content) if step is Step.SUBMITTED else "",
            detail=_with(row, step, asked),
        )
        for row, made in moved
    ]
    review_steps.move(steps, step, by)


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
