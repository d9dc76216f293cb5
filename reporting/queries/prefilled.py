"""From which reports a coarser one was filled when it was begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting.kernel.periods import Period, PeriodKind
from reporting.models import AuditEvent, Report
from reporting.queries.period_words import listed

PREFILL = "report.prefill"


@dataclass(frozen=True)
class Prefilled:
    """`periods`: in words."""

    months: int
    expected: int
    periods: str


def prefilled_from(report: Report) -> Prefilled | None:
    """None where it began empty. The audit trail remembers it, of the report's first revision: who
    reads the report from above the unit does not see that trail. Two queries at most."""
    if report.period.kind is PeriodKind.MONTH:
        return None
    first = report.revisions.filter(number=1).values("pk")
    target = [f"revision:{row['pk']}" for row in first]
    found = AuditEvent.objects.filter(action=PREFILL, target__in=target).first()
    return _read(found.detail) if found else None


def _read(detail: Mapping[str, Any]) -> Prefilled:
    periods = [Period.from_key(key) for key in detail["periods"]]
    return Prefilled(detail["months"], detail["expected"], listed(periods))
