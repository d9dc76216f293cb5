"""The plan year by year: a strategy, group or activity in each year that has anything of it, also
where a later plan continues it. Each year costs as many queries as `PlanProgress`, however many
units and activities there are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q

from reporting.consolidation.queries.plan_lines import ActivityLine, UnitProgress
from reporting.consolidation.queries.plan_progress import PlanProgress, plan_years
from reporting.consolidation.rules.activity_sums import (
    ActivitySum,
    Target,
    added,
    added_targets,
    percent_done,
)
from strategies.models import Activity, Plan

MOST_YEARS = 10  # side by side


@dataclass(frozen=True)
class YearLine:
    """What was planned and done of some activities in a year. Where they count in different units
    (`target.mixed`) nothing is added up."""

    year: int
    lines: list[ActivityLine]

    @property
    def rows(self) -> list[ActivityLine]:
        return [line for line in self.lines if line.planned_by]

    @cached_property
    def _units(self) -> list[UnitProgress]:
        return [unit for line in self.lines for unit in line.units]

    @property
    def planned_by(self) -> int:
        return len({unit.unit.pk for unit in self._units if unit.planned})

    @property
    def begun(self) -> int:
        return sum(line.has_begun for line in self.lines)

    @property
    def held_up(self) -> int:
        return sum(line.is_held_up for line in self.lines)

    @property
    def is_empty(self) -> bool:
        return not any(line.units for line in self.lines)

    @cached_property
    def target(self) -> ActivitySum:
        return added_targets(
            Target(unit.planned.target, unit.planned.unit_of_count)
            for unit in self._units
            if unit.planned
        )

    @property
    def quarters(self) -> list[Decimal | None]:
        if self.target.mixed:
            return [None] * 4
        return [added(unit.quarters[place] for unit in self._units) for place in range(4)]

    @property
    def done(self) -> Decimal | None:
        return None if self.target.mixed else added(unit.done for unit in self._units)

    @property
    def percent(self) -> int | None:
        """Only of the units that gave a target, on both sides."""
        done = added(unit.done for unit in self._units if unit.target is not None)
        return percent_done(done, self.target.number)


@dataclass(frozen=True)
class PlanYears:
    """`current` is of the year that the page is of."""

    current: PlanProgress

    @cached_property
    def others(self) -> list[PlanProgress]:
        """The newest first, the current one among them."""
        years = [year for year in plan_years() if year != self.current.year]
        found = [
            PlanProgress(year, self.current.language, unit_ids=self.current.unit_ids)
            for year in years[: MOST_YEARS - 1]
        ]
        return sorted([*found, self.current], key=lambda progress: -progress.year)

    def by_year(self, activities: Collection[Activity]) -> list[YearLine]:
        """Of these activities and of what they continue or are continued by; years without
        anything are left out, but for the one that is looked at."""
        keys = continued(activities)
        lines = [
            YearLine(progress.year, [line for line in progress.lines if line.activity.pk in keys])
            for progress in self.others
        ]
        return [line for line in lines if not line.is_empty or line.year == self.current.year]


def continued(activities: Iterable[Activity]) -> set[int]:
    """With what they continue and what continues them, from plan to plan; two queries a plan."""
    found = {activity.pk for activity in activities}
    new = found
    while new:
        rows = Activity.everything.filter(Q(pk__in=new) | Q(continues__in=new))
        pairs = rows.values_list("pk", "continues_id")
        new = {pk for pair in pairs for pk in pair if pk is not None} - found
        found = found | new
    return found


@dataclass(frozen=True)
class Following:
    """What an activity does with the plan before, and what became of it in a later one."""

    continues: Activity | None
    replaces: Activity | None
    continued_by: list[Activity]
    replaced_by: list[Activity]
    ended_by: Plan | None

    def __bool__(self) -> bool:
        return bool(
            self.continues or self.replaces or self.continued_by or self.replaced_by
            or self.ended_by
        )  # fmt: skip


def following(activity: Activity) -> Following:
    """Three queries at most."""
    plan = "group__strategy__plan"
    before = Activity.everything.select_related(plan).in_bulk(
        [pk for pk in (activity.continues_id, activity.replaces_id) if pk]
    )
    later = Activity.everything.select_related(plan).filter(
        Q(continues=activity) | Q(replaces=activity)
    )
    found = list(later)
    return Following(
        continues=before.get(activity.continues_id or 0),
        replaces=before.get(activity.replaces_id or 0),
        continued_by=[one for one in found if one.continues_id == activity.pk],
        replaced_by=[one for one in found if one.replaces_id == activity.pk],
        ended_by=activity.ended_by,
    )
