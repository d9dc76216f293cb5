"""What there is to tell, read from the state of things itself: the calendar, the steps that reports
took, comments, extensions. An event has the same `key` each time that it is read: so it is told
once.

The number of queries never depends on how many units and reports there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from django.db.models import Case, DateTimeField, F, Q, QuerySet, When

from provinces.models import TOP, OrganisationUnit
from reporting.calendar.queries.owed_reports import Owed, owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.kernel.periods import Period
from reporting.models import (
    Comment,
    Extension,
    Notice,
    Report,
    ReportingYear,
    ReviewStep,
    Revision,
)
from reporting.notices.rules import Moment, moment

Kind = Notice.Kind
Step = ReviewStep.Step
State = Revision.State

LOOK_BACK = timedelta(days=30)  # so long may the clock have stood still and nothing is lost
PRACTICE_LOOK_BACK = timedelta(days=14)  # of the practice year's own days
QUOTE = 300


class Audience(StrEnum):
    """Who is told: by their role at the report's unit, or at the Secretariat."""

    FILLS = "fills"
    SIGNS = "signs"
    REVIEWS = "reviews"
    KEEPS = "keeps"  # feedback from outside
    ABOVE = "above"  # those who decide in the tree, at the nearest unit above that has any
    # Of a national report: those who are named by `also`; with them who signs it; who signs last;
    # who publishes it; and everybody who reads it then.
    EDITORS = "editors"
    SIGNS_OFF = "signs_off"
    ENDORSES = "endorses"
    PUBLISHES = "publishes"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class About:
    """The report that it is about, as in its address; `data_set` is empty for every form. `above`:
    where its unit stands below another reporter, the units above it, the nearest first; they are
    told what the unit has nobody to tell."""

    unit_id: int
    unit: str
    data_set: str
    period_key: int
    above: tuple[int, ...] = ()

    @property
    def code(self) -> str:
        return f"{self.unit}/{self.data_set}/{self.period_key}"


@dataclass(frozen=True)
class Event:
    """`by_id` did it and need not be told; `also` are people (unit, person) who took part.

    `since`: whoever came later is not told. `by_day`: no e-mail in the night.
    """

    kind: Notice.Kind
    key: str
    about: About
    audience: Audience
    is_practice: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    by_id: int | None = None
    also: frozenset[tuple[int, int]] = frozenset()
    since: datetime | None = None
    by_day: bool = False


# The calendar.


def calendar_events(practice: Collection[int]) -> list[Event]:
    """Of every owed report that has not come in, the newest moment of its calendar."""
    return [
        _of_calendar(report, found, is_practice=report.period.year in practice)
        for report in owed()
        if (found := moment(report.placed.status, report.dates, report.today)) is not None
    ]


def _of_calendar(report: Owed, found: Moment, *, is_practice: bool) -> Event:
    about = About(report.unit.pk, report.unit.code, report.data_set.code, report.period.key)
    which = found.code if found.stage == 0 else f"{found.code}:{report.dates.due.isoformat()}"
    unsigned = report.placed.status is ReportStatus.PREPARED
    return Event(
        kind=Kind(found.kind.value),
        key=f"{which}:{about.code}",
        about=about,
        audience=Audience.SIGNS if unsigned else Audience.FILLS,
        is_practice=is_practice,
        params={"due": report.dates.due.isoformat(), "unsigned": unsigned},
        by_day=True,
    )


# What happened.

OF_STEP = {
    Step.PREPARED: (Kind.TO_SIGN, Audience.SIGNS),
    Step.SUBMITTED: (Kind.SUBMITTED, Audience.REVIEWS),
    Step.RETURNED: (Kind.RETURNED, Audience.FILLS),
    Step.ACCEPTED: (Kind.ACCEPTED, Audience.FILLS),
    Step.REOPENED: (Kind.REOPENED, Audience.FILLS),
}
# What has been overtaken meanwhile is not told any more.
STILL_SO = (
    Q(step=Step.PREPARED, revision__state=State.PREPARED)
    | Q(step=Step.SUBMITTED, revision__state=State.SUBMITTED)
    | Q(step=Step.RETURNED, revision__state=State.RETURNED)
    | Q(step__in=[Step.ACCEPTED, Step.REOPENED], revision__state=State.ACCEPTED)
)
# In a year to practise on a report has the days of that year, its steps those of the training.
WHEN_DONE = Case(
    When(step=Step.PREPARED, then=F("revision__prepared_at")),
    When(step=Step.SUBMITTED, then=F("revision__submitted_at")),
    When(step__in=[Step.RETURNED, Step.ACCEPTED], then=F("revision__decided_at")),
    default=F("at"),
    output_field=DateTimeField(),
)


def practice_years() -> dict[int, date]:
    """Each year to practise on, and what day it is there."""
    rows = ReportingYear.objects.filter(is_practice=True).values_list("year", "today")
    return {year: today for year, today in rows if today is not None}


def report_events(now: datetime, practice: Mapping[int, date]) -> list[Event]:
    """Steps, comments and extensions of the last weeks; three queries."""
    since = now - LOOK_BACK
    return [
        *_steps(since, practice),
        *_comments(since, practice),
        *_extensions(since, practice),
    ]


def _steps(since: datetime, practice: Mapping[int, date]) -> Iterator[Event]:
    last: dict[tuple[int, str], ReviewStep] = {}
    for step in _recent_steps(since, practice):
        last[step.revision_id, step.step] = step
    for step in last.values():
        report = step.revision.report
        kind, audience = OF_STEP[Step(step.step)]
        if audience is Audience.REVIEWS and report.is_below:
            audience = Audience.ABOVE
        is_practice = report.year in practice
        yield Event(
            kind=kind,
            key=f"step:{step.pk}",
            about=_about(report),
            audience=audience,
            is_practice=is_practice,
            params={"quote": step.comment[:QUOTE]} if step.comment else {},
            by_id=step.by_id,
            since=None if kind is Kind.TO_SIGN or is_practice else step.at,
        )


def _recent_steps(
    since: datetime, practice: Mapping[int, date]
) -> QuerySet[ReviewStep, ReviewStep]:
    recent = Q(at__gte=since) & ~Q(revision__report__year__in=list(practice))
    for year, today in practice.items():
        recent |= Q(revision__report__year=year, done__date__gte=today - PRACTICE_LOOK_BACK)
    return (
        ReviewStep.objects.annotate(done=WHEN_DONE)
        .filter(STILL_SO & recent, revision__report__transcribed_from="")
        .select_related(
            "revision__report__organisation_unit__parent__parent", "revision__report__data_set"
        )
        .order_by("at", "pk")
    )


def _comments(since: datetime, practice: Mapping[int, date]) -> Iterator[Event]:
    """To the other side: the unit's people, or the reviewers and who else spoke in the thread."""
    rows = list(
        Comment.objects.filter(report__isnull=False, at__gte=since, resolved_at=None)
        .select_related(
            "report__organisation_unit__parent__parent", "report__data_set", "from_unit", "parent"
        )
        .order_by("at", "pk")
    )
    spoke: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for comment in rows:
        for said in (comment, comment.parent):
            if said is not None and said.from_unit_id is not None:
                spoke[comment.parent_id or comment.pk].add((said.from_unit_id, said.by_id))
    for comment in rows:
        report, speaks_for = cast(Report, comment.report), cast(OrganisationUnit, comment.from_unit)
        own = comment.from_unit_id == comment.organisation_unit_id
        others = {
            who for who in spoke[comment.parent_id or comment.pk] if who[0] != comment.from_unit_id
        }
        answer = comment.parent_id is not None
        reads = Audience.ABOVE if report.is_below else Audience.REVIEWS
        yield Event(
            kind=Kind.COMMENT,
            key=f"comment:{comment.pk}",
            about=_about(report),
            audience=reads if own else Audience.FILLS,
            is_practice=report.year in practice,
            params={"quote": comment.text[:QUOTE], "from": speaks_for.code, "answer": answer},
            by_id=comment.by_id,
            also=frozenset(others),
            since=comment.at,
        )


def _extensions(since: datetime, practice: Mapping[int, date]) -> Iterator[Event]:
    rows = Extension.objects.filter(at__gte=since).select_related("organisation_unit", "data_set")
    for extension in rows.order_by("at", "pk"):
        unit, form = extension.organisation_unit, extension.data_set
        yield Event(
            kind=Kind.EXTENDED,
            key=f"extension:{extension.pk}",
            about=About(unit.pk, unit.code, form.code if form else "", extension.period_key),
            audience=Audience.FILLS,
            is_practice=Period.from_key(extension.period_key).year in practice,
            params={"due": extension.due_on.isoformat(), "quote": extension.reason[:QUOTE]},
            by_id=extension.by_id,
            since=extension.at,
        )


def _about(report: Report) -> About:
    unit = report.organisation_unit
    above = tuple(_above(unit)) if report.is_below else ()
    return About(unit.pk, unit.code, report.data_set.code, report.period_key, above)


def _above(unit: OrganisationUnit) -> Iterator[int]:
    parent = unit.parent
    while parent is not None and parent.kind not in TOP:
        yield parent.pk
        parent = parent.parent
