"""A unit's annual action plan, and the activities that it can choose from."""

from provinces.models import OrganisationUnit
from reporting.models import PlannedActivity
from strategies.models import Activity


def planned_by(unit: OrganisationUnit, year: int) -> list[PlannedActivity]:
    """In the order of the plan; one query."""
    return list(
        PlannedActivity.objects.filter(organisation_unit=unit, year=year)
        .select_related("activity__group")
        .order_by("activity__group__strategy__number", "activity__group__number",
                  "activity__number")
    )  # fmt: skip


def activities_of(group: str, year: int) -> list[Activity]:
    return list(
        Activity.objects.filter(
            group__code=group,
            group__strategy__plan__first_year__lte=year,
            group__strategy__plan__last_year__gte=year,
        ).order_by("number")
    )
