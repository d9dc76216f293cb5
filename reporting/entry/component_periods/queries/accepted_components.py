"""The accepted reports of the component periods of a longer report, and from which of them it was
filled when it was begun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reporting.core.queries.near_reports import near_reports
from reporting.core.queries.period_words import listed
from reporting.entry.component_periods.queries.report_data import ROW, report_data_by_revision
from reporting.entry.component_periods.rules.component_reports import ReportData, ReportDataRow
from reporting.entry.component_periods.rules.differences import ComponentReports, components_within
from reporting.entry.component_places.queries import accepted_below, reports_below
from reporting.kernel.coverage import coverage_by_components
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.table_values import Values
from reporting.models import AuditEvent, ListEntry, Report


def components_of(report: Report) -> ComponentReports | None:
    """None where nothing shorter was accepted, and nothing below. At most nine queries; kept with
    the report's object: the page, its checks and its actions ask for it in one request."""
    if "_components" not in report.__dict__:
        report.__dict__["_components"] = _read_components(report)
    kept: ComponentReports | None = report.__dict__["_components"]
    return kept


def _read_components(report: Report) -> ComponentReports | None:
    """The unit's own shorter reports; where there are none, what those below it reported."""
    if report.period.kind is PeriodKind.MONTH:
        return reports_below(report)
    accepted = accepted_beside(report)
    chosen = coverage_by_components(report.period, accepted).chosen
    if not chosen:
        return reports_below(report)
    return components_within(
        report.period, report_data_of({accepted[period]: period for period in chosen})
    )


def accepted_beside(report: Report) -> dict[Period, int]:
    """The newest accepted revision of each other report of the unit, of this form and year."""
    own = near_reports(report).own
    return {period: pk for period, pk in own.items() if period.year == report.year}


def report_data_of(revisions: Mapping[int, Period]) -> dict[Period, ReportData]:
    """What these revisions say, by period in time; four queries."""
    read = report_data_by_revision(revisions)
    return {report.period: report for report in sorted(read.values(), key=lambda own: own.period)}


def report_data_from(
    period: Period,
    values: Mapping[str, Values],
    entries: Mapping[str, Iterable[ListEntry]],
    nothing: Mapping[str, str],
) -> ReportData:
    """One report out of what is read of it already."""
    rows = {
        table: [ReportDataRow(**{part: getattr(entry, part) for part in ROW}) for entry in found]
        for table, found in entries.items()
    }
    return ReportData(period, values, rows, nothing)


PREFILL = "report.prefill"


@dataclass(frozen=True)
class PrefilledFrom:
    """`periods`: in words. `places`: of those below, how many of how many, where it is they who
    were asked."""

    months: int
    expected: int
    periods: str
    places: tuple[int, int] | None = None


def prefilled_from(report: Report) -> PrefilledFrom | None:
    """None where it began empty. The audit trail remembers it, of the report's first revision: who
    reads the report from above the unit does not see that trail. Two queries at most."""
    if report.period.kind is PeriodKind.MONTH and not accepted_below(report):
        return None
    first = report.revisions.filter(number=1).values("pk")
    target = [f"revision:{row['pk']}" for row in first]
    found = AuditEvent.objects.filter(action=PREFILL, target__in=target).first()
    return _read(found.detail) if found else None


def _read(detail: Mapping[str, Any]) -> PrefilledFrom:
    periods = [Period.from_key(key) for key in detail["periods"]]
    places = tuple(detail["places"]) if detail.get("places") else None
    return PrefilledFrom(detail["months"], detail["expected"], listed(periods), places)
