"""Numbers of a past year stored by the actions that everybody's clicks call: reports are begun,
filled, and signed where it is wanted, by people of the unit in its scope; all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, User
from provinces.queries import province_of
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor, Refused
from reporting.core.queries.coded_rows import coded_rows
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions import revisions
from reporting.entry.page.actions.draft_changes import Changes, EntryKey, EntryText
from reporting.entry.page.actions.page_saves import save_page
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.queries.report_checks import unanswered
from reporting.kernel.periods import Period
from reporting.kernel.tables import Value
from reporting.models import Revision
from reporting.review.actions import approval
from strategies.models import DataSet, Table


@dataclass(frozen=True, order=True)
class LineError:
    line: int
    words: str


@dataclass
class ReportBatch:
    """The numbers of one report, and the line of the file that each comes from."""

    unit: OrganisationUnit
    data_set: DataSet
    period: Period
    values: dict[CellAddress, Value] = field(default_factory=dict)
    lines: dict[CellAddress, int] = field(default_factory=dict)

    @property
    def line(self) -> int:
        return min(self.lines.values())

    def __str__(self) -> str:
        return f"{self.unit.code}/{self.data_set.code}/{self.period.url}"


@dataclass(frozen=True)
class Importers:
    """Who enters and who signs, by unit: the person and the role that they hold there."""

    officers: Mapping[int, tuple[User, Role]]
    approvers: Mapping[int, tuple[User, Role]]


@dataclass
class Imported:
    reports: int = 0
    values: int = 0
    signed: int = 0
    left_open: list[str] = field(default_factory=list)


class ImportRefused(Exception):
    """Nothing was stored; `errors` say why, by line."""

    def __init__(self, errors: Sequence[LineError]) -> None:
        super().__init__(f"{len(errors)}")
        self.errors = list(errors)


@transaction.atomic
def import_values(
    batches: Iterable[ReportBatch], *, people: Importers, submit: bool, dry_run: bool
) -> Imported:
    """Raises ImportRefused with every report that is refused. A dry run does all of it and
    takes it back."""
    imported, errors = Imported(), []
    for batch in batches:
        try:
            with transaction.atomic():
                _import(batch, people, imported, submit=submit)
        except Refused as refused:
            errors.append(LineError(batch.line, f"{batch}: {refused}"))
    if errors:
        raise ImportRefused(sorted(errors))
    if dry_run:
        transaction.set_rollback(True)
    return imported


def _import(batch: ReportBatch, people: Importers, imported: Imported, *, submit: bool) -> None:
    officer = _actor(people.officers, batch.unit, _("Nobody enters numbers for %(unit)s."))
    with _as(officer):
        access = revisions.begin(
            by=officer, unit=batch.unit, data_set=batch.data_set, period=batch.period
        )
        changes = Changes(values=dict(batch.values), entries=_rows(access.revision, batch))
        save_page(by=officer, access=access, changes=changes)
        ready = submit and not unanswered(access.revision)
        if ready:
            approval.prepare(by=officer, access=access)
    imported.reports += 1
    imported.values += len(batch.values)
    if ready:
        _sign(batch, access, people)
        imported.signed += 1
    elif submit:
        imported.left_open.append(str(batch))


def _sign(batch: ReportBatch, access: ReportAccess, people: Importers) -> None:
    signer = _actor(people.approvers, batch.unit, _("Nobody signs for %(unit)s."))
    with _as(signer):
        approval.submit(by=signer, access=ReportAccess(signer, access.report, access.revision))


def _actor(people: Mapping[int, tuple[User, Role]], unit: OrganisationUnit, nobody: str) -> Actor:
    """A district or a commune without people has those of its province."""
    home = unit.pk
    if home not in people and unit.is_locality:
        home = next((province.pk for province in province_of([unit.pk]).values()), home)
    if home not in people:
        raise Refused(nobody % {"unit": unit.code})
    user, role = people[home]
    return Actor.at(user, unit, [role])


def _as(actor: Actor) -> AbstractContextManager[None]:
    return acting_as(
        role=DatabaseRole.TENANT, organisation_unit_id=actor.unit.pk, user_id=actor.user.pk
    )


def _rows(revision: Revision, batch: ReportBatch) -> dict[EntryKey, EntryText]:
    """The open rows that are not there yet, called by their keys."""
    wanted = dict.fromkeys((cell.table, cell.entry) for cell in batch.values if cell.entry)
    if not wanted:
        return {}
    there = set(revision.entries.values_list("table__code", "key"))
    last = max(revision.entries.values_list("position", flat=True), default=0)
    new = [(table, str(key)) for table, key in wanted if (table, key) not in there]
    titles = _coded_titles({table for table, _key in new}, revision.report.year)
    return {
        key: EntryText(position=position, title=titles.get(key, key[1]))
        for position, key in enumerate(new, last + 1)
    }


def _coded_titles(codes: set[str], year: int) -> dict[tuple[str, str], str]:
    """(table, key) -> how a row of a code list is kept."""
    tables = dict(Table.objects.filter(code__in=codes, kind="open").values_list("pk", "code"))
    found = coded_rows(tables, year, "en")
    return {(tables[table], row.code): row.english for table, rows in found.items() for row in rows}
