"""The one writer of a report's steps: its state, the step in its history, the row in the audit.

One report or a thousand: the number of statements is the same. Who may take a step, and what is
checked before, stands in `reporting/review/actions/approval.py`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.models import User
from reporting.access import Overtaken
from reporting.kernel.approval import Move, move_of
from reporting.models import AuditEvent, ReviewStep, Revision

Step = ReviewStep.Step

MOVES = {
    Step.PREPARED: Move.PREPARE,
    Step.TAKEN_BACK: Move.TAKE_BACK,
    Step.SUBMITTED: Move.SUBMIT,
    Step.RETURNED: Move.RETURN,
    Step.ACCEPTED: Move.ACCEPT,
}
DECIDED = "decided_at = moved.at, decided_by_id = %(by)s"
# What a revision keeps of the step, beside its state.
KEPT = {
    Step.PREPARED: "prepared_at = moved.at, prepared_by_id = %(by)s",
    Step.SUBMITTED: (
        "submitted_at = moved.at, submitted_by_id = %(by)s, content_digest = moved.digest, "
        "sealed_at = %(now)s, delegation_id = moved.delegation"
    ),
    Step.RETURNED: DECIDED,
    Step.ACCEPTED: DECIDED,
}
UPDATE = """
UPDATE reporting_revision revision
SET {columns}
FROM unnest(
    %(ids)s::bigint[], %(times)s::timestamptz[], %(digests)s::text[], %(delegations)s::int[]
) AS moved (id, at, digest, delegation)
WHERE revision.id = moved.id AND revision.state = %(before)s
"""


@dataclass(frozen=True)
class Moved:
    """One report that takes a step. `digest`: of its content, where it is signed; `detail`: what
    else the audit says; `delegation`: by which a deputy signs it."""

    revision: Revision
    at: datetime
    comment: str = ""
    digest: str = ""
    delegation: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def move(moved: Collection[Moved], step: Step, by: User) -> None:
    """From one state to the next: a conditional UPDATE of all; who comes second is told so."""
    if not moved:
        return
    found = move_of(MOVES[step])
    columns = ["state = %(after)s", *([KEPT[step]] if step in KEPT else [])]
    with connection.cursor() as cursor:
        cursor.execute(
            UPDATE.format(columns=", ".join(columns)),
            {
                "before": found.before.value,
                "after": found.after.value,
                "by": by.pk,
                "now": timezone.now(),
                "ids": [step_taken.revision.pk for step_taken in moved],
                "times": [step_taken.at for step_taken in moved],
                "digests": [step_taken.digest for step_taken in moved],
                "delegations": [step_taken.delegation for step_taken in moved],
            },
        )
        if cursor.rowcount != len(moved):
            raise Overtaken(_("Somebody was faster: the report has changed. Load the page again."))
    keep(moved, step, by)


def keep(moved: Collection[Moved], step: Step, by: User) -> None:
    """A step that changes no state (begun, re-opened), in the history and in the audit."""
    ReviewStep.objects.bulk_create(
        ReviewStep(
            revision=step_taken.revision,
            organisation_unit_id=step_taken.revision.organisation_unit_id,
            step=step,
            at=step_taken.at,
            by=by,
            comment=step_taken.comment,
        )
        for step_taken in moved
    )
    begun = step is Step.BEGUN
    AuditEvent.objects.bulk_create(
        AuditEvent(
            by=by,
            organisation_unit_id=step_taken.revision.organisation_unit_id,
            action="report.begin" if begun else f"report.{step.value}",
            target=f"revision:{step_taken.revision.pk}",
            detail={} if begun else {"comment": step_taken.comment, **step_taken.detail},
        )
        for step_taken in moved
    )
