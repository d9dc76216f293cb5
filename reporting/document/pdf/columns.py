"""How wide the columns of a table are, and in which size of type they are set."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reporting.document.fonts import BOLD, REGULAR
from reporting.document.line_breaks import longest_word, wrap
from reporting.document.pdf.styles import (
    BROAD_MEASURE,
    MEASURE,
    SHEET_COLUMNS,
    SHEET_MEASURE,
    WIDE_MEASURE,
)
from reporting.document.script_text import printable, text_width
from reporting.document.value import CellContent, HeaderCell, Missing, Number, Table
from reporting.kernel.numbers import to_khmer_digits

SIZES = (8.6, 8.2, 7.8, 7.4, 7.0, 6.6)
WIDE_SIZES = (*SIZES, 6.2, 5.8, 5.4)
SHEET_SIZE = 7.4
PADDING = 0.42  # of the type, left and right of a cell
MARK_ROOM = 9.0
MANY_COLUMNS = 7
MOST_WORDS = 8  # columns with words on a page that stands upright
READABLE = 7.8  # under it a table rather reaches into the margins


@dataclass(slots=True)
class SetHead:
    column: int
    line: int
    cell: HeaderCell
    lines: list[str] = field(default_factory=list)
    over_unit: bool = False  # a line for units stands under it, its own or a neighbour's


def needs_wide_page(table: Table, missing: str = "") -> bool:
    """Also where many columns have words and no numbers (a schedule of months)."""
    of_words = sum(align != "end" for align in table.align)
    return of_words > MOST_WORDS or sum(_least(table, SIZES[-1], missing)) > BROAD_MEASURE


def measure_of(table: Table, missing: str = "") -> float:
    """The text's measure, a broader one into the margins, that of a page on its side, or of a sheet
    of twice its size. `missing` stands in a cell where a number is not available.
    """
    if len(table.align) > SHEET_COLUMNS:
        return SHEET_MEASURE
    if needs_wide_page(table, missing):
        return WIDE_MEASURE
    return MEASURE if sum(_least(table, READABLE, missing)) <= MEASURE else BROAD_MEASURE


def size_in(table: Table, measure: float, missing: str = "") -> float:
    """The largest type in which no word or number need be broken."""
    sizes: tuple[float, ...] = SIZES if measure <= BROAD_MEASURE else WIDE_SIZES
    if measure == SHEET_MEASURE:  # the names of the rows want room beside so many columns
        sizes = tuple(size for size in sizes if size <= SHEET_SIZE)
    fits = (size for size in sizes if sum(_least(table, size, missing)) <= measure)
    return next(fits, sizes[-1])


def show(content: CellContent, khmer_digits: bool = False) -> str:
    """A cell's text; a number with thousands separators and a true minus sign."""
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Missing):
        return ""
    shown = f"{content.value:,.{content.places}f}".replace("-", "\u2212")
    return to_khmer_digits(shown) if khmer_digits else shown


def place_heads(header: Sequence[Sequence[HeaderCell]]) -> list[SetHead]:
    """Each heading at its column, past those covered by a rowspan from above."""
    taken: set[tuple[int, int]] = set()
    heads = []
    for line, cells in enumerate(header):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            heads.append(SetHead(column, line, cell))
            for down in range(cell.rowspan):
                taken |= {(line + down, column + over) for over in range(cell.colspan)}
            column += cell.colspan
    return heads


def mark_rooms(table: Table) -> list[float]:
    rooms = [0.0] * len(table.align)
    for row in table.rows:
        for column, content in enumerate(row.cells):
            if isinstance(content, Number) and (content.mark is not None or content.sign):
                rooms[column] = MARK_ROOM
    return rooms


def _least(table: Table, size: float, missing: str) -> list[float]:
    """The narrowest that each column may be: its widest number or unbroken word."""
    least = [0.0] * len(table.align)
    not_available = longest_word(missing, size)
    for row in table.rows:
        if row.kind == "group":
            continue
        font = REGULAR if row.kind == "body" else BOLD
        for column, content in enumerate(row.cells):
            if isinstance(content, str):
                width = min(longest_word(content, size), 0.3 * MEASURE)
            elif isinstance(content, Missing):
                width = not_available if content.reason == "not_available" else 0.0
            else:
                width = text_width(show(content, table.khmer_digits), font, size)
            if width > least[column]:
                least[column] = width
    marks = mark_rooms(table)
    least = [width + 2 * PADDING * size + marks[column] for column, width in enumerate(least)]
    for head in sorted(place_heads(table.header), key=lambda head: head.cell.colspan):
        _widen(least, head, size, marks)
    return least


def _widen(least: list[float], head: SetHead, size: float, marks: list[float]) -> None:
    columns = range(head.column, min(head.column + head.cell.colspan, len(least)))
    unit = text_width(printable(head.cell.unit), REGULAR, size * 0.86)
    needed = max(longest_word(head.cell.text, size, BOLD), unit) + 2 * PADDING * size
    if len(columns) == 1:
        needed += marks[head.column]  # it stands over the numbers, not over their marks
    lacking = needed - sum(least[column] for column in columns)
    if lacking > 0:
        for column in columns:
            least[column] += lacking / len(columns)


def _natural(table: Table, size: float, missing: str) -> list[float]:
    """The width at which no cell of a column wraps (headings may)."""
    widths = _least(table, size, missing)
    for row in table.rows:
        if row.kind == "group":
            continue
        for column, content in enumerate(row.cells):
            if isinstance(content, str):
                width = text_width(show(content), BOLD, size) + 2 * PADDING * size
                widths[column] = max(widths[column], width)
    marks = mark_rooms(table)
    for head in place_heads(table.header):
        if head.cell.colspan == 1:
            width = _head_width(head.cell.text, size) + 2.1 * PADDING * size + marks[head.column]
            widths[head.column] = max(widths[head.column], width)
    return widths


def _head_width(text: str, size: float) -> float:
    """Room for a short head in one line, for a longer one in two."""
    whole = text_width(printable(text), BOLD, size)
    if whole <= 7 * size:
        return whole
    shares = (0.5, 0.55, 0.6, 0.7, 0.8)
    fits = (share for share in shares if len(wrap(text, BOLD, size, share * whole)) <= 2)
    return next(fits, 1.0) * whole


def edges_in(table: Table, size: float, measure: float, missing: str = "") -> list[float]:
    least, natural = _least(table, size, missing), _natural(table, size, missing)
    total = measure
    if measure <= MEASURE and len(least) <= 6 and sum(natural) * 1.25 < measure:
        total = max(sum(natural) * 1.25, 0.62 * measure)
    widths = _share(table.widths, natural if sum(natural) <= total else least, total)
    widths = _lend(widths, least, natural)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _lend(widths: list[float], least: list[float], natural: list[float]) -> list[float]:
    """Where text has to wrap, the numbers stand closer, so that it wraps less."""
    kept = 1.08 if len(widths) >= MANY_COLUMNS else 1.3
    lacking = [max(wish - width, 0.0) for wish, width in zip(natural, widths, strict=True)]
    spare = [
        0.0 if short else max(width - max(kept * least_, wish), 0.0)
        for short, width, least_, wish in zip(lacking, widths, least, natural, strict=True)
    ]
    moved = min(sum(lacking), sum(spare))
    if not moved:
        return widths
    taken, given = moved / sum(spare), moved / sum(lacking)
    return [
        width - taken * over + given * short
        for width, over, short in zip(widths, spare, lacking, strict=True)
    ]


def _share(shares: Sequence[float], least: list[float], total: float) -> list[float]:
    """The widths that were asked for, as far as no column falls under its least."""
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    fixed: dict[int, float] = {}
    while True:
        free = [column for column in range(len(least)) if column not in fixed]
        rest = total - sum(fixed.values())
        weight = sum(shares[column] for column in free) or 1
        widths = {column: rest * shares[column] / weight for column in free}
        narrow = [column for column in free if widths[column] < least[column]]
        if not narrow:
            return [fixed.get(column, widths.get(column, 0.0)) for column in range(len(least))]
        fixed |= {column: least[column] for column in narrow}
