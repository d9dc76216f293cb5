"""Which findings have one root: the others are its consequences and would not be there without it.

Each finding stands for itself or folds under one root, never under a consequence, so that a large
total glues nothing together. A root is at least as grave as what folds under it: nobody resolves a
grave finding by explaining a light one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Protocol

from reporting.checks.rules.figures_named import (
    CLAIMS,
    Figures,
    Miss,
    NamesFigures,
    figure_claimed,
    misses,
    number,
    reported_cells,
)
from reporting.kernel.expressions import ExpressionError, Reference, references

GRAVITY = ("high", "medium", "low")
# What is missing stays missing, whatever becomes of the numbers beside it.
OMISSIONS = frozenset({"females_missing", "part_alone", "unsupported", "record_incomplete"})
# Of an edition's own words: a consolidator says of each why it stays.
ALONE = frozenset({"sentence"})


class ListedFinding(NamesFigures, Protocol):
    """What is read of a finding, fresh from a check or stored."""

    @property
    def severity(self) -> str: ...
    @property
    def cells(self) -> Sequence[str]: ...


def roots_of(
    findings: Sequence[ListedFinding],
    period: str,
    made_of: Mapping[str, Sequence[Reference]] | None = None,
) -> list[int | None]:
    """For each finding the place of its root in `findings`; None where it is a root itself.

    `period`: of the figures that do not name theirs; `made_of`: a computed cell -> what it is
    computed from.
    """
    figures = Figures(period, made_of or {})
    seen = [_Seen(place, finding, figures) for place, finding in enumerate(findings)]
    own = [figure for one in seen for figure, _miss in one.misses]
    breadth = {one.place: _breadth(one, own, figures) for one in seen}
    roots = _Roots(figures)
    found: list[int | None] = [None] * len(seen)
    for one in sorted(seen, key=lambda one: _order(one, breadth[one.place])):
        if one.finding.kind in ALONE:
            continue
        root = roots.root_of(one)
        if root is None:
            roots.add(one)
        else:
            found[one.place] = root.place
    return found


def named_figures(finding: ListedFinding, figures: Figures) -> tuple[Reference, ...]:
    """Each with its period; none where what is named cannot be read."""
    try:
        parts = chain.from_iterable(references(cell) for cell in finding.cells)
        return tuple(figures.in_period(part) for part in parts)
    except ExpressionError:
        return ()


@dataclass(frozen=True)
class _Seen:
    place: int
    finding: ListedFinding
    figures: Figures

    @cached_property
    def named(self) -> tuple[Reference, ...]:
        return named_figures(self.finding, self.figures)

    @cached_property
    def misses(self) -> list[tuple[Reference, Miss]]:
        return misses(self.finding, self.named)

    @cached_property
    def pins(self) -> tuple[str, ...]:
        """The reported cells that it says are wrong."""
        if self.finding.kind in OMISSIONS:
            return ()
        return tuple(map(str, reported_cells(self.finding, self.named)))

    @property
    def claims(self) -> bool:
        return self.finding.kind in CLAIMS

    @cached_property
    def rows(self) -> tuple[object, ...]:
        """Of a comparison of two figures: their rows, whichever column it is about; of a branch
        with its organisation, the branch's row."""
        compared = self.named[:1] if self.finding.kind == "branch_above_body" else self.named
        if self.finding.line is not None or not compared:
            return ()
        if compared == self.named:
            declared = {"part_number", "whole_number", "message"} <= set(self.finding.params)
            if len(compared) != 2 or not declared:
                return ()
        return tuple((ref.name.table, ref.name.option, ref.entry, ref.scope) for ref in compared)


def _breadth(one: _Seen, own: Sequence[Reference], figures: Figures) -> int:
    """How many of the figures found wrong are part of its own: a root is the narrowest."""
    return max(
        (sum(figures.covers(figure, other) for other in own) for figure, _miss in one.misses),
        default=0,
    )


def _order(one: _Seen, breadth: int) -> tuple[int, bool, int, int, int]:
    """The gravest first; of them what a unit reported, before what was printed of it."""
    kind = one.finding.kind
    return (
        GRAVITY.index(one.finding.severity),
        one.finding.line is not None,
        breadth,
        CLAIMS.index(kind) if kind in CLAIMS else len(CLAIMS),
        one.place,
    )


class _Roots:
    """The roots so far: by the reported cells that they pin, and those about figures."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.by_cell: dict[str, _Seen] = {}
        self.of_figures: list[_Seen] = []

    def add(self, root: _Seen) -> None:
        for cell in root.pins:
            self.by_cell.setdefault(cell, root)
        if root.misses or root.rows or root.claims:
            self.of_figures.append(root)

    def root_of(self, one: _Seen) -> _Seen | None:
        for cell in one.pins:
            if cell in self.by_cell:
                return self.by_cell[cell]
        if not one.misses and not one.rows and one.finding.line is None:
            return None
        for root in self.of_figures:
            if _follows(one, root, self.figures):
                return root
        return _largest_addend(one, self.of_figures, self.figures)


def _follows(one: _Seen, root: _Seen, figures: Figures) -> bool:
    return (
        _same_row_pair(one, root)
        or _same_miss(one, root, figures)
        or _repeats_a_value(one, root)
        or _computed_from(one, root)
    )


def _same_row_pair(one: _Seen, root: _Seen) -> bool:
    return bool(one.rows) and one.rows == root.rows and one.finding.kind == root.finding.kind


def _same_miss(one: _Seen, root: _Seen, figures: Figures) -> bool:
    """A whole is wrong by what its part is wrong by."""
    return any(
        miss.by == wrong.by and (figure == part or figures.covers(figure, part))
        for figure, miss in one.misses
        for part, wrong in root.misses
    )


def _largest_addend(one: _Seen, roots: Sequence[_Seen], figures: Figures) -> _Seen | None:
    """A whole that is wrong by what several of its parts are wrong by together."""
    if not one.claims or len(one.misses) != 1:
        return None
    [(figure, miss)] = one.misses
    parts = [
        (root, wrong.by)
        for root in roots
        if root.claims
        for part, wrong in root.misses
        if figures.covers(figure, part)
    ]
    if len(parts) < 2 or sum(by for _root, by in parts) != miss.by:
        return None
    return max(parts, key=lambda pair: abs(pair[1]))[0]


def _repeats_a_value(one: _Seen, root: _Seen) -> bool:
    """One figure printed with two values, one of which is the wrong one."""
    if one.finding.kind != "two_values" or one.finding.line is None or not root.claims:
        return False
    claimed = figure_claimed(root.finding, root.named)
    if one.named != ((claimed,) if claimed else root.named):
        return False
    wrong = number(root.finding.printed)
    return wrong in (number(one.finding.printed), number(one.finding.params.get("other")))


def _computed_from(one: _Seen, root: _Seen) -> bool:
    """A percentage or a difference is what it is because it was computed from the wrong figure."""
    if one.finding.kind not in ("percentage", "difference") or len(root.misses) != 1:
        return False
    [(figure, miss)] = root.misses
    shown, right = number(one.finding.printed), number(one.finding.computed)
    if figure not in one.named or shown is None or right is None or not root.claims:
        return False
    if one.finding.kind == "difference":
        return abs(abs(shown) - abs(right)) == abs(miss.by)
    if not miss.given or not miss.said:
        return False
    ratio = miss.said / miss.given
    unit = Decimal(1).scaleb(min(0, int(shown.as_tuple().exponent)))
    hundred = Decimal(100)
    made = (  # of a share, of an increase and of a decrease: of the figure, or by it
        right * ratio,
        right / ratio,
        (right + hundred) * ratio - hundred,
        (right + hundred) / ratio - hundred,
        hundred - (hundred - right) * ratio,
        hundred - (hundred - right) / ratio,
    )
    return any(abs(abs(value) - abs(shown)) <= unit for value in made)
