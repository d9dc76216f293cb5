"""Opens a year to practise on: the people who take its steps, its calendar, and the activities that
its units plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from provinces import people
from provinces.models import LOCALITIES, OrganisationUnit, UnitKind, User
from provinces.people import NobodyHolds
from provinces.queries import province_of, units_of_kinds
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.calendar.queries.asked_places import form_of_level, tables_to_ask
from reporting.calendar.rules.deadlines import USUAL, last_day
from reporting.core.actions.audit import record
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import DeadlineRule, Holiday, PlannedActivity, ReportingYear
from reporting.places.actions import ask
from reporting.practice.actions.invented_action_plans import approve_plans, invented_row
from reporting.practice.rules import invented_texts
from reporting.practice.rules.sizes import chance
from strategies.models import Activity, Table


@dataclass(frozen=True)
class PracticePeople:
    """Officers and approvers by unit, and the Secretariat's: a reviewer, and whoever opens the
    year. A district's and a commune's reports are entered by the people of its province."""

    officers: Mapping[int, User]
    approvers: Mapping[int, User]
    reviewer: User
    opener: User
    secretariat: OrganisationUnit
    provinces: Mapping[int, OrganisationUnit]

    @classmethod
    def found(cls) -> "PracticePeople":
        """Those who hold these roles."""
        localities = units_of_kinds(*LOCALITIES).values_list("pk", flat=True)
        return cls(
            officers=people.holders(Role.DATA_OFFICER),
            approvers=people.holders(Role.APPROVER),
            reviewer=people.reviewer(),
            opener=people.secretary_general(),
            secretariat=OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT),
            provinces=province_of(localities),
        )

    def officer(self, unit: OrganisationUnit) -> User:
        return self._holder(self.officers, unit, Role.DATA_OFFICER)

    def approver(self, unit: OrganisationUnit) -> User:
        return self._holder(self.approvers, unit, Role.APPROVER)

    def _holder(self, holders: Mapping[int, User], unit: OrganisationUnit, role: Role) -> User:
        home = self.provinces.get(unit.pk, unit) if unit.is_locality else unit
        if home.pk not in holders:
            raise NobodyHolds(
                _("Nobody is %(role)s of %(unit)s.") % {"role": role.label, "unit": home}
            )
        return holders[home.pk]

    def decides(self, unit: OrganisationUnit) -> tuple[OrganisationUnit, User]:
        """For whom, and who: a place's reports are decided on by its province."""
        if unit.is_locality:
            province = self.provinces[unit.pk]
            return province, self.approver(province)
        return self.secretariat, self.reviewer

    def opens(self) -> Actor:
        return Actor.at(self.opener, self.secretariat, [Role.SECRETARY_GENERAL])


DAYS_AFTER = 27  # the reports of the last month are in, and the next month has just begun
HOLIDAYS = (
    (1, 1, "International New Year", "ទិវាចូលឆ្នាំសកល"),
    (1, 7, "Victory Day", "ទិវាជ័យជម្នះលើរបបប្រល័យពូជសាសន៍"),
    (4, 14, "Khmer New Year", "ពិធីបុណ្យចូលឆ្នាំថ្មី ប្រពៃណីជាតិ"),
    (4, 15, "Khmer New Year", "ពិធីបុណ្យចូលឆ្នាំថ្មី ប្រពៃណីជាតិ"),
    (4, 16, "Khmer New Year", "ពិធីបុណ្យចូលឆ្នាំថ្មី ប្រពៃណីជាតិ"),
    (5, 1, "Labour Day", "ទិវាពលកម្មអន្តរជាតិ"),
    (6, 18, "The Queen Mother's birthday", "ព្រះរាជពិធីបុណ្យចម្រើនព្រះជន្ម សម្តេចព្រះមហាក្សត្រី"),
    (9, 24, "Constitution Day", "ទិវាប្រកាសរដ្ឋធម្មនុញ្ញ"),
    (10, 5, "Pchum Ben", "ពិធីបុណ្យភ្ជុំបិណ្ឌ"),
    (10, 6, "Pchum Ben", "ពិធីបុណ្យភ្ជុំបិណ្ឌ"),
    (10, 7, "Pchum Ben", "ពិធីបុណ្យភ្ជុំបិណ្ឌ"),
    (11, 9, "Independence Day", "ពិធីបុណ្យឯករាជ្យជាតិ"),
    (11, 18, "Water Festival", "ព្រះរាជពិធីបុណ្យអុំទូក"),
    (11, 19, "Water Festival", "ព្រះរាជពិធីបុណ្យអុំទូក"),
)  # fmt: skip
# By it removal tells these holidays from those that somebody entered.
MARK = f" ({invented_texts.MARK.lower()})"
ACTIVITIES = {UnitKind.MINISTRY: 8, UnitKind.PROVINCE: 7, UnitKind.SECRETARIAT: 10}
FEW_ACTIVITIES = 4
NUMBERS = (Table.Kind.FIXED, Table.Kind.SINGLE)
LOCALITY = {
    ReportingYear.Scale.DISTRICTS.value: UnitKind.DISTRICT,
    ReportingYear.Scale.COMMUNES.value: UnitKind.COMMUNE,
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
            Holiday(date=date(year, month, day), title_en=title + MARK, title_km=khmer)
            for month, day, title, khmer in HOLIDAYS
        ],
        ignore_conflicts=True,
    )
    record("practice.open", f"year:{year}", by=by, until=until, scale=scale, seed=seed)
    return opened


def ask_places(*, by: PracticePeople, year: int, kind: UnitKind) -> None:
    """Every province asks its districts or communes, every month, for all tables of numbers."""
    form = form_of_level(kind, year)
    tables = (
        [table.code for table in tables_to_ask(form, year) if table.kind in NUMBERS] if form else []
    )
    provinces = {province.pk: province for province in by.provinces.values()}
    for province in sorted(provinces.values(), key=lambda unit: unit.position):
        approver = by.approver(province)
        with acting_as(
            role=DatabaseRole.TENANT, organisation_unit_id=province.pk, user_id=approver.pk
        ):
            ask(
                by=Actor.at(approver, province, [Role.APPROVER]),
                year=year,
                level=kind.value,
                period_kind=PeriodKind.MONTH.value,
                tables=tables,
            )


def plan_activities(
    units: Iterable[OrganisationUnit],
    groups: Mapping[str, Sequence[str]],
    year: int,
    seed: int,
    people: PracticePeople | None = None,
) -> dict[str, dict[str, int]]:
    """A few activities for each unit, of the groups that its tables serve, or those groups as a
    whole where no activity has a title: code -> times. `people`: who approve the plans."""
    by_group: dict[str, list[Activity]] = {}
    of_year = Activity.everything.filter(
        group__strategy__plan__first_year__lte=year, group__strategy__plan__last_year__gte=year
    )
    for activity in of_year.select_related("group").order_by("group", "number"):
        if activity.is_asked:
            by_group.setdefault(activity.group.code, []).append(activity)
    rows: dict[OrganisationUnit, list[PlannedActivity]] = {}
    found: dict[str, dict[str, int]] = {}
    for unit in units:
        if unit.is_locality:
            continue
        by = chance(seed, "plan", unit.code)
        known = [code for code in groups.get(unit.code, ()) if code in by_group]
        choice = [activity for code in known or sorted(by_group) for activity in by_group[code]]
        count = ACTIVITIES.get(UnitKind(unit.kind), FEW_ACTIVITIES)
        for activity in by.sample(choice, min(count, len(choice))):
            times = by.choice((4, 6, 12, 12, 24))
            found.setdefault(unit.code, {})[activity.code] = times
            rows.setdefault(unit, []).append(invented_row(unit, activity, year, times, by))
    PlannedActivity.objects.bulk_create(row for planned in rows.values() for row in planned)
    if people is not None:
        approve_plans(
            rows, approvers=people.approvers, reviewer=people.reviewer, year=year, seed=seed
        )
    return found
