"""How often a year's calendar was changed since it was opened, and when last."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from provinces.models import OrganisationUnit
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.models import AuditEvent, ReportingYear

EXTENDED = ("extension.grant", "extension.withdraw")


@dataclass(frozen=True)
class CalendarRevision:
    """`number` only grows, also when an extension is taken back."""

    number: int
    at: datetime


def calendar_revision(year: int, unit: OrganisationUnit | None = None) -> CalendarRevision:
    """With the extensions of one unit, if one is named. Two queries, one of them in the trail of
    the Secretariat, of which only the count and the last moment are told."""
    opened_at = ReportingYear.objects.values_list("opened_at", flat=True).get(year=year)
    changes = Q(action__startswith="calendar.", target=f"year:{year}") & ~Q(action="calendar.open")
    # The last reports of a year are due in the first months of the next one.
    changes |= Q(action="calendar.holidays", target=f"year:{year + 1}")
    if unit is not None:
        own = Q(action__in=EXTENDED, organisation_unit=unit)
        changes |= own & Q(detail__period__startswith=str(year))
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        found = AuditEvent.objects.filter(changes).aggregate(number=Count("pk"), at=Max("at"))
    return CalendarRevision(found["number"], max(found["at"] or opened_at, opened_at))
