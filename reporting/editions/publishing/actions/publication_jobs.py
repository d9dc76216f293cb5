"""Publication as a job: asked for by the Secretary General, done by the worker in that person's
name, all or nothing."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from provinces.models import Membership
from provinces.roles import DatabaseRole, Permission, permissions_of
from provinces.tenancy import acting_as
from reporting.access import Actor, Overtaken, Refused, require
from reporting.core.actions import jobs
from reporting.core.actions.audit import record
from reporting.editions.publishing.actions.publication import publish
from reporting.models import Edition, Job


@transaction.atomic
def request_publication(
    *,
    by: Actor,
    edition: Edition,
    reason: str = "",
    untranslated_reason: str = "",
    seen: str = "",
    ring: Callable[[int], object] | None = None,
) -> Job:
    """The waiting job of this edition, or a new one; rings the bell once it is committed."""
    require(by, Permission.ANNUAL_PUBLISH)
    if edition.is_published:
        raise Overtaken(_("This edition is published already."))
    job, created = Job.objects.get_or_create(
        kind=Job.Kind.PUBLISH,
        period_key=edition.period_key,
        subject=str(edition.number),
        state=Job.State.QUEUED,
        defaults={
            "requested_by": by.user,
            "year": edition.year,
            "params": {
                "edition": edition.pk, "reason": reason, "seen": seen,
                "untranslated_reason": untranslated_reason,
                "language": get_language() or "en",
            },
        },
    )  # fmt: skip
    if created:
        record("edition.request", f"job:{job.pk}", by=by, period=edition.period_key)
    if ring is not None:
        transaction.on_commit(lambda: ring(job.pk))
    return job


def run(job_id: int) -> None:
    """Does the job if it is still waiting, as the person who asked; the edition and `done` come in
    one transaction. What is refused is said in that person's language."""
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        job = Job.objects.select_related("requested_by").get(pk=job_id)
        with override(job.params["language"]):
            by = _who_asked(job)
    with (
        override(job.params["language"]),
        acting_as(role=by.database_role, organisation_unit_id=by.unit.pk, user_id=by.user.pk),
    ):
        claimed = jobs.claim(job_id)
        if claimed is None:
            return
        publish(
            by=by,
            edition=Edition.objects.get(pk=claimed.params["edition"]),
            reason=claimed.params["reason"],
            untranslated_reason=claimed.params.get("untranslated_reason", ""),
            seen=claimed.params["seen"],
            said=lambda step, done, total, _file: jobs.report_progress(job_id, step, done, total),
        )
        jobs.finish(claimed)


def _who_asked(job: Job) -> Actor:
    """With what the person may do now: whoever left since does not publish any more."""
    held = Membership.objects.filter(user=job.requested_by, user__is_active=True)
    for membership in held.select_related("organisation_unit").order_by("pk"):
        if Permission.ANNUAL_PUBLISH in permissions_of([membership.role]):
            return Actor.at(job.requested_by, membership.organisation_unit, [membership.role])
    raise Refused(_("Only the Secretary General publishes a report."))
