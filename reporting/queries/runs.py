"""Consolidations as the people see them who run and publish them."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Max

from reporting.access_errors import NotHere
from reporting.models import Consolidation, Discrepancy, Job, Report

MOST_RUNS = 50


@dataclass(frozen=True)
class Run:
    consolidation: Consolidation
    severities: Counter[str] = field(default_factory=Counter)
    repeats_last: bool = False

    @property
    def high(self) -> int:
        return self.severities["high"]

    @property
    def findings(self) -> int:
        return self.severities.total()


def runs() -> list[Run]:
    """Newest first, with what their checks found; two queries.

    `repeats_last`: the same figures to the digit as the run of that period before it.
    """
    rows = list(
        Consolidation.objects.select_related("job__requested_by", "published_by").order_by("-pk")[
            :MOST_RUNS
        ]
    )
    found = _severities(rows)
    last: dict[int, str] = {}
    repeated = set()
    for row in reversed(rows):
        if last.get(row.period_key) == row.digest:
            repeated.add(row.pk)
        last[row.period_key] = row.digest
    return [Run(row, found.get(row.pk, Counter()), row.pk in repeated) for row in rows]


def _severities(rows: list[Consolidation]) -> dict[int, Counter[str]]:
    counted: dict[int, Counter[str]] = {}
    counts = (
        Discrepancy.objects.filter(consolidation__in=rows)
        .order_by()
        .values_list("consolidation_id", "severity")
        .annotate(found=Count("pk"))
    )
    for pk, severity, count in counts:
        counted.setdefault(pk, Counter())[severity] = count
    return counted


def years_to_consolidate() -> list[int]:
    """The newest year with reports and each that was consolidated before, newest first. Earlier
    years hold only what later ones are compared with."""
    newest = Report.objects.aggregate(newest=Max("year"))["newest"]
    before = Consolidation.objects.values_list("year", flat=True).distinct()
    return sorted({*before, newest} - {None}, reverse=True)


def job_by_id(pk: int) -> Job:
    found = Job.objects.filter(pk=pk).select_related("requested_by").first()
    if found is None:
        raise NotHere
    return found


def consolidation_of(job: Job) -> Consolidation | None:
    return Consolidation.objects.filter(job=job).first()
