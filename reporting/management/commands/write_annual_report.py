import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access import NotHere
from reporting.editions.publishing.actions.freezing import write_folder
from reporting.editions.reading.queries.readable_editions import edition_read
from reporting.kernel.periods import Period


class Command(BaseCommand):
    help = (
        "Writes the annual report of the year: its newest published edition, else the one in "
        "work, in English and in Khmer. PDF, workbook, CSV, JSON."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--out", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        folder = options["out"] or Path(settings.VAR_DIR) / f"annual-report-{year}"
        started = time.monotonic()

        def said(name: str) -> None:
            self.stdout.write(f"  {folder / name}")

        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            self._write(Period.of_year(year), folder, said)
        self.stdout.write(
            _("Written in %(seconds).1f s.") % {"seconds": time.monotonic() - started}
        )

    def _write(self, period: Period, folder: Path, said: Callable[[str], None]) -> None:
        try:
            edition = edition_read(period)
        except NotHere as error:
            words = _("%(year)d has not been consolidated yet.") % {"year": period.year}
            raise CommandError(words) from error
        write_folder(edition, folder, said)
