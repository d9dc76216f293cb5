"""Every text that the files of the catalogue, of the plan and of the units say in two languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pair:
    """`place`: where it stands, as a person finds it in the file. `other_meaning`: terms of the
    glossary that mean something else here."""

    place: str
    english: str
    khmer: str
    other_meaning: tuple[str, ...] = ()


def pairs(content: Any) -> list[Pair]:
    """Of a YAML file as it is read: each mapping with `en` or `km`, and titles in one language."""
    return list(_pairs(content, ()))


def named(rows: Iterable[Mapping[str, str]]) -> list[Pair]:
    """Of names.csv."""
    return [Pair(row["unit"], row["en"], row["km"]) for row in rows]


def _pairs(value: Any, path: tuple[str, ...]) -> Iterator[Pair]:
    if isinstance(value, dict):
        if "en" in value or "km" in value:
            other = tuple(value.get("other_meaning") or ())
            english, khmer = str(value.get("en") or ""), str(value.get("km") or "")
            yield Pair(".".join(path), english, khmer, other)
            return
        for name, inner in value.items():
            if name in ("title", "message") and isinstance(inner, str):
                yield Pair(".".join((*path, name)), inner, "")
            yield from _pairs(inner, (*path, str(name)))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _pairs(inner, (*path, _called(inner, number)))


def _called(row: Any, number: int) -> str:
    """What a person calls the row: by its code, its address or its place in the list."""
    known = row if isinstance(row, dict) else {}
    return str(known.get("code") or known.get("id") or known.get("number") or number + 1)
