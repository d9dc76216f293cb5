"""A command that waits for a job of the worker, and says what it is at."""

import time

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.core.actions import jobs
from reporting.models import Job

BETWEEN = 0.1  # seconds


def wait_for(job_id: int, *, seconds: float, out: OutputWrapper) -> None:
    """Until the job is done; raises `CommandError` where it fails or takes longer."""
    until = time.monotonic() + seconds
    said = ""
    while time.monotonic() < until:
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            job = Job.objects.get(pk=job_id)
        step = str(jobs.progress_of(job_id).get("step", ""))
        if step and step != said:
            out.write(f"  {_(step)} ...")
            said = step
        if job.state == Job.State.FAILED:
            raise CommandError(job.reason)
        if job.state == Job.State.DONE:
            return
        time.sleep(BETWEEN)
    raise CommandError(_("The worker has not ended the job in time. Is it running?"))
