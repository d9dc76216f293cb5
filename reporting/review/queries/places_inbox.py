"""The reports of the units below another reporter, in groups: a district with its communes, all
courts; how many came, and which wait to be read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit, UnitKind
from provinces.people import units_with_people
from provinces.queries import descendants, label, unit_names
from provinces.tenancy.middleware import units_without_people
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Calendar, Owed, owed
from reporting.calendar.queries.reported import Reported, reported
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.kernel.number_comparisons import whole_percent
from reporting.models import Report, Revision
from reporting.review.queries.inbox import Waiting
from strategies.models import DataSet

# Those right below are read together, a group a kind.
OF_KIND: dict[str, str | Promise] = {
    UnitKind.DISTRICT: _("Districts"),
    UnitKind.COMMUNE: _("Communes"),
    UnitKind.COURT: _("Courts"),
    UnitKind.COMMISSARIAT: _("Provincial police"),
    UnitKind.DEPARTMENT: _("Departments"),
    UnitKind.INSTITUTION: _("Institutions"),
}


@dataclass
class Came:
    """Of the reports that are due by now, or, of units that report of their own accord, of all that
    there are. `received`: signed at least once."""

    is_owed: bool = False
    expected: int = 0
    received: int = 0
    accepted: int = 0

    def add(self, report: Owed) -> None:
        self.is_owed = True
        if report.is_expected:
            self.expected += 1
            self.received += bool(report.reported and report.reported.came_on)
            self.accepted += report.placed.status is ReportStatus.ACCEPTED

    def add_own(self, there: Reported) -> None:
        self.received += bool(there.came_on)
        self.accepted += there.state == Revision.State.ACCEPTED

    @property
    def percent(self) -> int | None:
        return whole_percent(self.received, self.expected)


@dataclass
class UnitLine:
    """`may_enter`: it has no people of its own, and the reader's are the nearest above, so that
    they act for it."""

    unit: OrganisationUnit
    name: str
    has_people: bool
    may_enter: bool
    came: Came = field(default_factory=Came)
    waiting: list[Waiting] = field(default_factory=list)


@dataclass
class UnitGroup:
    """A unit right below with those further down, or all right below of one kind."""

    key: str
    name: str
    lines: list[UnitLine] = field(default_factory=list)

    @property
    def came(self) -> Came:
        """Of those that owe reports, where there are any."""
        owing = any(line.came.is_owed for line in self.lines)
        return total_of((line.came for line in self.lines), owed=owing)

    @property
    def waits(self) -> int:
        return sum(len(line.waiting) for line in self.lines)


def total_of(came: Iterable[Came], *, owed: bool) -> Came:
    counted = [some for some in came if some.is_owed is owed]
    return Came(
        is_owed=owed,
        expected=sum(some.expected for some in counted),
        received=sum(some.received for some in counted),
        accepted=sum(some.accepted for some in counted),
    )


def years_below(actor: Actor, opened: Mapping[int, Calendar]) -> list[int]:
    """The newest first: those opened in which somebody below has a form, and those with reports;
    three queries. What a province does not ask of its places is no form of theirs. `opened`: as
    far as the reader's unit is concerned."""
    below = descendants(actor.unit).order_by()
    kinds = {unit.kind for unit in below if not unit.is_locality}
    levels = {unit.kind for unit in below if unit.is_locality}
    forms = [form for form in DataSet.objects.all() if kinds.intersection(form.kinds)]
    reports = Report.objects.filter(organisation_unit__in=below.values("pk"), transcribed_from="")
    years = set(reports.order_by().values_list("year", flat=True).distinct())
    years |= {
        year
        for year, calendar in opened.items()
        if any(asked.level in levels for asked in calendar.asked.values())
        or any(form.holds_in(year) for form in forms)
    }
    return sorted(years, reverse=True)


def groups_of_year(
    actor: Actor,
    year: int,
    calendar: Calendar | None,
    waiting: Iterable[Waiting],
    language: str,
) -> list[UnitGroup]:
    """Those right below first, in protocol order; a dozen queries, however many units. Districts
    and communes stand there where they are asked, or have something to be read."""
    below = {unit.pk: unit for unit in descendants(actor.unit) if unit.holds_in(year)}
    waits: dict[int, list[Waiting]] = defaultdict(list)
    for report in waiting:
        if report.revision.report.year == year:
            waits[report.revision.organisation_unit_id].append(report)
    levels = {asked.level for asked in calendar.asked.values()} if calendar else set()
    shown = [
        unit
        for unit in below.values()
        if not unit.is_locality or unit.kind in levels or unit.pk in waits
    ]
    names = unit_names(year, language, below)
    free = set(units_without_people(actor.unit.pk).values_list("pk", flat=True))
    people = units_with_people(below)
    lines = {
        unit.pk: UnitLine(
            unit,
            label(unit, names),
            has_people=unit.pk in people,
            may_enter=unit.pk in free,
            waiting=waits.get(unit.pk, []),
        )
        for unit in shown
    }
    _count(lines, year, calendar)
    groups: dict[str, UnitGroup] = {}
    for unit in shown:
        key, name = _group(unit, below, names)
        groups.setdefault(key, UnitGroup(key, name)).lines.append(lines[unit.pk])
    return list(groups.values())


def _count(lines: Mapping[int, UnitLine], year: int, calendar: Calendar | None) -> None:
    units: Collection[OrganisationUnit] = [line.unit for line in lines.values()]
    for report in owed(units=units, opened={year: calendar}) if calendar else ():
        lines[report.unit.pk].came.add(report)
    for (unit, _form, _period), there in reported([year], unit_ids=list(lines)).items():
        if not lines[unit].came.is_owed:
            lines[unit].came.add_own(there)


def _group(
    unit: OrganisationUnit,
    below: Mapping[int, OrganisationUnit],
    names: Mapping[int, str],
) -> tuple[str, str]:
    """Its key and its name: of the unit right below ours under which it stands, or of its kind
    where it stands there itself."""
    head = unit  # the unit that reads is not among those below
    while head.parent_id is not None and head.parent_id in below:
        head = below[head.parent_id]
    if head != unit:
        return head.code, label(head, names)
    return unit.kind, str(OF_KIND.get(unit.kind, UnitKind(unit.kind).label))
