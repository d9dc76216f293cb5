import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from provinces.demo import DemoPerson, demo_people, save_demo_people
from provinces.tenancy import DatabaseRole, acting_as

SHOWN = (
    "kandal.officer",
    "kandal.approver",
    "kandal.focal",
    "takeo.officer",
    "takeo.approver",
    "mosvy.officer",
    "gcnp.approver",
    "gs.reviewer",
    "gs.consolidator",
    "gs.secretary-general",
    "gs.administrator",
)


class Command(BaseCommand):
    help = "Makes invented people for every reporting unit, all with one password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--yes", action="store_true", help="Make them although DEBUG is off: a demonstration."
        )

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        if not (settings.DEBUG or yes):
            raise CommandError(
                _(
                    "These people are invented and share a password: they have no place in a "
                    "portal with real reports. For a demonstration, add --yes."
                )
            )
        start = perf_counter()
        password = _demo_password()
        with (
            translation.override("en"),
            acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None),
        ):
            people = demo_people()
            new = save_demo_people(people, password)
        self.stdout.write(
            _("Demo accounts: %(people)d people (%(new)d new), in %(seconds).1f s.")
            % {"people": len(people), "new": new, "seconds": perf_counter() - start}
        )
        self._show(people, password)

    def _show(self, people: list[DemoPerson], password: str) -> None:
        by_username = {person.username: person for person in people}
        shown = [by_username[username] for username in SHOWN if username in by_username]
        width = max((len(person.username) for person in shown), default=0)
        self.stdout.write("\n  " + _("password of all: %(password)s") % {"password": password})
        for person in shown:
            self.stdout.write(f"  {person.username:<{width}}  {person.full_name}")


def _demo_password() -> str:
    """The environment's, else the stored one, else a new one, stored for the next time."""
    path = Path(settings.VAR_DIR) / "secrets-demo"
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    if path.exists() and (stored := path.read_text(encoding="utf-8").strip()):
        return stored
    made = secrets.token_urlsafe(9)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(made + "\n")
    return made
