import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.catalogue.actions.loading import load_catalogue
from reporting.catalogue.rules.files import CatalogueError, read_files


class Command(BaseCommand):
    help = "Loads the catalogue of sections, tables, cells and rules from fixtures/catalogue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path)
        parser.add_argument("--force", action="store_true", help="also where no file has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        folder = options["folder"] or settings.BASE_DIR / "fixtures" / "catalogue"
        try:
            files = read_files(folder)
            with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
                counts = load_catalogue(files, force=options["force"])
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        if counts is None:
            self.stdout.write(_("The catalogue is as it was loaded."))
            return
        self.stdout.write(
            _(
                "Catalogue: %(sections)d sections, %(tables)d tables, %(columns)d columns, "
                "%(rows)d rows, in %(seconds).1f s."
            )
            % {**counts, "seconds": time.monotonic() - started}
        )
