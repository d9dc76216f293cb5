"""How complete a year is: every owed report with its status, and the rates made of them.

The number of queries never depends on how many units and reports there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from provinces.models import OrganisationUnit
from provinces.queries import descendants, unit_names
from reporting.access import NotHere
from reporting.calendar.queries.owed_reports import Owed, owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.core.queries.tree import TreeLevel
from reporting.entry.page.queries.completeness import completeness_of, forms_that_came
from reporting.entry.page.rules.completeness import Completeness
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import ReportingYear
from reporting.models.calendar import PeriodKindChoice
from reporting.monitoring.rules import NOT_COUNTED, Rate, ReportingOutcome, rate, rates
from strategies.models import DataSet

KINDS = tuple(PeriodKind)
FIRST, LAST = 1900, 2999  # years that a period can be of


@dataclass(frozen=True)
class CompletenessCriteria:
    """Which of the owed reports to look at; blank means all. `kind` is the kind of unit."""

    kind: str = ""
    form: str = ""
    period_kind: str = ""

    def fits(self, report: Owed) -> bool:
        return (
            self.kind in ("", report.unit.kind)
            and self.form in ("", report.data_set.code)
            and self.period_kind in ("", report.period.kind.value)
        )


@dataclass(frozen=True)
class UnitState:
    """How far a unit is with what it owes, in one word."""

    unit: OrganisationUnit
    name: str
    state: str


@dataclass(frozen=True)
class UnitFormReports:
    """A unit's reports on one form, by the key of their period."""

    unit: OrganisationUnit
    form: DataSet
    name: str
    is_one_of_several: bool
    reports: dict[int, Owed]


def opened_years() -> list[int]:
    """Newest first."""
    return list(ReportingYear.objects.order_by("-year").values_list("year", flat=True))


def known_year(year: int) -> int:
    """The year, if it is one that there can be reports of."""
    if not FIRST <= year <= LAST:
        raise NotHere
    return year


def days_late(report: Owed) -> int:
    """By how many days it came after it was due; 0 where it did not come late."""
    came = report.reported.came_on if report.reported else None
    return max((came - report.dates.due).days, 0) if came else 0


def outcome(
    report: Owed, complete: Mapping[int, Completeness] = MappingProxyType({})
) -> ReportingOutcome:
    """Received: it was signed at least once, also if it went back since. `complete`: by the key of
    the revision."""
    return ReportingOutcome(
        expected=report.is_expected,
        received=report.reported is not None and report.reported.came_on is not None,
        on_time=report.came_on_time,
        accepted=report.placed.status is ReportStatus.ACCEPTED,
        complete=complete.get(report.reported.revision_id, NOT_COUNTED)
        if report.reported
        else NOT_COUNTED,
    )


class MonitoredYear:
    """A year of one unit and those below it, or of everybody who owes (`unit` None), a level of
    the tree at a time: a district does not stand beside its province."""

    def __init__(
        self, year: int, language: str, *, unit: OrganisationUnit | None, level: TreeLevel
    ) -> None:
        self.year, self.language, self.unit, self.level = year, language, unit, level
        self.wanted = CompletenessCriteria()

    def narrowed(self, wanted: CompletenessCriteria) -> "MonitoredYear":
        """The same year, read once, with only some of its reports in view."""
        found = MonitoredYear(self.year, self.language, unit=self.unit, level=self.level)
        found.wanted = wanted
        found.everything, found.names = self.everything, self.names
        found.complete = self.complete
        return found

    @cached_property
    def everything(self) -> list[Owed]:
        inside = self.level.inside
        units = None if inside is None else descendants(inside, itself=True)
        return owed([self.year], units=units)

    @cached_property
    def reports(self) -> list[Owed]:
        """Those of the level."""
        return [
            report
            for report in self.everything
            if report.unit.pk in self.level.ids and self.wanted.fits(report)
        ]

    @cached_property
    def below(self) -> dict[int, Rate]:
        """Unit of the level -> the rate of those below it, whatever their form."""
        return rates(
            (self.level.under[report.unit.pk], outcome(report))
            for report in self.everything
            if report.unit.pk in self.level.under
            and self.wanted.period_kind in ("", report.period.kind.value)
        )

    @cached_property
    def outcomes(self) -> list[tuple[Owed, ReportingOutcome]]:
        return [(report, outcome(report, self.complete)) for report in self.reports]

    @cached_property
    def complete(self) -> dict[int, Completeness]:
        """Of what came, by revision; five queries."""
        return completeness_of(forms_that_came(self.everything))

    @cached_property
    def names(self) -> dict[int, str]:
        return unit_names(self.year, self.language)

    @cached_property
    def forms(self) -> list[DataSet]:
        """Those that somebody of the level owes, in their order."""
        found = {
            report.data_set.pk: report.data_set
            for report in self.everything
            if report.unit.pk in self.level.ids
        }
        return sorted(found.values(), key=lambda form: form.position)

    @cached_property
    def unit_kinds(self) -> list[str]:
        """Of the level."""
        units = (report.unit for report in self.everything if report.unit.pk in self.level.ids)
        return list(dict.fromkeys(unit.kind for unit in units))

    @cached_property
    def periods(self) -> list[Period]:
        """By kind and in time: the columns of the heat map."""
        found = {report.period for report in self.reports}
        return sorted(found, key=lambda period: (KINDS.index(period.kind), period.number))

    @cached_property
    def lines(self) -> list[UnitFormReports]:
        by_line: dict[tuple[int, int], list[Owed]] = defaultdict(list)
        for report in self.reports:
            by_line[report.unit.pk, report.data_set.pk].append(report)
        forms_of = Counter(unit for unit, _form in by_line)
        return [self._line(owed, forms_of[unit] > 1) for (unit, _form), owed in by_line.items()]

    def _line(self, reports: list[Owed], is_one_of_several: bool) -> UnitFormReports:
        unit = reports[0].unit
        return UnitFormReports(
            unit,
            reports[0].data_set,
            self.names.get(unit.pk, unit.code),
            is_one_of_several,
            {report.period.key: report for report in reports},
        )

    @cached_property
    def total(self) -> Rate:
        return rate(outcome for _one, outcome in self.outcomes)

    @cached_property
    def by_unit_kind(self) -> dict[str, Rate]:
        """Of every level in view, each by itself."""
        return rates(
            (report.unit.kind, outcome(report, self.complete))
            for report in self.everything
            if self.wanted.fits(report) and self.level.has(report.unit.pk)
        )

    @cached_property
    def by_period_kind(self) -> dict[PeriodKind, Rate]:
        found = rates((report.period.kind, outcome) for report, outcome in self.outcomes)
        return {kind: found[kind] for kind in KINDS if kind in found}

    @cached_property
    def by_unit(self) -> dict[int, Rate]:
        return rates((report.unit.pk, outcome) for report, outcome in self.outcomes)

    @cached_property
    def trend(self) -> dict[int, Rate]:
        """Month 1 to 12 -> the rate of the reports on periods that end in it."""
        found = rates((report.period.months[-1][1], outcome) for report, outcome in self.outcomes)
        return {month: found.get(month, Rate()) for month in range(1, 13)}

    @cached_property
    def statuses(self) -> Counter[ReportStatus]:
        return Counter(report.placed.status for report in self.reports)

    def reports_on(self, period: Period) -> dict[int, Owed]:
        """Unit id -> its report on that period; of several forms the least advanced."""
        found: dict[int, Owed] = {}
        for report in self.reports:
            if report.period == period:
                found[report.unit.pk] = _worse(found.get(report.unit.pk), report)
        return found

    @cached_property
    def tiles(self) -> list[OrganisationUnit]:
        return placed_units(report.unit for report in self.everything)


def _worse(one: Owed | None, other: Owed) -> Owed:
    from_worst = tuple(ReportStatus)
    if one is None:
        return other
    return min(one, other, key=lambda owed: from_worst.index(owed.placed.status))


def placed_units(units: Iterable[OrganisationUnit]) -> list[OrganisationUnit]:
    """Those that have their square on the map, each once."""
    return list({unit.pk: unit for unit in units if unit.tile_row is not None}.values())


# In the order of the legend: what is in, what is on its way, what is missing.
STATUS_WORDS: dict[ReportStatus, tuple[str | Promise, str | Promise]] = {
    ReportStatus.ACCEPTED: (pgettext_lazy("letter for: accepted", "A"),
                        pgettext_lazy("a report", "accepted")),
    ReportStatus.SUBMITTED: (pgettext_lazy("letter for: submitted", "S"),
                         pgettext_lazy("a report", "submitted, to be read")),
    ReportStatus.PREPARED: (pgettext_lazy("letter for: waits for the signature", "P"),
                        pgettext_lazy("a report", "waits for the signature")),
    ReportStatus.RETURNED: (pgettext_lazy("letter for: returned", "R"),
                        pgettext_lazy("a report", "returned to the unit")),
    ReportStatus.REOPENED: (pgettext_lazy("letter for: re-opened", "M"),
                        pgettext_lazy("a report", "re-opened, to be corrected")),
    ReportStatus.OVERDUE: ("!", pgettext_lazy("a report", "overdue")),
    ReportStatus.CLOSED: ("×", pgettext_lazy("a report", "closed without a report")),
    ReportStatus.OPEN: ("○", pgettext_lazy("a report", "open, not yet due")),
    ReportStatus.NOT_OPEN: ("·", pgettext_lazy("a report", "not yet open")),
}  # fmt: skip


def letter(status: ReportStatus) -> str:
    return str(STATUS_WORDS[status][0])


def status_words(status: ReportStatus) -> str:
    return str(STATUS_WORDS[status][1])


def late_words(days: int) -> str:
    words = ngettext("came %(days)d day late", "came %(days)d days late", days)
    return words % {"days": days}


def report_words(report: Owed) -> str:
    """The status with its reason, as a tooltip and a screen reader say it."""
    said = report.placed.why.words(_, date_format)
    late = days_late(report)
    return f"{said} ({late_words(late)})" if late else said


def period_kind_words(kind: str) -> str:
    return str(PeriodKindChoice(kind).label)
