"""Texts among the rows of a table, as an editor left them: the words are the unit's, the numbers in
them refer to figures or were kept. They stand in what the passage of the table shows (`spec`), each
with the words that it was made of: where the unit's words have changed since, those are printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reporting.kernel.writing.markup import plain

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
