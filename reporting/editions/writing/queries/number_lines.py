"""The numbers of an edition with what each of them may be, as their page lists them, and whose
accepted texts stand behind its passages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.core.queries.editions import figures_of
from reporting.editions.writing.queries.figure_index import FigureIndex, index_of
from reporting.editions.writing.queries.proposals import NumberInContext, Proposal, proposals
from reporting.editions.writing.queries.sentence_numbers import NumberRow
from reporting.kernel.expressions import Expression
from reporting.models import Edition, PassageSource

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


def number_lines(
    edition: Edition,
    rows: Iterable[NumberRow],
    language: str,
    every: Sequence[NumberRow] = (),
) -> list[NumberLine]:
    """`every`: all rows of the passages, where `rows` is a part of them. Two queries where the
    figures are known already."""
    chosen = list(rows)
    figures = figures_of(edition)
    if figures is None:
        return [NumberLine(row) for row in chosen]
    index = index_of(figures, language)
    beside = _beside(every or chosen)
    units = units_behind(edition, {row.passage for row in chosen if row.kind == "typed"})
    return [
        _line(
            index,
            row,
            frozenset({row.unit}) if row.unit else units.get(row.passage, frozenset()),
            beside.get(row.passage, ()),
        )
        for row in chosen
    ]


def sure_lines(edition: Edition, rows: Iterable[NumberRow], language: str) -> list[NumberLine]:
    """Typed numbers of which there is no doubt what they are."""
    every = list(rows)
    typed = [row for row in every if row.kind == "typed"]
    return [line for line in number_lines(edition, typed, language, every) if line.is_sure]


def _beside(rows: Iterable[NumberRow]) -> dict[int, tuple[Expression, ...]]:
    """Passage -> the figures that its sentences show as numbers."""
    found: dict[int, dict[Expression, None]] = defaultdict(dict)
    for row in rows:
        if row.quoted is not None and not row.quoted.base:
            found[row.passage][row.quoted.expression] = None
    return {passage: tuple(expressions) for passage, expressions in found.items()}


def _line(
    index: FigureIndex, row: NumberRow, units: frozenset[str], beside: tuple[Expression, ...]
) -> NumberLine:
    if row.kind == "typed":
        around = f"{row.before} {row.after}"
        asked = NumberInContext(row.shown, row.value, row.section, units, around, beside)
        return NumberLine(row, proposals(index, asked))
    if row.quoted is not None:
        return NumberLine(row, label=index.labels.quoted(row.quoted))
    return NumberLine(row)


def units_behind(edition: Edition, passages: Iterable[int]) -> dict[int, frozenset[str]]:
    """Passage -> the codes of the units; one query."""
    rows = PassageSource.objects.filter(passage__edition=edition, passage__in=list(passages))
    found: dict[int, set[str]] = defaultdict(set)
    for passage, unit in rows.values_list("passage_id", "entry__organisation_unit__code"):
        found[passage].add(unit)
    return {passage: frozenset(units) for passage, units in found.items()}
