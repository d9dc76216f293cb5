"""What the page of a job says: by kind of work, its title, its steps, where one goes from there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.actions import consolidation
from reporting.actions.editions import publication
from reporting.kernel.periods import Period
from reporting.models import Job
from reporting.queries.period_words import period_words


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


OF_KIND: dict[str, Callable[[Job], JobWords]] = {
    Job.Kind.CONSOLIDATE: _consolidation,
    Job.Kind.PUBLISH: _publication,
}
