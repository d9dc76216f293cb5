"""Texts of the libraries that people meet. Django's own Khmer is thin and allauth has none, so that
the portal's comes first in LOCALE_PATHS."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import polib

# Of which library, which of its files, and what of it: by the beginning of where a text stands.
SHOWN = {
    "django.conf": (
        "django",
        ("contrib/", "core/", "db/", "forms/", "template/", "utils/", "views/"),
    ),
    "django.contrib.auth": ("django", ("",)),
    "django.contrib.admin": ("django", ("",)),
    "django.contrib.contenttypes": ("django", ("",)),
    "django.contrib.sessions": ("django", ("",)),
    "allauth": ("django", ("account/", "mfa/", "templates/account/", "templates/mfa/", "utils")),
}
SHOWN_BY_SCRIPTS = {"django.contrib.admin": ("djangojs", ("",))}
UNSEEN = ("contrib/gis/", "contrib/sites/", "contrib/redirects/", "contrib/flatpages/")


def library_texts(shown: Mapping[str, tuple[str, tuple[str, ...]]]) -> polib.POFile:
    """Each text once, also where two libraries have it."""
    found = polib.POFile(wrapwidth=0)
    for library, (domain, places) in shown.items():
        for entry in polib.pofile(str(_english(library, domain)), wrapwidth=0):
            stands = [path for path, _line in entry.occurrences if path.startswith(places)]
            if not stands or all(path.startswith(UNSEEN) for path in stands):
                continue
            if found.find(entry.msgid, msgctxt=entry.msgctxt or False) is None:
                entry.occurrences = [(f"{library}: {path}", "") for path in sorted(set(stands))]
                entry.msgstr = ""
                found.append(entry)
    return found


def _english(library: str, domain: str) -> Path:
    spec = find_spec(library)
    assert spec is not None and spec.submodule_search_locations  # it is installed
    return Path(spec.submodule_search_locations[0], "locale", "en", "LC_MESSAGES", f"{domain}.po")
