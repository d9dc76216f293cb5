"""The commitments that a report asks about: those that its unit answers for, that had begun by the
end of its period, and that the unit has not closed before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from reporting.calendar.rules.deadlines import last_day
from reporting.checks.rules.table_rules import Finding
from reporting.commitments.queries.answers import RegisterClock, Told, told_answers
from reporting.commitments.rules.standing import CLOSED, Standing, urgency
from reporting.entry.page.rules.commitment_answers import (
    AskedAnswer,
    CommitmentText,
    check_commitment,
)
from reporting.models import Commitment, CommitmentAnswer, Revision

FOR_THE_NEXT_YEAR = (Commitment.Origin.DIRECTION, Commitment.Origin.REQUEST)


@dataclass(frozen=True)
class AskedCommitment:
    """`before`: what the unit said of it last, elsewhere than in this report."""

    commitment: Commitment
    answer: AskedAnswer
    before: Told | None

    @property
    def number(self) -> int:
        return self.answer.number

    @property
    def said(self) -> CommitmentText:
        return self.answer.said


def asked_commitments(revision: Revision) -> list[AskedCommitment]:
    """What is due first; one query where there is none, three more where there is any."""
    report = revision.report
    if report.transcribed_from:
        return []
    asks = Q(answering__contains=[report.organisation_unit_id], withdrawn_at=None)
    here = CommitmentAnswer.objects.filter(revision=revision).values("commitment_id")
    rows = list(
        Commitment.objects.filter(asks | Q(pk__in=here), origin_year__lte=report.year).order_by(
            "number"
        )
    )
    if not rows:
        return []
    clock = RegisterClock.of(report.year)
    said = {row.commitment_id: row for row in revision.commitment_answers.all()}
    before = _own_before(rows, revision, clock)
    until = last_day(report.period)
    found = [
        AskedCommitment(
            row,
            AskedAnswer(row.number, _text(said.get(row.pk)), row.due_on, until),
            before.get(row.pk),
        )
        for row in rows
        if row.origin_year not in clock.left_out
        and (row.pk in said or (begins_on(row) <= until and not _is_closed(before.get(row.pk))))
    ]
    return sorted(found, key=_urgency)


def begins_on(commitment: Commitment) -> date:
    """A direction of an annual report is for the year after it."""
    if commitment.origin in FOR_THE_NEXT_YEAR:
        return date(commitment.origin_year + 1, 1, 1)
    return timezone.localtime(commitment.made_at).date()


def _own_before(
    rows: Iterable[Commitment], revision: Revision, clock: RegisterClock
) -> dict[int, Told]:
    """What the unit said up to the end of the period, the newest of each."""
    unit, until = revision.organisation_unit_id, last_day(revision.report.period)
    return {
        pk: told
        for pk, answers in told_answers([row.pk for row in rows], clock).items()
        for told in answers
        if told.said.unit == unit and told.said.told_on <= until and told.report != revision.report
    }


def _is_closed(told: Told | None) -> bool:
    return told is not None and told.said.status in CLOSED


def _text(row: CommitmentAnswer | None) -> CommitmentText:
    return CommitmentText(row.status, row.text, row.evidence) if row else CommitmentText()


def _urgency(asked: AskedCommitment) -> tuple[int, date, int]:
    answer = asked.answer
    return (*urgency(Standing.UNANSWERED, answer.due, answer.until), answer.number)


def commitment_findings(asked: Iterable[AskedCommitment]) -> list[Finding]:
    return [finding for one in asked for finding in check_commitment(one.answer)]
