"""The stored text of a passage in pieces, as the box in which it is written shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from reporting.document.sentences.figures_in_text import Setter
from reporting.document.sentences.markup import Kept, MarkupError, Quoted
from reporting.document.sentences.row_texts import NumberPlace, places
from reporting.document.sentences.typed_numbers import TypedNumber
from reporting.editions.writing.queries.figure_index import FigureIndex
from reporting.kernel.messages import in_words

PieceKind = Literal["words", "linked", "missing", "kept", "typed", "aside", "wrong"]


@dataclass(frozen=True)
class BoxPiece:
    """`source`: as it is stored, and all pieces' sources together are the text. `shown`: as it is
    read. `label`: what the figure is, why a number was kept or is none, what is wrong."""

    kind: PieceKind
    source: str
    shown: str
    label: str = ""
    trace: str = ""


def box_pieces(index: FigureIndex, text: str) -> list[BoxPiece]:
    return list(_pieces(index, text))


def _pieces(index: FigureIndex, text: str) -> Iterator[BoxPiece]:
    end, setter = 0, index.setter.for_text(text)
    for place in places(text):
        if place.start > end:
            yield _words(text[end : place.start])
        yield _number(index, text, place, setter)
        end = place.end
    if end < len(text):
        yield _words(text[end:])


def _words(text: str) -> BoxPiece:
    return BoxPiece("words", text, text)


def _number(index: FigureIndex, text: str, place: NumberPlace, setter: Setter) -> BoxPiece:
    source = text[place.start : place.end]
    match place.number:
        case Quoted() as quoted:
            quote = setter.quote(quoted)
            kind: PieceKind = "linked" if quote.kind == "linked" else "missing"
            return BoxPiece(kind, source, quote.text, index.labels.quoted(quoted), quote.trace)
        case Kept() as kept:
            return BoxPiece("kept", source, kept.shown, kept.reason)
        case TypedNumber() as typed:
            kind = "typed" if typed.is_figure else "aside"
            return BoxPiece(kind, source, source, _(typed.not_figure) if typed.not_figure else "")
        case MarkupError() as error:
            return BoxPiece("wrong", source, source, in_words(error.template, error.params, _))
