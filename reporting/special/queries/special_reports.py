"""Special reports and their days: who is asked, what each unit said of each day, and how each day
stands. The number of queries never depends on how many units, days and questions there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from provinces.roles import Permission
from reporting.access import Actor, NotHere, Refused
from reporting.calendar.queries.owed_reports import now_of
from reporting.models import (
    ReportingYear,
    SpecialAnswer,
    SpecialQuestion,
    SpecialReport,
    SpecialUnit,
)
from reporting.special.rules import AskedDays, AskedNumber, DayState

ANSWERED = frozenset({DayState.ON_TIME, DayState.LATE})


def visible() -> QuerySet[SpecialReport]:
    """Those that ask the unit of the moment; for the Secretariat all."""
    return SpecialReport.objects.select_related("opened_by", "closed_by")


def special_report(actor: Actor, key: int) -> SpecialReport:
    require_no_lead(actor)
    found = visible().filter(pk=key).first()
    if found is None:
        raise NotHere
    return found


def require_no_lead(actor: Actor) -> None:
    if actor.led_group:
        raise Refused(_("Special reports are for the units that are asked and the Secretariat."))


def asked_days(report: SpecialReport, now: datetime) -> AskedDays:
    """`now`: that of the report's year, which has its own clock where it is to practise on."""
    closed = timezone.localdate(report.closed_at) if report.closed_at else None
    return AskedDays(report.first_day, report.last_day, report.due_hour, now, closed)


@dataclass
class DayAnswer:
    """What a unit says of a day. `newest`: the key of the last thing that was said; `numbers`: by
    question, none where it was not said or taken back."""

    first_at: datetime
    newest: int = 0
    numbers: dict[int, Decimal] = field(default_factory=dict)

    @property
    def is_said(self) -> bool:
        return bool(self.numbers)


Answers = dict[tuple[int, date], DayAnswer]


def answers_of(reports: Collection[SpecialReport], unit_id: int | None = None) -> Answers:
    """(unit, day) -> what stands today; one query. Keys of questions tell the reports apart, days
    of two reports do not: of one report, or only to see whether there is an answer."""
    rows = SpecialAnswer.objects.filter(question__special_report__in=reports)
    if unit_id is not None:
        rows = rows.filter(organisation_unit_id=unit_id)
    return _folded(
        rows.order_by("pk").values_list(
            "organisation_unit_id", "day", "pk", "question_id", "value", "at"
        )
    )


def _folded(
    rows: Iterable[tuple[int, date, int, int, Decimal | None, datetime]],
) -> Answers:
    found: Answers = {}
    for unit, day, key, question, value, at in rows:
        answer = found.setdefault((unit, day), DayAnswer(at))
        answer.newest = key
        if value is None:
            answer.numbers.pop(question, None)
        else:
            answer.numbers[question] = value
    return found


class SpecialDays:
    """A report with all that was said, by one unit or by all that are asked; five queries."""

    def __init__(
        self, report: SpecialReport, language: str, unit: OrganisationUnit | None = None
    ) -> None:
        self.report, self.language, self.unit = report, language, unit
        self.now = now_of(report.year)

    @cached_property
    def asked(self) -> AskedDays:
        return asked_days(self.report, self.now)

    @cached_property
    def days(self) -> list[date]:
        return list(self.asked)

    @cached_property
    def questions(self) -> list[SpecialQuestion]:
        return list(self.report.questions.all())

    @cached_property
    def units(self) -> list[OrganisationUnit]:
        """In protocol order."""
        if self.unit is not None:
            return [self.unit]
        asked = SpecialUnit.objects.filter(special_report=self.report)
        rows = OrganisationUnit.objects.filter(pk__in=asked.values("organisation_unit_id"))
        return list(rows.order_by("position", "code"))

    @cached_property
    def names(self) -> dict[int, str]:
        return unit_names(self.report.year, self.language, self.units)

    def name(self, unit: OrganisationUnit) -> str:
        return self.names.get(unit.pk, unit.code)

    @cached_property
    def answers(self) -> Answers:
        return answers_of([self.report], self.unit.pk if self.unit else None)

    def said(self, unit: OrganisationUnit, day: date) -> DayAnswer | None:
        answer = self.answers.get((unit.pk, day))
        return answer if answer and answer.is_said else None

    def number(self, unit: OrganisationUnit, day: date, question: int) -> Decimal | None:
        answer = self.said(unit, day)
        return answer.numbers.get(question) if answer else None

    def state(self, unit: OrganisationUnit, day: date) -> DayState:
        answer = self.said(unit, day)
        return self.asked.state(day, answer.first_at if answer else None)

    def states(self, unit: OrganisationUnit) -> dict[date, DayState]:
        return {day: self.state(unit, day) for day in self.days}

    def total(self, question: int, days: Iterable[date]) -> Decimal | None:
        """Of all units; None where nobody said anything."""
        found = [
            number
            for unit in self.units
            for day in days
            if (number := self.number(unit, day, question)) is not None
        ]
        return sum(found, Decimal()) if found else None


def asked_numbers(questions: Iterable[SpecialQuestion], language: str) -> list[AskedNumber]:
    return [
        AskedNumber(question.pk, question.label_in(language), question.part_of_id)
        for question in questions
    ]


@dataclass(frozen=True)
class ListedReport:
    """A line of the list. `today`: how many of the asked units answered the newest day; `missed`:
    days of one's own unit without an answer, and `next_day` the one to answer first."""

    report: SpecialReport
    title: str
    asked: int
    newest_day: date | None
    today: int
    missed: list[date]
    is_practice: bool

    @property
    def next_day(self) -> date | None:
        return self.missed[-1] if self.missed else None


def listed(actor: Actor, language: str, *, only_open: bool = False) -> list[ListedReport]:
    """Open ones first, then the newest; four queries, and one for each year to practise on."""
    if actor.led_group:
        return []
    rows = visible().filter(closed_at=None) if only_open else visible()
    reports = sorted(rows, key=lambda report: report.is_closed)
    if not reports:
        return []
    practice = _practice({report.year for report in reports})
    units: dict[int, set[int]] = defaultdict(set)
    asked = SpecialUnit.objects.filter(special_report__in=reports)
    for report_id, unit_id in asked.values_list("special_report_id", "organisation_unit_id"):
        units[report_id].add(unit_id)
    answered = answered_days(reports)
    moments = {year: now_of(year) for year in {report.year for report in reports}}
    return [
        _line(report, actor, language, units[report.pk], answered[report.pk], moments, practice)
        for report in reports
    ]


def _line(
    report: SpecialReport,
    actor: Actor,
    language: str,
    units: Collection[int],
    answered: Collection[tuple[int, date]],
    moments: Mapping[int, datetime],
    practice: Collection[int],
) -> ListedReport:
    days = list(asked_days(report, moments[report.year]))
    own = actor.unit.pk in units and actor.may(Permission.REPORT_ENTER)
    newest = days[-1] if days else None
    return ListedReport(
        report=report,
        title=report.title_in(language),
        asked=len(units),
        newest_day=newest,
        today=sum((unit, newest) in answered for unit in units),
        missed=[day for day in days if own and (actor.unit.pk, day) not in answered],
        is_practice=report.year in practice,
    )


def answered_days(reports: Collection[SpecialReport]) -> dict[int, set[tuple[int, date]]]:
    """Report -> (unit, day) of what has a number; one query."""
    newest = (
        SpecialAnswer.objects.filter(question__special_report__in=reports)
        .order_by("question_id", "organisation_unit_id", "day", "-pk")
        .distinct("question_id", "organisation_unit_id", "day")
    )
    found: dict[int, set[tuple[int, date]]] = defaultdict(set)
    for report_id, unit, day, value in newest.values_list(
        "question__special_report_id", "organisation_unit_id", "day", "value"
    ):
        if value is not None:
            found[report_id].add((unit, day))
    return found


def _practice(years: Collection[int]) -> frozenset[int]:
    rows = ReportingYear.objects.filter(is_practice=True, year__in=years)
    return frozenset(rows.values_list("year", flat=True))


def what_was_said(report: SpecialReport, unit: OrganisationUnit, day: date) -> list[SpecialAnswer]:
    """Everything, corrections too, in the order in which it was said."""
    return list(
        SpecialAnswer.objects.filter(
            question__special_report=report, organisation_unit=unit, day=day
        )
        .select_related("question", "by")
        .order_by("pk")
    )
