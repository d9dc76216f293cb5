"""The numbers of an edition with what each of them may be, as their page lists them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.models import Edition
from reporting.queries.editions.figure_index import FigureIndex, index_of
from reporting.queries.editions.found import figures_of
from reporting.queries.editions.numbers import NumberRow
from reporting.queries.editions.proposals import Asked, Proposal, proposals
from reporting.queries.editions.sources import units_behind

FIRST = 3  # proposals that are shown at once


@dataclass(frozen=True)
class NumberLine:
    """`label`: what a linked number is."""

    row: NumberRow
    proposals: Sequence[Proposal] = ()
    label: str = ""

    @property
    def best(self) -> Proposal | None:
        return self.proposals[0] if self.proposals else None

    @property
    def is_sure(self) -> bool:
        return self.best is not None and self.best.sure

    @property
    def first(self) -> Sequence[Proposal]:
        return self.proposals[:FIRST]

    @property
    def others(self) -> Sequence[Proposal]:
        return self.proposals[FIRST:]

    @property
    def key(self) -> str:
        """Which number of which version of which passage."""
        return f"{self.row.passage}:{self.row.version}:{self.row.nth}"


def number_lines(edition: Edition, rows: Iterable[NumberRow], language: str) -> list[NumberLine]:
    """Two queries where the figures are known already."""
    chosen = list(rows)
    figures = figures_of(edition)
    if figures is None:
        return [NumberLine(row) for row in chosen]
    index = index_of(figures, language)
    units = units_behind(edition, {row.passage for row in chosen if row.kind == "typed"})
    return [_line(index, row, units.get(row.passage, frozenset())) for row in chosen]


def sure_lines(edition: Edition, rows: Iterable[NumberRow], language: str) -> list[NumberLine]:
    """Typed numbers of which there is no doubt what they are."""
    typed = [row for row in rows if row.kind == "typed"]
    return [one for one in number_lines(edition, typed, language) if one.is_sure]


def _line(index: FigureIndex, row: NumberRow, units: frozenset[str]) -> NumberLine:
    if row.kind == "typed":
        asked = Asked(row.shown, row.value, row.section, units, f"{row.before} {row.after}")
        return NumberLine(row, proposals(index, asked))
    if row.quoted is not None:
        return NumberLine(row, label=index.labels.quoted(row.quoted))
    return NumberLine(row)
