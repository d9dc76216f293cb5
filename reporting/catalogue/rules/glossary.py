"""The glossary of the portal's Khmer, read from its file: which word is said for which, where it is
from, and whether it is certain."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

CERTAIN = "certain"


@dataclass(frozen=True)
class Term:
    """`khmer`: each way in which it may be said, the first one first; `status`: certain or not."""

    english: str
    khmer: tuple[str, ...]
    source: str
    status: str

    @property
    def is_certain(self) -> bool:
        return self.status == CERTAIN


def read_terms(lines: Iterable[str]) -> list[Term]:
    """In the order of the file (CSV)."""
    return [
        Term(row["english"], tuple(row["khmer"].split(" | ")), row["source"], row["status"])
        for row in csv.DictReader(lines)
    ]
