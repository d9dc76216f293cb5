"""The transcribed reports of a year, taken through the actions that a person's clicks call: begun,
filled, checked, signed, reviewed, accepted, each step by a person of the right unit in its
scope."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, User
from provinces.queries import Spellings, UnknownUnit
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.entry.access import ReportAccess, access_to_report
from reporting.entry.page.actions import drafts, revisions
from reporting.entry.page.queries.form_tables import places_by_form, tables_of
from reporting.entry.page.queries.report_checks import unanswered
from reporting.exchange.actions.transcribed_files import (
    TranscribedContent,
    TranscriptionError,
    read_claims,
    read_year,
)
from reporting.kernel.periods import Period
from reporting.models import PrintedClaim, Report
from reporting.review.actions import approval
from strategies.models import DataSet, Table, TableDataSet
from strategies.models.labels import in_year


@dataclass(frozen=True)
class LoadingPeople:
    """Who does each step: the officer and the approver of each unit (by id), and a reviewer."""

    officers: dict[int, User]
    approvers: dict[int, User]
    reviewer: User
    secretariat: OrganisationUnit

    def actor(self, unit: OrganisationUnit, role: Role) -> Actor:
        holders = self.officers if role is Role.DATA_OFFICER else self.approvers
        if unit.pk not in holders:
            raise TranscriptionError(f"Nobody is {role.label} of {unit.code}.")
        return Actor.at(holders[unit.pk], unit, [role])

    def review(self) -> Actor:
        return Actor.at(self.reviewer, self.secretariat, [Role.REVIEWER])


@dataclass
class LoadedYear:
    reports: int = 0
    skipped: int = 0
    values: int = 0
    entries: int = 0
    explanations: int = 0
    claims: int = 0


Progress = Callable[[str], None]


@transaction.atomic
def load_year(
    folder: Path, *, source: str, people: LoadingPeople, progress: Progress
) -> LoadedYear:
    """Loads what is not there yet; a report that was accepted before is left alone."""
    loaded = LoadedYear()
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=people.secretariat.pk):
        loaded.claims = _load_claims(folder, int(folder.name))
        open_tables = set(Table.objects.filter(kind="open").values_list("code", flat=True))
        forms = list(DataSet.objects.filter(in_year(int(folder.name))))
        places = places_by_form([form.pk for form in forms])
        spellings = Spellings.known()
        for (unit_code, period_code), content in sorted(read_year(folder, open_tables).items()):
            unit = _unit(spellings, unit_code)
            period = Period.parse(period_code)
            carried = _carried(unit, Period.parse(period_code).year, forms, places)
            for data_set, part in _by_data_set(unit, content, carried):
                progress(f"{unit.code} {period_code} {data_set.code}")
                _load_report(unit, data_set, period, part, source, people, loaded)
    return loaded


def _unit(spellings: Spellings, spelling: str) -> OrganisationUnit:
    try:
        return spellings.find(spelling)
    except UnknownUnit as unknown:
        near = f" Did you mean {', '.join(unknown.near)}?" if unknown.near else ""
        raise TranscriptionError(f"There is no organisation unit {spelling}.{near}") from unknown


def _carried(
    unit: OrganisationUnit,
    year: int,
    forms: Iterable[DataSet],
    places: Mapping[int, Iterable[TableDataSet]],
) -> dict[DataSet, set[str]]:
    """The unit's forms, with the tables that it fills in each."""
    return {
        form: {table.code for table in tables_of(places.get(form.pk, ()), unit.code, year)}
        for form in forms
        if form.is_filled_by(unit.code, unit.kind)
    }


def _by_data_set(
    unit: OrganisationUnit, content: TranscribedContent, carried: Mapping[DataSet, set[str]]
) -> Iterator[tuple[DataSet, TranscribedContent]]:
    left = content.tables()
    for data_set, tables in carried.items():
        own = tables & left
        if own:
            left -= own
            yield data_set, content.only(own)
    if left:
        raise TranscriptionError(f"{unit.code} fills no form with {', '.join(sorted(left))}.")


def _load_report(
    unit: OrganisationUnit,
    data_set: DataSet,
    period: Period,
    content: TranscribedContent,
    source: str,
    people: LoadingPeople,
    loaded: LoadedYear,
) -> None:
    officer = people.actor(unit, Role.DATA_OFFICER)
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=unit.pk, user_id=officer.user.pk):
        if Report.objects.filter(
            organisation_unit=unit, data_set=data_set, period_key=period.key
        ).exists():
            loaded.skipped += 1
            return
        opened = revisions.begin(
            by=officer, unit=unit, data_set=data_set, period=period, transcribed_from=source
        )
        if content.entries:
            loaded.entries += len(
                drafts.save_entries(by=officer, access=opened, entries=content.entries)
            )
        if content.values:
            loaded.values += drafts.save_values(
                by=officer, access=opened, values=content.values, notes=content.notes
            )
        loaded.explanations += _explain(officer, opened, content)
        approval.prepare(by=officer, access=opened)
    _sign(unit, opened, people)
    _accept(unit, data_set, period, people)
    loaded.reports += 1


def _explain(officer: Actor, opened: ReportAccess, content: TranscribedContent) -> int:
    """Where a rule would stop the report, the explanation says what is printed and where."""
    texts = {}
    for finding in unanswered(opened.revision):
        lines = sorted(
            {
                note.line
                for address, note in content.notes.items()
                if note.line and (address.cell in finding.cells or str(address) in finding.cells)
            }
        )
        texts[finding.key] = _("So printed in the source, line %(lines)s.") % {
            "lines": ", ".join(map(str, lines)) or "?"
        }
    if texts:
        drafts.explain(by=officer, access=opened, texts=texts)
    return len(texts)


def _sign(unit: OrganisationUnit, opened: ReportAccess, people: LoadingPeople) -> None:
    signer = people.actor(unit, Role.APPROVER)
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=unit.pk, user_id=signer.user.pk):
        approval.submit(by=signer, access=ReportAccess(signer, opened.report, opened.revision))


def _accept(
    unit: OrganisationUnit, data_set: DataSet, period: Period, people: LoadingPeople
) -> None:
    reviewer = people.review()
    with acting_as(
        role=DatabaseRole.SECRETARIAT,
        organisation_unit_id=people.secretariat.pk,
        user_id=reviewer.user.pk,
    ):
        found = access_to_report(
            reviewer, unit=unit.code, period=period.code, data_set=data_set.code
        )
        approval.accept(by=reviewer, access=found)


def _load_claims(folder: Path, year: int) -> int:
    PrintedClaim.objects.filter(year=year).delete()
    rows = [
        PrintedClaim(
            year=year,
            section=row["section"],
            line=int(row["line"]),
            kind=row["kind"],
            printed=row["printed"],
            value=Decimal(row["value"]) if row["value"] else None,
            expression=row["expression"],
            quote=row["quote"],
            note=row["note"],
            position=position,
        )
        for position, row in enumerate(read_claims(folder / "printed.csv"))
    ]
    return len(PrintedClaim.objects.bulk_create(rows))
