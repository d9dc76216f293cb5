"""A plan into the database, each unit's in that unit's scope: officer, approver, reviewer.

In bulk, because a year of all units is a thousand reports and a year of all communes twenty
thousand. The rows are those that the doors (`actions.entry`, `actions.approval`) would leave, and
the database's own rules hold as always: a draft is filled, then signed, then decided on. A test
plays the same plan through the doors and compares.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, User
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.actions.practice.moves import Moved, Step, begin, decide, move
from reporting.actions.practice.people import People
from reporting.actions.practice.rows import Rows
from reporting.actions.practice.talk import answer, ask, settle
from reporting.kernel.practice import Plan, PlannedReport, PlannedRevision
from reporting.models import Report
from reporting.queries.calendar import Owed
from reporting.queries.practice import Catalogue
from strategies.models import DataSet

SAY_EVERY = 200  # units
Planned = tuple[PlannedReport, PlannedRevision]


@dataclass
class Written:
    reports: int = 0
    revisions: int = 0
    values: int = 0
    entries: int = 0


def write(
    plan: Plan,
    *,
    people: People,
    catalogue: Catalogue,
    owed: Iterable[Owed],
    progress: Callable[[str], None] = lambda said: None,
) -> Written:
    """In the secretariat's scope. A second round is what came back and was mended."""
    asked = list(owed)
    units = {one.unit.code: one.unit for one in asked}
    forms = {one.data_set.code: one.data_set for one in asked}
    writer = _Writer(people, forms, Rows(catalogue))
    for number in (1, 2):
        signed: list[Moved] = []
        for done, (code, planned) in enumerate(_by_unit(plan, number), 1):
            signed += writer.enter(units[code], planned)
            if done % SAY_EVERY == 0:
                progress(_("%(units)d units are written") % {"units": done})
        writer.review([one for one in signed if one[1].decision])
    return writer.written


def _by_unit(plan: Plan, number: int) -> Iterator[tuple[str, list[Planned]]]:
    found: dict[str, list[Planned]] = defaultdict(list)
    for report in plan.reports:
        for revision in report.revisions:
            if revision.number == number:
                found[report.slot.unit].append((report, revision))
    yield from found.items()


@dataclass
class _Writer:
    people: People
    forms: dict[str, DataSet]
    rows: Rows
    written: Written = field(default_factory=Written)
    reports: dict[tuple[str, str, int], Report] = field(default_factory=dict)

    def enter(self, unit: OrganisationUnit, planned: Sequence[Planned]) -> list[Moved]:
        """Begun, filled, handed over and signed; what is signed."""
        officer = self.people.officer(unit)
        with _tenant(unit, officer):
            self._begin_reports(unit, [one for one, revision in planned if revision.number == 1])
            moved = begin(
                [(self.reports[one.slot.key], revision) for one, revision in planned], officer
            )
            for (revision, made), (report, _made) in zip(moved, planned, strict=True):
                self.rows.add(revision, report, made, officer)
            values, entries = self.rows.flush()
            answer([one for one in moved if one[1].number > 1], officer)
            move([one for one in moved if one[1].prepared_at], Step.PREPARED, officer)
        self.written.revisions += len(moved)
        self.written.values += values
        self.written.entries += entries
        signed = [one for one in moved if one[1].submitted_at]
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

    def review(self, signed: Sequence[Moved]) -> None:
        reviewer = self.people.reviewer
        with acting_as(
            role=DatabaseRole.SECRETARIAT,
            organisation_unit_id=self.people.secretariat.pk,
            user_id=reviewer.pk,
        ):
            asked = [one for one in signed if one[1].asked]
            decide(signed, reviewer, ask(asked, reviewer, self.people.secretariat))
            settle([one for one in signed if one[1].number > 1], reviewer)


def _tenant(unit: OrganisationUnit, person: User) -> AbstractContextManager[None]:
    return acting_as(role=DatabaseRole.TENANT, organisation_unit_id=unit.pk, user_id=person.pk)
