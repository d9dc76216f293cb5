"""Figures found by words or by value, for the picker of the box in which sentences are written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from provinces.spelling import plain, searched
from reporting.document.sentences.markup import Quoted
from reporting.editions.writing.queries.figure_index import Candidate, FigureIndex
from reporting.editions.writing.queries.figure_tables import shown_value
from reporting.editions.writing.queries.proposals import NumberInContext, proposals
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import NumberProblem, parse_number
from reporting.kernel.periods import Period

MOST = 30
MOST_SCOPES = 6
SURE = 2.0
NATION = {"nation", "national", "nationwide", "country", "ជាតិ", "ទូទាំងប្រទេស"}
GENERIC_WORDS = {"ministry", "of", "and", "the", "for", "ក្រសួង"}


@dataclass(frozen=True)
class InsertableFigure:
    """A figure that can be inserted: `source` is the reference, `shown` its number today."""

    source: str
    shown: str
    label: str
    section: str


def search(index: FigureIndex, words: str, asked: NumberInContext) -> list[InsertableFigure]:
    """What is called so; of a number, what has that value. In memory."""
    number = _number(words)
    if number is not None:
        shown, value = number
        return [
            InsertableFigure(proposal.source, proposal.shown, proposal.label, proposal.section)
            for proposal in proposals(index, replace(asked, shown=shown, value=value))
        ]
    return [_as_found(index, candidate) for candidate in _called(index, words, asked.section)]


def _number(words: str) -> tuple[str, Decimal] | None:
    """As it would be typed into a sentence, and its value; None of other words."""
    text = plain(words)
    percent = text.endswith("%")
    text = text.rstrip("% ")
    try:
        value = parse_number(text, places=4)
    except NumberProblem:
        return None
    return (f"{text}%" if percent else text), value


def _as_found(index: FigureIndex, candidate: Candidate) -> InsertableFigure:
    table = index.labels.table_of(candidate.reference)
    return InsertableFigure(
        source=str(Quoted(str(candidate.reference))),
        shown=shown_value(candidate),
        label=index.labels.reference(candidate.reference),
        section=table.section if table else "",
    )


def _called(index: FigureIndex, words: str, section: str) -> list[Candidate]:
    """Every word begins a word of the table, row, column, reporter or period."""
    wanted = searched(words).split()
    if not wanted:
        return []
    period, wanted = _period_in(index, wanted)
    scored: list[tuple[float, int, Candidate]] = []
    for named in _scopes_in(index, wanted):
        for (cell, entry), own in index.words.items():
            if not all(_begins(word, own) for word in named.rest):
                continue
            found = index.look_up(Reference(cell, entry, named.scope, period))
            if found is not None:
                score = _closeness(index, found.reference, named.rest, section) + named.gain
                scored.append((-score, len(scored), found))
    best = {found.reference: found for _score, _order, found in sorted(scored)}
    return list(best.values())[:MOST]


def _begins(word: str, words: Iterable[str]) -> bool:
    """No space parts the words of Khmer: there a word may stand anywhere."""
    if word.isascii():
        return any(other.startswith(word) for other in words)
    return any(word in other for other in words)


def _period_in(index: FigureIndex, words: list[str]) -> tuple[str | None, list[str]]:
    """A year or a period among the words, where it is not the report's own."""
    rest, found = [], None
    for word in words:
        try:
            period = Period.parse(word)
        except ValueError:
            rest.append(word)
            continue
        found = None if period == index.own else period.code
    return found, rest


@dataclass(frozen=True)
class Scoped:
    """Whose figures are meant, the words that are left, and how sure it is: 2 where it is said."""

    scope: tuple[str, ...]
    rest: list[str]
    gain: float


def _scopes_in(index: FigureIndex, words: list[str]) -> Iterator[Scoped]:
    """The nation first, with all words or where some of them name it; then each unit that others
    of them name: the more of its name is there, the surer. “National” is no ministry yet."""
    rest = [word for word in words if word not in NATION]
    if not rest:  # nothing but the nation was asked for
        yield Scoped((), [], SURE)
        return
    yield Scoped((), words, 0)
    if len(rest) < len(words):
        yield Scoped((), rest, SURE)
    named = {}
    for code, own in (*index.other_scope_words.items(), *index.scope_words.items()):
        rest = [word for word in words if not _begins(word, own)]
        if len(rest) < len(words):
            said = sum(word in own for word in words) / max(len(own - GENERIC_WORDS), 1)
            named[code] = Scoped((code,), rest, SURE * min(said, 1))
    named |= {code: Scoped((code,), rest, SURE) for code, rest in index.provinces_in(words)}
    yield from sorted(named.values(), key=lambda hit: (len(hit.rest), -hit.gain))[:MOST_SCOPES]


def _closeness(index: FigureIndex, reference: Reference, words: list[str], section: str) -> float:
    """The own section first, whole words before beginnings, plain cells before open rows."""
    table = index.labels.table_of(reference)
    own = index.words[reference.cell, reference.entry]
    score = 3.0 if table and table.section == section else 0.0
    named = index.named(reference)
    score += sum(_begins(word, named) for word in words) / max(len(words), 1)
    score += sum(word in own for word in words) / max(len(words), 1)
    score += 0.5 if reference.entry is None else 0.0
    score += 0.5 if reference.name.option is None else 0.0
    return score + 1 / (1 + len(own))
