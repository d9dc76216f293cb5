"""The tables of a period as one looks through them for a figure: section by section, then cell by
cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from provinces.models import UnitKind
from reporting.access import NotHere
from reporting.core.queries.period_words import period_words
from reporting.document.sentences.markup import Quoted
from reporting.editions.writing.queries.figure_index import Candidate, FigureIndex
from reporting.editions.writing.queries.figure_labels import TableLabel
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import format_number, usual_places
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_code


@dataclass(frozen=True)
class PickerChoice:
    """`code` goes into the reference, `title` is read."""

    code: str
    title: str
    group: str = ""


@dataclass(frozen=True)
class SectionTables:
    """A section with its tables that have figures."""

    code: str
    title: str
    tables: list[PickerChoice]


@dataclass(frozen=True)
class GridCell:
    source: str
    shown: str
    label: str


@dataclass(frozen=True)
class FigureGridRow:
    title: str
    cells: list[GridCell | None]


@dataclass(frozen=True)
class FigureGrid:
    """A table of one scope and period, in which each number can be chosen. `scopes` and `periods`:
    those for which it has numbers."""

    code: str
    title: str
    columns: list[PickerChoice]
    rows: list[FigureGridRow]
    scopes: list[PickerChoice]
    periods: list[PickerChoice]
    scope: str
    period: str


def section_tables(index: FigureIndex) -> list[SectionTables]:
    """In the order of the report."""
    tables = sorted(
        (table for table in index.labels.tables.values() if table.code in index.of_table),
        key=lambda table: table.position,
    )
    found = []
    for code, members in groupby(tables, key=lambda table: table.section):
        inside = list(members)
        choices = [PickerChoice(table.code, table.title) for table in inside]
        found.append(SectionTables(code, f"{code} {inside[0].section_title}", choices))
    return found


def grid(index: FigureIndex, code: str, scope: str = "", period: str = "") -> FigureGrid:
    """`scope` "" is the nation, `period` "" the report's own. `NotHere` for an unknown table."""
    table = index.labels.tables.get(code)
    if table is None:
        raise NotHere
    columns = list(table.columns.values())
    rows = [
        FigureGridRow(title, [_cell(index, table, option, entry, column.code, scope, period)
                        for column in columns])
        for title, option, entry in _rows(table)
    ]  # fmt: skip
    used = [at for at in range(len(columns)) if any(row.cells[at] for row in rows)]
    return FigureGrid(
        code=code,
        title=table.title,
        columns=[
            PickerChoice(columns[at].code, columns[at].title, columns[at].unit) for at in used
        ],
        rows=[
            FigureGridRow(row.title, [row.cells[at] for at in used])
            for row in rows
            if any(row.cells)
        ],
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


def _scopes(index: FigureIndex, table: str) -> list[PickerChoice]:
    """The nation, kinds of unit, single units in the order of protocol."""
    codes = {
        code
        for candidate in index.candidates
        if candidate.reference.name.table == table
        for code in candidate.reference.scope
    }
    kinds = [code for code in UnitKind.values if code in codes]
    units = sorted(
        (unit for unit in index.labels.units.values() if unit.code in codes),
        key=lambda unit: unit.position,
    )
    return [
        PickerChoice("", _("The whole country")),
        *(PickerChoice(code, index.labels.scope_name(code)) for code in kinds),
        *(PickerChoice(unit.code, unit.name, str(UnitKind(unit.kind).label)) for unit in units),
    ]


def _periods(index: FigureIndex, table: str) -> list[PickerChoice]:
    """The report's own first, then the others from the newest on."""
    codes = {
        candidate.reference.period
        for candidate in index.candidates
        if candidate.reference.name.table == table
    } - {None}
    others = sorted((Period.parse(code) for code in codes if code), reverse=True)
    return [
        PickerChoice("", period_words(index.own)),
        *(PickerChoice(period.code, period_words(period)) for period in others),
    ]


def shown_value(candidate: Candidate) -> str:
    return format_number(candidate.value, usual_places(candidate.value))
