from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor, Refused
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, make_commitment
from reporting.commitments.rules.source_files import SourceError, SourceRow, read_sources
from reporting.models import Commitment


class Command(BaseCommand):
    help = (
        "Enters the commitments of fixtures/commitments that are not there yet, by the action that "
        "everybody uses. May be run again: what is there stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or settings.BASE_DIR / "fixtures" / "commitments"
        secretariat = OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)
        try:
            person = people.at_secretariat(Role.SECRETARY_GENERAL)
            with (
                acting_as(
                    role=DatabaseRole.SECRETARIAT,
                    organisation_unit_id=secretariat.pk,
                    user_id=person.pk,
                ),
                transaction.atomic(),
            ):
                actor = Actor.at(person, secretariat, [Role.SECRETARY_GENERAL])
                rows = read_sources(folder)
                new = [row for row in rows if not _is_there(row)]
                for row in new:
                    _enter(actor, row)
        except (Refused, SourceError, people.NobodyHolds) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Commitments: %(new)d new, %(there)d were there.")
            % {"new": len(new), "there": len(rows) - len(new)}
        )


def _is_there(row: SourceRow) -> bool:
    return Commitment.objects.filter(
        origin=row.origin, origin_year=row.year, origin_name=row.name_en, origin_mark=row.mark
    ).exists()


def _enter(actor: Actor, row: SourceRow) -> None:
    make_commitment(
        by=actor,
        origin=CommitmentOrigin(row.origin, row.year, row.name_en, row.name_km, row.mark),
        texts=CommitmentTexts(row.text_en, row.text_km, is_text_known=row.is_text_known),
        units=list(_units(row)),
        due=row.due,
    )


def _units(row: SourceRow) -> Iterator[OrganisationUnit]:
    named = {unit.code: unit for unit in OrganisationUnit.objects.filter(code__in=row.units)}
    if unknown := [code for code in row.units if code not in named]:
        raise SourceError(f"{row.mark}: no unit is called {', '.join(unknown)}.")
    yield from (named[code] for code in row.units)
    yield from OrganisationUnit.objects.filter(kind__in=row.kinds).exclude(code__in=row.units)
