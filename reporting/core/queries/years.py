"""Which year a page is about when nobody has said so, and the newest consolidation of a year or a
part of one that this person sees."""

from collections.abc import Iterable

from django.db.models import F, Max
from django.utils import timezone

from reporting.kernel.periods import Period, PeriodKind, national_periods
from reporting.models import Consolidation, Report


def this_year() -> int:
    return timezone.localdate().year


def reported_year() -> int:
    """The newest year with signed reports that this person may see, else the present one."""
    signed = Report.objects.filter(revisions__submitted_at__isnull=False)
    newest: int | None = signed.aggregate(newest=Max("year"))["newest"]
    return newest or this_year()


def run_of_year(year: int) -> Consolidation | None:
    """The newest of the whole year: the reports of its parts never stand for it."""
    return newest_run(Period.of_year(year))


def newest_run(period: Period) -> Consolidation | None:
    """Of any period, the newest that this person sees."""
    return (
        Consolidation.objects.filter(period_key=period.key)
        .select_related("published_by")
        .order_by("-pk")
        .first()
    )


def runs_with(year: int, period: Period) -> list[Consolidation]:
    """Where a figure of `period` that stands in a report of `year` may be stored, the likeliest
    first: in the run of that part of the year; a month's in the year's, or in one of a part that
    it lies in. The newest run that this person sees of each; one query."""
    here, whole = period.in_year(year), Period.of_year(year)
    if here.kind is PeriodKind.MONTH:
        found = [part for part in national_periods(year)[::-1] if part.contains(here)]
    else:
        found = [here, whole]
    keys = [candidate.key for candidate in found]
    return sorted(newest_runs(found), key=lambda run: keys.index(run.period_key))


def newest_runs(periods: Iterable[Period]) -> list[Consolidation]:
    """The newest visible run of each of these periods that has one; one query."""
    return list(
        Consolidation.objects.filter(period_key__in=[period.key for period in periods])
        .order_by("period_key", "-pk")
        .distinct("period_key")
    )


def runs_of_years() -> list[Consolidation]:
    """The newest visible run of each whole year, newest year first; one query."""
    return list(
        Consolidation.objects.filter(period_key=F("year") * 100)
        .order_by("-year", "-pk")
        .distinct("year")
        .select_related("published_by")
    )
