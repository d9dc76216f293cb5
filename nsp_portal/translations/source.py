"""All texts that the source marks for translation. Django finds them, with GNU gettext's help."""

import os
from contextlib import chdir, redirect_stdout
from io import StringIO
from typing import Any

import polib
from django.core.management import call_command
from django.core.management.commands import makemessages

from nsp_portal.translations.files import ROOT

IGNORED = ["tests", "var", "docs", ".venv"]


class _Reader(makemessages.Command):
    """Django's command up to where it has read everything; the merging is ours."""

    requires_system_checks: list[str] = []
    found: polib.POFile

    def write_po_file(self, potfile: str, locale: str) -> None:
        self.found = polib.pofile(str(potfile), wrapwidth=0)


def marked_texts() -> polib.POFile:
    """Each with the files in which it stands, and what was said to its translator."""
    reader: Any = _Reader()
    with chdir(ROOT), redirect_stdout(StringIO()):
        call_command(
            reader,
            locale=["km"],
            extensions=["html", "txt", "py"],
            ignore_patterns=IGNORED,
            add_location="file",
            no_wrap=True,
            verbosity=0,
        )
    found: polib.POFile = reader.found
    for entry in found:
        entry.occurrences = sorted(
            {(os.path.normpath(path), "") for path, _line in entry.occurrences}
        )
    return found
