"""What stands beside the cells of a report: the numbers of the period before and of a year ago."""

from dataclasses import dataclass, field

from reporting.kernel.periods import Period
from reporting.models import Report
from reporting.queries import checks
from reporting.queries.checks import TableValues


@dataclass(frozen=True)
class Beside:
    """Both by table and cell; empty where nothing was accepted."""

    previous: TableValues = field(default_factory=dict)
    last_year: TableValues = field(default_factory=dict)


def values_beside(report: Report, previous: TableValues | None = None) -> Beside:
    """At most four queries; two where the numbers of the period before are known already."""
    period = report.period
    if previous is None:
        previous = accepted_values(report, period.previous)
    if period.same_last_year == period.previous:
        return Beside(previous, previous)
    return Beside(previous, accepted_values(report, period.same_last_year))


def accepted_values(report: Report, period: Period) -> TableValues:
    """The newest accepted numbers of the same unit and form for another period."""
    return checks.accepted_values(report, period.key)
