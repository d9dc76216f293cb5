"""What a reviewer finds first: what was submitted, who is late, who asks for more time."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min
from django.utils import timezone

from provinces.models import Membership, OrganisationUnit
from provinces.queries import unit_names
from provinces.roles import Role
from reporting.kernel.calendar import Dates, Standing
from reporting.models import ReviewStep, Revision
from reporting.queries.calendar import Calendar, Owed
from reporting.queries.years import this_year

LATE = frozenset({Standing.OVERDUE, Standing.CLOSED})
FILLS = (Role.DATA_OFFICER, Role.APPROVER)


@dataclass(frozen=True)
class Waiting:
    """A submitted report: since how many days, whether it came by its day (None: it had none),
    what of it looks odd (`explained` checks) and whether it is a second try."""

    revision: Revision
    unit_name: str
    days: int
    dates: Dates | None
    on_time: bool | None
    explained: int
    is_practice: bool

    @property
    def is_changed(self) -> bool:
        return self.revision.number > 1

    @property
    def by_deadline(self) -> tuple[date, int]:
        return (self.dates.due if self.dates else date.min, -self.days)

    @property
    def by_oddness(self) -> tuple[int, bool, int]:
        return (-self.explained, not self.is_changed, -self.days)


def waiting_reports(language: str, opened: Mapping[int, Calendar]) -> list[Waiting]:
    """Every submitted report, by its deadline; three queries."""
    rows = list(
        Revision.objects.filter(state=Revision.State.SUBMITTED)
        .select_related("report__data_set", "report__organisation_unit", "submitted_by")
        .annotate(explained=Count("explanations"))
        .order_by("submitted_at", "pk")
    )
    names = unit_names(this_year(), language, {one.report.organisation_unit for one in rows})
    first = _first_signed([one.report_id for one in rows])
    found = [_waiting(one, names, first[one.report_id], opened) for one in rows]
    return sorted(found, key=lambda one: one.by_deadline)


def _first_signed(report_ids: Collection[int]) -> dict[int, datetime]:
    rows = (
        Revision.objects.filter(report_id__in=report_ids, submitted_at__isnull=False)
        .values("report_id")
        .annotate(first=Min("submitted_at"))
    )
    return {row["report_id"]: row["first"] for row in rows}


def _waiting(
    revision: Revision, names: Mapping[int, str], first: datetime, opened: Mapping[int, Calendar]
) -> Waiting:
    report = revision.report
    calendar = opened.get(report.year)
    when = (
        calendar.dates(report.organisation_unit_id, report.data_set_id, report.period)
        if calendar
        else None
    )
    assert revision.submitted_at is not None  # it is submitted
    today = calendar.today if calendar else timezone.localdate()
    return Waiting(
        revision=revision,
        unit_name=names.get(report.organisation_unit_id, report.organisation_unit.code),
        days=max((today - timezone.localdate(revision.submitted_at)).days, 0),
        dates=when,
        on_time=when.is_on_time(timezone.localdate(first)) if when else None,
        explained=getattr(revision, "explained", 0),
        is_practice=calendar.is_practice if calendar else False,
    )


@dataclass(frozen=True)
class Officer:
    name: str
    email: str
    last_login: datetime | None


@dataclass(frozen=True)
class LateUnit:
    """A unit that is late, with each report, the longest first; `seen`: its last sign of life."""

    unit: OrganisationUnit
    unit_name: str
    reports: list[Owed]
    officers: list[Officer]
    last_step: datetime | None

    @property
    def days(self) -> int:
        return days_late(self.reports[0])

    @property
    def mailed(self) -> list[Officer]:
        return [one for one in self.officers if one.email]

    @property
    def seen(self) -> datetime | None:
        logins = [one.last_login for one in self.officers if one.last_login]
        return max([*logins, *([self.last_step] if self.last_step else [])], default=None)


def days_late(one: Owed) -> int:
    return (one.today - one.dates.due).days


def late_units(reports: list[Owed], language: str) -> list[LateUnit]:
    """Of what is owed, those whose reports have not come; three queries."""
    late: dict[int, list[Owed]] = defaultdict(list)
    for one in reports:
        if one.placed.standing in LATE:
            late[one.unit.pk].append(one)
    names = unit_names(this_year(), language, late.keys())
    officers = _officers(late.keys(), language)
    steps = dict(
        ReviewStep.objects.filter(organisation_unit_id__in=late.keys())
        .exclude(step__in=[ReviewStep.Step.ACCEPTED, ReviewStep.Step.RETURNED])
        .values("organisation_unit_id")
        .annotate(last=Max("at"))
        .values_list("organisation_unit_id", "last")
    )
    found = [
        LateUnit(
            unit=some[0].unit,
            unit_name=names.get(pk, some[0].unit.code),
            reports=sorted(some, key=lambda one: -days_late(one)),
            officers=officers[pk],
            last_step=steps.get(pk),
        )
        for pk, some in late.items()
    ]
    return sorted(found, key=lambda one: -one.days)


def _officers(unit_ids: Collection[int], language: str) -> dict[int, list[Officer]]:
    rows = (
        Membership.objects.filter(
            organisation_unit_id__in=unit_ids, role__in=FILLS, user__is_active=True
        )
        .select_related("user")
        .order_by("role", "pk")
    )
    found: dict[int, list[Officer]] = defaultdict(list)
    for one in rows:
        person = one.user
        found[one.organisation_unit_id].append(
            Officer(person.name_in(language), person.email, person.last_login)
        )
    return found
