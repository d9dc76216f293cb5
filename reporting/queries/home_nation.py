"""The nation on one screen, for a year with a calendar: rates, who is late, where."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from provinces.models import Kind, OrganisationUnit
from provinces.queries import unit_names
from reporting.kernel.calendar import NOT_IN, Standing
from reporting.kernel.completeness import Outcome, Rate, rate, rates
from reporting.kernel.periods import Period, PeriodKind
from reporting.queries.calendar import Calendar, Owed, owed
from reporting.queries.home_inbox import LateUnit, late_units
from reporting.queries.nation import UnitState

KINDS = tuple(PeriodKind)
# A unit is as its worst report of those that are expected by now; the worst first.
WORST = ("overdue", "returned", "in_work", "submitted", "accepted", "nothing_due")


@dataclass(frozen=True)
class KindLine:
    """A kind of unit: its rate over the year so far, and by period (None: nothing is due yet)."""

    kind: str
    title: str
    rate: Rate
    cells: list[tuple[Period, Rate | None]]


class NationYear:
    """What all units owe in one year; eight queries with the late units' people."""

    def __init__(self, calendar: Calendar, language: str) -> None:
        self.calendar = calendar
        self.year = calendar.year
        self.language = language

    @cached_property
    def reports(self) -> list[Owed]:
        return owed(opened={self.year: self.calendar})

    @cached_property
    def names(self) -> dict[int, str]:
        return unit_names(self.year, self.language)

    @cached_property
    def total(self) -> Rate:
        return rate(map(outcome, self.reports))

    @cached_property
    def periods(self) -> list[Period]:
        """By kind and in time."""
        found = {one.period for one in self.reports}
        return sorted(found, key=lambda one: (KINDS.index(one.kind), one.number))

    @cached_property
    def lines(self) -> list[KindLine]:
        by_kind = rates((one.unit.kind, outcome(one)) for one in self.reports)
        cells = rates(((one.unit.kind, one.period), outcome(one)) for one in self.reports)
        return [
            KindLine(
                kind=kind,
                title=str(Kind(kind).label),
                rate=found,
                cells=[(period, _due(cells.get((kind, period)))) for period in self.periods],
            )
            for kind, found in by_kind.items()
        ]

    @cached_property
    def late(self) -> list[LateUnit]:
        return late_units(self.reports, self.language)

    @cached_property
    def submitted(self) -> int:
        return sum(one.placed.standing is Standing.SUBMITTED for one in self.reports)

    @cached_property
    def tiles(self) -> list[UnitState]:
        """The provinces, each as its worst expected report."""
        by_unit: dict[OrganisationUnit, list[Owed]] = defaultdict(list)
        for one in self.reports:
            if one.unit.tile_row is not None:
                by_unit[one.unit].append(one)
        return [
            UnitState(unit, self.names.get(unit.pk, unit.code), worst(some))
            for unit, some in by_unit.items()
        ]


def outcome(one: Owed) -> Outcome:
    """Received: it was signed at least once, also if it went back since."""
    return Outcome(
        expected=one.is_expected,
        received=one.reported is not None and one.reported.came_on is not None,
        on_time=one.came_on_time,
        accepted=one.placed.standing is Standing.ACCEPTED,
    )


def _due(found: Rate | None) -> Rate | None:
    return found if found and found.expected else None


def worst(reports: list[Owed]) -> str:
    states = [_state(one.placed.standing) for one in reports if one.is_expected]
    return min(states, key=WORST.index, default="nothing_due")


def _state(standing: Standing) -> str:
    if standing in (Standing.OVERDUE, Standing.CLOSED):
        return "overdue"
    if standing in (Standing.RETURNED, Standing.REOPENED):
        return "returned"
    if standing in NOT_IN or standing is Standing.PREPARED:
        return "in_work"
    return str(standing.value)
