"""The page of consolidations: every run, every period of a year, and a new run."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.consolidation.queries.runs import period_runs, runs, years_to_consolidate
from reporting.core.actions import jobs
from reporting.core.views.portal import portal_view
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Job


@require_safe
@portal_view(Permission.CONSOLIDATION_RUN)
def consolidations(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """What there is of each period of one year, with a button each; below, every run."""
    found, years = runs(), years_to_consolidate()
    newest: dict[int, int] = {}
    for run in found:
        newest.setdefault(run.consolidation.period_key, run.consolidation.pk)
    chosen = _year(request.GET.get("year", ""), years)
    context = {
        "runs": found,
        "newest": set(newest.values()),
        "years": years,
        "year": chosen,
        "periods": period_runs(chosen) if chosen else [],
        "waiting": Job.objects.filter(state=Job.State.QUEUED, kind=Job.Kind.CONSOLIDATE).order_by(
            "pk"
        ),
        "may_read_editions": actor.may(Permission.EDITION_READ),
    }
    return render(request, "consolidation/consolidations.html", context)


@require_POST
@portal_view(Permission.CONSOLIDATION_RUN)
def consolidate(request: PortalRequest, actor: Actor, period: str) -> HttpResponseBase:
    """`period` as it stands in addresses: 2021, 2021-Q1."""
    wanted = _national(period)
    if wanted.year not in years_to_consolidate():
        raise NotHere
    job = jobs.request_consolidation(by=actor, period=wanted, ring=jobs.ring)
    return redirect("reporting:job", job.pk)


def _national(text: str) -> Period:
    try:
        found = Period.parse(text)
    except ValueError as error:
        raise NotHere from error
    if found.kind is PeriodKind.MONTH:
        raise NotHere
    return found


def _year(text: str, years: list[int]) -> int | None:
    """The one that was asked for, else the newest; None where there is nothing to consolidate."""
    asked = [year for year in years if str(year) == text]
    return next(iter(asked or years), None)
