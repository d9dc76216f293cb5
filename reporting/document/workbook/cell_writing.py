"""One cell of a table: a number, a text, or the word for why there is no number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reporting.document.value import Align, CellContent, HeaderCell, Missing, Number, Row, Table
from reporting.document.workbook.cell_texts import longest_word, width
from reporting.document.workbook.looks import BODY, GROUP, MUTED, SUBTOTAL, TOTAL, Horizontal, Look

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LEFT: Horizontal = "left"
HORIZONTAL: dict[Align, Horizontal] = {"start": "left", "end": "right", "center": "center"}


def superscript(number: int) -> str:
    return str(number).translate(SUPERSCRIPT)


def number_format(places: int, beside: str = "", mark_room: int = 0) -> str:
    """Thousands grouped, `places` decimals; what stands `beside` follows as a literal, so that the
    cell stays a number. `mark_room`: signs of the widest of the column; numbers with shorter ones,
    or none, leave the room free and stay in line."""
    digits = "#,##0" + (f".{'0' * places}" if places else "")
    return digits + (f'"{beside}"' if beside else "") + "_¹" * (mark_room - len(beside))


def beside(number: Number) -> str:
    """The number of its note, raised; else the sign that a check doubts it."""
    return number.sign if number.mark is None else superscript(number.mark)


def mark_room(rows: tuple[Row, ...], column: int) -> int:
    """The signs of the widest that stands beside a number of the column."""
    contents = (row.cells[column] for row in rows if column < len(row.cells))
    return max((len(beside(cell)) for cell in contents if isinstance(cell, Number)), default=0)


def shown(content: CellContent, words: Mapping[str, str]) -> str:
    """What a person sees, about: for widths, and as the text of cells that hold no number."""
    if isinstance(content, Number):
        return f"{content.value:,.{content.places}f}{beside(content)}"
    if isinstance(content, Missing):
        return missing_word(content, words)
    return content


def missing_word(missing: Missing, words: Mapping[str, str]) -> str:
    if missing.reason == "not_available":
        return words["not_available"]
    if missing.reason == "nothing":
        return words["nothing_to_report"]
    return ""


def content_width(content: CellContent, words: Mapping[str, str]) -> float:
    text = shown(content, words)
    return longest_word(text) if isinstance(content, Missing) else width(text)


def row_look(row: Row) -> Look:
    match row.kind:
        case "total":
            return TOTAL
        case "subtotal":
            return SUBTOTAL
        case "group":
            return GROUP
        case "body":
            return BODY


def sides(aligns: tuple[Align, ...], columns: int) -> tuple[Horizontal, ...]:
    """Where the contents of each column stand; at the left where the table does not say."""
    chosen = [HORIZONTAL[align] for align in aligns[:columns]]
    return (*chosen, *(LEFT for _ in range(columns - len(chosen))))


def cell_look(look: Look, content: CellContent, side: Horizontal, mark_room: int) -> Look:
    look = replace(look, horizontal=side)
    if isinstance(content, Number):
        numbered = number_format(content.places, beside(content), mark_room)
        return replace(look, number_format=numbered, wrap=False)
    if isinstance(content, Missing):
        return replace(look, colour=MUTED, italic=True)
    return look


@dataclass(frozen=True, slots=True)
class PlacedHeader:
    """A header cell in its place; lines and columns count from 0, the last ones included."""

    cell: HeaderCell
    line: int
    column: int
    last_line: int
    last_column: int


def place_header(table: Table) -> tuple[PlacedHeader, ...]:
    return tuple(_place(table))


def _place(table: Table) -> Iterator[PlacedHeader]:
    taken: set[tuple[int, int]] = set()
    lines = len(table.header)
    for line, cells in enumerate(table.header):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            last_line = min(line + cell.rowspan, lines) - 1
            last_column = column + cell.colspan - 1
            taken.update(
                (covered_line, covered_column)
                for covered_line in range(line, last_line + 1)
                for covered_column in range(column, last_column + 1)
            )
            yield PlacedHeader(cell, line, column, last_line, last_column)
            column = last_column + 1


def column_count(table: Table, header: tuple[PlacedHeader, ...]) -> int:
    """The widest of header, rows and alignments: a table may lack any of them."""
    in_header = max((placed.last_column + 1 for placed in header), default=0)
    in_rows = max((len(row.cells) for row in table.rows), default=0)
    return max(in_header, in_rows, len(table.align), 1)


def units_of_count(header: tuple[PlacedHeader, ...], columns: int) -> tuple[str, ...]:
    """The unit of each column: that of the lowest header cell above it that has one."""
    units = [""] * columns
    for placed in sorted(header, key=lambda placed: placed.last_line):
        if placed.cell.unit:
            for column in range(placed.column, placed.last_column + 1):
                units[column] = placed.cell.unit
    return tuple(units)
