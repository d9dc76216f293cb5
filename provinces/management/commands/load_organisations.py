from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from provinces.loading import load
from provinces.tenancy import DatabaseRole, acting_as


class Command(BaseCommand):
    help = "Loads the organisation units, their names and spellings. May be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=Path(settings.BASE_DIR) / "fixtures" / "organisations",
            help="Where units.csv, names.csv and aliases.csv are.",
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Bring names, spellings and places back to the files, corrected ones too.",
        )

    def handle(self, *args: Any, folder: Path, overwrite: bool, **options: Any) -> None:
        start = perf_counter()
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            loaded = load(folder, overwrite=overwrite)
        self.stdout.write(
            _(
                "Organisations: %(units)d units (%(new_units)d new), %(names)d names "
                "(%(new_names)d new), %(aliases)d spellings (%(new_aliases)d new), "
                "in %(seconds).1f s."
            )
            % {**asdict(loaded), "seconds": perf_counter() - start}
        )
