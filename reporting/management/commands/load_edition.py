import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor, Refused
from reporting.core.actions.jobs import ring
from reporting.core.queries.editions import is_written, newest_published
from reporting.editions.publishing.actions.publication_jobs import request_publication
from reporting.editions.publishing.actions.signing import ask_for_signatures, sign
from reporting.exchange.actions.edition_loading import LoadedEdition, explain_edition, write_edition
from reporting.exchange.actions.edition_translation import LoadedTranslation, translate_edition
from reporting.exchange.actions.transcribed_files import TranscriptionError
from reporting.kernel.periods import Period
from reporting.management.waiting import wait_for
from reporting.models import Edition


class Command(BaseCommand):
    help = "Writes the transcribed annual report of a year as an edition, by an editor's actions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--publish", action="store_true", help="explain, sign and publish it")
        parser.add_argument("--timeout", type=int, default=300, help="seconds to wait at most")

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        try:
            with self._as(Role.CONSOLIDATOR) as editor:
                key = Period.parse(str(year)).key
                if is_written(key) or newest_published(key):
                    self.stdout.write(_("There is an edition of this year already."))
                    return
                edition, translation = self._write(editor, year)
            if options["publish"]:
                self._publish(edition, translation, options["timeout"])
        except (Refused, TranscriptionError, people.NobodyHolds) as error:
            raise CommandError(str(error)) from error

    @contextmanager
    def _as(self, role: Role) -> Iterator[Actor]:
        """The person of the General Secretariat who holds this role, in their own scope."""
        secretariat = OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)
        person = people.at_secretariat(role)
        with acting_as(
            role=DatabaseRole.SECRETARIAT, organisation_unit_id=secretariat.pk, user_id=person.pk
        ):
            yield Actor.at(person, secretariat, [role])

    def _write(self, editor: Actor, year: int) -> tuple[Edition, LoadedTranslation]:
        started = time.monotonic()
        folder = settings.BASE_DIR / "fixtures" / str(year)
        written = write_edition(by=editor, folder=folder)
        explained = explain_edition(by=editor, edition=written.edition, folder=folder)
        self._say(written, explained, time.monotonic() - started)
        translation = translate_edition(by=editor, edition=written.edition, folder=folder)
        self.stdout.write(
            _("Texts translated into Khmer: %(done)d; not translated: %(lacking)d.")
            % {"done": translation.translated, "lacking": translation.lacking}
        )
        return written.edition, translation

    def _publish(self, edition: Edition, translation: LoadedTranslation, seconds: int) -> None:
        with self._as(Role.REVIEWER) as reviewer:
            ask_for_signatures(by=reviewer, edition=edition)
            sign(by=reviewer, edition=edition, role="reviewer")
        with self._as(Role.CONSOLIDATOR) as consolidator:
            sign(
                by=consolidator, edition=edition, role="consolidator",
                words=_(
                    "The reports are as they were printed; the units that gave them cannot correct "
                    "them here. What is doubtful in them stays open and is listed."
                ),
            )  # fmt: skip
        with self._as(Role.SECRETARY_GENERAL) as secretary:
            reason = _("The translation into Khmer is not finished.") if translation.lacking else ""
            job = request_publication(
                by=secretary, edition=edition, untranslated_reason=reason, ring=ring
            )
        wait_for(job.pk, seconds=seconds, out=self.stdout)
        self.stdout.write(
            _("Published by %(person)s.") % {"person": secretary.user.get_full_name()}
        )

    def _say(self, written: LoadedEdition, explained: int, seconds: float) -> None:
        self.stdout.write(
            _(
                "Edition %(number)d: %(paragraphs)d texts taken, %(rewritten)d of them rewritten "
                "with references; %(explained)d discrepancies and sentences explained; "
                "in %(seconds).1f s."
            )
            % {
                "number": written.edition.number,
                "paragraphs": written.passages,
                "rewritten": written.rewritten,
                "explained": explained,
                "seconds": seconds,
            }
        )
