"""A text and its counterpart in the other language: whether the one still translates the other, and
whether both refer to the same figures."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol

from reporting.document.sentences.language import LANGUAGES, language_of
from reporting.document.sentences.markup import FROM, OF, Kept, MarkupError, Quoted, spans
from reporting.document.sentences.number_words import number_in_words
from reporting.kernel.numbers import to_ascii

# "" is a text that needs no counterpart: it has no words.
PairState = Literal["", "untranslated", "changed", "translated"]
TO_DO: tuple[PairState, ...] = ("untranslated", "changed")


class Paired(Protocol):
    """`translates`: the mark of the text that `translation` was made of."""

    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def translation(self) -> str: ...
    @property
    def translates(self) -> str: ...


@dataclass(frozen=True)
class Pair:
    text: str
    language: str
    translation: str = ""
    translates: str = ""


def mark_of(text: str) -> str:
    """What tells this text from any other."""
    return hashlib.sha256(text.encode()).hexdigest()


def other_language(language: str) -> str:
    """ "" of a text that is in none."""
    return next((other for other in LANGUAGES if language and other != language), "")


def state_of(pair: Paired) -> PairState:
    """A text that goes back to what was translated is translated again."""
    if not pair.language:
        return ""
    if not pair.translation:
        return "untranslated"
    return "translated" if pair.translates == mark_of(pair.text) else "changed"


def in_language(pair: Paired, language: str) -> tuple[str, str]:
    """What stands in a document of this language, and in which language that is: the text, or its
    counterpart where it translates the text as it reads now."""
    if pair.language in ("", language) or state_of(pair) != "translated":
        return pair.text, pair.language
    return pair.translation, language


def is_in_wrong_language(translation: str, text: str) -> bool:
    """A counterpart in the language of its text; a name may be the same in both."""
    return translation != text and language_of(translation) == language_of(text) != ""


@dataclass(frozen=True)
class ReferenceDifference:
    """References, as they are stored, of the text that its counterpart lacks (`missing`), and those
    of the counterpart that the text does not have (`extra`)."""

    missing: tuple[str, ...] = field(default=())
    extra: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def compare_references(text: str, translation: str) -> ReferenceDifference:
    """How a figure is shown, how often it is named and in which order may differ. What cannot be
    read is told by its words."""
    ours, theirs = reference_keys(text), reference_keys(translation)
    return ReferenceDifference(
        tuple(token for key, token in ours.items() if key not in theirs),
        tuple(token for key, token in theirs.items() if key not in ours),
    )


def reference_keys(text: str) -> dict[str, str]:
    """What each reference binds -> the first token that does, in the order of the text."""
    found: dict[str, str] = {}
    for start, end, piece in spans(text):
        if not isinstance(piece, str):
            found.setdefault(_key(piece), text[start:end])
    return found


def _key(piece: Quoted | Kept | MarkupError) -> str:
    match piece:
        case Kept():
            return f"= {kept_value(piece.shown)}"
        case Quoted() if piece.form in OF:
            return f"{_bare(piece.figure)} of {_bare(piece.base)}"
        case Quoted() if piece.form in FROM:
            return f"{_bare(piece.figure)} from {piece.base_period or _bare(piece.base)}"
        case Quoted():
            return _bare(piece.figure)
        case MarkupError():
            return f"? {piece.source}"


def _bare(expression: str) -> str:
    return "".join(expression.split())


def kept_value(shown: str) -> str:
    """A number that somebody typed, in whichever digits or words: `7`, `៧`, `seven`."""
    plain = to_ascii(shown).strip()
    sign = "%" if "%" in plain or "ភាគរយ" in plain else ""
    bare = plain.replace("ភាគរយ", "").rstrip("% ").replace(",", "")
    if bare.replace(".", "", 1).isdigit():
        return f"{Decimal(bare).normalize():f}{sign}"
    in_words = number_in_words(bare)
    return f"{bare if in_words is None else format(in_words.normalize(), 'f')}{sign}"


def tokens(text: str) -> Iterator[str]:
    """The references of a text as they are stored, each once."""
    yield from reference_keys(text).values()
