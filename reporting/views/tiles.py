"""The tile map: each province a square where it lies, coloured and lettered by its state."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from reporting.queries.watch.completeness import UnitState

SIZE, GAP = 62, 4

LETTERS: dict[str, str | Promise] = {
    "accepted": pgettext_lazy("letter on the map for: accepted", "A"),
    "submitted": pgettext_lazy("letter on the map for: submitted", "S"),
    "draft": pgettext_lazy("letter on the map for: draft", "D"),
    "prepared": pgettext_lazy("letter on the map for: waits for the signature", "P"),
    "returned": pgettext_lazy("letter on the map for: returned", "R"),
    "awaited": "–",
    # Of a year with a calendar a province is as its worst report of those that are due.
    "overdue": pgettext_lazy("sign on the map for: overdue", "!"),
    "in_work": pgettext_lazy("letter on the map for: due, being filled", "D"),
    "nothing_due": "·",
}
WORDS: dict[str, str | Promise] = {
    "accepted": pgettext_lazy("state of a unit's reports", "accepted"),
    "submitted": pgettext_lazy("state of a unit's reports", "submitted, to be read"),
    "draft": pgettext_lazy("state of a unit's reports", "draft"),
    "prepared": pgettext_lazy("state of a unit's reports", "waits for the signature"),
    "returned": pgettext_lazy("state of a unit's reports", "returned to the unit"),
    "awaited": pgettext_lazy("state of a unit's reports", "not begun"),
    "overdue": pgettext_lazy("state of a unit's reports", "overdue"),
    "in_work": pgettext_lazy("state of a unit's reports", "due, being filled"),
    "nothing_due": pgettext_lazy("state of a unit's reports", "nothing due yet"),
}


@dataclass(frozen=True)
class Tile:
    """`x`, `y`: its corner in the drawing; `lines`: its short name, broken at spaces."""

    of: UnitState
    x: int
    y: int
    lines: tuple[str, ...]
    letter: str | Promise
    words: str | Promise


@dataclass(frozen=True)
class TileMap:
    tiles: list[Tile]
    width: int
    height: int
    legend: list[tuple[str, str | Promise, str | Promise]]


def tile_map(states: Iterable[UnitState]) -> TileMap:
    placed = [found for found in states if found.unit.tile_row is not None]
    rows = [found.unit.tile_row or 0 for found in placed]
    columns = [found.unit.tile_col or 0 for found in placed]
    top, left = min(rows, default=0), min(columns, default=0)
    tiles = [
        Tile(
            found,
            (column - left) * (SIZE + GAP) + 1,
            (row - top) * (SIZE + GAP) + 1,
            _lines(found.unit.short_name or found.unit.code),
            LETTERS[found.state],
            WORDS[found.state],
        )
        for found, row, column in zip(placed, rows, columns, strict=True)
    ]
    used = {found.state for found in placed}
    return TileMap(
        tiles,
        width=(max(columns, default=0) - left + 1) * (SIZE + GAP) + 2,
        height=(max(rows, default=0) - top + 1) * (SIZE + GAP) + 2,
        legend=[(state, LETTERS[state], WORDS[state]) for state in LETTERS if state in used],
    )


def _lines(name: str) -> tuple[str, ...]:
    return tuple(name.split(" ", 1))
