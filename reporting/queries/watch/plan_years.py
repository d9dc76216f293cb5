"""Which years a plan is for, newest first: those that have been opened, planned or reported on."""

from reporting.models import PlannedActivity, Report, ReportingYear
from strategies.models import Plan


def plan_years() -> list[int]:
    """Two queries."""
    known = ReportingYear.objects.values_list("year", flat=True).union(
        PlannedActivity.objects.values_list("year", flat=True),
        Report.objects.values_list("year", flat=True),
    )
    spans = list(Plan.objects.values_list("first_year", "last_year"))
    found = {year for year in known if any(first <= year <= last for first, last in spans)}
    return sorted(found, reverse=True)
