"""Lines of the plan's progress: a unit and an activity, an activity over its units, a group."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from provinces.models import OrganisationUnit
from reporting.consolidation.queries.chosen_reports import ChosenRevision
from reporting.models import ActivityProgress, PlannedActivity
from reporting.monitoring.rules import ActivitySum, Target, added, added_targets, percent_done
from strategies.models import Activity, ActivityGroup

Status = ActivityProgress.Status


@dataclass(frozen=True)
class UnitProgress:
    """One unit and one activity. `quarters` and `done`: times, of accepted reports;
    `with_submitted`: with those that wait to be read. `status` and `obstacle` are the newest, from
    the report `said_in`."""

    unit: OrganisationUnit
    name: str
    activity: Activity
    planned: PlannedActivity | None
    quarters: tuple[Decimal | None, ...]
    done: Decimal | None
    with_submitted: Decimal | None
    status: str
    obstacle: str
    said_in: ChosenRevision | None

    @property
    def target(self) -> Decimal | None:
        return self.planned.target if self.planned else None

    @property
    def percent(self) -> int | None:
        return percent_done(self.done, self.target)

    @property
    def is_held_up(self) -> bool:
        return self.status == Status.HELD_UP

    @property
    def has_begun(self) -> bool:
        return bool(self.done) or self.status in (Status.GOING_ON, Status.DONE, Status.HELD_UP)


@dataclass(frozen=True)
class ActivityLine:
    """An activity over all the units that planned it or reported on it."""

    activity: Activity
    units: list[UnitProgress] = field(default_factory=list)

    @property
    def planned_by(self) -> int:
        return sum(unit.planned is not None for unit in self.units)

    @cached_property
    def target(self) -> ActivitySum:
        return added_targets(
            Target(unit.planned.target, unit.planned.unit_of_count)
            for unit in self.units
            if unit.planned
        )

    @property
    def quarters(self) -> list[Decimal | None]:
        return [added(unit.quarters[place] for unit in self.units) for place in range(4)]

    @property
    def done(self) -> Decimal | None:
        return added(unit.done for unit in self.units)

    @property
    def with_submitted(self) -> Decimal | None:
        return added(unit.with_submitted for unit in self.units)

    @property
    def percent(self) -> int | None:
        """Only of the units that gave a target, on both sides."""
        done = added(unit.done for unit in self.units if unit.target is not None)
        return percent_done(done, self.target.number)

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """How many units say what, in the order of the statuses."""
        counted = Counter(unit.status for unit in self.units if unit.status)
        return [(str(status.label), counted[status]) for status in Status if counted[status]]

    @property
    def has_begun(self) -> bool:
        return any(unit.has_begun for unit in self.units)

    @property
    def is_held_up(self) -> bool:
        return any(unit.is_held_up for unit in self.units)


@dataclass(frozen=True)
class GroupLine:
    group: ActivityGroup
    lines: list[ActivityLine]

    @property
    def planned(self) -> int:
        return sum(line.planned_by > 0 for line in self.lines)

    @property
    def begun(self) -> int:
        return sum(line.has_begun for line in self.lines)

    @property
    def held_up(self) -> int:
        return sum(line.is_held_up for line in self.lines)

    @property
    def whole(self) -> ActivityLine | None:
        """What is planned and done of the group as a whole, where anything is."""
        first = self.lines[0] if self.lines else None
        return first if first and first.activity.is_whole_group else None

    @property
    def activities(self) -> list[ActivityLine]:
        return [line for line in self.lines if not line.activity.is_whole_group]

    @property
    def unplanned(self) -> list[Activity]:
        """None where the group as a whole is planned."""
        if self.whole and self.whole.planned_by:
            return []
        return [line.activity for line in self.lines if not line.planned_by]
