"""What a number that somebody typed may be: the figures that have that value, best first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from heapq import nlargest
from itertools import permutations

from reporting.document.sentences.as_typed import (
    as_typed,
    bare,
    difference_as_typed,
    is_percent,
    rounded,
    share_as_typed,
)
from reporting.document.sentences.markup import Quoted
from reporting.editions.writing.queries.figure_index import (
    Candidate,
    FigureIndex,
    stems_of,
    words_of,
)
from reporting.kernel.expressions import Expression, Operation, Reference, references

MOST = 12
MOST_READ = 400  # whose words are compared with those of the sentence
SMALL = 20  # below, so many figures have the value that sums of two say nothing
HUNDRED = Decimal(100)
WEIGHTS = {"section": 6.0, "chapter": 2.0, "unit": 4.0, "nation": 2.0, "period": 2.0, "word": 1.0}
DERIVED = 3.0  # a sum or a difference stands behind a figure that has the value itself
BESIDE = 4.0  # both parts stand in the sentence already
MOST_BESIDE = 10
CLEAR = 2.5  # so much better than the next one is no guess any more


@dataclass(frozen=True)
class NumberInContext:
    """A number as it was typed, and where: its section, the units whose accepted texts the passage
    was made from, the sentence around it; `beside`: the figures that the passage refers to."""

    shown: str
    value: Decimal | None
    section: str = ""
    units: frozenset[str] = frozenset()
    around: str = ""
    beside: tuple[Expression, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        return words_of(self.around)

    @cached_property
    def stems(self) -> set[str]:
        return stems_of(self.around)


@dataclass(frozen=True)
class Proposal:
    """`source` is the reference as it is stored, `shown` what it is read as, `label` what it is.
    `sure`: nothing else comes near."""

    source: str
    shown: str
    label: str
    section: str
    score: float
    sure: bool = False


@dataclass(frozen=True)
class _Found:
    quoted: Quoted
    expression: Expression
    derived: bool = False
    beside: bool = False

    @property
    def first(self) -> Reference:
        return references(self.expression)[0]


def proposals(index: FigureIndex, asked: NumberInContext) -> list[Proposal]:
    """Best first, at most 12; in memory."""
    if asked.value is None:
        return []
    found = list(
        {str(proposed.quoted): proposed for proposed in _found(index, asked, asked.value)}.values()
    )
    near = nlargest(MOST_READ, found, key=lambda proposed: _nearness(index, asked, proposed))
    best = sorted(
        ((_score(index, asked, proposed), proposed) for proposed in near),
        key=lambda pair: (-pair[0], len(pair[1].quoted.figure), pair[1].quoted.figure),
    )
    return _with_sure([_proposal(index, *pair) for pair in best[:MOST]], asked)


def _with_sure(best: list[Proposal], asked: NumberInContext) -> list[Proposal]:
    """The first one, where it stands in the passage's own section and is far ahead."""
    if not best:
        return best
    first, rest = best[0], best[1:]
    ahead = first.score - rest[0].score if rest else CLEAR
    big = asked.value is not None and asked.value >= SMALL
    same = first.shown.replace(" ", "") == asked.shown.replace(" ", "")
    sure = big and same and first.section == asked.section and ahead >= CLEAR
    return [replace(first, sure=sure), *rest]


def _found(index: FigureIndex, asked: NumberInContext, value: Decimal) -> Iterator[_Found]:
    yield from _of_neighbours(index, asked, value)
    if is_percent(asked.shown):
        yield from _shares(index, asked, value)
        return
    exact = index.by_value.get(value, ())
    for figure in exact:
        yield _Found(as_typed(asked.shown, figure.reference, figure.value), figure.reference)
    for change in index.by_change.get(value, ()) if value else ():
        quoted = difference_as_typed(asked.shown, change.reference, index.last.code, value)
        yield _Found(quoted, change.reference, derived=True)
    if value >= SMALL and not any(_stands_near(index, asked, figure) for figure in exact):
        yield from _sums(index, asked, value)


def _of_neighbours(index: FigureIndex, asked: NumberInContext, value: Decimal) -> Iterator[_Found]:
    """What two figures of the same passage make: a sum, a difference, a share, a growth."""
    known = {term: index.setter.value(Quoted(bare(term))) for term in asked.beside[:MOST_BESIDE]}
    for one, other in permutations(known, 2):
        a, b = known[one], known[other]
        if a is None or b is None or not b or a == b:
            continue
        if is_percent(asked.shown):
            if a < b and _equals(a / b * HUNDRED, value, asked):
                yield _Found(share_as_typed(asked.shown, one, other), one, beside=True)
            if a > b and _equals((a - b) / b * HUNDRED, value, asked):
                yield _growth(asked, one, other, other)
            if a > b and _equals((a - b) / a * HUNDRED, value, asked):
                yield _growth(asked, one, other, one)
        elif value >= SMALL and a - b == value:
            yield _made_of(asked, Operation("-", one, other), value)
        elif value >= SMALL and a > b and a + b == value:
            yield _made_of(asked, Operation("+", one, other), value)


def _growth(asked: NumberInContext, more: Expression, less: Expression, base: Expression) -> _Found:
    growth = Operation("-", more, less)
    quoted = replace(share_as_typed(asked.shown, growth, base), figure=bare(growth))
    return _Found(quoted, growth, beside=True)


def _made_of(asked: NumberInContext, expression: Operation, value: Decimal) -> _Found:
    quoted = replace(as_typed(asked.shown, expression, value), figure=bare(expression))
    return _Found(quoted, expression, beside=True)


def _near(index: FigureIndex, asked: NumberInContext) -> list[list[Candidate]]:
    """The figures of each table of the passage's section, of the nation or of its units."""
    return [
        [figure for figure in found if _is_of(figure.reference, asked)]
        for code, found in index.of_table.items()
        if (table := index.labels.tables.get(code)) and table.section == asked.section
    ]


def _stands_near(index: FigureIndex, asked: NumberInContext, figure: Candidate) -> bool:
    table = index.labels.table_of(figure.reference)
    return table is not None and table.section == asked.section and figure.reference.period is None


def _is_of(reference: Reference, asked: NumberInContext) -> bool:
    return not reference.scope or bool(asked.units.intersection(reference.scope))


def _sums(index: FigureIndex, asked: NumberInContext, value: Decimal) -> Iterator[_Found]:
    """Of two figures of one column and one reporter; one column less another of the same row."""
    for near in _near(index, asked):
        by_value: dict[Decimal, list[Candidate]] = {}
        for figure in near:
            by_value.setdefault(figure.value, []).append(figure)
        for figure in near:
            for other in by_value.get(value - figure.value, ()) if figure.value else ():
                if _addends(figure.reference, other.reference) and other.value:
                    yield _combined(asked, "+", figure, other)
            for other in by_value.get(figure.value - value, ()):
                if _rest(index, figure.reference, other.reference) and other.value:
                    yield _combined(asked, "-", figure, other)


def _combined(asked: NumberInContext, sign: str, one: Candidate, other: Candidate) -> _Found:
    expression = Operation(sign, one.reference, other.reference)
    value = one.value + other.value if sign == "+" else one.value - other.value
    quoted = replace(as_typed(asked.shown, expression, value), figure=bare(expression))
    return _Found(quoted, expression, derived=True)


def _addends(one: Reference, other: Reference) -> bool:
    """Two different rows of a column, each pair once; a total is not added to its part."""
    a, b = one.name, other.name
    rows = (a.option or a.entry or "", b.option or b.entry or "")
    return a.element == b.element and one.scope == other.scope and "" < rows[0] < rows[1]


def _rest(index: FigureIndex, whole: Reference, part: Reference) -> bool:
    """A part of it in the same row: participants less females."""
    a, b = whole.name, part.name
    return (a.option, a.entry, whole.scope) == (b.option, b.entry, part.scope) and _whole_of(
        index, part
    ) == a.element


def _whole_of(index: FigureIndex, part: Reference) -> str:
    column = index.labels.column_of(part)
    return column.part_of if column else ""


def _shares(index: FigureIndex, asked: NumberInContext, value: Decimal) -> Iterator[_Found]:
    """A part of its whole, a row of its column's total, a growth since a year before."""
    for near in _near(index, asked):
        for part in near:
            for whole in near:
                if (
                    whole.value
                    and _is_share(index, part, whole)
                    and _equals(part.value / whole.value * HUNDRED, value, asked)
                ):
                    quoted = share_as_typed(asked.shown, part.reference, whole.reference)
                    yield _Found(quoted, part.reference)
    for change in index.changes:
        if not change.value_before or change.value == change.value_before:
            continue
        growth = abs(change.value - change.value_before) / change.value_before * HUNDRED
        if _equals(growth, value, asked):
            more, less = change.reference, change.before
            if change.value < change.value_before:
                more, less = less, more
            growth_of = Operation("-", more, less)
            quoted = share_as_typed(asked.shown, growth_of, change.before)
            quoted = replace(quoted, figure=bare(growth_of))
            yield _Found(quoted, growth_of, derived=True)


def _equals(exact: Decimal, value: Decimal, asked: NumberInContext) -> bool:
    return abs(exact - value) < 1 and rounded(exact, asked.shown) == value


def _is_share(index: FigureIndex, part: Candidate, whole: Candidate) -> bool:
    if part.value > whole.value or part is whole or part.reference.scope != whole.reference.scope:
        return False
    a, b = part.reference.name, whole.reference.name
    if (a.option, a.entry) == (b.option, b.entry):
        return _whole_of(index, part.reference) == b.element
    is_total = not (b.option or b.entry)
    return a.element == b.element and is_total


def _proposal(index: FigureIndex, score: float, found: _Found) -> Proposal:
    first = index.labels.table_of(found.first)
    return Proposal(
        source=str(found.quoted),
        shown=index.setter.quote(found.quoted).text,
        label=index.labels.quoted(found.quoted),
        section=first.section if first else "",
        score=score,
    )


def _score(index: FigureIndex, asked: NumberInContext, found: _Found) -> float:
    return _nearness(index, asked, found) + _likeness(index, asked, found.first)


def _nearness(index: FigureIndex, asked: NumberInContext, found: _Found) -> float:
    """By where it stands and whose it is; without its words."""
    first = found.first
    table = index.labels.table_of(first)
    score = -DERIVED if found.derived else BESIDE if found.beside else 0.0
    if table and asked.section:
        if table.section == asked.section:
            score += WEIGHTS["section"]
        elif table.section.rpartition(".")[0] == asked.section.rpartition(".")[0]:
            score += WEIGHTS["chapter"]
    if asked.units.intersection(first.scope):
        score += WEIGHTS["unit"]
    elif not first.scope:
        score += WEIGHTS["nation"]
    return score + (WEIGHTS["period"] if first.period is None else 0.0)


def _likeness(index: FigureIndex, asked: NumberInContext, reference: Reference) -> float:
    """Words of the sentence that the figure's own labels have too."""
    own, table, scope = index.stems(reference)
    years = {reference.period[:4]} & asked.words if reference.period else set()
    return WEIGHTS["word"] * (
        2 * min(len(asked.stems & own), 3)
        + min(len(asked.stems & (table - own)), 3) * 0.5
        + 2 * min(len(asked.stems & scope), 2)
        + 3 * len(years)
    )
