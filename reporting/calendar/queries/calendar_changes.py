"""What a change of the calendar does to the days on which reports are due, and how often a year's
calendar was changed since it was opened."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from provinces.models import OrganisationUnit
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.calendar.queries.owed_reports import Calendar
from reporting.calendar.rules.deadlines import CalendarRevision, Dates
from reporting.kernel.periods import Period
from reporting.models import AuditEvent, ReportingYear
from strategies.models import DataSet

NOBODY = 0  # no unit has this key: the days without anybody's extension
EXTENDED = ("extension.grant", "extension.withdraw")


@dataclass(frozen=True)
class DueLine:
    """A period's days; None: it is not owed. `before` is as `after` where nothing changes."""

    period: Period
    before: Dates | None
    after: Dates | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @property
    def day(self) -> date:
        when = self.after or self.before
        assert when is not None  # a line is of a period that is owed, before or after
        return when.due


@dataclass(frozen=True)
class DueGroup:
    """Forms that are due alike, in time; `is_all`: every form that is owed in the year."""

    forms: list[DataSet]
    lines: list[DueLine]
    is_all: bool

    @property
    def months(self) -> list[tuple[date, list[DueLine]]]:
        """By the month in which they are due: its first day, and the lines."""
        found: dict[date, list[DueLine]] = defaultdict(list)
        for line in self.lines:
            found[line.day.replace(day=1)].append(line)
        return sorted(found.items())


def owed_forms(year: int) -> list[DataSet]:
    """The forms that units owe in that year; one query."""
    return [form for form in DataSet.objects.filter(owed=True) if form.holds_in(year)]


def due_groups(
    after: Calendar, forms: Iterable[DataSet], before: Calendar | None = None
) -> list[DueGroup]:
    """The year's due days; with `before`, what they were. A form that is filled for fewer periods
    stands with those that are due on the same days."""
    by_form = {form: _lines(form, after, before) for form in forms}
    groups: list[tuple[list[DataSet], list[DueLine]]] = []
    for form, lines in sorted(by_form.items(), key=lambda pair: -len(pair[1])):
        alike = next((group for group in groups if set(lines) <= set(group[1])), None)
        if alike:
            alike[0].append(form)
        elif lines:
            groups.append(([form], lines))
    return [DueGroup(forms, lines, is_all=len(groups) == 1) for forms, lines in groups]


def changed_periods(groups: Iterable[DueGroup]) -> int:
    """How many periods have other days than before, for some form or for all."""
    return len({line.period for group in groups for line in group.lines if line.is_changed})


def _lines(form: DataSet, after: Calendar, before: Calendar | None) -> list[DueLine]:
    new = _days(form, after)
    old = new if before is None else _days(form, before)
    lines = [DueLine(period, old.get(period), new.get(period)) for period in old.keys() | new]
    return sorted(lines, key=lambda line: (line.day, line.period))


def _days(form: DataSet, calendar: Calendar) -> dict[Period, Dates]:
    found = {period: calendar.dates(NOBODY, form.pk, period) for period in calendar.periods(form)}
    return {period: when for period, when in found.items() if when is not None}


def mark(calendar: Calendar) -> str:
    """What was shown before one saves: another calendar has another mark."""
    rules = sorted((form or 0, kind, str(rule)) for (form, kind), rule in calendar.rules.items())
    said = f"{calendar.year} {calendar.cut_off} {rules} {sorted(calendar.holidays)}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def calendar_revision(year: int, unit: OrganisationUnit | None = None) -> CalendarRevision:
    """With the extensions of one unit, if one is named. Two queries, one of them in the trail of
    the Secretariat, of which only the count and the last moment are given."""
    opened_at = ReportingYear.objects.values_list("opened_at", flat=True).get(year=year)
    changes = Q(action__startswith="calendar.", target=f"year:{year}") & ~Q(action="calendar.open")
    # The last reports of a year are due in the first months of the next one.
    changes |= Q(action="calendar.holidays", target=f"year:{year + 1}")
    if unit is not None:
        own = Q(action__in=EXTENDED, organisation_unit=unit)
        changes |= own & Q(detail__period__startswith=str(year))
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        found = AuditEvent.objects.filter(changes).aggregate(number=Count("pk"), at=Max("at"))
    return CalendarRevision(found["number"], max(found["at"] or opened_at, opened_at))
