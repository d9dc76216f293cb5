"""The moving part of a page on which a job is waited for (core/parts/making.html)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from provinces.tenancy.requests import PortalRequest
from reporting.core.actions import jobs
from reporting.models import Job

STOP_POLLING = 286  # htmx's own status


def is_part(request: HttpRequest) -> bool:
    """htmx asks for the moving part alone."""
    return bool(request.htmx)  # type: ignore[attr-defined]  # set by HtmxMiddleware


def work_on(job: Job | None, here: str) -> dict[str, Any]:
    is_waiting = job is not None and job.state == Job.State.QUEUED
    progress = jobs.progress_of(job.pk) if job and is_waiting else {}
    return {
        "job": job,
        "here": here,
        "is_waiting": is_waiting,
        "failed": job if job and job.state == Job.State.FAILED else None,
        "percent": progress.get("percent") or 0,
    }


def moving_part(request: PortalRequest, job: Job | None, here: str) -> HttpResponse:
    """While it works; then the whole page is loaded again."""
    context = work_on(job, here)
    response = render(request, "core/parts/making.html", context)
    if not context["is_waiting"]:
        response["HX-Refresh"] = "true"
        response.status_code = STOP_POLLING
    return response
