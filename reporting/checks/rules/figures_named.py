"""What a finding says of figures: which it names, by how much they are wrong, and what they are
part of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Protocol

from reporting.kernel.expressions import Reference
from reporting.kernel.tables import cell_name

DEEPEST = 3  # a computed cell may name computed cells
MOST_PINNED = 4  # a finding that names more cells does not say which of them is wrong
# What claims to be a figure; a table's own total before the sentences that quote it.
CLAIMS = ("printed_total", "quoted_figure", "words")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class NamesFigures(Protocol):
    """`computed`: a number or its text."""

    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def printed(self) -> str: ...
    @property
    def computed(self) -> object: ...
    @property
    def line(self) -> int | None: ...
    @property
    def params(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Miss:
    """A figure is `given` by the reports, and `said` to be another number."""

    said: Decimal
    given: Decimal

    @property
    def by(self) -> Decimal:
        return self.said - self.given


@dataclass(frozen=True)
class Figures:
    """`period`: of figures that name none; `made_of`: a computed cell -> what it is made of."""

    period: str
    made_of: Mapping[str, Sequence[Reference]]

    def in_period(self, figure: Reference) -> Reference:
        return figure if figure.period else replace(figure, period=self.period)

    @cached_property
    def _computed(self) -> dict[tuple[str, str | None], list[str]]:
        found: dict[tuple[str, str | None], list[str]] = {}
        for code in self.made_of:
            name = cell_name(code)
            found.setdefault((name.table, name.element), []).append(code)
        return found

    def _addends(self, whole: Reference) -> Iterator[Reference]:
        """Of what it is computed from; of a whole column, of any of its rows."""
        name = whole.name
        for code in self._computed.get((name.table, name.element), ()):
            if name.option is None or code == whole.cell:
                yield from self.made_of[code]

    def covers(self, whole: Reference, part: Reference, depth: int = 0) -> bool:
        """Whether the one figure counts all that the other counts, and more."""
        if whole == part or whole.measure or part.measure or whole.count or part.count:
            return False
        if whole.period == part.period and _is_wider(whole, part):
            return True
        if depth > DEEPEST or whole.entry:
            return False
        for addend in self._addends(whole):
            scoped = replace(
                addend, scope=addend.scope or whole.scope, period=addend.period or whole.period
            )
            if scoped == part or self.covers(scoped, part, depth + 1):
                return True
        return False


def _is_wider(whole: Reference, part: Reference) -> bool:
    one, other = whole.name, part.name
    if (one.table, one.element) != (other.table, other.element):
        return False
    return (
        one.option in (None, other.option)
        and whole.entry in (None, part.entry)
        and (not whole.scope or whole.scope == part.scope)
    )


def figure_claimed(finding: NamesFigures, named: Sequence[Reference]) -> Reference | None:
    """The one figure that a printed number claims to be; the cells after it are those that the
    hint names."""
    if not named or finding.kind not in CLAIMS:
        return None
    alone = len(named) == 1 or bool(finding.params.get("hint"))
    return named[0] if alone and all(map(_is_reported, named[1:])) else None


def misses(finding: NamesFigures, named: Sequence[Reference]) -> list[tuple[Reference, Miss]]:
    """Figures that are said to be another number than the reports give, and that number."""
    params = finding.params
    claimed = figure_claimed(finding, named)
    if claimed is not None:
        said = number(params.get("in_words")) or number(finding.printed)
        given = number(finding.computed)
        return [] if said is None or given is None else [(claimed, Miss(said, given))]
    whole = number(params.get("whole_number"))
    parts = number(params.get("parts_number"))
    if named and whole is not None and parts is not None:
        return [(named[0], Miss(parts, whole))]
    part = number(params.get("part_number"))
    if finding.kind == "two_values" and len(named) == 2 and None not in (part, whole):
        assert part is not None and whole is not None
        return [(named[0], Miss(whole, part)), (named[1], Miss(part, whole))]
    return []


def reported_cells(finding: NamesFigures, named: Sequence[Reference]) -> frozenset[Reference]:
    """The cells of reporters that a finding says are wrong. Of a row that repeats another's it is
    the accused reporter's; of many cells that do not add up it is the whole."""
    claimed = figure_claimed(finding, named)
    if claimed is not None or finding.line is not None:
        return frozenset(named[1:]) if claimed is not None else frozenset()
    cells = [cell for cell in named if _is_reported(cell)]
    if finding.kind == "repeated_row":
        return frozenset(cell for cell in cells if finding.unit in cell.scope)
    return frozenset(cells if len(cells) <= MOST_PINNED else cells[:1])


def _is_reported(cell: Reference) -> bool:
    """One reporter's, of one period; a kind of unit is written in small letters."""
    return len(cell.scope) == 1 and cell.scope[0].isupper() and not cell.count


def number(value: object) -> Decimal | None:
    """The first number of a text such as “3,359,817” or “10.66%”; a number as it is."""
    if value is None or isinstance(value, Decimal):
        return value
    match = _NUMBER.search(str(value))
    try:
        return Decimal(match[0].replace(",", "")) if match else None
    except InvalidOperation:
        return None
