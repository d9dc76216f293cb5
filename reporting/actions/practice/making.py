"""Makes a year to practise on: opened, planned, and written as the units would have written it."""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.models import OrganisationUnit
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access_errors import Refused
from reporting.actions.practice.opening import open_year, plan_activities
from reporting.actions.practice.people import People
from reporting.actions.practice.writing import Written, write
from reporting.kernel.practice import Fate, Plan, make_plan
from reporting.models import Consolidation, Extension, PlannedActivity, Report, ReportingYear
from reporting.queries.calendar import Owed, calendars, owed
from reporting.queries.practice import LANGUAGE, Catalogue, catalogue_of, ground_of

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """`plan.planted` says what there is to be found."""

    plan: Plan
    written: Written
    seconds: float


@transaction.atomic
def make(
    *,
    by: People,
    year: int,
    until: int = 12,
    scale: str = ReportingYear.Scale.PROVINCES,
    seed: int = 1,
    units: Collection[OrganisationUnit] | None = None,
    counts: dict[Fate, int] | None = None,
    progress: Progress = lambda said: None,
) -> Made:
    """`until`: the last month that is over. `units`: only these, for tests."""
    started = time.monotonic()
    opener = by.opens()
    with (
        override(LANGUAGE),
        acting_as(
            role=DatabaseRole.SECRETARIAT,
            organisation_unit_id=by.secretariat.pk,
            user_id=opener.user.pk,
        ),
    ):
        refuse_real(year)
        open_year(by=opener, year=year, until=until, scale=scale, seed=seed)
        progress(_("Planning"))
        plan, catalogue, asked = _plan(year, until, seed, units, counts)
        progress(_("Writing %(count)d reports") % {"count": len(plan.reports)})
        written = write(plan, people=by, catalogue=catalogue, owed=asked, progress=progress)
    return Made(plan, written, time.monotonic() - started)


def refuse_real(year: int) -> None:
    """The database refuses it too (migration 0005)."""
    if ReportingYear.objects.filter(year=year, is_practice=True).exists():
        raise Refused(
            _("%(year)d is a year to practise on already. Remove it first.") % {"year": year}
        )
    real = (
        ReportingYear.objects.filter(year=year),
        Report.objects.filter(year=year),
        PlannedActivity.objects.filter(year=year),
        Consolidation.objects.filter(year=year),
        Extension.objects.filter(period_key__gte=year * 100, period_key__lt=(year + 1) * 100),
    )
    if any(rows.exists() for rows in real):
        raise Refused(
            _("%(year)d is a real year: it has a calendar, plans or reports.") % {"year": year}
        )


def _plan(
    year: int,
    until: int,
    seed: int,
    units: Collection[OrganisationUnit] | None,
    counts: dict[Fate, int] | None,
) -> tuple[Plan, Catalogue, Sequence[Owed]]:
    asked = owed([year], units=units)
    catalogue = catalogue_of(year)
    reporters = {one.unit.pk: one.unit for one in asked}
    groups = {unit.code: _groups(unit, asked, catalogue) for unit in reporters.values()}
    activities = plan_activities(reporters.values(), groups, year, seed)
    calendar = calendars([year])[year]
    ground = ground_of(calendar, asked, catalogue, activities, until=until, seed=seed)
    return make_plan(ground, counts), catalogue, asked


def _groups(unit: OrganisationUnit, asked: Iterable[Owed], catalogue: Catalogue) -> list[str]:
    """The activity groups that the unit's tables serve."""
    forms = {one.data_set.code for one in asked if one.unit.pk == unit.pk}
    return sorted(
        {
            group
            for form in forms
            for table in catalogue.forms[form]
            if not table.units or unit.code in table.units
            for group in table.activity_groups
        }
    )
