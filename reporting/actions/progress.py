"""How far a unit is with the activities of its annual action plan, said in a report."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.access_errors import Refused
from reporting.actions.audit import record
from reporting.actions.content import ProgressText
from reporting.actions.locks import lock_draft
from reporting.models import ActivityProgress
from reporting.queries.activities import assigned
from reporting.report_access import Door


@transaction.atomic
def save_progress(*, by: Actor, door: Door, progress: Mapping[str, ProgressText]) -> None:
    """By the activity's code; of an activity of which nothing is said no row is kept."""
    door.require(Permission.REPORT_ENTER)
    lock_draft(door.revision)
    activities = {one.activity.code: one.activity.pk for one in assigned(door.revision)}
    if unknown := sorted(progress.keys() - activities.keys()):
        raise Refused(
            _("Activity %(code)s is not in your unit's action plan of this year.")
            % {"code": unknown[0]}
        )
    rows = [
        ActivityProgress(
            revision=door.revision,
            organisation_unit_id=door.report.organisation_unit_id,
            activity_id=activities[code],
            status=one.status,
            times_done=one.times,
            obstacle=one.obstacle,
        )
        for code, one in progress.items()
        if one != ProgressText()
    ]
    emptied = [activities[code] for code, one in progress.items() if one == ProgressText()]
    ActivityProgress.objects.filter(revision=door.revision, activity__in=emptied).delete()
    ActivityProgress.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation_unit", "revision", "activity"],
        update_fields=["status", "times_done", "obstacle"],
    )
    record(
        "report.progress", f"revision:{door.revision.pk}", by=by,
        unit_id=door.report.organisation_unit_id, activities=sorted(progress),
    )  # fmt: skip
