"""The comments of a practice year: as `actions.comments` leaves them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from provinces.models import OrganisationUnit, User
from reporting.actions.practice.moves import Moved, Step, time_of
from reporting.kernel.practice import words
from reporting.kernel.tables import cell_name
from reporting.models import AuditEvent, Comment


def ask(moved: Sequence[Moved], reviewer: User, secretariat: OrganisationUnit) -> dict[int, int]:
    """The reviewer's question on the cell for which a report goes back: revision -> comment."""
    asked = Comment.objects.bulk_create(
        Comment(
            report_id=row.report_id,
            revision=row,
            organisation_unit_id=row.organisation_unit_id,
            table=cell_name(made.asked).table,
            cell=made.asked,
            text=words.QUESTION,
            at=time_of(made, Step.RETURNED),
            by=reviewer,
            from_unit=secretariat,
        )
        for row, made in moved
    )
    _keep("say", asked, reviewer)
    return {row.pk: comment.pk for (row, _made), comment in zip(moved, asked, strict=True)}


def answer(moved: Sequence[Moved], officer: User) -> None:
    """By the unit, in the revision that mends it."""
    threads = {one.report_id: one for one in _threads(moved)}
    answers = Comment.objects.bulk_create(
        Comment(
            report_id=row.report_id,
            revision=row,
            organisation_unit_id=row.organisation_unit_id,
            parent=threads[row.report_id],
            table=threads[row.report_id].table,
            cell=threads[row.report_id].cell,
            text=words.REPLY,
            at=made.created_at + timedelta(minutes=10),
            by=officer,
            from_unit_id=row.organisation_unit_id,
        )
        for row, made in moved
        if row.report_id in threads
    )
    _keep("answer", answers, officer)


def settle(moved: Sequence[Moved], reviewer: User) -> None:
    """The question is answered once the mended report is accepted."""
    decided = {row.report_id: made.decided_at for row, made in moved if made.decided_at}
    threads = []
    for one in _threads(moved):
        if one.report_id is not None and one.report_id in decided:
            one.resolved_at, one.resolved_by = decided[one.report_id], reviewer
            threads.append(one)
    Comment.objects.bulk_update(threads, ["resolved_at", "resolved_by"])
    _keep("settle", threads, reviewer)


def _threads(moved: Sequence[Moved]) -> Iterator[Comment]:
    reports = [row.report_id for row, _made in moved]
    if reports:
        yield from Comment.objects.filter(report__in=reports, parent=None)


def _keep(what: str, comments: Sequence[Comment], by: User) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(
            by=by,
            organisation_unit_id=one.organisation_unit_id,
            action=f"comment.{what}",
            target=f"comment:{one.pk}",
            detail={"place": one.cell},
        )
        for one in comments
    )
