"""The accepted reports of the component periods of a longer report, and from which of them it was
filled when it was begun."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reporting.core.queries.period_words import listed
from reporting.entry.component_periods.rules.component_reports import ReportData, ReportDataRow
from reporting.entry.component_periods.rules.differences import ComponentReports, components_within
from reporting.kernel.coverage import coverage_by_components
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.table_values import Values
from reporting.kernel.tables import CellKey, Value
from reporting.models import AuditEvent, DataValue, ListEntry, Report, Revision, TableStatement
from strategies.models import Cell

ROW = (
    "key", "title", "kind", "number", "date", "partner", "text", "level", "activity_group",
)  # fmt: skip


def components_of(report: Report) -> ComponentReports | None:
    """None where nothing shorter was accepted. At most five queries; kept with the report's object:
    the page, its checks and its actions ask for it in one request."""
    if "_components" not in report.__dict__:
        report.__dict__["_components"] = _read_components(report)
    kept: ComponentReports | None = report.__dict__["_components"]
    return kept


def _read_components(report: Report) -> ComponentReports | None:
    if report.period.kind is PeriodKind.MONTH:
        return None
    accepted = accepted_beside(report)
    chosen = coverage_by_components(report.period, accepted).chosen
    if not chosen:
        return None
    return components_within(
        report.period, report_data_of({accepted[period]: period for period in chosen})
    )


def accepted_beside(report: Report) -> dict[Period, int]:
    """The newest accepted revision of each other report of the unit, of this form and year; kept
    with the report's object."""
    if "_accepted" not in report.__dict__:
        report.__dict__["_accepted"] = _read_accepted(report)
    kept: dict[Period, int] = report.__dict__["_accepted"]
    return kept


def _read_accepted(report: Report) -> dict[Period, int]:
    rows = (
        Revision.objects.filter(
            state=Revision.State.ACCEPTED,
            report__organisation_unit_id=report.organisation_unit_id,
            report__data_set_id=report.data_set_id,
            report__year=report.year,
        )
        .exclude(report_id=report.pk)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("report__period_key", "pk")
    )
    return {Period.from_key(key): pk for key, pk in rows}


def report_data_of(revisions: Mapping[int, Period]) -> dict[Period, ReportData]:
    """What these revisions say, by period in time; four queries."""
    values = _values(revisions)
    rows = _rows(revisions)
    nothing: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, table, reason in TableStatement.objects.filter(revision__in=revisions).values_list(
        "revision_id", "table__code", "reason"
    ):
        nothing[pk][table] = reason
    ordered = sorted(revisions.items(), key=lambda pair: pair[1])
    return {period: ReportData(period, values[pk], rows[pk], nothing[pk]) for pk, period in ordered}


def _rows(revisions: Collection[int]) -> dict[int, dict[str, list[ReportDataRow]]]:
    found: dict[int, dict[str, list[ReportDataRow]]] = defaultdict(lambda: defaultdict(list))
    entries = ListEntry.objects.filter(revision__in=revisions).order_by("position", "pk")
    for pk, table, *texts in entries.values_list("revision_id", "table__code", *ROW):
        named: dict[str, Any] = dict(zip(ROW, texts, strict=True))
        found[pk][table].append(ReportDataRow(**named))
    return found


def _values(revisions: Collection[int]) -> dict[int, dict[str, dict[CellKey, Value]]]:
    """Twenty reports have some 8,000 values: their cells are looked up here, not joined."""
    found: dict[int, dict[str, dict[CellKey, Value]]] = defaultdict(lambda: defaultdict(dict))
    rows = list(
        DataValue.objects.filter(revision__in=revisions).values_list(
            "revision_id", "cell_id", "entry__key", "value", "not_available"
        )
    )
    cells = {
        pk: (table, option, element)
        for pk, table, option, element in Cell.objects.filter(
            pk__in={cell for _pk, cell, *_rest in rows}
        ).values_list("pk", "table__code", "option__code", "element__code")
    }
    keys: dict[tuple[int, str | None], CellKey] = {}
    for pk, cell, entry, number, missing in rows:
        table, option, element = cells[cell]
        key = keys.get((cell, entry))
        if key is None:
            key = keys[cell, entry] = CellKey(option, element, entry)
        found[pk][table][key] = Value(number, missing)
    return found


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
    """`periods`: in words."""

    months: int
    expected: int
    periods: str


def prefilled_from(report: Report) -> PrefilledFrom | None:
    """None where it began empty. The audit trail remembers it, of the report's first revision: who
    reads the report from above the unit does not see that trail. Two queries at most."""
    if report.period.kind is PeriodKind.MONTH:
        return None
    first = report.revisions.filter(number=1).values("pk")
    target = [f"revision:{row['pk']}" for row in first]
    found = AuditEvent.objects.filter(action=PREFILL, target__in=target).first()
    return _read(found.detail) if found else None


def _read(detail: Mapping[str, Any]) -> PrefilledFrom:
    periods = [Period.from_key(key) for key in detail["periods"]]
    return PrefilledFrom(detail["months"], detail["expected"], listed(periods))
