"""python -m nsp_portal.translations renew | check | compile [FILE...]

`renew` takes the texts of the source into locale/ (it needs GNU gettext), `check` names all that is
missing or wrong, and `compile` writes what gettext reads, of all files or of those that are named.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

import django
import polib

from nsp_portal.translations import files
from nsp_portal.translations.libraries import SHOWN, SHOWN_BY_SCRIPTS, library_texts
from nsp_portal.translations.rules import problems, said
from nsp_portal.translations.source import marked_texts
from reporting.catalogue.rules.glossary import Term


def renew() -> int:
    for path, source in _sources():
        words = files.read(path)
        words.merge(source())
        gone = [entry for entry in words if entry.obsolete]
        for entry in gone:
            words.remove(entry)
        words.sort(key=lambda entry: (entry.occurrences[:1], entry.msgid))
        files.write(words, path)
        missing = sum(not said(entry).strip() for entry in words)
        sys.stdout.write(f"{path.relative_to(files.ROOT)}: {len(words)} texts, ")
        sys.stdout.write(f"{missing} to translate, {len(gone)} gone\n")
    return compiled()


def check() -> int:
    terms, latin = files.glossary(), files.latin_words()
    found = []
    for path, source in _sources():
        words = files.read(path)
        found += [*_not_renewed(words, source()), *_wrong(words, terms, latin)]
        sys.stdout.write(f"{path.relative_to(files.ROOT)}: {len(words)} texts\n")
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(found)} problems\n")
    return 1 if found else 0


def compiled(*paths: str) -> int:
    for path in map(Path, paths) if paths else sorted(files.LOCALE.rglob("*.po")):
        files.compiled(path)
    return 0


def _not_renewed(words: polib.POFile, source: polib.POFile) -> Iterator[str]:
    there = {(entry.msgctxt, entry.msgid) for entry in words}
    wanted = {(entry.msgctxt, entry.msgid) for entry in source}
    for _context, text in sorted(wanted - there, key=str):
        yield f"not in locale/ (make messages): {text!r}"
    for _context, text in sorted(there - wanted, key=str):
        yield f"no longer in the source (make messages): {text!r}"


def _wrong(words: polib.POFile, terms: Sequence[Term], latin: Collection[str]) -> Iterator[str]:
    for entry in words:
        for problem in problems(entry, terms, latin):
            yield f"{entry.occurrences[0][0]}: {entry.msgid!r} {problem}"


def _sources() -> list[tuple[Path, Callable[[], polib.POFile]]]:
    """Each file of translations, and how its texts are found."""
    os.environ.setdefault("SECRET_KEY", "only-for-this-step")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nsp_portal.settings")
    django.setup()
    return [
        (files.KHMER, marked_texts),
        (files.LIBRARIES, partial(library_texts, SHOWN)),
        (files.LIBRARY_SCRIPTS, partial(library_texts, SHOWN_BY_SCRIPTS)),
    ]


COMMANDS: dict[str, Callable[..., int]] = {"renew": renew, "check": check, "compile": compiled}

if __name__ == "__main__":
    command, *named = sys.argv[1:] or [""]
    if command not in COMMANDS or (named and command != "compile"):
        sys.exit(__doc__)
    sys.exit(COMMANDS[command](*named))
