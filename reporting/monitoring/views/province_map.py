"""The map of the provinces: each a square where it lies, coloured and lettered by its state."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from provinces.models import OrganisationUnit
from reporting.monitoring.queries.completeness import UnitState

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
class TileLook:
    """What a province's square says: `css` its look, `sign` the big letters, `words` in full."""

    css: str
    sign: str | Promise
    words: str | Promise
    url: str = ""


@dataclass(frozen=True)
class Square:
    """`x`, `y`: its corner in the drawing; `lines`: its short name, broken at spaces."""

    name: str
    lines: list[str]
    x: int
    y: int
    look: TileLook

    @property
    def label(self) -> str:
        """Begins with what is seen on the square, so that it can be called by it."""
        shown = " ".join((str(self.look.sign), *self.lines))
        name = "" if shown.endswith(self.name) else f" – {self.name}"
        return f"{shown}{name}: {self.look.words}"


@dataclass(frozen=True)
class TileMap:
    squares: list[Square]
    width: int
    height: int


def tile_map(looks: Iterable[tuple[OrganisationUnit, str, TileLook]]) -> TileMap:
    """Of units with their names; those that lie nowhere are left out."""
    placed = [found for found in looks if found[0].tile_row is not None]
    rows = [unit.tile_row or 0 for unit, _name, _look in placed]
    columns = [unit.tile_col or 0 for unit, _name, _look in placed]
    top, left = min(rows, default=0), min(columns, default=0)
    squares = [
        Square(
            name=name,
            lines=(unit.short_name or unit.code).split(" ", 1),
            x=(column - left) * (SIZE + GAP) + 1,
            y=(row - top) * (SIZE + GAP) + 1,
            look=look,
        )
        for (unit, name, look), row, column in zip(placed, rows, columns, strict=True)
    ]
    return TileMap(
        squares,
        width=(max(columns, default=0) - left + 1) * (SIZE + GAP) + 2,
        height=(max(rows, default=0) - top + 1) * (SIZE + GAP) + 2,
    )


def state_map(states: Iterable[UnitState]) -> TileMap:
    """How the reports of each province stand."""
    return tile_map(
        (state.unit, state.name, TileLook(state.state, LETTERS[state.state], WORDS[state.state]))
        for state in states
    )


def legend(shown: TileMap) -> list[tuple[str | Promise, str | Promise]]:
    """The letters that stand on the map, with their words."""
    used = {square.look.css for square in shown.squares}
    return [(letter, WORDS[state]) for state, letter in LETTERS.items() if state in used]
