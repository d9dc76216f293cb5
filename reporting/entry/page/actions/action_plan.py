"""A unit enters its own annual action plan: which activities, how much of each, when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Refused, require
from reporting.core.actions.audit import record
from reporting.models import PlannedActivity
from strategies.models import Activity


@dataclass(frozen=True)
class Planned:
    target: Decimal | None = None
    unit_of_count: str = ""
    months: list[int] = field(default_factory=list)
    note: str = ""


@transaction.atomic
def save_action_plan(
    *, by: Actor, year: int, planned: Mapping[str, Planned], removed: Collection[str] = ()
) -> None:
    """Of the person's own unit; by the activity's code. What a report says of an activity that is
    removed stays in that report."""
    require(by, Permission.REPORT_ENTER)
    activities = _activities(year, [*planned, *removed])
    rows = [
        PlannedActivity(
            organisation_unit=by.unit,
            year=year,
            activity_id=activities[code],
            **vars(plan),
        )
        for code, plan in planned.items()
    ]
    PlannedActivity.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation_unit", "activity", "year"],
        update_fields=["target", "unit_of_count", "months", "note"],
    )
    PlannedActivity.objects.filter(
        organisation_unit=by.unit, year=year, activity__in=[activities[code] for code in removed]
    ).delete()
    record(
        "plan.save", f"action_plan:{by.unit.code}:{year}", by=by, unit=by.unit,
        planned=sorted(planned), removed=sorted(removed),
    )  # fmt: skip


def _activities(year: int, codes: Collection[str]) -> dict[str, int]:
    found = dict(
        Activity.objects.filter(
            code__in=codes,
            group__strategy__plan__first_year__lte=year,
            group__strategy__plan__last_year__gte=year,
        ).values_list("code", "pk")
    )
    if unknown := sorted(set(codes) - found.keys()):
        raise Refused(
            _("The plan of %(year)d has no activity %(code)s.") % {"year": year, "code": unknown[0]}
        )
    return found
