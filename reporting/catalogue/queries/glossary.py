"""The glossary of the portal's Khmer as one looks it up, and how many texts are confirmed."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
from django.conf import settings

from provinces.spelling import finds
from reporting.catalogue.rules.glossary import Term, read_terms

CONFIRMED = "confirmed"  # in a translator's comment


@dataclass(frozen=True)
class PortalTexts:
    """How many texts the portal says in Khmer, and how many of them somebody confirmed."""

    all: int
    confirmed: int


@cache
def portal_texts() -> PortalTexts:
    """Of this version of the portal; half a second, once in a process."""
    paths = [path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("km/*/*.po")]
    texts = [entry for path in paths for entry in polib.pofile(str(path))]
    confirmed = sum(CONFIRMED in entry.tcomment.split("\n") for entry in texts)
    return PortalTexts(len(texts), confirmed)


def glossary_file() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "glossary-km.csv"


def glossary(words: str = "") -> list[Term]:
    """In the order of the file; those that hold `words` in one of the languages."""
    with glossary_file().open(encoding="utf-8", newline="") as lines:
        terms = read_terms(lines)
    return [term for term in terms if not words or finds(words, (term.english, *term.khmer))]
