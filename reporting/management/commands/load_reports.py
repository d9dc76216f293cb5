import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import Role
from reporting.access import Refused
from reporting.exchange.actions.transcribed_files import TranscriptionError
from reporting.exchange.actions.year_loading import LoadedYear, LoadingPeople, load_year


class Command(BaseCommand):
    help = "Loads the transcribed reports of a year from fixtures/YEAR through the usual actions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        folder = settings.BASE_DIR / "fixtures" / str(options["year"])
        if not folder.is_dir():
            raise CommandError(_("There is nothing in %(folder)s.") % {"folder": folder})
        at = {"unit": ""}
        try:
            loaded = load_year(
                folder,
                source=_("the printed annual report of %(year)d") % {"year": options["year"]},
                people=self._people(),
                progress=lambda text: at.update(unit=text),
            )
        except (Refused, TranscriptionError, people.NobodyHolds) as error:
            raise CommandError(f"{at['unit']}: {error}") from error
        self._say(loaded, time.monotonic() - started)

    def _people(self) -> LoadingPeople:
        return LoadingPeople(
            officers=people.holders(Role.DATA_OFFICER),
            approvers=people.holders(Role.APPROVER),
            reviewer=people.reviewer(),
            secretariat=OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT),
        )

    def _say(self, loaded: LoadedYear, seconds: float) -> None:
        self.stdout.write(
            _(
                "Reports: %(reports)d entered, signed and accepted (%(skipped)d were there), with "
                "%(values)d numbers, %(entries)d entries, %(explanations)d explanations; "
                "%(claims)d printed figures to compare with; in %(seconds).1f s."
            )
            % {**vars(loaded), "seconds": seconds}
        )
