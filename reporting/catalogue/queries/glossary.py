"""The glossary of the portal's Khmer: which word is said for which, where it is from, and whether
it is certain."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
from django.conf import settings

from provinces.spelling import finds

CERTAIN = "certain"
CONFIRMED = "confirmed"  # in a translator's comment


@dataclass(frozen=True)
class Term:
    """`khmer`: each way in which it may be said, the first one first."""

    english: str
    khmer: tuple[str, ...]
    source: str
    is_certain: bool


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
        terms = [_term(row) for row in csv.DictReader(lines)]
    return [term for term in terms if not words or finds(words, (term.english, *term.khmer))]


def _term(row: dict[str, str]) -> Term:
    khmer = tuple(row["khmer"].split(" | "))
    return Term(row["english"], khmer, row["source"], row["status"] == CERTAIN)
