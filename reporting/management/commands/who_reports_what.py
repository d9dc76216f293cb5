from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reporting.catalogue.exports.who_reports_what import table_of_tables, with_table
from reporting.catalogue.rules.files import read_files
from reporting.catalogue.rules.who_reports_what import read_said


class Command(BaseCommand):
    help = "Says whether docs/who-reports-what.md tells what its data tell; makes it anew."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="writes the table into the page")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "who-reports-what.md"
        folder = settings.BASE_DIR / "fixtures" / "catalogue"
        said = read_said(folder / "who_reports_what.csv")
        before = path.read_text(encoding="utf-8")
        after = with_table(before, table_of_tables(read_files(folder), said))
        if options["write"]:
            path.write_text(after, encoding="utf-8")
        elif before != after:
            raise CommandError(
                _("docs/who-reports-what.md is not what its data make: run it with --write.")
            )
        self.stdout.write(_("docs/who-reports-what.md is what its data make."))
