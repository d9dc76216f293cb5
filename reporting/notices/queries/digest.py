"""What the Secretariat's digest says: what came in, what is late by kind of unit, what looks
wrong. Years to practise on are left out, and what is decided on below the Secretariat."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from reporting.calendar.queries.owed_reports import Owed, owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.core.queries.tree import below_a_reporter
from reporting.core.queries.years import reported_year, run_of_year
from reporting.editions.discrepancies.queries.discrepancy_list import open_high
from reporting.models import Explanation, ReviewStep, Revision


@dataclass(frozen=True)
class DigestCounts:
    """How things stand now; what came in is counted for each span of days of its own."""

    late: Counter[str]
    waiting: int
    explained: int
    high: int

    @property
    def is_news(self) -> bool:
        """Something is late or waits; the discrepancies of an old edition alone are none."""
        return bool(self.late or self.waiting)

    def params(self, came_in: int, first: date, last: date) -> dict[str, Any]:
        return {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "came_in": came_in,
            "late": dict(self.late),
            "waiting": self.waiting,
            "explained": self.explained,
            "high": self.high,
        }


def state_now(practice: Collection[int], owing: list[Owed] | None = None) -> DigestCounts:
    """The number of queries does not grow with the reports or with what is open."""
    rows = owed() if owing is None else owing
    late = Counter(
        report.unit.kind
        for report in rows
        if report.placed.status is ReportStatus.OVERDUE
        and report.period.year not in practice
        and not report.unit.stands_below
    )
    submitted = (
        Revision.objects.filter(state=Revision.State.SUBMITTED, report__transcribed_from="")
        .exclude(below_a_reporter("report__"))
        .exclude(report__year__in=practice)
    )
    waiting = submitted.aggregate(found=Count("pk"))["found"]
    explained = Explanation.objects.filter(revision__in=submitted)
    edition = run_of_year(reported_year())
    return DigestCounts(
        late=late,
        waiting=waiting,
        explained=explained.aggregate(found=Count("revision", distinct=True))["found"],
        high=len(open_high(edition.period_key)) if edition else 0,
    )


def came_in(first: date, last: date, practice: Collection[int]) -> int:
    """How many reports were submitted on these days."""
    return (
        ReviewStep.objects.filter(
            step=ReviewStep.Step.SUBMITTED,
            at__date__gte=first,
            at__date__lte=last,
            revision__report__transcribed_from="",
        )
        .exclude(below_a_reporter("revision__report__"))
        .exclude(revision__report__year__in=practice)
        .count()
    )
