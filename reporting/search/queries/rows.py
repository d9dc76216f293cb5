"""What is found by the words of rows that not everybody reads: people, commitments, meetings,
feedback. PostgreSQL compares, behind row-level security.

No index can help there: an operator that might tell of a row is asked only after the policies have
let the row through. So the words are compared as they stand, folded, with nothing kept beside them
that could outlive a right; these registers have some thousand rows at most.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, Model, QuerySet, TextField, Value

from provinces.spelling import searched
from reporting.search.rules.words import STOP_WORDS, is_khmer, stem

ACCENTED, PLAIN = (
    "àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ",
    ("aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuy"),
)
Row = TypeVar("Row", bound=Model)


class Folded(Func):
    """Nearly as `provinces.spelling.searched` folds, in what PostgreSQL does at once: small
    letters, no zero-width space, both Khmer spellings as one."""

    template = (
        "replace(replace(lower(concat_ws(' ', %(expressions)s)), '\u200b', ''), "
        "'\u17d2\u178a', '\u17d2\u178f')"
    )
    output_field = TextField()


class Unaccented(Func):
    """Of names in Latin letters; nothing is done where all of them are plain."""

    template = (
        "CASE WHEN octet_length(%(expressions)s) > char_length(%(expressions)s) "
        f"THEN translate(%(expressions)s, '{ACCENTED}', '{PLAIN}') END"
    )
    output_field = TextField()


class HoldsAll(Func):
    """Whether the text is like each of the patterns; it is folded once."""

    template = "(%(expressions)s))"
    arg_joiner = " LIKE ALL ("
    output_field = BooleanField()


def words_of(text: str) -> list[str]:
    """What each row found must hold: all but the words that say nothing."""
    words = (word for word in searched(text).split() if word not in STOP_WORDS)
    return [word if is_khmer(word) else stem(word) for word in words]


def holding(
    rows: QuerySet[Row], words: Sequence[str], *fields: str, name: str = ""
) -> QuerySet[Row]:
    """Those in whose fields each of the words stands somewhere. `name`: a field in Latin letters
    that is found without its accents too."""
    parts: list[Any] = [F(field) for field in fields]
    if name:
        parts += [F(name), Unaccented(F(name))]
    patterns = [f"%{_plain(word)}%" for word in words]
    like = Value(patterns, output_field=ArrayField(TextField()))
    return rows.filter(HoldsAll(Folded(*parts), like))


def _plain(word: str) -> str:
    """Nothing in it stands for other signs."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
