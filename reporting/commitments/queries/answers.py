"""The answers that stand: said in the register, or in a report that was accepted. What was said in
a year to practise on counts in that year alone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from reporting.calendar.queries.owed_reports import today_of
from reporting.calendar.rules.deadlines import last_day
from reporting.commitments.rules.standing import Said
from reporting.core.queries.practice_years import practice_years
from reporting.kernel.periods import Period
from reporting.models import CommitmentAnswer, Report, Revision


@dataclass(frozen=True)
class RegisterClock:
    """Of what is real, or of `year` to practise on: what day it is, and whose years count. `until`:
    the last year whose reports count."""

    today: date
    left_out: frozenset[int]  # other years to practise on
    year: int | None = None
    until: int | None = None

    @classmethod
    def of(cls, year: int | None = None, *, until: int | None = None) -> "RegisterClock":
        practised = practice_years()
        if year in practised:
            return cls(today_of(year), practised - {year}, year, until)
        return cls(timezone.localdate(), practised, until=until)


@dataclass(frozen=True)
class Told:
    """An answer with its report; `report` is None of one given in the register itself."""

    answer: CommitmentAnswer
    said: Said

    @property
    def report(self) -> Report | None:
        return self.answer.revision.report if self.answer.revision else None

    @property
    def period(self) -> Period | None:
        return self.report.period if self.report else None


def told_answers(commitments: Collection[int], clock: RegisterClock) -> dict[int, list[Told]]:
    """By commitment, the oldest first; one query. Of a report what its newest accepted revision
    says, or does not say any more."""
    newer = Revision.objects.filter(
        report=OuterRef("revision__report"),
        state=Revision.State.ACCEPTED,
        number__gt=OuterRef("revision__number"),
    )
    accepted = Q(revision__state=Revision.State.ACCEPTED) & ~Exists(newer)
    rows = (
        CommitmentAnswer.objects.filter(
            Q(revision__isnull=True) | accepted, commitment_id__in=commitments
        )
        .exclude(revision__report__year__in=clock.left_out)
        .select_related(
            "organisation_unit",
            "by",
            "revision__report__data_set",
            "revision__report__organisation_unit",
        )
    )
    if clock.until is not None:
        rows = rows.exclude(revision__report__year__gt=clock.until)
    found: dict[int, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.commitment_id].append(Told(row, _said(row)))
    for told in found.values():
        told.sort(key=lambda one: one.said.age)
    return found


def _said(row: CommitmentAnswer) -> Said:
    if row.revision is None:
        told_on, at = timezone.localtime(row.at).date(), row.at
    else:
        told_on, at = last_day(row.revision.report.period), row.revision.decided_at or row.at
    return Said(row.organisation_unit_id, row.status, told_on, at, row.pk)
