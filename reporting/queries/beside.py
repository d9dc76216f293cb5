"""What stands beside the cells of a report: the numbers of the period before and of a year ago."""

from dataclasses import dataclass

from reporting.kernel.periods import Period
from reporting.models import Report, Revision
from reporting.queries.checks import TableValues, values_of
from reporting.queries.practice_years import may_compare


@dataclass(frozen=True)
class Beside:
    """Both by table and cell; empty where nothing was accepted."""

    previous: TableValues
    last_year: TableValues


def values_beside(report: Report) -> Beside:
    """At most four queries."""
    period = report.period
    return Beside(
        previous=accepted_values(report, period.previous),
        last_year=accepted_values(report, period.same_last_year),
    )


def accepted_values(report: Report, period: Period) -> TableValues:
    """The newest accepted numbers of the same unit and form for another period."""
    if not may_compare(report.year, period.year):
        return {}
    accepted = (
        Revision.objects.filter(
            report__organisation_unit_id=report.organisation_unit_id,
            report__data_set_id=report.data_set_id,
            report__period_key=period.key,
            state=Revision.State.ACCEPTED,
        )
        .order_by("-number")
        .first()
    )
    return values_of(accepted) if accepted else {}
