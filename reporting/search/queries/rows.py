"""What is found by the words of rows that not everybody reads: people, commitments, meetings,
feedback. PostgreSQL compares, behind row-level security.

No index can help there: an operator that might tell of a row is asked only after the policies have
let the row through. So the words are compared as they stand, folded, with nothing kept beside them
that could outlive a right; these registers have some thousand rows at most.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import Concat

from provinces.spelling import searched
from reporting.search.rules.words import STOP_WORDS, is_khmer, stem

MOST = 5
COENG_DA, COENG_TA = "\u17d2\u178a", "\u17d2\u178f"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad'’‘`´" + "".join(map(chr, range(0x300, 0x370)))
KHMER_DIGITS = "".join(map(chr, range(0x17E0, 0x17EA)))
Row = TypeVar("Row", bound=Model)


class Folded(Func):
    """As `provinces.spelling.searched` folds: small letters, no accents, nothing invisible, plain
    digits, both Khmer spellings as one; with its punctuation."""

    function = "translate"
    template = (
        "replace(translate(lower(normalize(%(expressions)s, NFKD)), "
        f"'{KHMER_DIGITS}{UNSEEN.replace(chr(39), chr(39) * 2)}', '0123456789'), "
        f"'{COENG_DA}', '{COENG_TA}')"
    )
    output_field = TextField()


def words_of(text: str) -> list[str]:
    """What each row found must hold: all but the words that say nothing."""
    words = (word for word in searched(text).split() if word not in STOP_WORDS)
    return [word if is_khmer(word) else stem(word) for word in words]


def holding(rows: QuerySet[Row], words: Sequence[str], *fields: str) -> QuerySet[Row]:
    """Those in whose fields each of the words stands somewhere."""
    parts: list[Any] = [Value(" ")]
    for name in fields:
        parts += [F(name), Value(" ")]
    found: QuerySet[Any] = rows.annotate(said=Folded(Concat(*parts, output_field=TextField())))
    for word in words:
        found = found.filter(said__contains=word)
    return found


def first(rows: Iterable[Row]) -> list[Row]:
    return list(rows[:MOST] if isinstance(rows, QuerySet) else rows)
