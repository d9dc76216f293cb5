"""What an agenda is made of, as far as its keeper may see: late reports, findings, activities held
up, figures that moved. Each item leads to its page. How many queries does not depend on how many
items there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from provinces.models import BELOW, LOCALITIES, OrganisationUnit
from provinces.queries import descendants, label, unit_names, units_above_localities
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Calendar, Owed, calendars, owed
from reporting.consolidation.queries.plan_lines import UnitProgress
from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.core.queries.period_words import joined, period_label, period_words
from reporting.core.queries.spoken_labels import spoken
from reporting.core.queries.years import run_of_year
from reporting.editions.discrepancies.queries.workspaces import workspace_of
from reporting.editions.discrepancies.rules import DiscrepancySnapshot
from reporting.kernel.messages import in_words
from reporting.kernel.periods import Period
from reporting.meetings.rules import MOST_OF_A_SOURCE
from reporting.models import AgendaSource, Comment, Meeting

MOST_PERIODS = 4


@dataclass(frozen=True)
class AgendaLine:
    """An item in the reader's language. `is_new`: it came up since the last meeting of the kind."""

    source: AgendaSource
    key: str
    text: str
    address: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class AgendaFact:
    """The same before it is put into words: `say` does so in the language that is active."""

    source: AgendaSource
    key: str
    say: Callable[[], str]
    address: str = ""
    is_new: bool = False

    def line(self) -> AgendaLine:
        return AgendaLine(self.source, self.key, self.say(), self.address, self.is_new)


@dataclass(frozen=True)
class AgendaScope:
    """For which meeting, as whom, since when. `sees_all`: the Secretariat's own meetings look at
    every unit, a unit's at itself and at those below it."""

    meeting: Meeting
    actor: Actor
    since: date | None
    _names: dict[str, dict[int, str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def every_year(self) -> dict[int, Calendar]:
        return calendars()

    @cached_property
    def opened(self) -> dict[int, Calendar]:
        """The year of the meeting, and the one before it where both are real or both to practise
        on."""
        year = self.meeting.year
        found = {opened: self.every_year[opened] for opened in (year, year - 1)
                 if opened in self.every_year}  # fmt: skip
        own = found.get(year)
        return {
            opened: calendar
            for opened, calendar in found.items()
            if own and calendar.is_practice == own.is_practice
        }

    @property
    def as_of(self) -> date:
        today = self.opened[self.meeting.year].today if self.opened else self.meeting.day
        return min(today, self.meeting.day)

    @property
    def sees_all(self) -> bool:
        return self.actor.is_national and not self.actor.led_group

    @cached_property
    def units(self) -> list[OrganisationUnit] | None:
        """None: all. Districts and communes only where they are asked for reports."""
        if self.sees_all:
            return None
        own = self.meeting.organisation_unit
        found = descendants(own, itself=True).select_related("parent")
        if not any(calendar.asked for calendar in self.opened.values()):
            found = found.exclude(kind__in=LOCALITIES)
        return list(found)

    def name(self, unit: OrganisationUnit) -> str:
        """In the language that is active; one query for each."""
        language = language_now()
        if language not in self._names:
            units = self.units or units_above_localities()
            self._names[language] = unit_names(self.meeting.year, language, units)
        return label(unit, self._names[language])

    @property
    def last_month(self) -> date:
        """The last day of the month before the meeting's."""
        return self.meeting.day.replace(day=1) - timedelta(days=1)

    @property
    def year(self) -> int:
        """The year that the last month is of; in a first January the meeting's own."""
        return self.last_month.year if self.last_month.year in self.opened else self.meeting.year


def late_reports(scope: AgendaScope) -> Iterator[AgendaFact]:
    """What was due before the day and had not come by then: an item a unit, those with most
    first."""
    if not scope.opened:
        return
    late: dict[OrganisationUnit, list[Owed]] = defaultdict(list)
    for report in owed(units=scope.units, opened=scope.opened):
        if scope.units is None and report.unit.kind in BELOW:
            continue  # those above it see to that
        came = report.reported.came_on if report.reported else None
        if report.dates.due < scope.as_of and (came is None or came > scope.as_of):
            late[report.unit].append(report)
    ordered = sorted(late.items(), key=lambda found: -len(found[1]))
    for unit, reports in ordered[:MOST_OF_A_SOURCE]:
        yield AgendaFact(
            AgendaSource.LATE,
            f"late:{unit.code}",
            partial(_late_words, scope, unit, reports),
            _late_address(scope, unit),
            is_new=scope.since is None or any(own.dates.due >= scope.since for own in reports),
        )
    if (rest := len(ordered) - MOST_OF_A_SOURCE) > 0:
        address = reverse("reporting:monitoring_year", args=[scope.meeting.year])
        yield AgendaFact(AgendaSource.LATE, "late:rest", partial(_more_late, rest), address)


def _more_late(count: int) -> str:
    words = ngettext(
        "%(count)d more unit has late reports.", "%(count)d more units have late reports.", count
    )
    return words % {"count": count}


def _late_words(scope: AgendaScope, unit: OrganisationUnit, reports: list[Owed]) -> str:
    shown = list(dict.fromkeys(period_label(report.period) for report in reports))
    said = {
        "unit": scope.name(unit),
        "count": len(reports),
        "periods": joined(shown[:MOST_PERIODS]),
    }
    if len(shown) > MOST_PERIODS:
        said["periods"] = _("%(periods)s and others") % said
    words = ngettext(
        "%(unit)s: %(count)d report is late (%(periods)s).",
        "%(unit)s: %(count)d reports are late (%(periods)s).",
        len(reports),
    )
    return words % said


def _late_address(scope: AgendaScope, unit: OrganisationUnit) -> str:
    if unit.pk == scope.meeting.organisation_unit_id:
        return reverse("reporting:reports")
    return reverse("reporting:monitoring_year", args=[scope.meeting.year])


def findings(scope: AgendaScope) -> Iterator[AgendaFact]:
    """The Secretariat: the discrepancies of the year that nobody has resolved, the gravest first. A
    unit: the comments on its reports that are open."""
    yield from _discrepancies(scope) if scope.sees_all else _comments(scope)


def _discrepancies(scope: AgendaScope) -> Iterator[AgendaFact]:
    run = run_of_year(scope.year)
    if run is None:
        return
    period = Period.of_year(scope.year)
    found = workspace_of(period, language_now()).items
    waiting = [item for item in found if not item.is_resolved]
    for item in waiting[:MOST_OF_A_SOURCE]:
        yield AgendaFact(
            AgendaSource.FINDING,
            f"finding:{item.fingerprint}",
            partial(_discrepancy_words, item.found),
            reverse("reporting:discrepancy", args=[period.url, item.fingerprint]),
        )
    if (rest := len(waiting) - MOST_OF_A_SOURCE) > 0:
        address = reverse("reporting:discrepancies", args=[period.url])
        yield AgendaFact(AgendaSource.FINDING, "finding:rest", partial(_more_found, rest), address)


def _discrepancy_words(found: DiscrepancySnapshot) -> str:
    return in_words(found.template, found.params, spoken, date_format)


def _more_found(count: int) -> str:
    words = ngettext(
        "%(count)d more discrepancy is open.", "%(count)d more discrepancies are open.", count
    )
    return words % {"count": count}


def _comments(scope: AgendaScope) -> Iterator[AgendaFact]:
    rows = Comment.objects.filter(
        parent=None,
        resolved_at=None,
        report__organisation_unit=scope.meeting.organisation_unit_id,
        report__year__in=list(scope.opened),
        at__date__lte=scope.as_of,
    ).select_related("report__organisation_unit", "report__data_set")
    for row in rows.order_by("-at", "-pk")[:MOST_OF_A_SOURCE]:
        report = row.report
        if report is None:
            continue
        address = reverse(
            "reporting:report",
            args=[report.organisation_unit.code, report.data_set.code, report.period.url],
        )
        new = scope.since is None or row.at.date() >= scope.since
        say = partial(_comment_words, row, report.period)
        yield AgendaFact(AgendaSource.FINDING, f"comment:{row.pk}", say, address, is_new=new)


def _comment_words(row: Comment, period: Period) -> str:
    return _("%(period)s, asked on %(day)s: %(text)s") % {
        "period": period_words(period),
        "day": date_format(row.at),
        "text": short(row.text),
    }


def held_up(scope: AgendaScope) -> Iterator[AgendaFact]:
    """Activities of the plan that do not get on, or of which an obstacle was said."""
    ids = None if scope.units is None else [unit.pk for unit in scope.units]
    found = PlanProgress(scope.year, language_now(), unit_ids=ids).held_up
    for unit in _newest_said(found)[:MOST_OF_A_SOURCE]:
        yield AgendaFact(
            AgendaSource.HELD_UP,
            f"held_up:{unit.unit.code}:{unit.activity.code}",
            partial(_held_up_words, scope, unit),
            reverse("reporting:plan_unit", args=[scope.year, unit.unit.code]),
        )


def _held_up_words(scope: AgendaScope, unit: UnitProgress) -> str:
    said = {
        "unit": scope.name(unit.unit),
        "activity": str(unit.activity),
        "obstacle": short(unit.obstacle),
    }
    if unit.obstacle:
        return _("%(unit)s, activity %(activity)s: %(obstacle)s") % said
    return _("%(unit)s: activity %(activity)s is held up.") % said


def _newest_said(found: Iterable[UnitProgress]) -> list[UnitProgress]:
    return sorted(found, key=lambda unit: -(unit.said_in.last_month if unit.said_in else 0))


def language_now() -> str:
    return "km" if (get_language() or "en").startswith("km") else "en"


def short(text: str, most: int = 160) -> str:
    """In one line, cut where it is long."""
    said = " ".join(text.split())
    return f"{said[:most]}…" if len(said) > most else said
