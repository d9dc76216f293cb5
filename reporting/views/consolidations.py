"""Consolidations: the runs, a new one, its progress, and the publication of one."""

import logging

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting import tasks
from reporting.access import Actor
from reporting.access_errors import NotHere
from reporting.actions import jobs, publication
from reporting.actions.consolidation import STEPS
from reporting.models import Consolidation, Job
from reporting.queries.runs import (
    consolidation_of,
    job_by_id,
    run_by_id,
    runs,
    years_to_consolidate,
)
from reporting.views.portal import portal_view

logger = logging.getLogger(__name__)
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
        "waiting": Job.objects.filter(state=Job.State.QUEUED).order_by("pk"),
        "may_publish": actor.may(Permission.ANNUAL_PUBLISH),
        "may_read_editions": actor.may(Permission.EDITION_READ),
    }
    return render(request, "reporting/consolidations.html", context)


@require_POST
@portal_view(Permission.CONSOLIDATION_RUN)
def consolidate(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    if year not in years_to_consolidate():
        raise NotHere
    job = jobs.request_consolidation(by=actor, year=year, ring=_ring)
    return redirect("reporting:job", job.pk)


def _ring(job_id: int) -> None:
    """A bell that does not sound delays the job until the next sweep, nothing more."""
    try:
        tasks.ring(job_id)
    except OperationalError:
        logger.exception("job %s waits for the next sweep", job_id)


@require_safe
@portal_view(Permission.CONSOLIDATION_RUN)
def job_page(request: PortalRequest, actor: Actor, job_id: int) -> HttpResponseBase:
    """The whole page, or only its moving part when htmx asks."""
    job = job_by_id(job_id)
    context = {"job": job, "steps": _steps(job), "consolidation": consolidation_of(job)}
    if not request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return render(request, "reporting/job.html", context)
    response = render(request, "reporting/parts/job.html", context)
    if job.finished_at:
        response.status_code = STOP_POLLING
    return response


def _steps(job: Job) -> list[tuple[str, str]]:
    """Each step in words with its state: done, now or waiting."""
    if job.state == Job.State.DONE:
        return [(_(step), "done") for step in STEPS]
    now = jobs.progress_of(job.pk).get("done")
    return [
        (_(step), "waiting" if not isinstance(now, int) or at > now else _past(at, now))
        for at, step in enumerate(STEPS)
    ]


def _past(at: int, now: int) -> str:
    return "now" if at == now else "done"


@require_http_methods(["GET", "POST"])
@portal_view(Permission.ANNUAL_PUBLISH)
def publish(request: PortalRequest, actor: Actor, consolidation_id: int) -> HttpResponseBase:
    """Asked once more before every unit can read it."""
    run = run_by_id(consolidation_id)
    if request.method == "POST":
        return _publish(request, actor, run.consolidation)
    return render(request, "reporting/publish.html", {"run": run, "year": run.consolidation.year})


def _publish(request: PortalRequest, actor: Actor, consolidation: Consolidation) -> HttpResponse:
    publication.publish(by=actor, consolidation=consolidation)
    messages.success(
        request,
        _("The annual report %(year)s is published: every unit can read it now.")
        % {"year": consolidation.year},
    )
    return redirect("reporting:annual_contents", consolidation.year)
