"""The YAML files of commitments (fixtures/commitments), read and checked before anything is stored.

A file is one source: its origin, year, name in both languages and, where the source sets one, the
day for all. Each row has its mark in the source, which is never used twice, and who answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ORIGINS = ("direction", "request", "decision", "outside", "plan")


class SourceError(Exception):
    """The text names the file, the row and what is wrong with it."""


@dataclass(frozen=True)
class SourceRow:
    """`units`: codes, the first leads; `kinds`: every unit of these kinds besides."""

    origin: str
    year: int
    name_en: str
    name_km: str
    mark: str
    text_en: str
    text_km: str
    is_text_known: bool
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    due: date | None


def read_sources(folder: Path) -> list[SourceRow]:
    """In the order of the files, which is that of the numbers."""
    rows = [row for path in sorted(folder.glob("*.yaml")) for row in _read(path)]
    seen: set[tuple[str, int, str, str]] = set()
    for row in rows:
        place = (row.origin, row.year, row.name_en, row.mark)
        if place in seen:
            raise SourceError(f"{row.origin} {row.year} {row.mark} stands there twice.")
        seen.add(place)
    return rows


def _read(path: Path) -> list[SourceRow]:
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    try:
        if content["origin"] not in ORIGINS:
            raise SourceError(f"{path.name}: the origin {content['origin']!r} is not known.")
        return [_row(content, row) for row in content["commitments"]]
    except KeyError as missing:
        raise SourceError(f"{path.name}: {missing.args[0]} is missing.") from missing


def _row(content: Mapping[str, Any], row: Mapping[str, Any]) -> SourceRow:
    return SourceRow(
        origin=content["origin"],
        year=int(content["year"]),
        name_en=content["name"]["en"],
        name_km=content["name"]["km"],
        mark=str(row["mark"]),
        text_en=row["text"]["en"].strip(),
        text_km=row["text"]["km"].strip(),
        is_text_known=row.get("text_known", True),
        units=tuple(row["units"]),
        kinds=tuple(row.get("kinds") or ()),
        due=row.get("due", content.get("due")),
    )
