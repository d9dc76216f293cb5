"""Consolidations: the runs, a new one, and the progress of any job."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere
from reporting.actions import jobs
from reporting.models import Job
from reporting.queries.runs import (
    consolidation_of,
    job_by_id,
    runs,
    years_to_consolidate,
)
from reporting.views.bell import ring
from reporting.views.job_words import job_words
from reporting.views.portal import portal_view

STOP_POLLING = 286  # htmx's own status


@require_safe
@portal_view(Permission.CONSOLIDATION_RUN)
def consolidations(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    found = runs()
    newest: dict[int, int] = {}
    for run in found:
        newest.setdefault(run.consolidation.year, run.consolidation.pk)
    context = {
        "runs": found,
        "newest": set(newest.values()),
        "years": years_to_consolidate(),
        "waiting": Job.objects.filter(kind=Job.Kind.CONSOLIDATE, state=Job.State.QUEUED).order_by(
            "pk"
        ),
    }
    return render(request, "reporting/consolidations.html", context)


@require_POST
@portal_view(Permission.CONSOLIDATION_RUN)
def consolidate(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    if year not in years_to_consolidate():
        raise NotHere
    job = jobs.request_consolidation(by=actor, year=year, ring=ring)
    return redirect("reporting:job", job.pk)


@require_safe
@portal_view(Permission.CONSOLIDATION_RUN)
def job_page(request: PortalRequest, actor: Actor, job_id: int) -> HttpResponseBase:
    """The whole page, or only its moving part when htmx asks."""
    job = job_by_id(job_id)
    words = job_words(job)
    context = {
        "job": job,
        "words": words,
        "steps": _steps(job, words.steps),
        "consolidation": consolidation_of(job),
    }
    if not request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return render(request, "reporting/job.html", context)
    response = render(request, "reporting/parts/job.html", context)
    if job.finished_at:
        response.status_code = STOP_POLLING
    return response


def _steps(job: Job, steps: list[str]) -> list[tuple[str, str]]:
    """Each step in words with its state: done, now or waiting."""
    if job.state == Job.State.DONE:
        return [(step, "done") for step in steps]
    now = jobs.progress_of(job.pk).get("done")
    return [
        (step, "waiting" if not isinstance(now, int) or at > now else _past(at, now))
        for at, step in enumerate(steps)
    ]


def _past(at: int, now: int) -> str:
    return "now" if at == now else "done"
