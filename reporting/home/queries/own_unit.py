"""What the people of a unit find first: what is owed now, what came back, how far each report is;
and the unit's figures beside the nation's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from provinces.models import OrganisationUnit
from provinces.spelling import whole_number
from reporting.calendar.queries.owed_reports import Calendar, Owed, owed
from reporting.calendar.rules.deadlines import URGENCY, ReportStatus
from reporting.entry.page.queries.completeness import answered_tables, by_section
from reporting.entry.page.queries.form_tables import places_by_form, tables_of
from reporting.entry.page.rules.completeness import Completeness, completeness
from reporting.models import (
    Consolidation,
    ExtensionRequest,
    Figure,
    ReviewStep,
    Revision,
)
from reporting.review.queries.comments import open_counts
from strategies.models import Cell, Table

NOTHING_TO_DO = frozenset({ReportStatus.NOT_OPEN, ReportStatus.SUBMITTED, ReportStatus.ACCEPTED})
CAME_BACK = frozenset({ReportStatus.RETURNED, ReportStatus.REOPENED})
MOST_URGENT_FIRST = ("returned", "reopened", "draft", "prepared", "submitted", "accepted")
NOTHING_ASKED = Completeness()
FIRST_DUE_MONTH = 2  # from then on a year's reports come in


@dataclass(frozen=True)
class Task:
    """An owed report that wants something. `reason` is the Secretariat's, of a report that came
    back; `asked`: more time, without an answer yet."""

    owed: Owed
    complete: Completeness = NOTHING_ASKED
    reason: ReviewStep | None = None
    open_comments: int = 0
    asked: bool = False
    is_practice: bool = False


@dataclass(frozen=True)
class UnitYear:
    """`reports`: all that the unit owes in the opened years; `tasks`: the most urgent first."""

    opened: Mapping[int, Calendar]
    reports: list[Owed] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def of(self, year: int) -> list[Owed]:
        return [report for report in self.reports if report.period.year == year]


def shown_year(opened: Mapping[int, Calendar], asked: str = "") -> int | None:
    """The year asked for, else the one that is under way: real years before those to practise on,
    and a new one only when its first reports are due."""
    year = whole_number(asked)
    if year in opened:
        return year
    real = [calendar for calendar in opened.values() if not calendar.is_practice]
    begun = [
        calendar
        for calendar in real
        if (calendar.today.year, calendar.today.month) >= (calendar.year, FIRST_DUE_MONTH)
    ]
    practice = [calendar for calendar in opened.values() if calendar.is_practice]
    for choice in (begun, practice, real):
        if choice:
            return max(calendar.year for calendar in choice)
    return None


def unit_year(
    unit: OrganisationUnit, opened: Mapping[int, Calendar], *, signs: bool = False
) -> UnitYear:
    """For who signs, what waits for the signature stands first; some twelve queries."""
    reports = owed(units=[unit], opened=opened)
    waiting = [report for report in reports if report.placed.status not in NOTHING_TO_DO]
    return UnitYear(opened, reports, _tasks(unit, opened, waiting, signs=signs))


def _tasks(
    unit: OrganisationUnit, opened: Mapping[int, Calendar], waiting: list[Owed], *, signs: bool
) -> list[Task]:
    begun = [report.reported for report in waiting if report.reported]
    answered = answered_tables([reported.revision_id for reported in begun])
    places = places_by_form({report.data_set.pk for report in waiting})
    reasons = reasons_of([reported.report_id for reported in begun])
    comments = open_counts([reported.report_id for reported in begun])
    asked = _asked(unit)
    found = []
    for report in waiting:
        reported = report.reported
        tables = tables_of(
            places[report.data_set.pk],
            unit.code,
            report.period.year,
            _asked_tables(unit, opened[report.period.year]),
        )
        there = answered[reported.revision_id] if reported else set()
        complete = completeness(by_section(tables), there)
        found.append(
            Task(
                owed=report,
                complete=complete,
                reason=reasons.get(reported.report_id)
                if reported and report.placed.status in CAME_BACK
                else None,
                open_comments=comments[reported.report_id] if reported else 0,
                asked=(report.data_set.pk, report.period.key) in asked,
                is_practice=opened[report.period.year].is_practice,
            )
        )
    return sorted(found, key=lambda task: _urgency(task.owed, signs=signs))


def _asked_tables(unit: OrganisationUnit, calendar: Calendar) -> frozenset[str] | None:
    """Read for one unit, the calendar knows only of the province above it."""
    if not unit.is_locality:
        return None
    return next((asked.tables for asked in calendar.asked.values()), frozenset())


def _urgency(report: Owed, *, signs: bool) -> tuple[object, ...]:
    status = report.placed.status
    to_sign = signs and status is ReportStatus.PREPARED
    return (not to_sign, URGENCY.index(status), report.dates.due, report.period)


def reasons_of(report_ids: Collection[int]) -> dict[int, ReviewStep]:
    """Report -> the last return or re-opening, with its words; one query."""
    steps = (
        ReviewStep.objects.filter(
            revision__report_id__in=report_ids,
            step__in=[ReviewStep.Step.RETURNED, ReviewStep.Step.REOPENED],
        )
        .select_related("by", "revision")
        .order_by("at", "pk")
    )
    return {step.revision.report_id: step for step in steps}


def _asked(unit: OrganisationUnit) -> set[tuple[int, int]]:
    rows = ExtensionRequest.objects.filter(
        organisation_unit=unit, state=ExtensionRequest.State.WAITING
    )
    return set(rows.values_list("data_set_id", "period_key"))


@dataclass(frozen=True)
class OwnReport:
    """The newest revision of a report. `state` is also "reopened": accepted, to be corrected."""

    revision: Revision
    state: str
    comment: ReviewStep | None


def own_reports(unit: OrganisationUnit) -> list[OwnReport]:
    """What wants something comes first, then the newest periods; two queries."""
    newest = list(
        Revision.objects.filter(report__organisation_unit=unit)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .select_related(
            "report__data_set",
            "report__organisation_unit",
            "submitted_by",
            "decided_by",
            "delegation__delegator",
        )
    )
    steps = ReviewStep.objects.filter(
        revision__in=newest, step__in=[ReviewStep.Step.RETURNED, ReviewStep.Step.REOPENED]
    ).select_related("by")
    said = {step.revision_id: step for step in steps.order_by("pk")}
    found = [_own(revision, said.get(revision.pk)) for revision in newest]
    return sorted(
        found,
        key=lambda own: (
            MOST_URGENT_FIRST.index(own.state),
            -own.revision.report.year,
            -own.revision.report.period_key,
        ),
    )


def _own(revision: Revision, step: ReviewStep | None) -> OwnReport:
    reopened = step is not None and step.step == ReviewStep.Step.REOPENED
    return OwnReport(revision, "reopened" if reopened else revision.state, step)


@dataclass(frozen=True)
class FigureBeside:
    """A unit's figure beside the nation's, and its share of it in percent."""

    cell: Cell
    value: Decimal
    nation: Decimal | None

    @property
    def share(self) -> Decimal | None:
        return 100 * self.value / self.nation if self.nation else None


def figures_beside(
    consolidation: Consolidation, unit: OrganisationUnit
) -> list[tuple[Table, list[FigureBeside]]]:
    """The unit's totals of the year by table in the order of the report; two queries."""
    figures = Figure.objects.filter(
        consolidation=consolidation, period_key=consolidation.period_key, cell__option=None
    )
    own = list(
        figures.filter(organisation_unit=unit)
        .select_related("cell__table__section", "cell__element")
        .order_by("cell__table__position", "cell__element__position")
    )
    nation = dict(
        figures.filter(
            organisation_unit=None, kind="", cell_id__in=[row.cell_id for row in own]
        ).values_list("cell_id", "value")
    )
    return [
        (table, [FigureBeside(row.cell, row.value, nation.get(row.cell_id)) for row in rows])
        for table, rows in groupby(own, key=lambda row: row.cell.table)
    ]
