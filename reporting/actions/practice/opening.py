"""The calendar of a practice year, and what each unit plans to do in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from provinces.models import Kind, OrganisationUnit
from reporting.access import Actor
from reporting.actions.audit import record
from reporting.kernel.calendar import USUAL, last_day
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.practice import words
from reporting.kernel.practice.chance import chance
from reporting.models import DeadlineRule, Holiday, PlannedActivity, ReportingYear
from strategies.models import Activity, DataSet, Table, TableDataSet
from strategies.models.labels import in_year

DAYS_AFTER = 27  # the reports of the last month are in, and the next month has just begun
HOLIDAYS = (
    (1, 1, "International New Year"), (1, 7, "Victory Day"), (4, 14, "Khmer New Year"),
    (4, 15, "Khmer New Year"), (4, 16, "Khmer New Year"), (5, 1, "Labour Day"),
    (6, 18, "The Queen Mother's birthday"), (9, 24, "Constitution Day"), (10, 5, "Pchum Ben"),
    (10, 6, "Pchum Ben"), (10, 7, "Pchum Ben"), (11, 9, "Independence Day"),
    (11, 18, "Water Festival"), (11, 19, "Water Festival"),
)  # fmt: skip
MARK = f" ({words.MARK.lower()})"  # by which removal tells them from holidays that somebody entered
ACTIVITIES = {Kind.MINISTRY: 8, Kind.PROVINCE: 7, Kind.SECRETARIAT: 10}
FEW_ACTIVITIES = 4
LOCALITY = {
    ReportingYear.Scale.DISTRICTS.value: Kind.DISTRICT,
    ReportingYear.Scale.COMMUNES.value: Kind.COMMUNE,
}


def open_year(*, by: Actor, year: int, until: int, scale: str, seed: int) -> ReportingYear:
    """With the usual deadlines; its today is some weeks after the last month that is over."""
    end = last_day(Period(year, PeriodKind.MONTH, until))
    days = DAYS_AFTER if until < 12 else 31
    opened = ReportingYear.objects.create(
        year=year,
        is_practice=True,
        today=end + timedelta(days=days),
        scale=scale,
        seed=seed,
        opened_by=by.user,
    )
    DeadlineRule.objects.bulk_create(
        DeadlineRule(
            reporting_year=opened,
            period_kind=kind.value,
            opens_days=rule.opens_days,
            due_months=rule.due_months,
            due_day=rule.due_day,
            closes_days=rule.closes_days,
        )
        for kind, rule in USUAL.items()
    )
    Holiday.objects.bulk_create(
        [
            Holiday(date=date(year, month, day), title_en=title + MARK)
            for month, day, title in HOLIDAYS
        ],
        ignore_conflicts=True,
    )
    if scale in LOCALITY:
        add_locality_form(year, LOCALITY[scale])
    record("practice.open", f"year:{year}", by=by, until=until, scale=scale, seed=seed)
    return opened


def add_locality_form(year: int, kind: Kind) -> None:
    """What districts or communes fill every month: the committee's tables of numbers."""
    form = DataSet.objects.create(
        code=locality_code(year),
        title_en=f"{words.MARK}: report of a {kind.value}",
        kinds=[kind],
        period_kinds=[PeriodKind.MONTH],
        valid_from=year,
        valid_to=year,
        position=900,
    )
    tables = Table.objects.filter(
        in_year(year), data_sets__code="committee", kind__in=("fixed", "single"), units=[]
    )
    TableDataSet.objects.bulk_create(TableDataSet(table=one, data_set=form) for one in tables)


def locality_code(year: int) -> str:
    return f"locality-{year}"


def plan_activities(
    units: Iterable[OrganisationUnit], groups: Mapping[str, Sequence[str]], year: int, seed: int
) -> dict[str, dict[str, int]]:
    """A few activities for each unit, of the groups that its tables serve: code -> times."""
    by_group: dict[str, list[Activity]] = {}
    for activity in Activity.objects.select_related("group").order_by("group", "number"):
        by_group.setdefault(activity.group.code, []).append(activity)
    rows: list[PlannedActivity] = []
    found: dict[str, dict[str, int]] = {}
    for unit in units:
        if unit.is_locality:
            continue
        by = chance(seed, "plan", unit.code)
        known = [code for code in groups.get(unit.code, ()) if code in by_group]
        choice = [one for code in known or sorted(by_group) for one in by_group[code]]
        count = ACTIVITIES.get(Kind(unit.kind), FEW_ACTIVITIES)
        for activity in by.sample(choice, min(count, len(choice))):
            times = by.choice((4, 6, 12, 12, 24))
            found.setdefault(unit.code, {})[activity.code] = times
            rows.append(_planned(unit, activity, year, times))
    PlannedActivity.objects.bulk_create(rows)
    return found


def _planned(unit: OrganisationUnit, activity: Activity, year: int, times: int) -> PlannedActivity:
    return PlannedActivity(
        organisation_unit=unit,
        activity=activity,
        year=year,
        target=times,
        unit_of_count="event",
        months=list(range(1, 13)),
        note=f"{words.MARK}: an invented target.",
    )
