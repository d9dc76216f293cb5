"""The nation on one screen: how far each unit is with a year, by kind and period; who is late."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Max

from provinces.models import LOCALITIES, Membership, OrganisationUnit, UnitKind, User
from provinces.queries import label, unit_names
from provinces.roles import Role
from reporting.calendar.queries.owed_reports import Calendar, Owed, owed
from reporting.calendar.rules.deadlines import NOT_IN, ReportStatus
from reporting.core.queries.tree import uppermost
from reporting.core.queries.years import this_year
from reporting.entry.page.queries.completeness import completeness_of, forms_that_came
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import ReviewStep, Revision
from reporting.monitoring.queries.completeness import UnitState, outcome
from reporting.monitoring.rules import Rate, ReportingOutcome, rate, rates
from strategies.models import DataSet
from strategies.models.labels import in_year

KINDS = tuple(PeriodKind)
# A unit is as its worst report of those that are expected by now; the worst first.
WORST = ("overdue", "returned", "in_work", "submitted", "accepted", "nothing_due")
# In a year without a calendar a unit is as far as the last of its reports; the last first.
LEAST_ADVANCED = ("awaited", "returned", "draft", "prepared", "submitted", "accepted")
CAME_IN = ("submitted", "accepted")
LATE = frozenset({ReportStatus.OVERDUE, ReportStatus.CLOSED})
FILLS = (Role.DATA_OFFICER, Role.APPROVER)


@dataclass(frozen=True)
class KindLine:
    """A kind of unit: its rate over the year so far, and by period (None: nothing is due yet)."""

    kind: str
    title: str
    rate: Rate
    cells: list[tuple[Period, Rate | None]]


class Nation:
    """What the units whose reports the Secretariat reads owe for a year, in twelve queries with the
    late units' people; what stands below a unit is that unit's.

    Rates are of the reports that are due by now. Of a year without a calendar no report has its
    day: every unit that owes one is expected by now, nobody is late, and four queries are enough.
    """

    def __init__(self, year: int, language: str, calendar: Calendar | None = None) -> None:
        self.year = year
        self.language = language
        self.calendar = calendar

    @cached_property
    def reports(self) -> list[Owed]:
        if self.calendar is None:
            return []
        return owed(units=uppermost(), opened={self.year: self.calendar})

    @cached_property
    def units(self) -> list[UnitState]:
        """Every unit that owes a report, in the order of protocol."""
        states = _worst_reports(self.reports) if self.calendar else _last_reports(self.year)
        names = unit_names(self.year, self.language)
        return [UnitState(unit, label(unit, names), state) for unit, state in states.items()]

    @cached_property
    def tiles(self) -> list[UnitState]:
        """The provinces."""
        return [found for found in self.units if found.unit.tile_row is not None]

    @cached_property
    def awaited(self) -> list[UnitState]:
        """Whose report has not come in yet, those who were asked to correct it included."""
        return [found for found in self.units if found.state not in CAME_IN]

    @cached_property
    def outcomes(self) -> list[tuple[str, Period | None, ReportingOutcome]]:
        """With the kind of unit and the period; of a year without a calendar, one a unit."""
        if self.calendar:
            complete = completeness_of(forms_that_came(self.reports))
            return [
                (report.unit.kind, report.period, outcome(report, complete))
                for report in self.reports
            ]
        return [
            (
                found.unit.kind,
                None,
                ReportingOutcome(
                    expected=True,
                    received=found.state in CAME_IN,
                    on_time=False,
                    accepted=found.state == "accepted",
                ),
            )
            for found in self.units
        ]

    @cached_property
    def total(self) -> Rate:
        return rate(outcome for _kind, _period, outcome in self.outcomes)

    @cached_property
    def periods(self) -> list[Period]:
        """By kind and in time."""
        found = {period for _kind, period, _outcome in self.outcomes if period}
        return sorted(found, key=lambda period: (KINDS.index(period.kind), period.number))

    @cached_property
    def lines(self) -> list[KindLine]:
        by_kind = rates((kind, outcome) for kind, _period, outcome in self.outcomes)
        cells = rates(((kind, period), outcome) for kind, period, outcome in self.outcomes)
        return [
            KindLine(
                kind=kind,
                title=str(UnitKind(kind).label),
                rate=found,
                cells=[(period, _due(cells.get((kind, period)))) for period in self.periods],
            )
            for kind, found in by_kind.items()
        ]

    @cached_property
    def late(self) -> list["LateUnit"]:
        return late_units(self.reports, self.language)

    @cached_property
    def submitted(self) -> int:
        return sum(
            report.placed.status is ReportStatus.SUBMITTED and not report.unit.stands_below
            for report in self.reports
        )


def _due(found: Rate | None) -> Rate | None:
    return found if found and found.expected else None


def _worst_reports(reports: list[Owed]) -> dict[OrganisationUnit, str]:
    states: dict[OrganisationUnit, list[str]] = defaultdict(list)
    for report in reports:
        expected = [_state(report.placed.status)] if report.is_expected else []
        states[report.unit] += expected
    return {
        unit: min(found, key=WORST.index, default="nothing_due") for unit, found in states.items()
    }


def _state(status: ReportStatus) -> str:
    if status in LATE:
        return "overdue"
    if status in (ReportStatus.RETURNED, ReportStatus.REOPENED):
        return "returned"
    if status in NOT_IN or status is ReportStatus.PREPARED:
        return "in_work"
    return str(status.value)


def _last_reports(year: int) -> dict[OrganisationUnit, str]:
    """Of several forms the one that is least advanced; of one form's months likewise."""
    forms = list(DataSet.objects.filter(in_year(year), owed=True))
    kinds = {kind for form in forms for kind in form.kinds if kind not in LOCALITIES}
    units = OrganisationUnit.objects.filter(kind__in=kinds).order_by("position", "code")
    reported = _newest_states(year)
    found = {}
    for unit in units:
        states = [
            state
            for form in forms
            if unit.holds_in(year) and form.is_filled_by(unit.code, unit.kind)
            for state in reported.get((unit.pk, form.pk), ["awaited"])
        ]
        if states:
            found[unit] = min(states, key=LEAST_ADVANCED.index)
    return found


def _newest_states(year: int) -> dict[tuple[int, int], list[str]]:
    """(unit, form) -> the state of each report's newest revision; one query."""
    rows = (
        Revision.objects.filter(report__year=year)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("report__organisation_unit_id", "report__data_set_id", "state")
    )
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for unit, form, state in rows:
        found[unit, form].append(state)
    return found


@dataclass(frozen=True)
class LateUnit:
    """A unit that is late, with each report, the longest first; `seen`: its last sign of life."""

    unit: OrganisationUnit
    unit_name: str
    reports: list[Owed]
    officers: list[User]
    last_step: datetime | None

    @property
    def days(self) -> int:
        return days_overdue(self.reports[0])

    @property
    def mailed(self) -> list[User]:
        return [officer for officer in self.officers if officer.email]

    @property
    def seen(self) -> datetime | None:
        logins = [officer.last_login for officer in self.officers if officer.last_login]
        return max([*logins, *([self.last_step] if self.last_step else [])], default=None)


def days_overdue(report: Owed) -> int:
    return (report.today - report.dates.due).days


def late_units(reports: list[Owed], language: str) -> list[LateUnit]:
    """Of what is owed, those whose reports have not come, the longest late first; what those
    below other reporters owe is chased by these. Three queries."""
    late: dict[int, list[Owed]] = defaultdict(list)
    for report in reports:
        if report.placed.status in LATE and not report.unit.stands_below:
            late[report.unit.pk].append(report)
    names = unit_names(this_year(), language, late.keys())
    officers = _officers(late.keys())
    steps = dict(
        ReviewStep.objects.filter(organisation_unit_id__in=late.keys())
        .exclude(step__in=[ReviewStep.Step.ACCEPTED, ReviewStep.Step.RETURNED])
        .values("organisation_unit_id")
        .annotate(last=Max("at"))
        .values_list("organisation_unit_id", "last")
    )
    found = [
        LateUnit(
            unit=owing[0].unit,
            unit_name=label(owing[0].unit, names),
            reports=sorted(owing, key=days_overdue, reverse=True),
            officers=officers[pk],
            last_step=steps.get(pk),
        )
        for pk, owing in late.items()
    ]
    return sorted(found, key=lambda unit: -unit.days)


def _officers(unit_ids: Collection[int]) -> dict[int, list[User]]:
    rows = (
        Membership.objects.filter(
            organisation_unit_id__in=unit_ids, role__in=FILLS, user__is_active=True
        )
        .select_related("user")
        .order_by("role", "pk")
    )
    found: dict[int, list[User]] = defaultdict(list)
    for membership in rows:
        found[membership.organisation_unit_id].append(membership.user)
    return found
