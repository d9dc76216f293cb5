"""The activities of the plan: which a unit has chosen, how far it is with each, and the groups of
activities that a paragraph may belong to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.checks.rules.table_rules import Finding
from reporting.core.queries.period_words import joined, short_month
from reporting.entry.component_periods.queries.accepted_components import accepted_beside
from reporting.entry.page.rules.activity_progress import Progress, check_activity
from reporting.kernel.coverage import coverage_before
from reporting.models import ActivityProgress, PlannedActivity, Report, Revision
from strategies.models import Activity, ActivityGroup, Table
from strategies.models.cells import UnitOfCount

MONTHS = range(1, 13)


@dataclass(frozen=True)
class AssignedActivity:
    """An activity in a report; `planned` is None where it left the plan after it was reported."""

    activity: Activity
    planned: PlannedActivity | None
    progress: Progress


def assigned(revision: Revision) -> list[AssignedActivity]:
    """In the order of the plan; two queries, and two more where there is any. Of an activity
    without a title nobody is asked: what was said of it stays, its group carries the plan."""
    report = revision.report
    said = {
        progress.activity_id: progress
        for progress in ActivityProgress.objects.filter(revision=revision).select_related(
            "activity__group"
        )
    }
    planned = {
        row.activity_id: row
        for row in PlannedActivity.objects.filter(
            organisation_unit_id=report.organisation_unit_id, year=report.year
        ).select_related("activity__group")
        if row.activity.is_asked or row.activity_id in said
    }
    if not planned and not said:
        return []
    so_far = _so_far(report)
    activities = {pk: row.activity for pk, row in (planned | said).items()}
    return [
        _assigned(activity, planned.get(pk), said.get(pk), so_far.get(pk, Decimal(0)))
        for pk, activity in sorted(activities.items(), key=lambda pair: _place(pair[1]))
    ]


def _place(activity: Activity) -> list[int]:
    return [int(part) for part in activity.code.split(".") if part.isdigit()]


def _assigned(
    activity: Activity,
    planned: PlannedActivity | None,
    said: ActivityProgress | None,
    so_far: Decimal,
) -> AssignedActivity:
    progress = Progress(
        code=activity.code,
        status=said.status if said else "",
        times=said.times_done if said else None,
        obstacle=said.obstacle if said else "",
        target=planned.target if planned else None,
        so_far=so_far,
    )
    return AssignedActivity(activity, planned, progress)


def _so_far(report: Report) -> dict[int, Decimal]:
    """Times done in the accepted reports on the months before this one, no month twice."""
    accepted = accepted_beside(report)
    chosen = coverage_before(report.period, accepted)
    rows = (
        ActivityProgress.objects.filter(revision__in=[accepted[period] for period in chosen.chosen])
        .values_list("activity_id")
        .annotate(times=Sum("times_done"))
    )
    return {pk: times or Decimal(0) for pk, times in rows.order_by("activity_id")}


def activity_findings(activities: Iterable[AssignedActivity]) -> list[Finding]:
    return [finding for activity in activities for finding in check_activity(activity.progress)]


def groups_of_year(year: int) -> list[ActivityGroup]:
    """Of the plan that holds in this year, in its order; one query."""
    return list(
        ActivityGroup.objects.filter(
            strategy__plan__first_year__lte=year, strategy__plan__last_year__gte=year
        )
        .select_related("strategy")
        .order_by("strategy__number", "number")
    )


def groups_offered(tables: Iterable[Table], year: int) -> dict[str, dict[str, str]]:
    """Of each table of text: those that it serves, else those that its section serves, else all;
    code -> title."""
    chosen = list(tables)
    titles = {group.code: group.title for group in groups_of_year(year)}
    served: dict[int, set[str]] = defaultdict(set)
    for table in chosen:
        served[table.section_id] |= set(table.activity_groups)
    found = {}
    for table in chosen:
        if table.kind == Table.Kind.NARRATIVE:
            wanted = set(table.activity_groups) or served[table.section_id]
            own = {code: title for code, title in titles.items() if code in wanted}
            found[table.code] = own or titles
    return found


def planned_by(unit: OrganisationUnit, year: int) -> list[PlannedActivity]:
    """In the order of the plan; one query."""
    return list(
        PlannedActivity.objects.filter(organisation_unit=unit, year=year)
        .select_related("activity__group")
        .order_by("activity__group__strategy__number", "activity__group__number",
                  "activity__number")
    )  # fmt: skip


def activities_of_year(year: int) -> list[Activity]:
    """Of the plan that holds in this year, in its order; each group as a whole before its own. One
    query."""
    return list(
        Activity.everything.filter(
            group__strategy__plan__first_year__lte=year,
            group__strategy__plan__last_year__gte=year,
        )
        .select_related("group")
        .order_by("group__strategy__number", "group__number", "number")
    )


def activities_of(group: str, year: int) -> list[Activity]:
    """The group as a whole first."""
    return list(
        Activity.everything.filter(
            group__code=group,
            group__strategy__plan__first_year__lte=year,
            group__strategy__plan__last_year__gte=year,
        )
        .select_related("group")
        .order_by("number")
    )


def activity_title(activity: Activity, language: str) -> str:
    """In the reader's language, else in the one that there is; "" where it is not known yet."""
    if activity.is_whole_group:
        return activity.group.title_in(language)
    if language.startswith("km") and activity.title_km:
        return activity.title_km
    return activity.title_en or activity.title_km


def status_words(status: str) -> str:
    return str(ActivityProgress.Status(status).label) if status else ""


def months_words(months: Iterable[int]) -> str:
    chosen = sorted({month for month in months if month in MONTHS})
    if len(chosen) == len(MONTHS):
        return _("the whole year")
    return joined(short_month(month) for month in chosen)


def count_words(unit_of_count: str) -> str:
    """“times” for `event`; what an action plan wrote itself stays as it is."""
    if unit_of_count in UnitOfCount.values:
        return str(UnitOfCount(unit_of_count).label)
    return unit_of_count


def planned_words(planned: PlannedActivity | None) -> str:
    """What the unit has planned of it, apart from the number."""
    if planned is None:
        return _("not planned")
    if planned.target is None:
        return _("planned, without a number")
    return count_words(planned.unit_of_count)
