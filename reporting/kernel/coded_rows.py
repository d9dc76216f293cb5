"""Rows of a code list: which one somebody means, and which are near to what was typed.

A row is kept by its English title, which every list and file can show; pages say it in the
reader's language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from provinces.spelling import fold

NEAR = 0.6


@dataclass(frozen=True)
class CodedRow:
    """`title`: in the language of whoever asks."""

    code: str
    english: str
    khmer: str = ""
    title: str = ""

    def spellings(self) -> Iterator[str]:
        yield from (fold(text) for text in (self.code, self.english, self.khmer) if text)


def meant(typed: str, rows: Iterable[CodedRow]) -> CodedRow | None:
    """By its code or its name in either language, however it is spelt."""
    wanted = fold(typed)
    return next((row for row in rows if wanted in row.spellings()), None)


def nearest(typed: str, rows: Sequence[CodedRow]) -> list[str]:
    """Up to three titles that look alike."""
    by_spelling = {spelling: row.title for row in rows for spelling in row.spellings()}
    close = get_close_matches(fold(typed), by_spelling, n=3, cutoff=NEAR)
    return list(dict.fromkeys(by_spelling[spelling] for spelling in close))
