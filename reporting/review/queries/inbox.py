"""The submitted reports that wait to be read, in one order: for the home of whoever reviews, for
the page on which many are accepted, and for the next one to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from provinces.models import UnitClosure
from provinces.queries import label, unit_names
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import Calendar, calendars
from reporting.calendar.rules.deadlines import Dates
from reporting.core.queries.tree import below_a_reporter
from reporting.core.queries.years import this_year
from reporting.entry.page.queries.completeness import completeness_of, form_of_report
from reporting.entry.page.rules.completeness import Completeness
from reporting.models import Revision
from reporting.review.queries.marked_reports import ReportMarks, marks_of

UNMARKED = ReportMarks()
NOT_COUNTED = Completeness()
OPEN_THREADS = Q(report__comments__parent=None, report__comments__resolved_at=None)


@dataclass(frozen=True)
class Waiting:
    """A submitted report: since how many days, whether it came by its day (None: it had none),
    how many checks the unit explained, how many comments are open on it. `marks` and
    `complete` (the sections that it answers): of those on the page that is shown (`with_marks`)."""

    revision: Revision
    unit_name: str
    days: int
    dates: Dates | None
    on_time: bool | None
    explained: int
    comments: int
    is_practice: bool
    marks: ReportMarks = UNMARKED
    complete: Completeness = NOT_COUNTED

    @property
    def is_changed(self) -> bool:
        return self.revision.number > 1

    @property
    def is_clean(self) -> bool:
        """May be accepted together with others: nothing is asked about it, and no line is marked
        on the page on which it is read."""
        return not (self.comments or self.explained or self.marks)

    @property
    def order(self) -> tuple[date, int, int, bool, int]:
        """By deadline; of one day what looks wrong first, then what has waited longest."""
        due = self.dates.due if self.dates else date.min
        return (due, -self.explained, -self.comments, not self.is_changed, -self.days)


def to_decide(actor: Actor) -> QuerySet[Revision]:
    """The revisions on which this person's side decides, in whatever state: the Secretariat on
    those at the top of the tree, a unit on those of the units below it."""
    if actor.is_national:
        return Revision.objects.exclude(below_a_reporter("report__"))
    below = UnitClosure.objects.filter(ancestor=actor.unit, depth__gt=0)
    return Revision.objects.filter(
        below_a_reporter("report__"), organisation_unit__in=below.values("descendant")
    )


def submitted(actor: Actor) -> QuerySet[Revision]:
    return to_decide(actor).filter(state=Revision.State.SUBMITTED)


def waiting(
    actor: Actor, language: str, opened: Mapping[int, Calendar] | None = None
) -> list[Waiting]:
    """Every submitted report on which this person's side decides; three queries, or two where the
    calendars are there already (`opened`)."""
    opened = calendars() if opened is None else opened
    rows = (
        submitted(actor)
        .select_related(
            "report__data_set", "report__organisation_unit", "submitted_by", "delegation__delegator"
        )
        .annotate(
            explained=Count("explanations", distinct=True),
            open_threads=Count("report__comments", filter=OPEN_THREADS, distinct=True),
            first_signed=Min("report__revisions__submitted_at"),
        )
        .order_by("submitted_at", "pk")
    )
    found = list(rows)
    names = unit_names(this_year(), language, {row.organisation_unit_id for row in found})
    shown = [
        Waiting(
            revision=row,
            unit_name=label(row.report.organisation_unit, names),
            days=_days(row, opened),
            dates=(dates := _dates(row, opened)),
            on_time=_is_on_time(dates, row.first_signed),
            explained=row.explained,
            comments=row.open_threads,
            is_practice=row.report.year in opened and opened[row.report.year].is_practice,
        )
        for row in found
    ]
    return sorted(shown, key=lambda report: report.order)


def with_marks(actor: Actor, reports: Iterable[Waiting]) -> list[Waiting]:
    """The same, with what is marked on their lines and how many sections they answer: of as many
    as are shown together."""
    shown = list(reports)
    marks = marks_of([one.revision for one in shown], peers=actor.is_national)
    complete = completeness_of(form_of_report(one.revision) for one in shown)
    return [
        replace(one, marks=marks[one.revision.pk], complete=complete[one.revision.pk])
        for one in shown
    ]


def _days(revision: Revision, opened: Mapping[int, Calendar]) -> int:
    """By the clock of the report's year."""
    assert revision.submitted_at is not None  # it is submitted
    calendar = opened.get(revision.report.year)
    today = calendar.today if calendar else timezone.localdate()
    return max((today - timezone.localdate(revision.submitted_at)).days, 0)


def _dates(revision: Revision, opened: Mapping[int, Calendar]) -> Dates | None:
    report = revision.report
    calendar = opened.get(report.year)
    if calendar is None:
        return None
    return calendar.dates(report.organisation_unit_id, report.data_set_id, report.period)


def _is_on_time(dates: Dates | None, first_signed: datetime) -> bool | None:
    return dates.is_on_time(timezone.localdate(first_signed)) if dates else None


def next_waiting(actor: Actor, but: Revision, language: str) -> Waiting | None:
    """The report to read next, in the order of the list; three queries."""
    others = (
        found for found in waiting(actor, language) if found.revision.report_id != but.report_id
    )
    return next(others, None)
