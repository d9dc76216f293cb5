"""The picker of figures: by words, by value, or step by step through section and table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from provinces.models import Kind
from provinces.spelling import fold, plain
from reporting.access_errors import NotHere
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import NumberProblem, format_number, parse_number, usual_places
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_code
from reporting.kernel.writing.markup import Quoted
from reporting.queries.editions.figure_index import Candidate, FigureIndex
from reporting.queries.editions.figure_labels import TableLabel
from reporting.queries.editions.proposals import Asked, proposals
from reporting.queries.period_words import period_words

MOST = 30
MOST_SCOPES = 6
SURE = 2.0
NATION = {"nation", "national", "nationwide", "country", "ជាតិ", "ទូទាំងប្រទេស"}
GENERIC_WORDS = {"ministry", "of", "and", "the", "for", "ក្រសួង"}


@dataclass(frozen=True)
class Choice:
    """`code` goes into the reference, `title` is read."""

    code: str
    title: str
    group: str = ""


@dataclass(frozen=True)
class Found:
    """A figure that can be inserted: `source` is the reference, `shown` its number today."""

    source: str
    shown: str
    label: str
    section: str


@dataclass(frozen=True)
class Shelf:
    """A section with its tables that have figures."""

    code: str
    title: str
    tables: list[Choice]


@dataclass(frozen=True)
class GridCell:
    source: str
    shown: str
    label: str


@dataclass(frozen=True)
class GridRow:
    title: str
    cells: list[GridCell | None]


@dataclass(frozen=True)
class Grid:
    """A table of one scope and period, in which each number can be chosen. `scopes` and `periods`:
    those for which it has numbers."""

    code: str
    title: str
    columns: list[Choice]
    rows: list[GridRow]
    scopes: list[Choice]
    periods: list[Choice]
    scope: str
    period: str


# By words and by value.


def search(index: FigureIndex, words: str, asked: Asked) -> list[Found]:
    """What is called so; of a number, what has that value. In memory."""
    number = _number(words)
    if number is not None:
        shown, value = number
        return [
            Found(one.source, one.shown, one.label, one.section)
            for one in proposals(index, replace(asked, shown=shown, value=value))
        ]
    return [_as_found(index, one) for one in _called(index, words, asked.section)]


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


def _as_found(index: FigureIndex, one: Candidate) -> Found:
    table = index.labels.table_of(one.reference)
    return Found(
        source=str(Quoted(str(one.reference))),
        shown=_shown(one),
        label=index.labels.reference(one.reference),
        section=table.section if table else "",
    )


def _shown(one: Candidate) -> str:
    return format_number(one.value, usual_places(one.value))


def _called(index: FigureIndex, words: str, section: str) -> list[Candidate]:
    """Every word begins a word of the table, row, column, reporter or period."""
    wanted = fold(words).split()
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
    return any(one.startswith(word) for one in words)


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
    for code, own in index.scope_words.items():
        rest = [word for word in words if not _begins(word, own)]
        if len(rest) < len(words):
            said = sum(word in own for word in words) / len(own - GENERIC_WORDS)
            named[code] = Scoped((code,), rest, SURE * min(said, 1))
    named |= {code: Scoped((code,), rest, SURE) for code, rest in index.provinces_in(words)}
    yield from sorted(named.values(), key=lambda one: (len(one.rest), -one.gain))[:MOST_SCOPES]


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


# Step by step.


def shelves(index: FigureIndex) -> list[Shelf]:
    """In the order of the report."""
    tables = sorted(
        (table for table in index.labels.tables.values() if table.code in index.of_table),
        key=lambda one: one.position,
    )
    found = []
    for code, members in groupby(tables, key=lambda one: one.section):
        inside = list(members)
        choices = [Choice(one.code, one.title) for one in inside]
        found.append(Shelf(code, f"{code} {inside[0].section_title}", choices))
    return found


def grid(index: FigureIndex, code: str, scope: str = "", period: str = "") -> Grid:
    """`scope` "" is the nation, `period` "" the report's own. `NotHere` for an unknown table."""
    table = index.labels.tables.get(code)
    if table is None:
        raise NotHere
    columns = list(table.columns.values())
    rows = [
        GridRow(title, [_cell(index, table, option, entry, column.code, scope, period)
                        for column in columns])
        for title, option, entry in _rows(table)
    ]  # fmt: skip
    used = [at for at in range(len(columns)) if any(row.cells[at] for row in rows)]
    return Grid(
        code=code,
        title=table.title,
        columns=[Choice(columns[at].code, columns[at].title, columns[at].unit) for at in used],
        rows=[GridRow(row.title, [row.cells[at] for at in used]) for row in rows if any(row.cells)],
        scopes=_scopes(index, code),
        periods=_periods(index, code),
        scope=scope,
        period=period,
    )


def _rows(table: TableLabel) -> Iterator[tuple[str, str | None, str | None]]:
    """Title, option, entry; the total last."""
    for code, title in table.rows.items():
        yield title, code, None
    for key, title in table.entries.items():
        yield title, None, key
    yield _("Total"), None, None


def _cell(
    index: FigureIndex, table: TableLabel, option: str | None, entry: str | None, column: str,
    scope: str, period: str,
) -> GridCell | None:  # fmt: skip
    cell = cell_code(table.code, option, column)
    if cell not in table.cells:
        return None
    reference = Reference(cell, entry, (scope,) if scope else (), period or None)
    found = index.look_up(reference)
    if found is None:
        return None
    return GridCell(str(Quoted(str(reference))), _shown(found), index.labels.reference(reference))


def _scopes(index: FigureIndex, table: str) -> list[Choice]:
    """The nation, kinds of unit, single units in the order of protocol."""
    codes = {
        code
        for one in index.candidates
        if one.reference.name.table == table
        for code in one.reference.scope
    }
    kinds = [code for code in Kind.values if code in codes]
    units = sorted(
        (one for one in index.labels.units.values() if one.code in codes),
        key=lambda one: one.position,
    )
    return [
        Choice("", _("The whole country")),
        *(Choice(code, index.labels.scope_name(code)) for code in kinds),
        *(Choice(one.code, one.name, str(Kind(one.kind).label)) for one in units),
    ]


def _periods(index: FigureIndex, table: str) -> list[Choice]:
    """The report's own first, then the others from the newest on."""
    codes = {
        one.reference.period for one in index.candidates if one.reference.name.table == table
    } - {None}
    others = sorted((Period.parse(code) for code in codes if code), reverse=True)
    return [
        Choice("", period_words(index.own)),
        *(Choice(one.code, period_words(one)) for one in others),
    ]
