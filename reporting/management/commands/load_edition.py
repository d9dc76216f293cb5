import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import Kind, OrganisationUnit
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.access_errors import Refused
from reporting.actions.archive.edition import Written, write_edition
from reporting.actions.archive.files import TranscriptionError
from reporting.kernel.periods import Period
from reporting.queries.editions.found import in_work, newest_published


class Command(BaseCommand):
    help = "Writes the transcribed annual report of a year as an edition, by an editor's actions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        folder = settings.BASE_DIR / "fixtures" / str(options["year"])
        secretariat = OrganisationUnit.objects.get(kind=Kind.SECRETARIAT)
        editor = people.at_secretariat(Role.CONSOLIDATOR)
        actor = Actor.at(editor, secretariat, [Role.CONSOLIDATOR])
        key = Period.parse(str(options["year"])).key
        with acting_as(
            role=DatabaseRole.SECRETARIAT, organisation_unit_id=secretariat.pk, user_id=editor.pk
        ):
            if in_work(key) or newest_published(key):
                self.stdout.write(_("There is an edition of this year already."))
                return
            try:
                written = write_edition(by=actor, folder=folder)
            except (Refused, TranscriptionError) as error:
                raise CommandError(str(error)) from error
        self._say(written, time.monotonic() - started)

    def _say(self, written: Written, seconds: float) -> None:
        self.stdout.write(
            _(
                "Edition %(number)d: %(passages)d texts taken, %(rewritten)d of them rewritten "
                "with references; in %(seconds).1f s."
            )
            % {
                "number": written.edition.number,
                "passages": written.passages,
                "rewritten": written.rewritten,
                "seconds": seconds,
            }
        )
