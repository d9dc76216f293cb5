"""Texts among the rows of a table, as an editor left them: the words are the unit's, the numbers in
them refer to figures or were kept. They stand in what the passage of the table shows (`spec`), each
with the words that it was made of: where the unit's words have changed since, those are printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reporting.document.sentences.markup import Kept, MarkupError, Piece, Quoted, plain, spans
from reporting.document.sentences.typed_numbers import TypedNumber, typed_numbers

TEXTS = "texts"


@dataclass(frozen=True)
class RowText:
    """`key` says which row and column; `of` what the unit wrote, `text` as it is stored."""

    key: str
    of: str
    text: str


def row_text(spec: Mapping[str, Any], key: str, of: str) -> RowText:
    """As an editor left it, else the unit's own words, which hold no reference."""
    kept = spec.get(TEXTS, {}).get(key)
    if kept and kept["of"] == of:
        return RowText(key, of, kept["text"])
    return RowText(key, of, plain(of))


def with_row_text(spec: Mapping[str, Any], wanted: RowText) -> dict[str, Any]:
    texts = {**spec.get(TEXTS, {}), wanted.key: {"of": wanted.of, "text": wanted.text}}
    return {**spec, TEXTS: dict(sorted(texts.items()))}


def stored_texts(text: str, spec: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a passage in which a reference may stand."""
    if text:
        yield text
    for kept in spec.get(TEXTS, {}).values():
        yield kept["text"]


# Stands for each sign of a reference while the words around it are read: no letter, no digit.
_COVER = "\ufffc"


@dataclass(frozen=True)
class NumberPlace:
    """`number` from `start` to `end` of the stored text; a reference that cannot be read says what
    is wrong with it."""

    start: int
    end: int
    number: Quoted | Kept | TypedNumber | MarkupError


def places(text: str) -> list[NumberPlace]:
    """From left to right. A page asks several times of each text of an edition."""
    return list(_places(text))


@lru_cache(maxsize=1024)
def _places(text: str) -> tuple[NumberPlace, ...]:
    found: list[NumberPlace] = []
    words: list[str] = []
    for start, end, piece in spans(text):
        if isinstance(piece, str):
            words.append(piece)
        else:
            found.append(NumberPlace(start, end, piece))
            words.append(_COVER * (end - start))
    found += [
        NumberPlace(number.start, number.end, number) for number in typed_numbers("".join(words))
    ]
    return tuple(sorted(found, key=lambda place: place.start))


def typed_places(text: str) -> list[NumberPlace]:
    """The figures that were typed by hand; the n-th of a passage is the n-th of these."""
    return [
        place
        for place in places(text)
        if isinstance(place.number, TypedNumber) and place.number.is_figure
    ]


def replaced(text: str, place: NumberPlace, by: Piece) -> str:
    return text[: place.start] + str(by) + text[place.end :]


def rebound(text: str, place: NumberPlace, by: Quoted | Kept) -> str | None:
    """The counterpart of a text with the same number bound as `place` of the text is; None where it
    has no such number typed by hand, or several."""
    typed = place.number
    same = [
        found
        for found in typed_places(text)
        if isinstance(typed, TypedNumber)
        and isinstance(found.number, TypedNumber)
        and typed.value is not None
        and found.number.value == typed.value
        and ("%" in found.number.shown) == ("%" in typed.shown)
    ]
    if len(same) != 1:
        return None
    bound = Kept(text[same[0].start : same[0].end], by.reason) if isinstance(by, Kept) else by
    return replaced(text, same[0], bound)
