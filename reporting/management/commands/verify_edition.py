"""Is this the edition that was published, to the last byte and the last figure?"""

import argparse
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access import NotHere
from reporting.core.queries.editions import edition_at
from reporting.document.files import NoEditionError, open_edition
from reporting.editions.publishing.rules.manifest import ManifestDifference, compared, verify
from reporting.kernel.messages import in_words


class Command(BaseCommand):
    help = (
        "Checks the files of a published edition (a ZIP or a folder) against its manifest, and "
        "the manifest against the portal's where there is one. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the ZIP, or a folder with its files")
        parser.add_argument(
            "--against-portal",
            action=argparse.BooleanOptionalAction,
            default=None,
            help="compare with the manifest in this portal's database; by default if it has one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(_("There is nothing at %(path)s.") % {"path": path})
        try:
            with open_edition(path) as (names, read):
                manifest, found = verify(names, read)
        except (NoEditionError, OSError) as error:
            raise CommandError(_("%(path)s cannot be read: %(why)s") % {
                "path": path, "why": error}) from error  # fmt: skip
        kept = self._kept(manifest, asked=options["against_portal"])
        if kept is not None:
            found += compared(kept, manifest)
        self._say(manifest, found, against=kept is not None)

    def _kept(self, manifest: Mapping[str, Any], *, asked: bool | None) -> Mapping[str, Any] | None:
        """The manifest of the same edition in the database; None: there is none to compare with."""
        if asked is False or not manifest:
            return None
        try:
            with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
                edition = edition_at(str(manifest.get("period")), _number(manifest.get("edition")))
        except (DatabaseError, ImproperlyConfigured, NotHere) as error:
            if asked:
                raise CommandError(_("This portal does not have the edition.")) from error
            return None
        if edition.manifest is None and asked:
            raise CommandError(_("This portal has not published the edition."))
        return edition.manifest

    def _say(
        self, manifest: Mapping[str, Any], found: list[ManifestDifference], *, against: bool
    ) -> None:
        for difference in found:
            self.stderr.write(in_words(difference.template, difference.params, _))
        if found:
            raise CommandError(_("This is not the edition as it was published."))
        words = _("Edition %(number)s of %(period)s, published on %(day)s by %(name)s:")
        facts = {
            "number": manifest["edition"],
            "period": manifest["period"],
            "day": str(manifest["published_at"])[:10],
            "name": manifest["published_by"],
        }
        self.stdout.write(words % facts)
        self.stdout.write(
            _("%(count)d files and the figures are what was published; seal %(digest)s.")
            % {"count": len(manifest["files"]), "digest": manifest["figures_digest"][:16]}
        )
        if against:
            self.stdout.write(_("The portal's own manifest says the same."))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
