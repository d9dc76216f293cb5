import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = "Brings the database up to date: migrations and the rights of each role (as the owner)."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(
            _("The database is up to date (%(seconds).1f s).")
            % {"seconds": time.monotonic() - started}
        )
