from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.population.actions import bring_populations
from reporting.population.forms import read_population_csv


class Command(BaseCommand):
    help = "Adds the populations of fixtures/population that are not there yet. May be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or settings.BASE_DIR / "fixtures" / "population"
        for path in sorted(folder.glob("*.csv")):
            with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
                read = read_population_csv(path.read_text(encoding="utf-8"))
                if read.problems:
                    lines = "\n".join(f"{row.place}: {row.reason}" for row in read.problems)
                    raise CommandError(f"{path.name}\n{lines}")
                stored = bring_populations(read.rows)
            self.stdout.write(_("Population: %(added)d new, %(same)d were there.") % asdict(stored))
