"""Which days of the open special reports are missing, for whoever tells the units of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from provinces.models import OrganisationUnit
from reporting.calendar.queries.owed_reports import now_of
from reporting.models import SpecialReport, SpecialUnit
from reporting.special.queries.special_reports import answered_days, asked_days
from reporting.special.rules import DayState


@dataclass(frozen=True)
class AskedUnit:
    """`missed`: the newest day that the unit has not answered, though it was due."""

    report: SpecialReport
    unit: OrganisationUnit
    missed: date | None


def asked_units() -> Iterator[AskedUnit]:
    """Of every report that is open; three queries, and one a year."""
    reports = list(SpecialReport.objects.filter(closed_at=None))
    if not reports:
        return
    answered = answered_days(reports)
    moments = {year: now_of(year) for year in {report.year for report in reports}}
    units: dict[int, list[OrganisationUnit]] = defaultdict(list)
    asked = SpecialUnit.objects.filter(special_report__in=reports)
    for row in asked.select_related("organisation_unit").order_by("pk"):
        units[row.special_report_id].append(row.organisation_unit)
    for report in reports:
        days = asked_days(report, moments[report.year])
        over = [day for day in days if days.state(day, None) is DayState.MISSED]
        for unit in units[report.pk]:
            missed = [day for day in over if (unit.pk, day) not in answered[report.pk]]
            yield AskedUnit(report, unit, max(missed, default=None))
