import time
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provinces import people as people_of
from provinces.models import OrganisationUnit, UnitKind, User
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.exchange.actions.imports import (
    Imported,
    Importers,
    ImportRefused,
    LineError,
    import_values,
)
from reporting.exchange.forms.import_values import COLUMNS, ImportResult, read_values


class LinesRefused(CommandError):
    """Its name stands before the lines that were refused."""


class Command(BaseCommand):
    help = (
        "Stores a CSV of past numbers by the steps that everybody takes. Columns: "
        f"{', '.join(COLUMNS)}. A value is a number or n/a; the row is empty in tables of one row "
        "and the key of the row in lists. Commas, semicolons or tabs part the columns; a unit is "
        "named by its code or any of its spellings. All of the file is stored, or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="try all of it, store nothing")
        parser.add_argument(
            "--submit",
            action="store_true",
            help="hand over and sign the reports whose checks are clean; else all stay drafts",
        )
        for who, does in (("officer", "enters"), ("approver", "signs")):
            parser.add_argument(
                f"--{who}",
                action="append",
                default=[],
                metavar="USERNAME",
                help=f"who {does}, for the units where the person may; may be given again. "
                "Without it the longest-serving person of each unit.",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        people = Importers(
            officers=self._people(options["officer"], (Role.DATA_OFFICER, Role.APPROVER)),
            approvers=self._people(options["approver"], (Role.APPROVER,)),
        )
        secretariat = OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=secretariat.pk):
            read = self._read(options["file"])
            if read.errors:
                self._refuse(read.errors)
            try:
                imported = import_values(
                    read.batches,
                    people=people,
                    submit=options["submit"],
                    dry_run=options["dry_run"],
                )
            except ImportRefused as refused:
                self._refuse(refused.errors)
        self._say(imported, time.monotonic() - started, dry_run=options["dry_run"])

    def _people(
        self, usernames: Sequence[str], roles: Sequence[Role]
    ) -> dict[int, tuple[User, Role]]:
        known = set(
            User.objects.filter(username__in=usernames, is_active=True).values_list(
                "username", flat=True
            )
        )
        if unknown := [name for name in usernames if name not in known]:
            raise CommandError(
                _("Nobody is called %(names)s, or not any more.") % {"names": ", ".join(unknown)}
            )
        return people_of.holders_of_any(roles, usernames)

    def _read(self, path: Path) -> ImportResult:
        try:
            return read_values(path.read_bytes())
        except OSError as error:
            words = _("The file %(file)s cannot be opened: %(why)s.")
            raise CommandError(words % {"file": path, "why": error.strerror}) from error

    def _refuse(self, errors: Sequence[LineError]) -> None:
        lines = [_("line %(line)d: %(words)s") % vars(error) for error in sorted(errors)]
        count = len(errors)
        words = ngettext(
            "%(count)d error. Nothing was stored.", "%(count)d errors. Nothing was stored.", count
        )
        raise LinesRefused("\n".join([*lines, words % {"count": count}]))

    def _say(self, imported: Imported, seconds: float, *, dry_run: bool) -> None:
        for report in imported.left_open:
            self.stdout.write(
                _("%(report)s stays a draft: its checks are not answered.") % {"report": report}
            )
        words = _("%(values)d numbers in %(reports)d reports, %(signed)d of them signed.")
        self.stdout.write(f"{words % vars(imported)} ({seconds:.1f} s)")
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was stored."))
