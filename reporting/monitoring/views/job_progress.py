"""The page of a job at work: by kind of work its title, its steps, and where it leads then."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.consolidation import actions as consolidation
from reporting.consolidation.queries.runs import consolidation_of, edition_of, job_by_id
from reporting.core.actions import jobs
from reporting.core.queries.period_words import period_words
from reporting.core.views.portal import portal_view
from reporting.editions.evaluations.actions import evidence as evaluation
from reporting.editions.publishing.actions import publication
from reporting.kernel.periods import Period
from reporting.models import Job

STOP_POLLING = 286  # htmx's own status


@dataclass(frozen=True)
class JobWords:
    """`failed` is said before the reason; `back` and `crumb`: an address and its words."""

    title: str
    steps: list[str]
    crumb: tuple[str, str]
    failed: str
    back: tuple[str, str]
    done: str = ""


def job_words(job: Job) -> JobWords:
    return OF_KIND.get(job.kind, _consolidation)(job)


def _consolidation(job: Job) -> JobWords:
    here = (reverse("reporting:consolidations"), _("Consolidation"))
    return JobWords(
        title=_("Consolidation of %(period)s") % {"period": period_words(job.period)},
        steps=[_(step) for step in consolidation.STEPS],
        crumb=here,
        failed=_("It did not work, and nothing was changed."),
        back=here,
    )


def _publication(job: Job) -> JobWords:
    period = Period.from_key(job.period_key)
    page = reverse("reporting:edition_signatures", args=[period.url, int(job.subject)])
    said = {"period": period_words(period), "number": job.subject}
    return JobWords(
        title=_("Publication of report %(period)s, edition %(number)s") % said,
        steps=[f"{_(step)} {file}".strip() for step, file in publication.steps()],
        crumb=(page, _("Report %(period)s, edition %(number)s") % said),
        failed=_("The report was not published, and nothing was changed:"),
        back=(page, _("Back to the signatures")),
        done=_("It is published: every unit can read it now, and it does not change any more."),
    )


def _evaluation(job: Job) -> JobWords:
    page = reverse("reporting:evaluation", args=[int(job.params["edition"])])
    return JobWords(
        title=_("Evaluation of a plan"),
        steps=[_(step) for step in evaluation.STEPS],
        crumb=(page, _("Evaluation of a plan")),
        failed=_("It did not work, and nothing was changed."),
        back=(page, _("Back to the evaluation")),
    )


def _provinces(job: Job) -> JobWords:
    here = (
        reverse("reporting:provincial_year", args=[job.year]),
        _("Reports of provinces %(year)d") % {"year": job.year},
    )
    return JobWords(
        title=here[1],
        steps=[_("Making the reports")],
        crumb=here,
        failed=_("It did not work, and nothing was changed."),
        back=here,
    )


OF_KIND: dict[str, Callable[[Job], JobWords]] = {
    Job.Kind.CONSOLIDATE: _consolidation,
    Job.Kind.PUBLISH: _publication,
    Job.Kind.PROVINCES: _provinces,
    Job.Kind.EVALUATION: _evaluation,
}


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
        "edition": edition_of(job.period),
    }
    if not request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return render(request, "monitoring/job.html", context)
    response = render(request, "monitoring/parts/job_progress.html", context)
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
