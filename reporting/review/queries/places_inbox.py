"""The reports of the districts and communes below a province, grouped by district: how many came,
and which wait to be read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import descendants, label, unit_names
from provinces.tenancy.middleware import places_without_people
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Calendar, Owed, owed
from reporting.calendar.rules import ReportStatus
from reporting.review.queries.inbox import Waiting, waiting


@dataclass
class Came:
    """Of the reports that are due by now. `received`: signed at least once."""

    expected: int = 0
    received: int = 0
    accepted: int = 0

    def add(self, report: Owed) -> None:
        if report.is_expected:
            self.expected += 1
            self.received += bool(report.reported and report.reported.came_on)
            self.accepted += report.placed.status is ReportStatus.ACCEPTED

    @property
    def percent(self) -> int | None:
        return round(100 * self.received / self.expected) if self.expected else None


@dataclass
class PlaceLine:
    """`may_enter`: it has no people of its own, so those of the province act for it."""

    unit: OrganisationUnit
    name: str
    may_enter: bool
    came: Came = field(default_factory=Came)
    waiting: list[Waiting] = field(default_factory=list)


@dataclass
class PlaceGroup:
    """A district with its communes; where districts report themselves, all of them together."""

    unit: OrganisationUnit
    name: str
    came: Came = field(default_factory=Came)
    places: list[PlaceLine] = field(default_factory=list)

    @property
    def waits(self) -> int:
        return sum(len(line.waiting) for line in self.places)


def places_of_year(actor: Actor, calendar: Calendar, language: str) -> list[PlaceGroup]:
    """In protocol order; a dozen queries, however many places."""
    units = {unit.pk: unit for unit in descendants(actor.unit)}
    asked = calendar.asked.get(actor.unit.pk)
    if asked is None:
        return []
    places = [unit for unit in units.values() if unit.kind == asked.level]
    names = unit_names(calendar.year, language, units)
    free = set(places_without_people(actor.unit.pk).values_list("pk", flat=True))
    waits = _waiting(actor, calendar, language)
    lines = {
        unit.pk: PlaceLine(
            unit, label(unit, names), unit.pk in free, waiting=waits.get(unit.pk, [])
        )
        for unit in places
    }
    groups: dict[int, PlaceGroup] = {}
    names[actor.unit.pk] = _("Districts")
    for unit in places:
        head = _head(unit, units, actor.unit)
        group = groups.setdefault(head.pk, PlaceGroup(head, label(head, names)))
        group.places.append(lines[unit.pk])
    for report in owed(units=places, opened={calendar.year: calendar}):
        lines[report.unit.pk].came.add(report)
        groups[_head(report.unit, units, actor.unit).pk].came.add(report)
    return sorted(groups.values(), key=lambda group: (group.unit.position, group.unit.code))


def _head(
    unit: OrganisationUnit, units: Mapping[int, OrganisationUnit], province: OrganisationUnit
) -> OrganisationUnit:
    """Under whom a place stands on the page."""
    if unit.kind == UnitKind.DISTRICT or unit.parent_id is None:
        return province
    return units.get(unit.parent_id, province)


def _waiting(actor: Actor, calendar: Calendar, language: str) -> dict[int, list[Waiting]]:
    found: dict[int, list[Waiting]] = defaultdict(list)
    for report in waiting(actor, language, {calendar.year: calendar}):
        if report.revision.report.year == calendar.year:
            found[report.revision.organisation_unit_id].append(report)
    return found


def total_of(groups: list[PlaceGroup]) -> Came:
    return Came(
        expected=sum(group.came.expected for group in groups),
        received=sum(group.came.received for group in groups),
        accepted=sum(group.came.accepted for group in groups),
    )
