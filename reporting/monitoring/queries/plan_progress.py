"""Progress of the plan in a year: what the units planned, what their reports say was done, and what
holds them up. Six queries, however many units and activities there are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.consolidation.queries.chosen_reports import (
    ACCEPTED,
    ChosenRevision,
    newest,
    shares,
    sources,
)
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import ActivityProgress, PlannedActivity, Report, ReportingYear
from reporting.monitoring.rules import ActivitySum, Target, added, added_targets, percent_done
from strategies.models import Activity, ActivityGroup, Plan

Status = ActivityProgress.Status


def quarters(year: int) -> list[Period]:
    return [Period(year, PeriodKind.QUARTER, number) for number in range(1, 5)]


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


Key = tuple[int, int]  # unit, activity
Totals = dict[Key, dict[Period, Decimal]]


class PlanProgress:
    """Of everybody whom the reader may see, or of these units."""

    def __init__(
        self, year: int, language: str, *, unit_ids: Collection[int] | None = None
    ) -> None:
        self.year, self.language, self.unit_ids = year, language, unit_ids
        self.whole = Period(year, PeriodKind.YEAR)

    @cached_property
    def plan(self) -> Plan | None:
        found = Plan.objects.filter(first_year__lte=self.year, last_year__gte=self.year)
        rows = Activity.everything.select_related("group")
        activities = Prefetch("strategies__groups__activities", rows, to_attr="rows_of_plan")
        return found.prefetch_related(activities).first()

    @cached_property
    def planned(self) -> dict[Key, PlannedActivity]:
        rows = PlannedActivity.objects.filter(year=self.year)
        if self.unit_ids is not None:
            rows = rows.filter(organisation_unit_id__in=self.unit_ids)
        return {(row.organisation_unit_id, row.activity_id): row for row in rows}

    @cached_property
    def _sources(self) -> list[ChosenRevision]:
        return sources([self.year], unit_ids=self.unit_ids, with_submitted=True)

    @cached_property
    def _said(self) -> dict[int, list[ActivityProgress]]:
        """Revision -> what it says of its activities."""
        found: dict[int, list[ActivityProgress]] = defaultdict(list)
        ids = {source.revision_id for source in self._sources}
        for row in ActivityProgress.objects.filter(revision_id__in=ids).order_by("pk"):
            found[row.revision_id].append(row)
        return found

    def _times(self, found: Iterable[ChosenRevision], buckets: list[Period]) -> Totals:
        totals: Totals = defaultdict(dict)
        for share in shares(found, buckets):
            for row in self._said[share.source.revision_id]:
                if row.times_done is not None:
                    by_bucket = totals[row.organisation_unit_id, row.activity_id]
                    before = by_bucket.get(share.bucket, Decimal(0))
                    by_bucket[share.bucket] = before + row.times_done
        return totals

    @cached_property
    def _accepted(self) -> Totals:
        accepted = [source for source in self._sources if source.state == ACCEPTED]
        return self._times(accepted, [*quarters(self.year), self.whole])

    @cached_property
    def _with_submitted(self) -> Totals:
        return self._times(self._sources, [self.whole])

    @cached_property
    def _newest(self) -> dict[Key, tuple[ChosenRevision, ActivityProgress]]:
        """What was said last: the report that ends last, of two the longer."""
        found: dict[Key, tuple[ChosenRevision, ActivityProgress]] = {}
        in_time = sorted(
            newest(self._sources), key=lambda source: (source.last_month, len(source.period.months))
        )
        for source in in_time:
            for row in self._said[source.revision_id]:
                if row.status or row.obstacle:
                    found[row.organisation_unit_id, row.activity_id] = source, row
        return found

    @cached_property
    def units(self) -> dict[int, OrganisationUnit]:
        """Those that planned or reported something, in protocol order."""
        ids = {unit for unit, _activity in self._keys}
        rows = OrganisationUnit.objects.filter(pk__in=ids).order_by("position", "code")
        return {unit.pk: unit for unit in rows}

    @cached_property
    def names(self) -> dict[int, str]:
        return unit_names(self.year, self.language)

    @cached_property
    def _keys(self) -> set[Key]:
        return {*self.planned, *self._accepted, *self._with_submitted, *self._newest}

    @cached_property
    def by_activity(self) -> dict[int, list[UnitProgress]]:
        activities = {activity.pk: activity for activity in self.activities}
        order = {pk: place for place, pk in enumerate(self.units)}
        found: dict[int, list[UnitProgress]] = defaultdict(list)
        for unit, activity in sorted(self._keys, key=lambda key: (order[key[0]], key[1])):
            if activity in activities:
                found[activity].append(self._progress(unit, activities[activity]))
        return found

    def _progress(self, unit: int, activity: Activity) -> UnitProgress:
        key = unit, activity.pk
        source, said = self._newest.get(key, (None, None))
        accepted = self._accepted.get(key, {})
        return UnitProgress(
            unit=self.units[unit],
            name=self.names.get(unit, self.units[unit].code),
            activity=activity,
            planned=self.planned.get(key),
            quarters=tuple(accepted.get(quarter) for quarter in quarters(self.year)),
            done=accepted.get(self.whole),
            with_submitted=self._with_submitted.get(key, {}).get(self.whole),
            status=said.status if said else "",
            obstacle=said.obstacle if said else "",
            said_in=source,
        )

    @cached_property
    def activities(self) -> list[Activity]:
        return [activity for group in self._groups for activity in _rows_of(group)]

    @property
    def _groups(self) -> list[ActivityGroup]:
        if self.plan is None:
            return []
        return [group for strategy in self.plan.strategies.all() for group in strategy.groups.all()]

    @cached_property
    def groups(self) -> list[GroupLine]:
        """Every group of the plan with all its activities; the group as a whole comes first, where
        anybody planned it or reported on it."""
        return [
            GroupLine(
                group,
                [
                    ActivityLine(activity, self.by_activity[activity.pk])
                    for activity in _rows_of(group)
                    if not activity.is_whole_group or activity.pk in self.by_activity
                ],
            )
            for group in self._groups
        ]

    @property
    def lines(self) -> list[ActivityLine]:
        return [line for group in self.groups for line in group.lines]

    @cached_property
    def everything(self) -> list[UnitProgress]:
        return [unit for line in self.lines for unit in line.units]

    @property
    def held_up(self) -> list[UnitProgress]:
        """What does not get on, or what says an obstacle."""
        return [unit for unit in self.everything if unit.is_held_up or unit.obstacle]


def _rows_of(group: ActivityGroup) -> list[Activity]:
    """With the row that stands for the group as a whole."""
    found: list[Activity] = group.rows_of_plan  # type: ignore[attr-defined]  # prefetched
    return found


def plan_years() -> list[int]:
    """Two queries."""
    known = ReportingYear.objects.values_list("year", flat=True).union(
        PlannedActivity.objects.values_list("year", flat=True),
        Report.objects.values_list("year", flat=True),
    )
    spans = list(Plan.objects.values_list("first_year", "last_year"))
    found = {year for year in known if any(first <= year <= last for first, last in spans)}
    return sorted(found, reverse=True)
