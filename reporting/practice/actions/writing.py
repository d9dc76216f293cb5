"""A plan into the database, each unit's in that unit's scope: officer, approver, reviewer.

In bulk, because a year of all units is a thousand reports and a year of all communes twenty
thousand. The rows are those that entry and approval would leave, and the database's own rules hold
as always: a draft is filled, then signed, then decided on. A test plays the same plan click by
click and compares.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, User
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.calendar.queries.owed_reports import Owed
from reporting.core.actions import review_steps
from reporting.kernel.tables import cell_name
from reporting.models import AuditEvent, Comment, Report, ReviewStep, Revision
from reporting.practice.actions.content_rows import Rows, digest_of
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.queries import Catalogue
from reporting.practice.rules.invented_texts import QUESTION, REPLY, practice
from reporting.practice.rules.planning import PracticePlan
from reporting.practice.rules.rounds import PlannedReport, PlannedRevision
from reporting.review.actions.approval import ALONE
from strategies.models import DataSet

SAY_EVERY = 200  # units
Step = ReviewStep.Step
Planned = tuple[PlannedReport, PlannedRevision]
Written = tuple[Revision, PlannedRevision]  # the row that was made of a planned one


@dataclass
class PracticeCounts:
    reports: int = 0
    revisions: int = 0
    values: int = 0
    entries: int = 0


def write(
    plan: PracticePlan,
    *,
    people: PracticePeople,
    catalogue: Catalogue,
    owed: Iterable[Owed],
    progress: Callable[[str], None] = lambda said: None,
) -> PracticeCounts:
    """In the secretariat's scope. A second round is what came back and was corrected."""
    asked = list(owed)
    units = {report.unit.code: report.unit for report in asked}
    forms = {report.data_set.code: report.data_set for report in asked}
    writer = _Writer(people, forms, Rows(catalogue))
    for number in (1, 2):
        signed: list[Written] = []
        for done, (code, planned) in enumerate(_by_unit(plan, number), 1):
            signed += writer.enter(units[code], planned)
            if done % SAY_EVERY == 0:
                progress(_("%(units)d units are written") % {"units": done})
        writer.review([pair for pair in signed if pair[1].decision], units)
    return writer.written


def _by_unit(plan: PracticePlan, number: int) -> Iterator[tuple[str, list[Planned]]]:
    found: dict[str, list[Planned]] = defaultdict(list)
    for report in plan.reports:
        for revision in report.revisions:
            if revision.number == number:
                found[report.slot.unit].append((report, revision))
    yield from found.items()


@dataclass
class _Writer:
    people: PracticePeople
    forms: dict[str, DataSet]
    rows: Rows
    written: PracticeCounts = field(default_factory=PracticeCounts)
    reports: dict[tuple[str, str, int], Report] = field(default_factory=dict)

    def enter(self, unit: OrganisationUnit, planned: Sequence[Planned]) -> list[Written]:
        """Begun, filled, handed over and signed; what is signed."""
        officer = self.people.officer(unit)
        with _tenant(unit, officer):
            self._begin_reports(
                unit, [report for report, revision in planned if revision.number == 1]
            )
            moved = begin(
                [(self.reports[report.slot.key], revision) for report, revision in planned], officer
            )
            for (revision, made), (report, _made) in zip(moved, planned, strict=True):
                self.rows.add(revision, report, made, officer)
            values, entries = self.rows.flush()
            answer([pair for pair in moved if pair[1].number > 1], officer)
            move([pair for pair in moved if pair[1].prepared_at], Step.PREPARED, officer)
        self.written.revisions += len(moved)
        self.written.values += values
        self.written.entries += entries
        signed = [pair for pair in moved if pair[1].submitted_at]
        if signed:
            approver = self.people.approver(unit)
            with _tenant(unit, approver):
                move(signed, Step.SUBMITTED, approver)
        return signed

    def _begin_reports(self, unit: OrganisationUnit, planned: Sequence[PlannedReport]) -> None:
        rows = Report.objects.bulk_create(
            Report(
                organisation_unit=unit,
                data_set=self.forms[report.slot.data_set],
                period_key=report.slot.period.key,
                year=report.slot.period.year,
            )
            for report in planned
        )
        for report, row in zip(planned, rows, strict=True):
            self.reports[report.slot.key] = row
        self.written.reports += len(rows)

    def review(self, signed: Sequence[Written], units: Mapping[str, OrganisationUnit]) -> None:
        """The Secretariat on what stands at the top of the tree, each province on its places."""
        by_pk = {unit.pk: unit for unit in units.values()}
        groups: dict[OrganisationUnit, list[Written]] = defaultdict(list)
        people: dict[OrganisationUnit, User] = {}
        for pair in signed:
            unit, person = self.people.decides(by_pk[pair[0].organisation_unit_id])
            groups[unit].append(pair)
            people[unit] = person
        for unit, found in groups.items():
            person = people[unit]
            national = unit == self.people.secretariat
            with acting_as(
                role=DatabaseRole.SECRETARIAT if national else DatabaseRole.TENANT,
                organisation_unit_id=unit.pk,
                user_id=person.pk,
            ):
                asked = [pair for pair in found if pair[1].asked]
                decide(found, person, ask(asked, person, unit), alone=not national)
                close_questions([pair for pair in found if pair[1].number > 1], person)


def _tenant(unit: OrganisationUnit, person: User) -> AbstractContextManager[None]:
    return acting_as(role=DatabaseRole.TENANT, organisation_unit_id=unit.pk, user_id=person.pk)


def ask(moved: Sequence[Written], reviewer: User, speaks: OrganisationUnit) -> dict[int, int]:
    """The reviewer's question on the cell for which a report goes back: revision -> comment."""
    asked = Comment.objects.bulk_create(
        Comment(
            report_id=row.report_id,
            revision=row,
            organisation_unit_id=row.organisation_unit_id,
            table=cell_name(made.asked).table,
            cell=made.asked,
            text=practice(QUESTION),
            at=time_of(made, Step.RETURNED),
            by=reviewer,
            from_unit=speaks,
        )
        for row, made in moved
    )
    _keep("say", asked, reviewer)
    return {row.pk: comment.pk for (row, _made), comment in zip(moved, asked, strict=True)}


def answer(moved: Sequence[Written], officer: User) -> None:
    """By the unit, in the revision that corrects it."""
    threads = {thread.report_id: thread for thread in _threads(moved)}
    answers = Comment.objects.bulk_create(
        Comment(
            report_id=row.report_id,
            revision=row,
            organisation_unit_id=row.organisation_unit_id,
            parent=threads[row.report_id],
            table=threads[row.report_id].table,
            cell=threads[row.report_id].cell,
            text=practice(REPLY),
            at=made.created_at + timedelta(minutes=10),
            by=officer,
            from_unit_id=row.organisation_unit_id,
        )
        for row, made in moved
        if row.report_id in threads
    )
    _keep("answer", answers, officer)


def close_questions(moved: Sequence[Written], reviewer: User) -> None:
    """The question is closed once the corrected report is accepted."""
    decided = {row.report_id: made.decided_at for row, made in moved if made.decided_at}
    threads = []
    for thread in _threads(moved):
        if thread.report_id is not None and thread.report_id in decided:
            thread.resolved_at, thread.resolved_by = decided[thread.report_id], reviewer
            threads.append(thread)
    Comment.objects.bulk_update(threads, ["resolved_at", "resolved_by"])
    _keep("settle", threads, reviewer)


def _threads(moved: Sequence[Written]) -> Iterator[Comment]:
    reports = [row.report_id for row, _made in moved]
    if reports:
        yield from Comment.objects.filter(report__in=reports, parent=None)


def _keep(what: str, comments: Sequence[Comment], by: User) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(
            by=by,
            organisation_unit_id=comment.organisation_unit_id,
            action=f"comment.{what}",
            target=f"comment:{comment.pk}",
            detail={"place": comment.cell},
        )
        for comment in comments
    )


def begin(planned: Iterable[tuple[Report, PlannedRevision]], officer: User) -> list[Written]:
    given = list(planned)
    rows = Revision.objects.bulk_create(
        Revision(
            report=report,
            organisation_unit_id=report.organisation_unit_id,
            number=made.number,
            created_at=made.created_at,
            created_by=officer,
        )
        for report, made in given
    )
    moved = [(row, made) for row, (_report, made) in zip(rows, given, strict=True)]
    begun = [review_steps.Moved(row, made.created_at) for row, made in moved]
    review_steps.keep(begun, Step.BEGUN, officer)
    return moved


def move(
    moved: Sequence[Written],
    step: Step,
    by: User,
    asked: Mapping[int, int] | None = None,
    *,
    alone: bool = False,
) -> None:
    """`asked`: revision -> the comment with which it goes back; `alone`: who signed for a place
    accepts too, as nobody else could."""
    steps = [
        review_steps.Moved(
            row,
            time_of(made, step),
            comment=made.comment if step is Step.RETURNED else "",
            digest=digest_of(made.content) if step is Step.SUBMITTED else "",
            detail=ALONE if alone and step is Step.ACCEPTED else _with(row, step, asked),
        )
        for row, made in moved
    ]
    review_steps.move(steps, step, by)


def _with(row: Revision, step: Step, asked: Mapping[int, int] | None) -> dict[str, list[int]]:
    if step is not Step.RETURNED:
        return {}
    return {"comments": [asked[row.pk]] if asked and row.pk in asked else []}


def decide(
    moved: Sequence[Written], by: User, asked: Mapping[int, int], *, alone: bool = False
) -> None:
    for step in (Step.ACCEPTED, Step.RETURNED):
        taken = [pair for pair in moved if pair[1].decision == step.value]
        move(taken, step, by, asked, alone=alone)


def time_of(made: PlannedRevision, step: Step) -> datetime:
    found = {Step.PREPARED: made.prepared_at, Step.SUBMITTED: made.submitted_at}
    at = found.get(step, made.decided_at)
    assert at is not None
    return at
