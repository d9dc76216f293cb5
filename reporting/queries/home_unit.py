"""What an officer or approver finds first: what is owed now, what came back, how far each is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Count

from provinces.models import OrganisationUnit
from reporting.kernel.calendar import URGENCY, Standing
from reporting.models import (
    Comment,
    DataValue,
    ExtensionRequest,
    ListEntry,
    ReviewStep,
    TableStatement,
)
from reporting.queries.calendar import Calendar, Owed, owed
from reporting.queries.forms import tables_by_form, tables_of
from strategies.models import Table

NOTHING_TO_DO = frozenset({Standing.NOT_OPEN, Standing.SUBMITTED, Standing.ACCEPTED})
CAME_BACK = frozenset({Standing.RETURNED, Standing.REOPENED})
FIRST_DUE_MONTH = 2  # from then on a year's reports come in


@dataclass(frozen=True)
class Task:
    """An owed report that wants something. `filled` of `sections` have anything in them; `reason`
    is the Secretariat's, of a report that came back; `asked`: more time, without an answer yet."""

    owed: Owed
    filled: int = 0
    sections: int = 0
    reason: ReviewStep | None = None
    open_comments: int = 0
    asked: bool = False
    is_practice: bool = False


@dataclass(frozen=True)
class UnitYear:
    """`reports`: all that the unit owes in the opened years; `tasks`: the most urgent first."""

    opened: Mapping[int, Calendar]
    reports: list[Owed] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def of(self, year: int) -> list[Owed]:
        return [one for one in self.reports if one.period.year == year]


def shown_year(opened: Mapping[int, Calendar], asked: str = "") -> int | None:
    """The year asked for, else the one that is under way: real years before those to practise on,
    and a new one only when its first reports are due."""
    if asked.isascii() and asked.isdigit() and int(asked) in opened:
        return int(asked)
    real = [one for one in opened.values() if not one.is_practice]
    begun = [
        one for one in real if (one.today.year, one.today.month) >= (one.year, FIRST_DUE_MONTH)
    ]
    practice = [one for one in opened.values() if one.is_practice]
    for some in (begun, practice, real):
        if some:
            return max(one.year for one in some)
    return None


def unit_year(
    unit: OrganisationUnit, opened: Mapping[int, Calendar], *, signs: bool = False
) -> UnitYear:
    """For who signs, what waits for the signature stands first; some twelve queries."""
    reports = owed(units=[unit], opened=opened)
    waiting = [one for one in reports if one.placed.standing not in NOTHING_TO_DO]
    return UnitYear(opened, reports, _tasks(unit, opened, waiting, signs=signs))


def _tasks(
    unit: OrganisationUnit, opened: Mapping[int, Calendar], waiting: list[Owed], *, signs: bool
) -> list[Task]:
    there = [one.reported for one in waiting if one.reported]
    filled = _filled([one.revision_id for one in there])
    tables = tables_by_form({one.data_set.pk for one in waiting})
    reasons = reasons_of([one.report_id for one in there])
    comments = _open_comments([one.report_id for one in there])
    asked = _asked(unit)
    begun = [
        _begun(
            tables_of(tables[one.data_set.pk], unit.code, one.period.year),
            filled[one.reported.revision_id] if one.reported else (),
        )
        for one in waiting
    ]
    found = [
        Task(
            owed=one,
            filled=done,
            sections=sections,
            reason=reasons.get(one.reported.report_id)
            if one.reported and one.placed.standing in CAME_BACK
            else None,
            open_comments=comments.get(one.reported.report_id, 0) if one.reported else 0,
            asked=(one.data_set.pk, one.period.key) in asked,
            is_practice=opened[one.period.year].is_practice,
        )
        for one, (done, sections) in zip(waiting, begun, strict=True)
    ]
    return sorted(found, key=lambda task: _urgency(task.owed, signs=signs))


def _urgency(one: Owed, *, signs: bool) -> tuple[object, ...]:
    standing = one.placed.standing
    to_sign = signs and standing is Standing.PREPARED
    return (not to_sign, URGENCY.index(standing), one.dates.due, one.period)


def _filled(revision_ids: Collection[int]) -> dict[int, set[int]]:
    """Revision -> the tables in which there is anything; three queries."""
    rows = chain.from_iterable(
        model._default_manager.filter(revision_id__in=revision_ids)
        .values_list("revision_id", place)
        .distinct()
        for model, place in (
            (DataValue, "cell__table_id"),
            (ListEntry, "table_id"),
            (TableStatement, "table_id"),
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for revision, table in rows:
        found[revision].add(table)
    return found


def _begun(tables: Iterable[Table], filled: Collection[int]) -> tuple[int, int]:
    """In how many sections there is anything, and how many there are: as the page counts them."""
    sections: dict[int, bool] = defaultdict(bool)
    for table in tables:
        sections[table.section_id] |= table.pk in filled
    return sum(sections.values()), len(sections)


def reasons_of(report_ids: Collection[int]) -> dict[int, ReviewStep]:
    """Report -> the last return or re-opening, with its words; one query."""
    steps = (
        ReviewStep.objects.filter(
            revision__report_id__in=report_ids,
            step__in=[ReviewStep.Step.RETURNED, ReviewStep.Step.REOPENED],
        )
        .select_related("by", "revision")
        .order_by("at", "pk")
    )
    return {step.revision.report_id: step for step in steps}


def _open_comments(report_ids: Collection[int]) -> dict[int, int]:
    """Report -> threads that are not settled; one query."""
    rows = (
        Comment.objects.filter(report_id__in=report_ids, parent=None, resolved_at=None)
        .values("report_id")
        .annotate(count=Count("pk"))
    )
    return {row["report_id"]: row["count"] for row in rows}


def _asked(unit: OrganisationUnit) -> set[tuple[int, int]]:
    rows = ExtensionRequest.objects.filter(
        organisation_unit=unit, state=ExtensionRequest.State.WAITING
    )
    return set(rows.values_list("data_set_id", "period_key"))
