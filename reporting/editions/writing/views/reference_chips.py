"""The references of a text as chips that are ready to be put into its counterpart."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.document.sentences.figures_in_text import Setter
from reporting.document.sentences.markup import Kept, MarkupError, Quoted, read
from reporting.document.sentences.pairs import compare_references, tokens


@dataclass(frozen=True)
class ReferenceChip:
    """`source` as it is stored, `shown` as it is read; `is_used`: the counterpart has it."""

    source: str
    shown: str
    is_used: bool


def chips_of(text: str, counterpart: str, setter: Setter | None) -> list[ReferenceChip]:
    missing = set(compare_references(text, counterpart).missing)
    return [
        ReferenceChip(token, _shown(token, setter), token not in missing) for token in tokens(text)
    ]


def _shown(token: str, setter: Setter | None) -> str:
    try:
        piece = read(token)[0]
    except MarkupError:
        return _("a reference that cannot be read")
    if isinstance(piece, Kept):
        return piece.shown
    if isinstance(piece, Quoted) and setter is not None:
        return setter.quote(piece).text
    return token
