"""Which reports are owed, when each is due, and what status each has today.

The number of queries never depends on how many units, reports or years there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from provinces.models import LOCALITIES, OrganisationUnit, UnitClosure
from provinces.queries import province_of
from reporting.calendar.queries.reported import Reported, reported
from reporting.calendar.rules.deadlines import Dates, ExplainedStatus, Rule, dates, place
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import ReportingYear
from strategies.models import DataSet

# Read with every page and every save: one statement. Of several extensions the last one holds.
CALENDARS = """
SELECT opened.year, opened.today, opened.is_practice, opened.cut_off,
       (SELECT coalesce(json_agg(json_build_array(
                   rule.data_set_id, rule.period_kind, rule.due_day, rule.due_months,
                   rule.opens_days, rule.closes_days, rule.owed)), '[]')
        FROM reporting_deadlinerule rule WHERE rule.reporting_year_id = opened.id),
       (SELECT coalesce(array_agg(date), '{}') FROM reporting_holiday),
       (SELECT coalesce(json_agg(json_build_array(
                   given.organisation_unit_id, given.data_set_id, given.period_key, given.due_on)
                   ORDER BY given.at, given.id), '[]')
        FROM reporting_extension given
        WHERE given.period_key / 100 = opened.year
          AND (%(units)s::bigint[] IS NULL OR given.organisation_unit_id = ANY (%(units)s))),
       (SELECT coalesce(json_agg(json_build_array(
                   asked.organisation_unit_id, asked.level, asked.period_kind, asked.tables,
                  asked.first_month)), '[]')
        FROM reporting_askedplaces asked
        WHERE asked.year = opened.year
          AND (%(units)s::bigint[] IS NULL OR asked.organisation_unit_id IN (
                   SELECT ancestor_id FROM provinces_unitclosure
                   WHERE descendant_id = ANY (%(units)s))))
FROM reporting_reportingyear opened
WHERE %(years)s::int[] IS NULL OR opened.year = ANY (%(years)s)
ORDER BY opened.year DESC
"""
ExtensionKey = tuple[int, int | None, int]  # unit, form (None: every one), period


@dataclass(frozen=True)
class Asked:
    """What a province asks of its places: of which kind, how often, which tables, from which
    month on."""

    level: str
    period_kind: str
    tables: frozenset[str]
    first_month: int = 1

    def asks_for(self, period: Period) -> bool:
        return period.kind.value == self.period_kind and period.months[-1][1] >= self.first_month


@dataclass(frozen=True)
class Calendar:
    """One opened year. `today` is the practice year's own day where it is one; `asked`: by the
    province, what it asks of its districts or communes."""

    year: int
    today: date
    is_practice: bool
    cut_off: date | None
    rules: dict[tuple[int | None, PeriodKind], Rule]
    holidays: frozenset[date]
    extensions: dict[ExtensionKey, date] = field(default_factory=dict)
    asked: dict[int, Asked] = field(default_factory=dict)
    # Days and periods are the same for most units: each is worked out once.
    _days: dict[tuple[int, Period], Dates | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _periods: dict[int, list[Period]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _placed: dict[tuple[Dates, str | None, bool, int, bool], ExplainedStatus] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def rule(self, data_set_id: int, kind: PeriodKind) -> Rule | None:
        return self.rules.get((data_set_id, kind)) or self.rules.get((None, kind))

    def dates(self, unit_id: int, data_set_id: int, period: Period) -> Dates | None:
        """None where no rule speaks of such a period."""
        extension = self.extensions.get((unit_id, data_set_id, period.key))
        extension = extension or self.extensions.get((unit_id, None, period.key))
        if extension is not None:
            return self._dates(data_set_id, period, extension)
        key = (data_set_id, period)
        if key not in self._days:
            self._days[key] = self._dates(data_set_id, period, None)
        return self._days[key]

    def _dates(self, data_set_id: int, period: Period, extension: date | None) -> Dates | None:
        rule = self.rule(data_set_id, period.kind)
        if rule is None:
            return None
        return dates(
            period, rule, holidays=self.holidays, cut_off=self.cut_off, extension=extension
        )

    def periods(self, data_set: DataSet) -> list[Period]:
        """Those that the form owes in this year, in time."""
        if data_set.pk not in self._periods:
            self._periods[data_set.pk] = sorted(self._owed_periods(data_set))
        return self._periods[data_set.pk]

    def periods_of(
        self, unit: OrganisationUnit, data_set: DataSet, province: int | None
    ) -> list[Period]:
        """Those that this unit owes: a district or a commune what its province asks for."""
        if not unit.is_locality:
            return self.periods(data_set)
        asked = self.asked.get(province) if province else None
        if asked is None or asked.level != unit.kind:
            return []
        return [owed for owed in self.periods(data_set) if asked.asks_for(owed)]

    def placed(
        self, when: Dates, there: Reported | None, *, below: bool = False
    ) -> ExplainedStatus:
        """Where such a report stands today; `below`: of a unit below another reporter."""
        state, reopened, number = None, False, 1
        if there is not None:
            state, reopened, number = there.state, there.reopened, there.number
        key = (when, state, reopened, number, below)
        if key not in self._placed:
            self._placed[key] = place(
                state, when, self.today, reopened=reopened, revision=number, below=below
            )
        return self._placed[key]

    def _owed_periods(self, data_set: DataSet) -> list[Period]:
        return [
            Period(self.year, kind, number)
            for kind in PeriodKind
            if kind.value in data_set.period_kinds
            and (rule := self.rule(data_set.pk, kind)) is not None
            and rule.owed
            for number in range(1, COUNT[kind] + 1)
        ]


COUNT = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.SEMESTER: 2,
    PeriodKind.TEN_MONTH: 1,
    PeriodKind.YEAR: 1,
}


def calendars(
    years: Collection[int] | None = None, *, unit_ids: Collection[int] | None = None
) -> dict[int, Calendar]:
    """The opened years (all of them, or those named), newest first; one query."""
    wanted = {
        "years": None if years is None else list(years),
        "units": None if unit_ids is None else list(unit_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(CALENDARS, wanted)
        found = cursor.fetchall()
    return {
        year: Calendar(
            year=year,
            today=today or timezone.localdate(),
            is_practice=is_practice,
            cut_off=cut_off,
            rules={(form, PeriodKind(kind)): Rule(*numbers) for form, kind, *numbers in rules},
            holidays=frozenset(holidays),
            extensions={
                (unit, form, key): date.fromisoformat(day) for unit, form, key, day in extensions
            },
            asked={
                unit: Asked(level, kind, frozenset(tables), first_month)
                for unit, level, kind, tables, first_month in asked
            },
        )
        for year, today, is_practice, cut_off, rules, holidays, extensions, asked in found
    }


def calendar_of(year: int, *, unit_ids: Collection[int] | None = None) -> Calendar | None:
    return calendars([year], unit_ids=unit_ids).get(year)


def today_of(year: int) -> date:
    """Today, or what day it is in that year to practise on."""
    own = ReportingYear.objects.filter(year=year).values_list("today", flat=True).first()
    return own or timezone.localdate()


def now_of(year: int) -> datetime:
    """This moment; in a year to practise on, this time of its own day."""
    now = timezone.localtime()
    own = ReportingYear.objects.filter(year=year).values_list("today", flat=True).first()
    return now.replace(year=own.year, month=own.month, day=own.day) if own else now


@dataclass(frozen=True)
class Owed:
    """A report that a unit owes: its dates, what there is of it, and where it stands."""

    unit: OrganisationUnit
    data_set: DataSet
    period: Period
    dates: Dates
    reported: Reported | None
    placed: ExplainedStatus
    today: date

    @property
    def came_on_time(self) -> bool:
        came = self.reported.came_on if self.reported else None
        return came is not None and self.dates.is_on_time(came)

    @property
    def is_expected(self) -> bool:
        """Due by now: what a reporting rate is a rate of."""
        return self.dates.due <= self.today


def owed(
    years: Collection[int] | None = None,
    *,
    units: Iterable[OrganisationUnit] | None = None,
    opened: Mapping[int, Calendar] | None = None,
    forms: Sequence[DataSet] | None = None,
) -> list[Owed]:
    """What the units (all that owe, in protocol order, or those given) owe in the opened years:
    a unit's reports together, year by year in time; five queries, or four where the calendars
    are there already (`opened`, which then says the years too), one where there are districts or
    communes among them, and one where the units came without those above them."""
    forms = list(DataSet.objects.filter(owed=True)) if forms is None else forms
    given = None if units is None else list(units)
    ids = None if given is None else [unit.pk for unit in given]
    if opened is None:
        opened = calendars(years, unit_ids=ids)
    asked = _units_of(forms, opened.values()) if given is None else given
    prefetch_related_objects(asked, "parent")  # whom it stands below, where that is not known yet
    places = [unit.pk for unit in asked if unit.is_locality]
    province = province_of(places) if places else {}
    there = reported(opened, unit_ids=ids)
    return [
        _owed(unit, form, period, calendar, there.get((unit.pk, form.pk, period.key)))
        for unit in asked
        for _year, calendar in sorted(opened.items())
        for form in forms
        if unit.holds_in(calendar.year)
        and form.holds_in(calendar.year)
        and form.is_filled_by(unit.code, unit.kind)
        for period in calendar.periods_of(unit, form, _pk(province.get(unit.pk)))
    ]


def _pk(unit: OrganisationUnit | None) -> int | None:
    return unit.pk if unit else None


def _units_of(forms: Sequence[DataSet], opened: Iterable[Calendar]) -> list[OrganisationUnit]:
    """Of the districts and communes only those that are asked in one of the years."""
    kinds = {kind for form in forms for kind in form.kinds if kind not in LOCALITIES}
    asked: dict[str, set[int]] = defaultdict(set)
    for calendar in opened:
        for province, places in calendar.asked.items():
            asked[places.level].add(province)
    wanted = Q(kind__in=kinds)
    for level, provinces in asked.items():
        below = UnitClosure.objects.filter(ancestor__in=provinces).values("descendant")
        wanted |= Q(kind=level, pk__in=below)
    rows = OrganisationUnit.objects.filter(wanted).select_related("parent")
    return list(rows.order_by("position", "code"))


def _owed(
    unit: OrganisationUnit,
    form: DataSet,
    period: Period,
    calendar: Calendar,
    there: Reported | None,
) -> Owed:
    when = calendar.dates(unit.pk, form.pk, period)
    assert when is not None  # a period is owed only by a rule
    placed = calendar.placed(when, there, below=unit.stands_below)
    return Owed(unit, form, period, when, there, placed, calendar.today)
