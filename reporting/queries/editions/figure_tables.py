"""The tables of a period as one looks through them for a figure: section by section, then cell by
cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from provinces.models import Kind
from reporting.access_errors import NotHere
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import format_number, usual_places
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_code
from reporting.kernel.writing.markup import Quoted
from reporting.queries.editions.figure_index import Candidate, FigureIndex
from reporting.queries.editions.figure_labels import TableLabel
from reporting.queries.period_words import period_words


@dataclass(frozen=True)
class Choice:
    """`code` goes into the reference, `title` is read."""

    code: str
    title: str
    group: str = ""


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
    return GridCell(
        str(Quoted(str(reference))), shown_value(found), index.labels.reference(reference)
    )


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


def shown_value(one: Candidate) -> str:
    return format_number(one.value, usual_places(one.value))
