"""The job of a consolidation: the figures, then the edition of the period that shows them, all or
nothing."""

from django.db import IntegrityError, transaction

from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import Role
from provinces.tenancy import acting_as
from reporting.access import Actor, Overtaken
from reporting.consolidation.actions import STEPS, consolidate
from reporting.core.actions import jobs
from reporting.core.queries.editions import in_work
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.following import follow
from reporting.models import Consolidation


def run(job_id: int) -> Consolidation | None:
    """Does the job if it is still waiting; the result and `done` come in one transaction."""

    def progress(step: str, done: int, total: int) -> None:
        jobs.report_progress(job_id, step, done, total)

    with transaction.atomic():
        job = jobs.claim(job_id)
        if job is None:
            return None
        consolidation = consolidate(job, progress)
        progress(STEPS[3], 3, len(STEPS))
        into_edition(consolidation)
        jobs.finish(job)
        return consolidation


def into_edition(consolidation: Consolidation) -> None:
    """The edition in work of the period shows the figures from now on; where there is none, it
    begins, in the name of the person who asked for the consolidation and who might write then."""
    if in_work(consolidation.period_key) is not None:
        follow(consolidation)
        return
    secretariat = OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)
    by = Actor.at(consolidation.job.requested_by, secretariat, [Role.CONSOLIDATOR])
    try:
        with acting_as(
            role=by.database_role, organisation_unit_id=secretariat.pk, user_id=by.user.pk
        ):
            begin(by=by, period=consolidation.period)
    except (IntegrityError, Overtaken):  # somebody has begun it in this moment
        if in_work(consolidation.period_key) is None:
            raise
