"""The figures that a trace code from print, or the full address of a figure, leads to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reporting.access import NotHere
from reporting.document.trace_codes import DRAFT, TraceCode, figures_in, parse_code, table_at
from reporting.document.value import Number, Row, Table
from reporting.editions.reading.queries.readable_editions import (
    ReadableDocument,
    draft_of,
    reading_of,
)
from reporting.kernel.expressions import ExpressionError, parse, references
from reporting.kernel.periods import Period


class NoFigure(LookupError):
    """Says in words what is not there."""


@dataclass(frozen=True)
class Traced:
    """A figure to be traced. `code` is empty for one that was asked for by its address; `words`
    says its row and its column as they are printed."""

    address: str
    code: str = ""
    value: Number | None = None
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class CodedFigures:
    """The figures behind a code: of a table all of them, else one. `code`: that of the document
    that is read, with the table or the figure."""

    reading: ReadableDocument
    code: TraceCode
    figures: list[Traced]
    table: Table | None = None


def reading_at(code: TraceCode, language: str) -> ReadableDocument:
    """The document that a code names; one that names no edition, what is read of its period.
    `NotHere` where there is none for this person."""
    if code.edition:
        found = reading_of(code.period, language, code.edition)
        if not found.is_published:
            raise NotHere
        return found
    if code.letter == DRAFT:
        return draft_of(code.period, language)
    return reading_of(code.period, language)


def asked_by_code(text: str, language: str) -> CodedFigures:
    """Raises ValueError where it is no code, `NotHere` where there is no such document, `NoFigure`
    where the table or the figure is not in it."""
    wanted = parse_code(text)
    reading = reading_at(wanted, language)
    code = replace(reading.code, table=wanted.table, row=wanted.row, column=wanted.column)
    if not code.table:
        raise NoFigure(_("This is the code of a whole report: add the table, as in %s-T1.") % code)
    table = table_at(reading.document, code.table)
    if table is None:
        raise NoFigure(
            _("%(code)s has no table %(number)d.") % {"code": code.document, "number": code.table}
        )
    found = list(traced_in(table, code.of_table))
    if code.row:
        found = [figure for figure in found if figure.code == str(code)]
    if code.row and not found:
        raise NoFigure(_nothing_there(table, code))
    return CodedFigures(reading, code, found, table)


def asked_by_address(text: str, language: str, document: str = "") -> CodedFigures:
    """`document`: the code of the one whose figures are meant; else what is read of the period."""
    try:
        named = [reference.period for reference in references(parse(text)) if reference.period]
    except ExpressionError as error:
        raise ValueError(str(error)) from error
    if document:
        reading = reading_at(parse_code(document), language)
    elif named:
        reading = reading_of(max(map(Period.parse, named)), language)
    else:
        raise NoFigure(_("Say the period too, as in %s.") % f"{text}:2020")
    return CodedFigures(reading, reading.code, [Traced(text)])


def traced_in(table: Table, code: TraceCode) -> Iterator[Traced]:
    heads = column_words(table)
    for row, column, number in figures_in(table):
        yield Traced(
            number.trace,
            str(code.figure(row, column)),
            number,
            row_words(table, row),
            heads[column - 1] if column <= len(heads) else "",
        )


def row_words(table: Table, row: int) -> str:
    """The words of the row, after the heading of its group."""
    here = table.rows[row - 1]
    group = next(
        (above.cells[0] for above in reversed(table.rows[: row - 1]) if above.kind == "group"), ""
    )
    words = [cell for cell in here.cells if isinstance(cell, str) and not _is_ordinal(cell)]
    return " – ".join(filter(None, (str(group) if _in_group(here) else "", *words)))


def _in_group(row: Row) -> bool:
    return row.kind in ("body", "subtotal")


def _is_ordinal(text: str) -> bool:
    return text.isdecimal()


def column_words(table: Table) -> list[str]:
    """For each column its headings from the top, with the unit of count."""
    lines: list[list[str]] = [[""] * len(table.align) for _line in table.header]
    taken: set[tuple[int, int]] = set()
    for line, cells in enumerate(table.header):
        at = 0
        for cell in cells:
            while (line, at) in taken:
                at += 1
            words = f"{cell.text} ({cell.unit})" if cell.unit else cell.text
            for column in range(at, min(at + cell.colspan, len(table.align))):
                lines[line][column] = words
                taken.update((below, column) for below in range(line, line + cell.rowspan))
            at += cell.colspan
    return [" – ".join(dict.fromkeys(filter(None, column))) for column in zip(*lines, strict=True)]


def _nothing_there(table: Table, code: TraceCode) -> str:
    where = {"row": code.row, "column": code.column, "table": code.of_table}
    if code.row > len(table.rows):
        return _("%(table)s has %(count)d rows.") % {**where, "count": len(table.rows)}
    cells = table.rows[code.row - 1].cells
    if code.column <= len(cells) and isinstance(cells[code.column - 1], str):
        return _("Row %(row)d, column %(column)d of %(table)s is “%(words)s”, no figure.") % {
            **where, "words": cells[code.column - 1],
        }  # fmt: skip
    return _("Row %(row)d, column %(column)d of %(table)s holds no figure.") % where
