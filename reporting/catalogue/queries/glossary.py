"""The glossary of the portal's Khmer: which word is said for which, where it is from, and whether
it is certain."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from provinces.spelling import finds

CERTAIN = "certain"


@dataclass(frozen=True)
class Term:
    """`khmer`: each way in which it may be said, the first one first."""

    english: str
    khmer: tuple[str, ...]
    source: str
    is_certain: bool


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
