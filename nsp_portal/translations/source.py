"""All texts that the source marks for translation. Django finds them, with GNU gettext's help."""

import ast
import os
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from typing import Any

import polib
from django.core.management import call_command
from django.core.management.commands import makemessages

from nsp_portal.translations.files import PACKAGES, ROOT

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
    for text in _called_texts():
        if found.find(text, msgctxt=False) is None:
            raise LookupError(
                f"Take {text!r} out of its f-string: xgettext does not look into one."
            )
    return found


def _called_texts() -> Iterator[str]:
    """What our code asks gettext for, read as Python."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.JoinedStr):
                    yield from _asked_inside(node)


def _asked_inside(joined: ast.JoinedStr) -> Iterator[str]:
    for node in ast.walk(joined):
        if isinstance(node, ast.Call) and _is_gettext(node.func):
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def _is_gettext(called: ast.expr) -> bool:
    return isinstance(called, ast.Name) and (called.id == "_" or "gettext" in called.id)
