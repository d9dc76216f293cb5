"""Progress of the plan in a year: what the units planned, what their reports say was done, and what
holds them up. Six queries, however many units and activities there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cached_property

from django.db import connection
from django.db.models import Prefetch

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.consolidation.queries.chosen_reports import (
    ACCEPTED,
    ChosenRevision,
    added_up,
    newest,
    shares,
    sources,
)
from reporting.consolidation.queries.plan_lines import (
    ActivityLine,
    GroupLine,
    UnitProgress,
    quarters,
)
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import ActivityProgress, Consolidation, PlannedActivity, Report, ReportingYear
from strategies.models import Activity, ActivityGroup, Plan, Section
from strategies.models.labels import in_year

Key = tuple[int, int]  # unit, activity
Totals = dict[Key, dict[Period, Decimal]]


class PlanProgress:
    """Of everybody whom the reader may see, or of these units. `consolidation`: as far as the
    reports say that it was made from, in its period, whatever was accepted since."""

    def __init__(
        self,
        year: int,
        language: str,
        *,
        unit_ids: Collection[int] | None = None,
        consolidation: Consolidation | None = None,
    ) -> None:
        self.year, self.language, self.unit_ids = year, language, unit_ids
        self.consolidation = consolidation
        self.whole = consolidation.period if consolidation else Period(year, PeriodKind.YEAR)

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
        return {
            (row.organisation_unit_id, row.activity_id): row
            for row in rows
            if self._is_for_now(row.months)
        }

    def _is_for_now(self, months: Collection[int]) -> bool:
        """No months: at any time of the year."""
        inside = {month for _year, month in self.whole.months}
        return not months or not inside.isdisjoint(months)

    @cached_property
    def _sources(self) -> list[ChosenRevision]:
        if self.consolidation is not None:
            return added_up(self.consolidation)
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


PLAN_STAMP = """
SELECT coalesce(md5(string_agg(said, E'\\n' ORDER BY said)), '') FROM (
    SELECT concat_ws('|', organisation_unit_id, activity_id, target, unit_of_count, months, budget,
        currency, budget_source) AS said
    FROM reporting_plannedactivity WHERE year = %(year)s
    UNION ALL
    SELECT concat_ws('|', 'target', indicator_id, year, value) FROM reporting_indicatortarget
    WHERE NOT is_draft
    UNION ALL
    SELECT concat_ws('|', 'title', id, title_en, title_km, confirmed) FROM strategies_activity
    WHERE title_en <> '' OR title_km <> ''
) parts
"""


def plan_stamp(year: int) -> str:
    """Says from which action plans, targets and titles a chapter on the plan was made; "" where
    the report of the year has none. Two queries."""
    if not Section.objects.filter(in_year(year)).exclude(generated="").exists():
        return ""
    with connection.cursor() as cursor:
        cursor.execute(PLAN_STAMP, {"year": year})
        [(stamp,)] = cursor.fetchall()
    return str(stamp)[:12]
