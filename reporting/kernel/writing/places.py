"""The numbers of a passage and where they stand in its stored text: references, numbers kept with a
reason, numbers typed by hand; and the text with one of them replaced."""

from dataclasses import dataclass

from reporting.kernel.writing.markup import Kept, MarkupError, Piece, Quoted, spans
from reporting.kernel.writing.typed_numbers import Typed, typed_numbers

# Stands for each sign of a reference while the words around it are read: no letter, no digit.
_COVER = "\ufffc"


@dataclass(frozen=True)
class Place:
    """`number` from `start` to `end` of the stored text; a reference that cannot be read says what
    is wrong with it."""

    start: int
    end: int
    number: Quoted | Kept | Typed | MarkupError


def places(text: str) -> list[Place]:
    """From left to right."""
    found: list[Place] = []
    words: list[str] = []
    for start, end, piece in spans(text):
        if isinstance(piece, str):
            words.append(piece)
        else:
            found.append(Place(start, end, piece))
            words.append(_COVER * (end - start))
    found += [Place(number.start, number.end, number) for number in typed_numbers("".join(words))]
    return sorted(found, key=lambda one: one.start)


def typed_places(text: str) -> list[Place]:
    """The figures that were typed by hand; the n-th of a passage is the n-th of these."""
    return [
        place
        for place in places(text)
        if isinstance(place.number, Typed) and place.number.is_figure
    ]


def replaced(text: str, place: Place, by: Piece) -> str:
    return text[: place.start] + str(by) + text[place.end :]
